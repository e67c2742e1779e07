"""What was proposed for a text, kept so that it need not be found again; nobody's history, and no loss if it goes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress

from sqlalchemy import select
from sqlmodel import Session

from corpus.spans import Span
from corpus.suggest import wire
from corpus.suggest.records import Source, Suggestion
from corpus.suggest.sources import AVOIDED
from corpus.text import digest
from db import clock, models
from db.engine import HASTE, Project
from db.models import table
from db.records import Document

_PROPOSALS = table(models.Proposals)


def source_of(document: Document) -> Source:
    """A document as the rules read it."""
    avoid = tuple(Span(zone.start, zone.end) for zone in document.zones if zone.kind in AVOIDED)
    return Source(document.text, avoid, document.published, document.language)


def basis(source: Source, version: str) -> str:
    """What proposals depend on besides the text: the rules' version, and what else is told of the text."""
    told = json.dumps([source.avoid, source.published, source.language])
    return f"{version} {digest(told)[:16]}"


def find(session: Session, sha256: str, basis: str, length: int) -> tuple[Suggestion, ...] | None:
    """What was proposed on this basis for the text of this hash and length; None where it has to be found anew."""
    query = select(_PROPOSALS.c.payload).where(_PROPOSALS.c.sha256 == sha256, _PROPOSALS.c.basis == basis)
    payload = session.execute(query).scalar()
    with suppress(ValueError):
        return None if payload is None else wire.load(payload, length)
    return None


def keep(project: Project, sha256: str, basis: str, suggestions: Iterable[Suggestion]) -> None:
    """Keep what was proposed for a text; what was kept of it on another basis goes."""
    row = {"sha256": sha256, "basis": basis, "payload": wire.dump(suggestions), "made": clock.now()}
    with project.writing(patience=HASTE) as session:
        session.execute(_PROPOSALS.delete().where(_PROPOSALS.c.sha256 == sha256))
        session.execute(_PROPOSALS.insert(), row)
