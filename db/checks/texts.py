"""Texts and what is marked in them: spans, words, context, zones, hashes; one text at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from typing import Any, Literal, NamedTuple

from sqlalchemy import Select, Table, func, literal, select, union_all
from sqlmodel import Session

from corpus import anchors, graphemes
from corpus.spans import Span
from corpus.text import digest
from corpus.tolerance import on_borders
from db import models, rows
from db.checks.finding import Finding, Mending, counted, findings, stream
from db.engine import Project
from db.models import Base, table

_REPAIR = "glossator doctor --repair looks for the words again, or keeps them as an orphan without a place."
_AROUND = "glossator doctor --repair writes down what stands around, and takes the whole character."
_CUT = "glossator doctor --repair cuts it off at the end of the text, or takes it out into its report."
_MODELS: dict[str, type[Base]] = {
    "mention": models.Mention,
    "quote": models.QuotePart,
    "stance": models.Evidence,
    "parallel": models.Parallel,
}

Fault = Literal["outside", "words", "context", "graphemes", "text"]

_MILD: dict[Fault, str] = {
    "context": "not saying what stands around, as imports may leave them.",
    "graphemes": "cutting a character in two.",
}
"""What is no fault in itself, in words; the place is right."""
_LAST = "\U0010ffff"
"""Sorts after every id."""


class Piece(NamedTuple):
    """What is marked at a place of its own, with what it says stands there."""

    document: str
    noun: str
    id: str
    """Of the annotation."""
    piece: str
    """Of the row with the span."""
    start: int
    end: int
    exact: str
    prefix: str | None
    suffix: str | None


def marks(project: Project) -> Iterator[Finding]:
    """Whether each annotation lies inside its text, on borders of graphemes, and says what stands there and around."""
    mild: Counter[Fault] = Counter()

    def messages(session: Session) -> Iterator[str]:
        for piece, fault, kept in _misplaced(session):
            if fault in _MILD:
                mild[fault] += 1
            else:
                yield _told(piece, fault, kept)

    with project.reading() as session:
        well = "each says what stands at its place"
        yield from findings("annotations", messages(session), well, _REPAIR, mendable=True)
    for fault, count in sorted(mild.items()):
        message = f"{counted(count, 'piece')} {_MILD[fault]}"
        yield Finding("warning", "annotations", message, _AROUND, mendable=True)


def mend_marks(mending: Mending) -> None:
    """Put each misplaced annotation where its words are for certain, or make it an orphan that everybody sees."""
    for (document, kept), some in groupby(list(_misplaced(mending.session)), key=lambda found: (found[0][0], found[2])):
        if kept is None:
            continue
        if not _is_whole(mending.session, document, kept):
            mending.left.append(f"document {document}: its annotations, as its text is not what it was")
            continue
        for piece, fault, _ in some:
            _mend_mark(mending, piece, fault, kept)


def _mend_mark(mending: Mending, piece: Piece, fault: Fault, kept: str) -> None:
    row: Any = mending.session.get_one(_MODELS[piece.noun], piece.piece)
    place = f"document {piece.document}: {piece.noun} {piece.id}"
    found = _place(piece, fault, kept)
    if found is None:
        mending.set("annotations", f"{place}: has no certain place and is an orphan now", row, orphan=True)
    else:
        values = rows.anchored(kept, found)
        mending.set("annotations", f"{place}: stands at {found.start} to {found.end}", row, **values)


def _is_whole(session: Session, document: str, kept: str) -> bool:
    """Whether a document's text is what it was; in another one nothing is looked for."""
    documents = table(models.Document)
    return digest(kept) == session.execute(select(documents.c.sha256).where(documents.c.id == document)).scalar()


def is_misplaced(session: Session, rows: Table, id_: str) -> bool:
    """Whether one row, if it has a place, does not say what stands there."""
    noun = next((noun for noun, model in _MODELS.items() if table(model) is rows), "")
    if rows.name == "zone":
        return any(zone == id_ for zone, _ in _outside(session))
    if not noun:
        return False
    found = session.execute(_pieces()[[*_MODELS].index(noun)].where(rows.c.id == id_)).first()
    if found is None:
        return False
    piece = Piece._make(found)
    kept = session.execute(_texts().where(table(models.Document).c.id == piece.document)).first()
    return _fault(kept[1] if kept else None, piece, joins=True) is not None


def orphans(project: Project) -> Iterator[Finding]:
    """How many annotations have no place in their text."""
    mention, quote, part = table(models.Mention), table(models.Quote), table(models.QuotePart)
    stance, evidence, parallel = table(models.Stance), table(models.Evidence), table(models.Parallel)
    lost = union_all(
        select(mention.c.document, mention.c.id).where(mention.c.orphan),
        select(quote.c.document, quote.c.id).join(part, part.c.quote == quote.c.id).where(part.c.orphan),
        select(stance.c.document, stance.c.id)
        .join(evidence, evidence.c.stance == stance.c.id)
        .where(evidence.c.orphan),
        select(parallel.c.document, parallel.c.id).where(parallel.c.document.is_not(None), parallel.c.orphan),
    ).subquery()
    query = select(lost.c.document, func.count(lost.c.id.distinct())).group_by(lost.c.document)
    with project.reading() as session:
        found = list(session.execute(query.order_by(lost.c.document)))
    for document, count in found:
        message = f"document {document}: {counted(count, 'annotation')} lost their place in the text."
        yield Finding("warning", "orphans", message, "Open it and give them a place: O lists them.")
    if not found:
        yield Finding("ok", "orphans", "none")


def zones(project: Project) -> Iterator[Finding]:
    """Whether each zone lies in its text."""
    with project.reading() as session:
        count = len(_outside(session))
    messages = [f"{counted(count, 'zone')} outside of their text."] if count else []
    yield from findings("zones", messages, "all lie in their texts", _CUT, mendable=True)


def mend_zones(mending: Mending) -> None:
    """Cut zones off where their text ends."""
    for id_, length in _outside(mending.session):
        zone = mending.session.get_one(models.Zone, id_)
        if zone.start < length:
            mending.set("zones", f"zone {id_}: ends at {length}, where the text does", zone, end=length)
        else:
            mending.take_out("zones", f"zone {id_}: taken out, as it lies behind the text", zone)


def hashes(project: Project) -> Iterator[Finding]:
    """A changed letter passes every check of SQLite: only the hash sees it."""
    with project.reading() as session:
        count = session.execute(select(func.count()).select_from(table(models.Text))).scalar_one()
        yield from findings(
            "texts",
            (f"the text that was kept under {sha256} is no longer what it was." for sha256 in _changed(session)),
            f"{counted(count, 'hash', 'hashes')} agree",
            "Put a backup back: the offsets of its annotations cannot be trusted.",
        )


def _changed(session: Session) -> Iterator[str]:
    kept = table(models.Text)
    for sha256, told in stream(session, select(kept.c.sha256, kept.c.text)):
        if digest(told) != sha256:
            yield sha256


def _misplaced(session: Session) -> Iterator[tuple[Piece, Fault, str | None]]:
    """What does not stand where it says, with its text; documents and pieces are read side by side, in one order."""
    texts = _in_order(session, _texts())
    document, kept = next(texts, (_LAST, None))
    streams = (map(Piece._make, _in_order(session, query)) for query in _pieces())
    pieces = merge(*streams, key=lambda piece: piece.document)
    for id_, some in groupby(pieces, key=lambda piece: piece.document):
        while document < id_:
            document, kept = next(texts, (_LAST, None))
        here = kept if document == id_ else None
        joins = bool(here and graphemes.joining(here))
        for piece in some:
            if fault := _fault(here, piece, joins):
                yield piece, fault, here


def _fault(kept: str | None, piece: Piece, joins: bool) -> Fault | None:
    _, _, _, _, start, end, exact, prefix, suffix = piece
    if kept is None:
        return "text"
    if not 0 <= start < end <= len(kept):
        return "outside"
    if kept[start:end] != exact:
        return "words"
    before = kept[max(0, start - anchors.CONTEXT) : start]
    if prefix not in (None, before) or suffix not in (None, kept[end : end + anchors.CONTEXT]):
        return "context"
    return "graphemes" if joins and not on_borders(kept, Span(start, end)) else None


def _place(piece: Piece, fault: Fault, kept: str) -> Span | None:
    """Where a piece belongs for certain."""
    here = Span(piece.start, piece.end)
    if fault == "graphemes":
        return Span(graphemes.snap_start(kept, here.start), graphemes.snap_end(kept, here.end))
    anchor = anchors.Anchor(*here, piece.exact, piece.prefix or "", piece.suffix or "")
    found = anchors.locate(kept, anchor)
    return here if found is None and fault == "context" else found


def _told(piece: Piece, fault: Fault, kept: str | None) -> str:
    place = f"document {piece.document}: {piece.noun} {piece.id} at {piece.start} to {piece.end}"
    words = {
        "text": ": the document has no text.",
        "outside": f" lies outside of the text, which has {len(kept or '')} characters.",
        "words": " does not say what stands there.",
    }
    return place + words[fault]


def _texts() -> Select[Any]:
    document, kept = table(models.Document), table(models.Text)
    return select(document.c.id, kept.c.text).join(kept, kept.c.sha256 == document.c.sha256)


def _pieces() -> list[Select[Any]]:
    mention, quote, part = table(models.Mention), table(models.Quote), table(models.QuotePart)
    stance, evidence, parallel = table(models.Stance), table(models.Evidence), table(models.Parallel)

    def asked(noun: str, owner: Any, rows: Any) -> Select[Any]:
        told = (rows.c.start, rows.c.end, rows.c.exact, rows.c.prefix, rows.c.suffix)
        return select(owner.c.document, literal(noun), owner.c.id, rows.c.id, *told).where(rows.c.orphan.is_(False))

    return [
        asked("mention", mention, mention),
        asked("quote", quote, part).join(part, part.c.quote == quote.c.id),
        asked("stance", stance, evidence)
        .join(evidence, evidence.c.stance == stance.c.id)
        .where(evidence.c.start.is_not(None)),
        asked("parallel", parallel, parallel).where(parallel.c.document.is_not(None)),
    ]


def _outside(session: Session) -> list[tuple[str, int]]:
    """The zones that end behind their text, with its length; no text is measured twice."""
    zone, document, kept = table(models.Zone), table(models.Document), table(models.Text)
    last = select(zone.c.document, func.max(zone.c.end).label("last")).group_by(zone.c.document).subquery()
    query = (
        select(last.c.document, func.length(kept.c.text))
        .join(document, document.c.id == last.c.document)
        .join(kept, kept.c.sha256 == document.c.sha256)
        .where(last.c.last > func.length(kept.c.text))
    )
    found = []
    for document_id, length in session.execute(query).all():
        ids = select(zone.c.id).where(zone.c.document == document_id, zone.c.end > length).order_by(zone.c.id)
        found += [(str(id_), int(length)) for id_ in session.execute(ids).scalars()]
    return found


def _in_order(session: Session, query: Select[Any]) -> Iterator[Any]:
    """Rows in the order of their first column, as Python has it."""
    first = query.selected_columns[0]
    is_sqlite = session.connection().dialect.name == "sqlite"
    return stream(session, query.order_by(first if is_sqlite else first.collate("C")))
