"""Stances: a holder's position toward an actor or a concept, with what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import Column
from sqlmodel import Session, col, func, select

from corpus.spans import Span
from db import rows
from db.errors import ProjectError
from db.models import Actor, Concept, Evidence, Quote, Stance, table
from db.records import Modality, Position

STRONG = ("support", "oppose")
"""The positions that have a strength."""


class Changes(TypedDict, total=False):
    """What can be recoded."""

    holder: str
    target_actor: str | None
    target_concept: str | None
    position: Position
    strength: int | None
    modality: Modality
    explicit: bool
    date: str


def add(
    session: Session,
    document_id: str,
    *,
    holder: str,
    target_actor: str | None = None,
    target_concept: str | None = None,
    position: Position,
    strength: int | None = None,
    modality: Modality = "actual",
    explicit: bool = True,
    date: str = "",
    evidence: Sequence[str | Span] = (),
    origin: str = "hand",
) -> str:
    """Mark a stance; its id. Each piece of evidence is a quote's id or a span of the document."""
    stance = Stance(
        document=document_id,
        holder=holder,
        target_actor=target_actor,
        target_concept=target_concept,
        position=position,
        strength=strength,
        modality=modality,
        explicit=explicit,
        date=date,
        origin=origin,
        **rows.signed(session),
    )
    _check(session, stance)
    text = rows.text_of(session, document_id)
    session.add(stance)
    session.add_all(_made(session, stance, text, place, piece) for place, piece in enumerate(evidence))
    return stance.id


def recode(session: Session, id: str, version: int, **changes: Unpack[Changes]) -> None:
    """Change what is given; a new target takes the place of the old, and a position without strength drops it."""
    stance = rows.find_unchanged(session, Stance, id, version)
    values: dict[str, Any] = dict(changes)
    if values.get("target_actor"):
        values.setdefault("target_concept", None)
    if values.get("target_concept"):
        values.setdefault("target_actor", None)
    if values.get("position", stance.position) not in STRONG:
        values.setdefault("strength", None)
    rows.change(session, stance, **values)
    _check(session, stance)


def add_evidence(session: Session, id: str, version: int, quote_or_span: str | Span) -> None:
    """Let a stance rest on one more quote or span."""
    stance = rows.find_unchanged(session, Stance, id, version)
    last = session.exec(select(func.max(Evidence.position)).where(col(Evidence.stance) == id)).one()
    place = 0 if last is None else last + 1
    session.add(_made(session, stance, rows.text_of(session, stance.document), place, quote_or_span))
    rows.touch(session, stance)


def delete(session: Session, id: str, version: int | None = None) -> None:
    """Take a stance in the version that was seen and its evidence away; the quotes it rested on stay."""
    stance = rows.find_unchanged(session, Stance, id, version)
    for evidence in session.exec(select(Evidence).where(col(Evidence.stance) == id)).all():
        session.delete(evidence)
    session.delete(stance)


def targets() -> tuple[Column[Any], ...]:
    """The columns that refer to what a stance is about."""
    stance = table(Stance).c
    return stance.target_actor, stance.target_concept


def _check(session: Session, stance: Stance) -> None:
    """Refuse what no stance can be, in words; the database would refuse it too."""
    if (stance.target_actor is None) == (stance.target_concept is None):
        raise ProjectError("A stance has one target: an actor or a concept.")
    if stance.position in STRONG and stance.strength not in (1, 2):
        raise ProjectError(f"The position {stance.position!r} needs a strength of 1 or 2.")
    if stance.position not in STRONG and stance.strength is not None:
        raise ProjectError(f"The position {stance.position!r} has no strength.")
    rows.find(session, Actor, stance.holder)
    if stance.target_actor is not None:
        rows.find(session, Actor, stance.target_actor)
    if stance.target_concept is not None:
        rows.find(session, Concept, stance.target_concept)


def _made(session: Session, stance: Stance, text: str, position: int, piece: str | Span) -> Evidence:
    if not isinstance(piece, str):
        return Evidence(stance=stance.id, position=position, **rows.anchored(text, piece))
    if rows.find(session, Quote, piece).document != stance.document:
        raise ProjectError("A stance rests on quotes of its own document.")
    return Evidence(stance=stance.id, position=position, quote=piece)
