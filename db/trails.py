"""Where each coder has come from, so that one key goes back; convenience, not history: nothing of it is logged."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple

from sqlmodel import Session

from corpus.anchors import Anchor, locate
from db import clock, coders, models, rows
from db.engine import HASTE, Project
from db.records import Step

MOST = 100
"""How many places are kept; the oldest goes first."""


def read(session: Session, coder: str) -> tuple[list[Step], int]:
    """The places that a coder left, and which of them they are at: behind the last one unless they went back."""
    coder_id = coders.find(session, coder)
    row = session.get(models.Trail, coder_id) if coder_id else None
    return ([Step(*place) for place in json.loads(row.places)], row.at) if row else ([], 0)


def save(project: Project, coder: str, steps: Sequence[Step], at: int) -> None:
    """Keep the newest places, and which of them the coder is at."""
    kept = steps[-MOST:]
    with project.writing(patience=HASTE) as session:
        coder_id = coders.ensure(session, coder)
        row = session.get(models.Trail, coder_id) or models.Trail(coder=coder_id, places="", at=0, updated="")
        row.places = json.dumps([astuple(step) for step in kept], ensure_ascii=False)
        row.at, row.updated = max(0, at - (len(steps) - len(kept))), clock.now()
        session.add(row)


def offset_of(session: Session, step: Step) -> int | None:
    """Where a place is now, in whichever text its document has; None where the document is gone."""
    if session.get(models.Document, step.document) is None:
        return None
    text = rows.text_of(session, step.document)
    found = locate(text, Anchor(step.start, step.start + len(step.exact), step.exact, step.prefix, step.suffix))
    return found.start if found else min(step.start, len(text))
