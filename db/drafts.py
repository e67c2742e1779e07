"""What a coder is typing, so that it survives a crash; nothing of it is logged."""

from __future__ import annotations

from sqlmodel import Session

from db import clock, coders
from db.engine import Project
from db.models import Draft


def save(project: Project, coder: str, subject: str, text: str) -> None:
    """Keep a text; `subject` tells what it is about, such as "quote ID"."""
    with project.writing() as session:
        coder_id = coders.ensure(session, coder)
        row = session.get(Draft, (coder_id, subject)) or Draft(coder=coder_id, subject=subject, text="", updated="")
        row.text, row.updated = text, clock.now()
        session.add(row)


def read(session: Session, coder: str, subject: str) -> str | None:
    """The text that was being typed, or None."""
    coder_id = coders.find(session, coder)
    row = session.get(Draft, (coder_id, subject)) if coder_id else None
    return row.text if row else None


def drop(project: Project, coder: str, subject: str) -> None:
    """Forget a text: it was saved or given up."""
    with project.writing() as session:
        coder_id = coders.find(session, coder)
        if coder_id and (row := session.get(Draft, (coder_id, subject))):
            session.delete(row)
