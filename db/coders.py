"""Coders: the people who annotate, known by their names."""

from __future__ import annotations

from sqlmodel import Session, col, select

from db import clock
from db.errors import ProjectError
from db.models import Coder


def find(session: Session, name: str) -> str | None:
    """The id of the coder of this name, or None."""
    return session.exec(select(Coder.id).where(col(Coder.name) == name)).first()


def ensure(session: Session, name: str) -> str:
    """The id of the coder of this name, who is written down on first use."""
    if not name.strip():
        raise ProjectError("A coder needs a name: give --coder NAME.")
    if known := find(session, name):
        return known
    coder = Coder(name=name, created=clock.now())
    session.add(coder)
    session.flush()
    return coder.id
