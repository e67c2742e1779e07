"""A document with its annotations, as text for people and as JSON for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from db.records import Annotations, Document, Hit, Quote, Retelling, Stance
from tui import describe
from tui.cli import output

_ABOUT = ("outlet", "author", "published", "place", "url", "language", "file", "status", "id")


def print_document(document: Document, marks: Annotations) -> None:
    """Print the title, what is known about the document, its text and the annotations in it."""
    output.text(describe.name(document))
    output.columns([[name, value] for name in _ABOUT if (value := str(getattr(document, name)))])
    output.text()
    output.body(document.text)
    for quote in marks.quotes:
        _print_quote(quote, marks)
    for stance in marks.stances:
        _print_stance(stance, marks)
    if marks.mentions:
        output.text()
    for mention in marks.mentions:
        lost = _lost(mention.orphan)
        output.text(f"A  {describe.mention_line(mention, marks.names)}  {_place(*mention.span)}{lost}")
        _print_note(mention.note)


def as_json(document: Document, marks: Annotations) -> dict[str, Any]:
    """The document in the words of the export, its annotations inside it, with the names that they refer to."""
    whole = asdict(document)
    whole["zones"] = [asdict(zone) for zone in document.zones]
    whole["mentions"] = [_flat(asdict(mention)) for mention in marks.mentions]
    whole["quotes"] = [
        asdict(quote) | {"parts": [_flat(asdict(part)) for part in quote.parts]} for quote in marks.quotes
    ]
    whole["stances"] = [_stance_as_json(stance) for stance in marks.stances]
    whole["names"] = marks.names
    whole["same"] = marks.same
    return whole


def hit_as_json(hit: Hit) -> dict[str, Any]:
    """A place that was found, its span as two numbers."""
    return _flat(asdict(hit))


def retelling_as_json(found: Retelling) -> dict[str, Any]:
    """A place that tells the same, its span as two numbers; null for a quote or a link that there is none of."""
    return _flat(asdict(found)) | {"quote": found.quote or None, "parallel": found.parallel or None}


def _stance_as_json(stance: Stance) -> dict[str, Any]:
    whole = asdict(stance)
    target = {"actor": whole.pop("target_actor"), "concept": whole.pop("target_concept")}
    whole["target"] = {kind: id_ for kind, id_ in target.items() if id_}
    whole["evidence"] = [_flat(asdict(evidence)) for evidence in stance.evidence]
    return whole


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """The record with `start` and `end` in the place of its span."""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if name == "span":
            flat |= {"start": value[0], "end": value[1]} if value else {}
        else:
            flat[name] = value
    return flat


def _print_quote(quote: Quote, marks: Annotations) -> None:
    output.text()
    output.text(f"Q  {describe.quote_line(quote, marks.names)}")
    if quote.id in marks.same:
        output.text(f"   {describe.told_too(marks.same[quote.id])}")
    for part in quote.parts:
        output.text(f"   {part.role}: {part.exact}  {_place(*part.span)}{_lost(part.orphan)}")
    _print_note(quote.note)


def _print_stance(stance: Stance, marks: Annotations) -> None:
    output.text()
    date = f", {describe.day(stance.date)}" if stance.date else ""
    output.text(f"{describe.sign(stance)}  {describe.stance_line(stance, marks.names)}{date}")
    for evidence in stance.evidence:
        where = f"  {_place(*evidence.span)}" if evidence.span else ""
        output.text(f"   evidence: {evidence.exact}{where}{_lost(evidence.orphan)}")
    _print_note(stance.note)


def _print_note(note: str) -> None:
    for line in note.splitlines():
        output.text(f"   memo: {line}")


def _place(start: int, end: int) -> str:
    return f"[{start}:{end}]"


def _lost(orphan: bool) -> str:
    return "  (its place in the text is lost)" if orphan else ""
