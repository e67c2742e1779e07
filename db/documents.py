"""Documents: articles listed with their counts, read whole; only their metadata is edited by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap
from typing import Any

from sqlalchemy import FromClause, func, select
from sqlmodel import Session

from corpus.articles import Article
from db import assembly, models, rows, taking
from db.batches import batches
from db.errors import ConflictError, ProjectError
from db.models import table
from db.records import HAND, METADATA, Document, DocumentRow, Edition, Source, Status, Told, Zone

_DOCUMENT = table(models.Document)
_TEXT = table(models.Text)
_ZONE = table(models.Zone)


def add(session: Session, article: Article) -> tuple[str, bool]:
    """Take an article in: its id, and whether it is new; the same text is one document."""
    (taken,) = taking.add_all(session, [taking.prepared(article)])
    return taken.document, taken.is_new


_MOST_MEANT = 20
_LONGEST_NUMBER = 10
AROUND = 200
"""How many rows of the list are enough for any screen, with room to go on."""


def _counted() -> Any:
    """All documents with how many marks each has; counts are grouped once, not asked for each row."""
    d = _DOCUMENT.c
    query = select(d.id, d.number, d.title, d.outlet, d.published, d.status, d.file)
    marked: FromClause = _DOCUMENT
    for model in (models.Mention, models.Quote, models.Stance):
        marks = table(model)
        count = select(marks.c.document, func.count().label("n")).group_by(marks.c.document).subquery()
        marked = marked.outerjoin(count, count.c.document == d.id)
        query = query.add_columns(func.coalesce(count.c.n, 0))
    return query.select_from(marked).order_by(d.number)


_COUNTED = _counted()


def listing(session: Session) -> list[DocumentRow]:
    """All documents in the order in which they came in."""
    return list(starmap(DocumentRow, session.connection().execute(_COUNTED).all()))


def _row() -> Any:
    """Documents with how many marks each has, counted row by row: for a few of many."""
    d = _DOCUMENT.c
    counts = (
        select(func.count()).where(table(model).c.document == d.id).scalar_subquery()
        for model in (models.Mention, models.Quote, models.Stance)
    )
    return select(d.id, d.number, d.title, d.outlet, d.published, d.status, d.file, *counts)


_ROW = _row()


def row(session: Session, document_id: str) -> DocumentRow:
    """One document as `listing` tells it, at a cost that does not grow with the project."""
    found = session.connection().execute(_ROW.where(_DOCUMENT.c.id == document_id)).first()
    if found is None:
        raise ProjectError(f"There is no document {document_id!r} in this project.")
    return DocumentRow(*found)


def text_id(session: Session, document_id: str) -> str | None:
    """The SHA-256 of the text that a document has now; None where there is no such document."""
    return session.scalar(select(_DOCUMENT.c.sha256).where(_DOCUMENT.c.id == document_id))


def has(session: Session, document_id: str) -> bool:
    """Whether the project has this document."""
    return session.connection().scalar(select(_DOCUMENT.c.id).where(_DOCUMENT.c.id == document_id)) is not None


def rows_from(session: Session, number: int, most: int) -> list[DocumentRow]:
    """At most so many rows of the list, from a number on."""
    query = _ROW.where(_DOCUMENT.c.number >= number).order_by(_DOCUMENT.c.number).limit(most)
    return list(starmap(DocumentRow, session.connection().execute(query)))


def rows_of(session: Session, numbers: Sequence[int]) -> list[DocumentRow]:
    """The rows of the list with these numbers."""
    return list(starmap(DocumentRow, session.connection().execute(_ROW.where(_DOCUMENT.c.number.in_(numbers)))))


def rows_with(session: Session, ids: Iterable[str]) -> dict[str, DocumentRow]:
    """The rows of the list with these ids, by their ids."""
    wanted, found = [*ids], dict[str, DocumentRow]()
    for some in batches(wanted):
        query = _ROW.where(_DOCUMENT.c.id.in_(some))
        found |= {row.id: DocumentRow(*row) for row in session.connection().execute(query)}
    return found


def meant(session: Session, wanted: str) -> list[DocumentRow]:
    """The documents that a number, an id, a title or the start of an id may mean: in this order, those of the first."""
    d = _DOCUMENT.c
    conditions = [d.id == wanted, d.title == wanted, d.id.startswith(wanted, autoescape=True)] if wanted else []
    if wanted.isdecimal() and len(wanted) < _LONGEST_NUMBER:
        conditions.insert(0, d.number == int(wanted))
    for condition in conditions:
        query = _ROW.where(condition).order_by(d.number).limit(_MOST_MEANT)
        if found := session.connection().execute(query).all():
            return list(starmap(DocumentRow, found))
    return []


def ids(session: Session) -> list[str]:
    """The ids of all documents in the order in which they came in."""
    return list(session.connection().scalars(select(_DOCUMENT.c.id).order_by(_DOCUMENT.c.number)))


def around(session: Session, number: int) -> list[DocumentRow]:
    """The rows of the list around a number, `AROUND` of them if there are so many."""
    n = _DOCUMENT.c.number
    after = select(n).where(n >= number).order_by(n).limit(AROUND // 2).subquery()
    missing = AROUND - (session.connection().scalar(select(func.count()).select_from(after)) or 0)
    before = select(n).where(n < number).order_by(n.desc()).limit(missing).subquery()
    first = session.connection().scalar(select(func.min(before.c.number)))
    return rows_from(session, first or 0, AROUND)


def following(session: Session, number: int) -> str | None:
    """The id of the next document in the list."""
    n = _DOCUMENT.c.number
    return session.connection().scalar(select(_DOCUMENT.c.id).where(n > number).order_by(n).limit(1))


def preceding(session: Session, number: int) -> str | None:
    """The id of the document before in the list."""
    n = _DOCUMENT.c.number
    return session.connection().scalar(select(_DOCUMENT.c.id).where(n < number).order_by(n.desc()).limit(1))


def undone(session: Session, number: int) -> str | None:
    """The id of the next document that is not done, those before this one last; None where all are done."""
    n = _DOCUMENT.c.number
    query = select(_DOCUMENT.c.id).where(_DOCUMENT.c.status == "open").order_by(n).limit(1)
    found = session.connection().scalar(query.where(n > number))
    return found or session.connection().scalar(query.where(n < number))


def counts(session: Session) -> tuple[int, int]:
    """How many documents there are, and how many of them are done."""
    every, done = (
        select(func.count()).select_from(_DOCUMENT).where(*only) for only in ((), (_DOCUMENT.c.status == "done",))
    )
    return session.connection().scalar(every) or 0, session.connection().scalar(done) or 0


def read(session: Session, document_id: str) -> Document:
    """One document with its text and its zones."""
    d = _DOCUMENT.c
    columns = (
        *(d.id, d.number, d.title, d.outlet, d.author, d.published, d.place, d.section, d.url, d.language, d.file),
        *(d.encoding, d.sha256, d.status, d.version, _TEXT.c.text, d.told),
    )
    query = select(*columns).join(_TEXT, _TEXT.c.sha256 == d.sha256).where(d.id == document_id)
    row = session.connection().execute(query).first()
    if row is None:
        raise ProjectError(f"There is no document {document_id!r} in this project.")
    z = _ZONE.c
    zones = session.connection().execute(
        select(z.kind, z.start, z.end, z.rule).where(z.document == document_id).order_by(z.start, z.end, z.kind)
    )
    known = row._asdict()
    return Document(**{**known, "told": assembly.told(row.told)}, zones=tuple(Zone(*zone) for zone in zones))


def refuse_other_text(session: Session, document_id: str, sha256: str) -> None:
    """Refuse when the document no longer has the text that a coder sees: the places would be those of another text."""
    now = text_id(session, document_id)
    if now is None:
        rows.find(session, models.Document, document_id)
    if now != sha256:
        raise ConflictError("This document has got a new text meanwhile; nothing was saved.")


def edit(session: Session, document_id: str, version: int, **fields: str) -> None:
    """Change metadata, which is then told by hand; ConflictError when somebody else did since this version."""
    _refuse_unknown(fields)
    document = rows.find_unchanged(session, models.Document, document_id, version)
    told = assembly.told(document.told)
    told |= {name: Told(HAND) for name, value in fields.items() if value != getattr(document, name)}
    rows.change(session, document, told=assembly.untold(told), **fields)


def last_number(session: Session) -> int:
    """The number of the document that came in last, 0 where there is none."""
    return taking.next_number(session) - 1


def sources(session: Session, document_id: str, most: int | None = None) -> list[Source]:
    """The further files and addresses that the document's text came from, as they were found; at most so many."""
    s = table(models.Source).c
    query = select(s.file, s.outlet, s.url, s.published, s.added).where(s.document == document_id)
    ordered = query.order_by(s.added, s.file, s.outlet, s.url).limit(most)
    return [Source(*row) for row in session.connection().execute(ordered)]


def editions(session: Session, document_id: str) -> list[Edition]:
    """The document's earlier texts, the oldest first."""
    e = table(models.Edition).c
    query = select(e.number, e.sha256, e.file, e.encoding, e.replaced).where(e.document == document_id)
    return [Edition(*row) for row in session.connection().execute(query.order_by(e.number))]


def _refuse_unknown(fields: Mapping[str, str]) -> None:
    if unknown := sorted(fields.keys() - set(METADATA)):
        raise ProjectError(f"A document has no {unknown[0]!r} that can be edited; there are {', '.join(METADATA)}.")


def mark(session: Session, document_id: str, status: Status) -> None:
    """Mark a document done or open; no edit of its metadata is in the way of that."""
    rows.find(session, models.Document, document_id).status = status
