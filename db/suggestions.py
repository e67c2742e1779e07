"""Suggestions: what became of them, and each rule's record."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, cast

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from corpus.suggest import wire
from corpus.suggest.records import Suggestion
from db import history, models, offers, rows
from db.annotations import of_document
from db.errors import ConflictError
from db.models import table
from db.records import Noun, RuleRecord

Outcome = Literal["accepted", "edited", "rejected"]
Decision = tuple[Suggestion, Outcome]


def decide(session: Session, document_id: str, decisions: Iterable[Decision]) -> None:
    """Keep what this coder decided; the last word on a suggestion counts."""
    made = list(decisions)
    earlier = _earlier(session, document_id, {wire.NOUNS[type(suggestion)] for suggestion, _ in made})
    at = history.time_of(session)
    for suggestion, outcome in made:
        told: dict[str, Any] = {
            "payload": wire.dump([suggestion]),
            "rule": suggestion.rule,
            "confidence": suggestion.confidence,
            "outcome": outcome,
            "updated": at,
        }
        if row := earlier.get(offers.key(suggestion)):
            rows.change(session, row, **told)
        else:
            kind, coder = wire.NOUNS[type(suggestion)], history.coder_of(session)
            session.add(models.Suggestion(document=document_id, kind=kind, coder=coder, created=at, **told))


def refuse_marked(session: Session, document_id: str, accepted: Sequence[Suggestion]) -> None:
    """Refuse to mark twice what another screen has marked since the suggestions were offered.

    Raises:
        ConflictError: If one of them is marked.
    """
    kept = of_document(session, document_id)
    if len(offers.still_open(accepted, kept, ())) < len({offers.key(each) for each in accepted}):
        raise ConflictError("another screen has marked that meanwhile; nothing was written")


def _earlier(session: Session, document_id: str, kinds: Iterable[str]) -> dict[str, models.Suggestion]:
    """What this coder has decided in the document, by the suggestions' keys."""
    kept = rows_of(models.Suggestion).where(
        col(models.Suggestion.document) == document_id,
        col(models.Suggestion.coder) == history.coder_of(session),
        col(models.Suggestion.kind).in_(kinds),
    )
    return {key: row for row in session.exec(kept) for key in _keys(row.payload)}


def _keys(payload: str) -> Iterator[str]:
    """The key of a kept suggestion; none where it cannot be read."""
    try:
        yield from map(offers.key, wire.load(payload, sys.maxsize))
    except ValueError:
        return


def rejected(session: Session, coder: str, document_id: str) -> frozenset[str]:
    """The keys of what this coder has rejected in a document."""
    kept, coders = table(models.Suggestion), table(models.Coder)
    query = select(kept.c.payload).join(coders, coders.c.id == kept.c.coder)
    query = query.where(kept.c.document == document_id, coders.c.name == coder, kept.c.outcome == "rejected")
    return frozenset(key for payload in session.execute(query).scalars() for key in _keys(payload))


def records(session: Session) -> list[RuleRecord]:
    """What was decided about each rule's suggestions in this project, the most used rule of each kind first."""
    kept = table(models.Suggestion).c
    query = select(kept.kind, kept.rule, kept.outcome, func.count()).where(kept.outcome.is_not(None))
    counts: dict[tuple[Noun, str], dict[str, int]] = defaultdict(dict)
    for kind, rule, outcome, count in session.execute(query.group_by(kept.kind, kept.rule, kept.outcome)):
        counts[cast("Noun", kind), rule][outcome] = count
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -sum(item[1].values()), item[0][1]))
    return [
        RuleRecord(rule, kind, found.get("accepted", 0), found.get("edited", 0), found.get("rejected", 0))
        for (kind, rule), found in ordered
    ]
