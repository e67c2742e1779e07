"""Quotes: reported speech in parts, which may stand inside one another and be the evidence of stances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypedDict, Unpack

from sqlmodel import Session, col, select

from corpus.spans import Span
from db import history, rows
from db.errors import ConflictError, ProjectError
from db.models import Actor, Evidence, Parallel, Quote, QuotePart, Stance
from db.records import Part, PartRole, QuoteType

Parts = Sequence[tuple[PartRole, Span]]
_PLACED_CONTENT = (col(QuotePart.role) == "content", col(QuotePart.orphan).is_(False))


class Changes(TypedDict, total=False):
    """What can be recoded."""

    type: QuoteType
    speaker: str | None
    said_on: str
    inside: str | None


def add(
    session: Session,
    document_id: str,
    *,
    type: QuoteType,
    parts: Parts,
    speaker: str | None = None,
    said_on: str = "",
    inside: str | None = None,
    origin: str = "hand",
) -> str:
    """Mark a quote; its id. Quotes of the same coder around it and within it are told from their contents."""
    _refuse_without_content([role for role, _ in parts])
    text = rows.text_of(session, document_id)
    quote = Quote(
        document=document_id,
        type=type,
        speaker=speaker,
        said_on=said_on,
        inside=inside,
        origin=origin,
        **rows.signed(session),
    )
    _check_references(session, quote)
    _nest(session, quote, [span for role, span in parts if role == "content"])
    session.add(quote)
    session.add_all(_made(text, quote.id, position, *part) for position, part in enumerate(parts))
    return quote.id


def recode(session: Session, id: str, version: int, **changes: Unpack[Changes]) -> None:
    """Change the type, the speaker, the date or the quote around it; what is not given stays."""
    quote = rows.find_unchanged(session, Quote, id, version)
    rows.change(session, quote, **changes)
    _check_references(session, quote)


def move_part(session: Session, id: str, version: int, part: Part, span: Span) -> None:
    """Let one piece of a quote stand elsewhere; the others stay as they are, also those that lost their place."""
    quote = rows.find_unchanged(session, Quote, id, version)
    row = _row_of(_parts_of(session, id), part)
    if (row.start, row.end, row.orphan) == (*span, False):
        return
    for name, value in rows.anchored(rows.text_of(session, quote.document), span).items():
        setattr(row, name, value)
    row.orphan = False
    rows.touch(session, quote)


def drop_part(session: Session, id: str, version: int, part: Part) -> None:
    """Take one piece away from a quote; the others stay as they are, also those that lost their place."""
    quote = rows.find_unchanged(session, Quote, id, version)
    parts = _parts_of(session, id)
    dropped = _row_of(parts, part)
    parts.remove(dropped)
    _refuse_without_content([left.role for left in parts])
    session.delete(dropped)
    for position, left in enumerate(parts):
        left.position = position
    rows.touch(session, quote)


def add_part(session: Session, id: str, version: int, role: PartRole, span: Span) -> None:
    """Add a piece of content, a source, a cue or an addressee, before the first part that stands later in the text.

    Raises:
        ProjectError: If the quote has the same already.
    """
    quote = rows.find_unchanged(session, Quote, id, version)
    parts = _parts_of(session, id)
    if any((part.role, part.start, part.end, part.orphan) == (role, *span, False) for part in parts):
        raise ProjectError(f"The quote has this {role} already: select another stretch, or another part for it.")
    place = next((i for i, part in enumerate(parts) if part.start > span.start), len(parts))
    new = _made(rows.text_of(session, quote.document), id, place, role, span)
    parts.insert(place, new)
    for position, part in enumerate(parts):
        part.position = position
    session.add(new)
    rows.touch(session, quote)


def delete(session: Session, id: str, version: int | None = None) -> None:
    """Take a quote away with its links: what rested on it rests on its spans, what stood inside it where it stood."""
    quote = rows.find_unchanged(session, Quote, id, version)
    parts = _parts_of(session, id)
    for evidence in session.exec(select(Evidence).where(col(Evidence.quote) == id)).all():
        _become_spans(session, evidence, [part for part in parts if part.role == "content"])
    for inner in session.exec(select(Quote).where(col(Quote.inside) == id)).all():
        rows.change(session, inner, inside=quote.inside)
    for link in session.exec(select(Parallel).where((col(Parallel.quote) == id) | (col(Parallel.other) == id))):
        session.delete(link)
    for part in parts:
        session.delete(part)
    session.delete(quote)


def _refuse_without_content(roles: Iterable[str]) -> None:
    if "content" not in roles:
        raise ProjectError("A quote needs at least one piece of content.")


def _made(text: str, quote: str, position: int, role: PartRole, span: Span) -> QuotePart:
    return QuotePart(quote=quote, position=position, role=role, **rows.anchored(text, span))


def _parts_of(session: Session, quote: str) -> list[QuotePart]:
    query = select(QuotePart).where(col(QuotePart.quote) == quote).order_by(col(QuotePart.position), col(QuotePart.id))
    return list(session.exec(query))


def _row_of(parts: Sequence[QuotePart], part: Part) -> QuotePart:
    wanted = (part.role, *part.span, part.orphan)
    found = (row for row in parts if (row.role, row.start, row.end, row.orphan) == wanted)
    if row := next(found, None):
        return row
    raise ConflictError("This piece is gone from the quote; nothing was saved.")


def _check_references(session: Session, quote: Quote) -> None:
    """Refuse a speaker that is gone, and a quote inside itself or inside one of another document."""
    if quote.speaker is not None:
        rows.find(session, Actor, quote.speaker)
    around = _quotes_around(session, quote)
    if any(outer.id == quote.id or outer.document != quote.document for outer in around):
        raise ProjectError("A quote can only stand inside another quote of the same document.")


def _quotes_around(session: Session, quote: Quote) -> list[Quote]:
    """The quotes that it stands inside of, innermost first."""
    around: list[Quote] = []
    while (outer := around[-1].inside if around else quote.inside) is not None:
        if outer in (known.id for known in around):
            break
        around.append(rows.find(session, Quote, outer))
    return around


def _nest(session: Session, quote: Quote, content: list[Span]) -> None:
    """Put a new quote inside the smallest one that holds it, and those that only it holds inside it."""
    others = _contents_near(session, quote, content)
    around = [(_length(spans), id_) for id_, spans in others.items() if _within(content, spans)]
    if quote.inside is None and around:
        quote.inside = min(around)[1]
    outer = [known.id for known in _quotes_around(session, quote)]
    for inner in [rows.find(session, Quote, id_) for id_, spans in others.items() if _within(spans, content)]:
        if inner.inside is None and inner.id not in outer:
            rows.change(session, inner, inside=quote.id)


def _contents_near(session: Session, quote: Quote, content: list[Span]) -> dict[str, list[Span]]:
    """The contents of this coder's other quotes that have a piece where the new one has its own."""
    start, end = min(span.start for span in content), max(span.end for span in content)
    near = (
        select(QuotePart.quote)
        .join(Quote, col(Quote.id) == QuotePart.quote)
        .where(col(Quote.document) == quote.document, col(Quote.coder) == history.coder_of(session))
        .where(*_PLACED_CONTENT, col(QuotePart.start) < end, col(QuotePart.end) > start)
    )
    query = select(QuotePart).where(col(QuotePart.quote).in_(near), *_PLACED_CONTENT)
    found: dict[str, list[Span]] = defaultdict(list)
    for part in session.exec(query):
        found[part.quote].append(Span(part.start, part.end))
    return found


def _within(inner: Sequence[Span], outer: Sequence[Span]) -> bool:
    """Whether all of the one lies in the pieces of the other, and is less than it."""
    return _length(inner) < _length(outer) and all(any(piece.holds(span) for piece in outer) for span in inner)


def _length(spans: Sequence[Span]) -> int:
    return sum(span.length for span in spans)


def _become_spans(session: Session, evidence: Evidence, content: Sequence[QuotePart]) -> None:
    """Turn evidence that was a quote into the spans of its content, in its place among the stance's evidence."""
    query = select(Evidence).where(col(Evidence.stance) == evidence.stance).order_by(col(Evidence.position))
    pieces = list(session.exec(query))
    place = [piece.id for piece in pieces].index(evidence.id)
    made = [evidence, *(Evidence(stance=evidence.stance, position=0) for _ in content[1:])]
    for row, part in zip(made, content, strict=True):
        row.quote, row.orphan = None, part.orphan
        row.start, row.end, row.exact, row.prefix, row.suffix = (
            part.start,
            part.end,
            part.exact,
            part.prefix,
            part.suffix,
        )
    pieces[place : place + 1] = made
    for position, row in enumerate(pieces):
        row.position = position
    session.add_all(made)
    rows.touch(session, rows.find(session, Stance, evidence.stance))
