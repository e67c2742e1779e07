"""What all nouns share: finding a row or saying who took it away, changing it under its version, anchoring a span."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from sqlmodel import Session, col, select

from corpus import anchors
from corpus.spans import Span
from db import history, records
from db.errors import ChangedError, DeletedError, ProjectError
from db.models import Base, Document, Edited, Text


class _Versioned(Protocol):
    version: int


def by_name(entry: records.Actor | records.Concept) -> tuple[str, str]:
    """The order of the codebook."""
    return entry.name.casefold(), entry.id


Row = TypeVar("Row", bound=Base)


def find(session: Session, model: type[Row], row_id: str) -> Row:
    """The row of this id; the error tells who deleted it."""
    row = session.get(model, row_id)
    if row is not None:
        return row
    noun = str(model.__tablename__).replace("_", " ")
    if who := history.last_change(session, row_id):
        raise DeletedError(f"This {noun} was deleted {who}; nothing was saved.", row_id)
    raise ProjectError(f"There is no {noun} {row_id!r} in this project.")


def find_unchanged(session: Session, model: type[Row], row_id: str, version: int | None) -> Row:
    """The row of this id, when it is still the version that the caller has seen; None stands for any."""
    row = find(session, model, row_id)
    if version is not None and getattr(row, "version", None) != version:
        noun = str(model.__tablename__).replace("_", " ")
        who = history.last_change(session, row_id) or "by somebody"
        raise ChangedError(f"This {noun} was changed {who}; nothing was saved.", row_id)
    return row


def change(session: Session, row: _Versioned, **values: Any) -> None:
    """Set the values that differ; where none does, the row keeps its version."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not different:
        return
    for name, value in different.items():
        setattr(row, name, value)
    touch(session, row)


def touch(session: Session, row: _Versioned) -> None:
    """Count an edit of the row, or of what belongs to it."""
    row.version += 1
    if isinstance(row, Edited):
        row.updated = history.time_of(session)


def signed(session: Session) -> dict[str, Any]:
    """Who makes a new mark, and when."""
    at = history.time_of(session)
    return {"coder": history.coder_of(session), "created": at, "updated": at}


def text_of(session: Session, document_id: str) -> str:
    """The text of a document."""
    query = select(Text.text).join(Document, col(Document.sha256) == Text.sha256).where(col(Document.id) == document_id)
    text = session.exec(query).first()
    if text is None:
        find(session, Document, document_id)
        raise ProjectError(f"The text of document {document_id!r} is missing: run glossator doctor.")
    return text


def anchored(text: str, span: Span) -> dict[str, Any]:
    """The columns of a span in this text; ProjectError when it is empty or reaches outside."""
    if not 0 <= span.start < span.end <= len(text):
        raise ProjectError(f"From {span.start} to {span.end} is no stretch of a text of {len(text)} characters.")
    anchor = anchors.make(text, span.start, span.end)
    return {
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }
