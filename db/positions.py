"""What analysts decided about a target: the words that they took as evidence, and the position they read in them."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import Select, literal, select, union_all
from sqlmodel import Session

from corpus.suggest.positions import Example
from db.models import Evidence, QuotePart, Stance, table

MOST = 300
"""How many of the latest stances on a target are looked at."""

_HELD = ("actual", "conditional")
"""The modalities in which the words are the holder's own position."""


def examples(session: Session, noun: str, target: str) -> list[Example]:
    """The latest stances on a target, an actor's or a concept's id, with the words of their evidence; oldest first."""
    stances = _latest(noun, target)
    words: dict[str, list[str]] = defaultdict(list)
    positions: dict[str, str] = {}
    for stance, position, exact in session.execute(_evidence(stances)):
        words[stance].append(exact)
        positions[stance] = position
    return [Example(" … ".join(pieces), positions[stance]) for stance, pieces in words.items()]


def _latest(noun: str, target: str) -> Select[tuple[str, str, str]]:
    s = table(Stance).c
    about = s.target_concept if noun == "concept" else s.target_actor
    query = select(s.id, s.position, s.created).where(about == target, s.modality.in_(_HELD))
    return query.order_by(s.created.desc(), s.id.desc()).limit(MOST)


def _evidence(stances: Select[tuple[str, str, str]]) -> Select[tuple[str, str, str]]:
    """For each piece of evidence of these stances: the stance, its position, and the words."""
    chosen = stances.cte("chosen")
    e, p = table(Evidence).c, table(QuotePart).c
    about = (chosen.c.id, chosen.c.position.label("judged"), chosen.c.created)
    spans = select(*about, e.position.label("place"), literal(0).label("piece"), e.exact)
    spans = spans.join_from(chosen, table(Evidence), e.stance == chosen.c.id).where(e.exact.is_not(None))
    parts = select(*about, e.position.label("place"), p.position.label("piece"), p.exact)
    parts = parts.join_from(chosen, table(Evidence), e.stance == chosen.c.id)
    parts = parts.join(table(QuotePart), p.quote == e.quote).where(p.role == "content")
    both = union_all(spans, parts).subquery().c
    order = (both.created, both.id, both.place, both.piece)
    return select(both.id, both.judged, both.exact).order_by(*order)
