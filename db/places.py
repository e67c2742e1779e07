"""Where each coder stood last in each document; convenience, not history: nothing of it is logged."""

from __future__ import annotations

from sqlmodel import Session, col, select

from db import clock, coders, models
from db.engine import HASTE, Project
from db.models import Coder
from db.records import Place


def save(project: Project, coder: str, place: Place) -> None:
    """Remember a place."""
    with project.writing(patience=HASTE) as session:
        coder_id = coders.ensure(session, coder)
        known = session.get(models.Place, (coder_id, place.document))
        row = known or models.Place(coder=coder_id, document=place.document, cursor=0, top=0, updated="")
        row.cursor, row.top, row.updated = place.cursor, place.top, clock.now()
        session.add(row)


def last(session: Session, coder: str) -> Place | None:
    """Where this coder was last, in whichever document."""
    query = select(models.Place).join(Coder, col(Coder.id) == models.Place.coder).where(col(Coder.name) == coder)
    return _record(session.exec(query.order_by(col(models.Place.updated).desc()).limit(1)).first())


def of_document(session: Session, coder: str, document_id: str) -> Place | None:
    """Where this coder was last in a document."""
    query = select(models.Place).join(Coder, col(Coder.id) == models.Place.coder).where(col(Coder.name) == coder)
    return _record(session.exec(query.where(col(models.Place.document) == document_id)).first())


def opened(session: Session, coder: str, most: int) -> list[int]:
    """The numbers of the documents in which this coder was last, the very last one first."""
    query = select(models.Document.number).join(models.Place, col(models.Place.document) == models.Document.id)
    query = query.join(Coder, col(Coder.id) == models.Place.coder).where(col(Coder.name) == coder)
    return list(session.exec(query.order_by(col(models.Place.updated).desc()).limit(most)))


def _record(row: models.Place | None) -> Place | None:
    return Place(row.document, row.cursor, row.top) if row else None
