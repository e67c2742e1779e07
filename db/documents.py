"""Documents: articles listed with their counts, read whole; only their metadata is edited by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import starmap
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from corpus.articles import Article
from db import assembly, models, rows, taking
from db.errors import ConflictError, ProjectError
from db.models import table
from db.records import HAND, METADATA, Document, DocumentRow, Edition, Source, Status, Told, Zone

_DOCUMENT = table(models.Document)
_TEXT = table(models.Text)
_ZONE = table(models.Zone)
_ASKED = 500
"""How many documents are asked for in one query."""


def add(session: Session, article: Article) -> tuple[str, bool]:
    """Take an article in: its id, and whether it is new; the same text is one document."""
    (taken,) = taking.add_all(session, [taking.prepared(article)])
    return taken.document, taken.is_new


def _counted() -> Any:
    """All documents with how many marks each has; counts are grouped once, not asked for each row."""
    d = _DOCUMENT.c
    query = select(d.id, d.number, d.title, d.outlet, d.published, d.status, d.file)
    marked = _DOCUMENT
    for model in (models.Mention, models.Quote, models.Stance):
        marks = table(model)
        count = select(marks.c.document, func.count().label("n")).group_by(marks.c.document).subquery()
        # It starts as a table and goes on as a join, which SQLAlchemy types apart.
        marked = marked.outerjoin(count, count.c.document == d.id)  # type: ignore[assignment]
        query = query.add_columns(func.coalesce(count.c.n, 0))
    return query.select_from(marked).order_by(d.number)


_COUNTED = _counted()


def listing(session: Session) -> list[DocumentRow]:
    """All documents in the order in which they came in."""
    return list(starmap(DocumentRow, session.connection().execute(_COUNTED).all()))


def row(session: Session, document_id: str) -> DocumentRow:
    """One document as `listing` tells it."""
    found = rows_of(session, [document_id])
    if not found:
        raise ProjectError(f"There is no document {document_id!r} in this project.")
    return found[0]


def rows_of(session: Session, document_ids: Sequence[str]) -> list[DocumentRow]:
    """Those of the documents that there are as `listing` tells them, at a cost that does not grow with the project."""
    d = _DOCUMENT.c
    counts = (
        select(func.count()).where(table(model).c.document == d.id).scalar_subquery()
        for model in (models.Mention, models.Quote, models.Stance)
    )
    query = select(d.id, d.number, d.title, d.outlet, d.published, d.status, d.file, *counts)
    found: list[DocumentRow] = []
    for first in range(0, len(document_ids), _ASKED):
        asked = query.where(d.id.in_(document_ids[first : first + _ASKED]))
        found += starmap(DocumentRow, session.connection().execute(asked).all())
    return found


def text_id(session: Session, document_id: str) -> str | None:
    """The SHA-256 of the text that a document has now; None where there is no such document."""
    return session.scalar(select(_DOCUMENT.c.sha256).where(_DOCUMENT.c.id == document_id))


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
