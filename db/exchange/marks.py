"""Annotations of the export put into one document of a project, each found again in the text that the project has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from corpus import anchors
from db import models
from db.batches import batches
from db.exchange import shapes, writing
from db.exchange.writing import Record

_MODELS: Mapping[str, type[models.Mention | models.Quote | models.Stance]] = {
    "mentions": models.Mention,
    "quotes": models.Quote,
    "stances": models.Stance,
}


@dataclass
class Report:
    """What an import did; counts are of actors, concepts and annotations, texts apart."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    documents: int = 0
    """Documents that the project did not have."""
    orphans: int = 0
    """Annotations whose words stand nowhere in their document."""
    problems: list[str] = field(default_factory=list)
    """What was left out or not taken over, and why, a line each."""
    shared: list[str] = field(default_factory=list)
    """Names that came in beside an actor or a concept that is called the same."""


@dataclass
class Codebook:
    """What annotations may refer to; `coders` tells under which id the project knows a coder of the file."""

    actors: set[str]
    concepts: set[str]
    coders: dict[str, str]


@dataclass
class Marks:
    """The annotations that one document gets, and what became of them."""

    session: Session
    document: str
    text: str
    codebook: Codebook
    report: Report
    present: dict[str, dict[str, Record]]
    """What the document has already, by list and id."""
    quotes: dict[str, str | None]
    """Its quotes, and the quotes that they are reported inside of."""

    def merge(self, record: Record) -> None:
        """Take in the mentions, quotes and stances of the export's document."""
        for mention in self._ours("mentions", record["mentions"]):
            self._take("mentions", mention)
        quotes = self._ours("quotes", record["quotes"])
        for quote in in_passes(quotes, self._is_placed, lambda quote: self._take("quotes", quote)):
            self._leave_out("quotes", quote, f"the quote {quote['inside']!r} around it is unknown, or inside of it")
        for stance in self._ours("stances", record["stances"]):
            self._take("stances", stance)

    def _is_placed(self, quote: Record) -> bool:
        around = quote["inside"]
        return around is None or (around in self.quotes and not is_circular(self.quotes, quote["id"], around))

    def _ours(self, key: str, records: list[Record]) -> list[Record]:
        """The records whose ids no other document has."""
        ids = [record["id"] for record in records]
        table = models.table(_MODELS[key])
        taken: set[str] = set()
        for some in batches(ids):
            elsewhere = table.c.id.in_(some) & (table.c.document != self.document)
            taken.update(self.session.execute(select(table.c.id).where(elsewhere)).scalars())
        for record in records:
            if record["id"] in taken:
                self._leave_out(key, record, "its id belongs to another document")
        return [record for record in records if record["id"] not in taken]

    def _unknown(self, key: str, record: Record) -> str:
        """The first reference that leads nowhere, in words, or empty."""
        actors, concepts = self.codebook.actors, self.codebook.concepts
        for noun, known, told in (
            ("coder", self.codebook.coders, [record["coder"]]),
            ("actor", actors, [record.get("actor"), record.get("speaker"), record.get("holder")]),
            ("actor", actors, [record.get("target", {}).get("actor")]),
            ("concept", concepts, [record.get("target", {}).get("concept")]),
            ("quote", self.quotes, [piece.get("quote") for piece in record.get("evidence", ())]),
        ):
            for reference in told:
                if reference is not None and reference not in known:
                    return f"it refers to an unknown {noun} {reference!r}"
        return ""

    def _take(self, key: str, record: Record) -> None:
        if fault := self._unknown(key, record):
            self._leave_out(key, record, fault)
            return
        record = _settled(self.text, key, record) | {"coder": self.codebook.coders[record["coder"]]}
        self.report.orphans += is_orphan(record)
        present = self.present.get(key, {}).get(record["id"])
        if present == record:
            self.report.unchanged += 1
        elif present is not None and not is_later(record["updated"], present["updated"]):
            self._leave_out(key, record, "the project has a newer one, which was kept")
            return
        elif present is not None:
            self._change(key, record)
            self.report.updated += 1
        else:
            self._add(key, record)
            self.report.added += 1
        if key == "quotes":
            self.quotes[record["id"]] = record["inside"]

    def _add(self, key: str, record: Record) -> None:
        row = _MODELS[key](id=record["id"], document=self.document, **_columns(key, record))
        self.session.add_all([row, *self._belonging(key, record)])

    def _change(self, key: str, record: Record) -> None:
        row = self.session.get_one(_MODELS[key], record["id"])
        for name, value in _columns(key, record).items():
            setattr(row, name, value)
        row.version += 1
        for model, owner in ((models.QuotePart, "quote"), (models.Evidence, "stance")):
            if key == f"{owner}s":
                drop_belonging(self.session, model, owner, record["id"])
        self.session.add_all(self._belonging(key, record))

    def _belonging(self, key: str, record: Record) -> list[models.Base]:
        """The parts of a quote or the evidence of a stance."""
        if key == "quotes":
            return belonging(models.QuotePart, "quote", record["id"], map(_anchor_columns, record["parts"]))
        pieces = (_evidence_columns(self.text, piece) for piece in record.get("evidence", ()))
        return belonging(models.Evidence, "stance", record["id"], pieces)

    def _leave_out(self, key: str, record: Record, why: str) -> None:
        self.report.problems.append(f"document {self.document}: {key[:-1]} {record['id']} was left out: {why}.")


def marks_of(session: Session, document: str, text: str, codebook: Codebook, report: Report) -> Marks:
    """The annotations of a document, ready to take in more."""
    present = {
        key: {record["id"]: record for record in records} for key, records in writing.marks(session, document).items()
    }
    quotes = {quote["id"]: quote["inside"] for quote in present["quotes"].values()}
    return Marks(session, document, text, codebook, report, present, quotes)


def in_passes(
    records: Iterable[Record], is_ready: Callable[[Record], bool], take: Callable[[Record], None]
) -> list[Record]:
    """Take each record once it is ready, in as many passes as it needs; those that never are come back."""
    waiting = list(records)
    while waiting:
        left = []
        for record in waiting:
            if is_ready(record):
                take(record)
            else:
                left.append(record)
        if len(left) == len(waiting):
            return left
        waiting = left
    return []


def is_circular(parents: Mapping[str, str | None], child: str, parent: str) -> bool:
    """Whether the child would become its own ancestor."""
    seen = {child}
    ancestor: str | None = parent
    while ancestor is not None and ancestor not in seen:
        seen.add(ancestor)
        ancestor = parents.get(ancestor)
    return ancestor is not None


def is_later(told: str, than: str) -> bool:
    """Whether one time is later than another; anything is later than what is no time."""
    try:
        return shapes.moment(told) > shapes.moment(than)
    except ValueError:
        return True


def is_orphan(record: Record) -> bool:
    """Whether an annotation, or a piece of it, has lost its place."""
    pieces = [record, *record.get("parts", ()), *record.get("evidence", ())]
    return any(piece.get("orphan") for piece in pieces)


def belonging(model: type[models.Base], key: str, owner: str, rows: Iterable[Mapping[str, Any]]) -> list[models.Base]:
    """Rows that belong to the owner, in their order."""
    return [model(**{key: owner, "position": position}, **row) for position, row in enumerate(rows)]


def drop_belonging(session: Session, model: type[models.Base], key: str, owner: str) -> None:
    """Delete the rows that belong to the owner."""
    for row in session.execute(select(model).where(models.table(model).c[key] == owner)).scalars():
        session.delete(row)


def _settled(text: str, key: str, record: Record) -> Record:
    """The record with every span of it where its words stand in this text."""
    if key == "mentions":
        return placed(text, record)
    pieces = "parts" if key == "quotes" else "evidence"
    return record | {pieces: [piece if "quote" in piece else placed(text, piece) for piece in record[pieces]]}


def placed(text: str, piece: Record) -> Record:
    """A piece that stays, or is found again, or is an orphan; one that was an orphan in this text before stays one."""
    start, end, exact = piece["start"], piece["end"], piece["exact"]
    if end <= len(text) and text[start:end] == exact:
        found = {name: value for name, value in piece.items() if name != "orphan"}
        return found if piece.get("prefix") or piece.get("suffix") else _moved(found, text, start, end)
    if piece.get("orphan"):
        return piece
    anchor = anchors.Anchor(start, end, exact, piece.get("prefix", ""), piece.get("suffix", ""))
    span = anchors.locate(text, anchor)
    return _moved(piece, text, *span) if span else piece | {"orphan": True}


def _moved(piece: Record, text: str, start: int, end: int) -> Record:
    anchor = anchors.make(text, start, end)
    told = {"start": start, "end": end, "exact": anchor.exact, "prefix": anchor.prefix, "suffix": anchor.suffix}
    return piece | {name: value for name, value in told.items() if name in piece}


def _columns(key: str, record: Record) -> dict[str, Any]:
    """The columns of an annotation's own row."""
    skipped = {"id", "parts", "evidence", "target"}
    values = {name: value for name, value in record.items() if name not in skipped}
    if key == "mentions":
        return values | {"orphan": record.get("orphan", False)}
    if key == "quotes":
        return values | {"said_on": record["said_on"] or ""}
    target = record["target"]
    targets = {"target_actor": target.get("actor"), "target_concept": target.get("concept")}
    return values | targets | {"date": record["date"] or ""}


def _anchor_columns(piece: Record) -> dict[str, Any]:
    return piece | {"orphan": piece.get("orphan", False)}


def _evidence_columns(text: str, piece: Record) -> dict[str, Any]:
    """The export leaves the context of evidence out; where the words stand, the text has it."""
    if "quote" in piece:
        return piece
    if piece.get("orphan"):
        return {"prefix": "", "suffix": "", **piece}
    return _moved(piece | {"prefix": "", "suffix": ""}, text, piece["start"], piece["end"])
