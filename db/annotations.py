"""Everything that is marked in one document, read in few queries; and the memos of marks."""

from __future__ import annotations

from sqlalchemy import BindParameter, Select, bindparam, case, or_, select, union, union_all
from sqlmodel import Session

from db import assembly, models, rows
from db.models import table
from db.records import Annotations, Noun

_DOCUMENT: BindParameter[str] = bindparam("document")
_CODER = table(models.Coder)
_MENTION = table(models.Mention)
_QUOTE = table(models.Quote)
_PART = table(models.QuotePart)
_STANCE = table(models.Stance)
_EVIDENCE = table(models.Evidence)
_PARALLEL = table(models.Parallel)
_ACTOR = table(models.Actor)
_CONCEPT = table(models.Concept)
_MARKS: dict[Noun, type[models.Marked]] = {
    "mention": models.Mention,
    "quote": models.Quote,
    "stance": models.Stance,
}


def _mentions() -> Select[tuple[object, ...]]:
    m = _MENTION.c
    columns = (m.id, m.actor, m.start, m.end, m.exact, _CODER.c.name, m.origin, m.note, m.version, m.orphan)
    return select(*columns).join(_CODER, _CODER.c.id == m.coder).where(m.document == _DOCUMENT)


def _quotes() -> Select[tuple[object, ...]]:
    q = _QUOTE.c
    columns = (q.id, q.type, q.speaker, q.said_on, q.inside, _CODER.c.name, q.origin, q.note, q.version)
    return select(*columns).join(_CODER, _CODER.c.id == q.coder).where(q.document == _DOCUMENT)


def _parts() -> Select[tuple[object, ...]]:
    p = _PART.c
    query = select(p.quote, p.role, p.start, p.end, p.exact, p.orphan).join(_QUOTE, _QUOTE.c.id == p.quote)
    return query.where(_QUOTE.c.document == _DOCUMENT).order_by(p.quote, p.position, p.id)


def _stances() -> Select[tuple[object, ...]]:
    s = _STANCE.c
    what = (s.id, s.holder, s.target_actor, s.target_concept, s.position, s.strength, s.modality, s.explicit, s.date)
    columns = (*what, _CODER.c.name, s.origin, s.note, s.version)
    return select(*columns).join(_CODER, _CODER.c.id == s.coder).where(s.document == _DOCUMENT)


def _evidence() -> Select[tuple[object, ...]]:
    e = _EVIDENCE.c
    query = select(e.stance, e.quote, e.start, e.end, e.exact, e.orphan).join(_STANCE, _STANCE.c.id == e.stance)
    return query.where(_STANCE.c.document == _DOCUMENT).order_by(e.stance, e.position, e.id)


def _names() -> Select[tuple[object, ...]]:
    m, q, s = _MENTION.c, _QUOTE.c, _STANCE.c
    actors = union(
        *(
            select(column).where(column.table.c.document == _DOCUMENT)
            for column in (m.actor, q.speaker, s.holder, s.target_actor)
        )
    )
    concepts = select(s.target_concept).where(s.document == _DOCUMENT)
    named = union_all(
        select(_ACTOR.c.id, _ACTOR.c.name).where(_ACTOR.c.id.in_(actors)),
        select(_CONCEPT.c.id, _CONCEPT.c.name).where(_CONCEPT.c.id.in_(concepts)),
    ).subquery()
    return select(named.c.id, named.c.name)


def _same() -> Select[tuple[object, ...]]:
    """The documents in which the statements of quotes stand too, over as many links as it takes."""
    p, q, d = _PARALLEL.c, _QUOTE.c, table(models.Document).c
    first = select(q.id.label("quote"), q.id.label("member")).where(q.document == _DOCUMENT)
    same = first.cte("same", recursive=True)
    # PostgreSQL takes the links of both directions in one query only, and either database finds these by its indexes.
    linked = or_(p.quote == same.c.member, p.other == same.c.member)
    beside = case((p.quote == same.c.member, p.other), else_=p.quote)
    same = same.union(select(same.c.quote, beside).join(_PARALLEL, linked).where(p.other.is_not(None)))
    quotes = select(same.c.quote, q.document).join(_QUOTE, q.id == same.c.member).where(same.c.member != same.c.quote)
    spans = select(same.c.quote, p.document).join(_PARALLEL, p.quote == same.c.member).where(p.document.is_not(None))
    told = union(quotes, spans).subquery()
    return (
        select(told.c.quote, d.outlet, d.number)
        .join(d.id.table, d.id == told.c.document)
        .order_by(told.c.quote, d.number)
    )


_QUERIES = (_mentions(), _quotes(), _parts(), _stances(), _evidence(), _names(), _same())


def of_document(session: Session, document_id: str) -> Annotations:
    """All marks of a document, each kind in text order, with the names of what they refer to."""
    connection = session.connection()
    return assembly.assemble(*(connection.execute(query, {"document": document_id}).all() for query in _QUERIES))


def write_note(session: Session, noun: Noun, id: str, version: int, note: str) -> None:
    """Write the memo of a mark; an empty one takes it away."""
    rows.change(session, rows.find_unchanged(session, _MARKS[noun], id, version), note=note)


def add_to_note(session: Session, noun: Noun, id: str, version: int, note: str) -> None:
    """Write something below the memo of a mark."""
    kept = session.get(_MARKS[noun], id)
    write_note(session, noun, id, version, "\n\n".join(filter(None, [kept.note if kept else "", note])))
