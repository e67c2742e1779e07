"""Documents: articles taken in once, listed with their counts, read whole; only their metadata is ever edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlmodel import Session

from corpus.articles import Article
from db import history, models, rows
from db.errors import ProjectError
from db.models import table
from db.records import Document, DocumentRow, Status, Zone

METADATA = ("title", "outlet", "author", "published", "place", "url", "language")
"""What may be edited."""

_DOCUMENT = table(models.Document)
_TEXT = table(models.Text)
_ZONE = table(models.Zone)
_KEPT = (
    select(_TEXT.c.number, _DOCUMENT.c.id)
    .outerjoin(_DOCUMENT, _DOCUMENT.c.sha256 == _TEXT.c.sha256)
    .where(_TEXT.c.sha256 == bindparam("sha256"))
)
"""A text, which stays even when its document was undone, and the document."""
_NEXT_NUMBER = select(func.max(_DOCUMENT.c.number) + 1)


def add(session: Session, article: Article) -> tuple[str, bool]:
    """Take an article in: its id, and whether it is new; the same text is one document."""
    kept = session.execute(_KEPT, {"sha256": article.sha256}).first()
    if kept and kept.id:
        return kept.id, False
    if not kept:
        session.execute(_TEXT.insert(), {"sha256": article.sha256, "text": article.text})
    document = models.Document(
        sha256=article.sha256,
        number=session.scalar(_NEXT_NUMBER) or 1,
        file=article.file,
        file_sha256=article.file_sha256,
        encoding=article.encoding,
        added=history.time_of(session),
        **{name: getattr(article, name) for name in METADATA},
    )
    session.add(document)
    session.add_all(
        models.Zone(document=document.id, kind=zone.kind, start=zone.span.start, end=zone.span.end)
        for zone in article.zones
    )
    return document.id, True


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
    return [DocumentRow(*row) for row in session.connection().execute(_COUNTED)]


def row(session: Session, document_id: str) -> DocumentRow:
    """One document as `listing` tells it, at a cost that does not grow with the project."""
    d = _DOCUMENT.c
    counts = (
        select(func.count()).where(table(model).c.document == d.id).scalar_subquery()
        for model in (models.Mention, models.Quote, models.Stance)
    )
    query = select(d.id, d.number, d.title, d.outlet, d.published, d.status, d.file, *counts).where(d.id == document_id)
    found = session.connection().execute(query).first()
    if found is None:
        raise ProjectError(f"There is no document {document_id!r} in this project.")
    return DocumentRow(*found)


def read(session: Session, document_id: str) -> Document:
    """One document with its text and its zones."""
    d = _DOCUMENT.c
    columns = (
        *(d.id, d.number, d.title, d.outlet, d.author, d.published, d.place, d.url, d.language, d.file, d.encoding),
        *(d.sha256, d.status, d.version, _TEXT.c.text),
    )
    query = select(*columns).join(_TEXT, _TEXT.c.sha256 == d.sha256).where(d.id == document_id)
    row = session.connection().execute(query).first()
    if row is None:
        raise ProjectError(f"There is no document {document_id!r} in this project.")
    z = _ZONE.c
    zones = session.connection().execute(
        select(z.kind, z.start, z.end).where(z.document == document_id).order_by(z.start, z.end, z.kind)
    )
    return Document(**row._asdict(), zones=tuple(Zone(*zone) for zone in zones))


def edit(session: Session, document_id: str, version: int, **fields: str) -> None:
    """Change metadata; ConflictError when somebody else did since this version."""
    _refuse_unknown(fields)
    rows.change(session, rows.find_unchanged(session, models.Document, document_id, version), **fields)


def _refuse_unknown(fields: Mapping[str, str]) -> None:
    if unknown := sorted(fields.keys() - set(METADATA)):
        raise ProjectError(f"A document has no {unknown[0]!r} that can be edited; there are {', '.join(METADATA)}.")


def mark(session: Session, document_id: str, status: Status) -> None:
    """Mark a document done or open; no edit of its metadata is in the way of that."""
    rows.find(session, models.Document, document_id).status = status
