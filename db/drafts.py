"""What a coder is typing, so that it survives a crash; nothing of it is logged."""

from __future__ import annotations

from typing import NamedTuple

from sqlmodel import Session, col, or_, select

from db import clock, coders
from db.engine import Project
from db.models import Draft

_VERSION = "@"
"""Stands between the id of the row that a draft is about and the version of it that its coder has seen."""


class Typed(NamedTuple):
    """What was being typed."""

    text: str
    version: int
    """The version of the row that its coder had seen; 0 where that is not known."""


def save(project: Project, coder: str, subject: str, text: str, version: int = 0) -> None:
    """Keep a text; `subject` is the id of what it is about, and `version` the one that the coder has seen of that."""
    with project.writing() as session:
        coder_id = coders.ensure(session, coder)
        row = _of(session, coder_id, subject) or Draft(
            coder=coder_id, subject=f"{subject}{_VERSION}{version}", text="", updated=""
        )
        row.text, row.updated = text, clock.now()
        session.add(row)


def read(session: Session, coder: str, subject: str) -> Typed | None:
    """What was being typed about something, or None."""
    coder_id = coders.find(session, coder)
    row = _of(session, coder_id, subject) if coder_id else None
    return Typed(row.text, _parted(row.subject)[1]) if row else None


def drop(project: Project, coder: str, subject: str) -> None:
    """Forget a text: it was saved or given up."""
    with project.writing() as session:
        coder_id = coders.find(session, coder)
        if coder_id and (row := _of(session, coder_id, subject)):
            session.delete(row)


def _of(session: Session, coder_id: str, subject: str) -> Draft | None:
    """The draft about something."""
    about = or_(col(Draft.subject) == subject, col(Draft.subject).startswith(subject + _VERSION, autoescape=True))
    found = session.exec(select(Draft).where(col(Draft.coder) == coder_id, about))
    return next((row for row in found if _parted(row.subject)[0] == subject), None)


def _parted(kept: str) -> tuple[str, int]:
    """What a draft is about, in whose id the sign may stand too, and the version; older programs told none."""
    about, _, version = kept.rpartition(_VERSION)
    return (about, int(version)) if about and version.isdecimal() else (kept, 0)
