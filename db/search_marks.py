"""Annotations as the search line finds them, each kind by its own filters, in the order of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Select, func, literal, null, select, text
from sqlmodel import Session

from corpus.query_tree import And, Filter, Node, Not, Or, filters, without
from corpus.spans import Span
from db import models
from db.models import table
from db.records import Hit
from db.search_filters import Filters
from db.search_words import Clock, Words, dear

ALL = ("quote", "mention", "stance")

_DOCUMENT = table(models.Document)
_TEXT = table(models.Text)


@dataclass(frozen=True, slots=True)
class Found:
    """An annotation with its pieces, in text order."""

    kind: str
    id: str
    spans: tuple[Span, ...]
    told: tuple[str, str, str, int | None]
    """Whose it is, what it is about, its type or position, and its strength."""
    met: frozenset[Filter]
    """The filters that it meets: beside an `or` that is not sure."""


def find(session: Session, tree: Node, kind: str, me: str, clock: Clock) -> Iterator[tuple[str, list[Found]]]:
    """Each document with those of its annotations that the tree may mean; whether its words stand there is not seen."""
    kinds = ALL if kind == "annotation" else (kind,)
    rough = _without_unwanted_words(tree)
    rough = without(rough, dear(session, rough)) if rough else None
    leaves = {leaf: f"filter_{number}" for number, leaf in enumerate(filters(tree))}
    each = []
    for one in kinds:
        words = Words(session, Filters(session, one, me, in_any_role=kind == "annotation"), clock)
        query = _SPANS[one].where(words.condition(rough)) if rough else _SPANS[one]
        met = [words.condition(leaf).label(name) for leaf, name in leaves.items()]
        each.append(session.connection().execute(query.add_columns(literal(one).label("kind"), *met)))
    rows = merge(*each, key=lambda row: row.number)
    for document, marks in groupby(rows, key=lambda row: row.document):
        yield document, _gathered(marks, leaves)


def listing(session: Session, most: int) -> list[Hit]:
    """The annotations of the whole project in the order of the texts, each with its first words, so many at most."""
    told = (_DOCUMENT.c.title, _DOCUMENT.c.file, _DOCUMENT.c.outlet, _DOCUMENT.c.published)
    each = []
    for kind, spans in _SPANS.items():
        query = spans.add_columns(literal(kind).label("kind"), *told).order_by(text("start")).limit(most)
        each.append(session.connection().execute(query))
    found: dict[str, Hit] = {}
    for row in islice(merge(*each, key=lambda row: (row.number, row.start)), most):
        if row.id not in found:
            where = (row.document, row.number, row.title, row.file, row.outlet, row.published)
            whose = (row.actor or "", row.target or "", row.how or "", row.strength)
            found[row.id] = Hit(*where, Span(row.start, row.end), "", row.exact, "", row.kind, row.id, *whose)
    return [*found.values()]


def _gathered(rows: Iterator[Any], leaves: Mapping[Filter, str]) -> list[Found]:
    """The annotations of one document, in text order."""
    spans: dict[str, list[Span]] = {}
    told: dict[str, Any] = {}
    for row in rows:
        spans.setdefault(row.id, []).append(Span(row.start, row.end))
        told[row.id] = row
    found = [_found(row, spans[id_], leaves) for id_, row in told.items()]
    return sorted(found, key=lambda mark: mark.spans[0])


def _found(row: Any, spans: Iterable[Span], leaves: Mapping[Filter, str]) -> Found:
    whose = (row.actor or "", row.target or "", row.how, row.strength)
    met = frozenset(leaf for leaf, name in leaves.items() if getattr(row, name))
    return Found(row.kind, row.id, tuple(sorted(spans)), whose, met)


def _without_unwanted_words(node: Node) -> Node | None:
    """The tree for whole documents: words that an annotation must not have may stand elsewhere in its document."""
    match node:
        case Not(part):
            return node if isinstance(part, Filter) else None
        case And(parts):
            kept = tuple(rough for part in parts if (rough := _without_unwanted_words(part)))
            return And(kept) if kept else None
        case Or(parts):
            each = tuple(rough for part in parts if (rough := _without_unwanted_words(part)))
            return Or(each) if len(each) == len(parts) else None
    return node


def _spans_of_quotes() -> Select[Any]:
    quote, part, actor = table(models.Quote), table(models.QuotePart), table(models.Actor)
    query = select(quote.c.id, quote.c.document, part.c.start, part.c.end, part.c.exact)
    query = query.join(part, part.c.quote == quote.c.id).where(part.c.role == "content", part.c.orphan.is_(False))
    query = query.outerjoin(actor, actor.c.id == quote.c.speaker)
    return _in_order(query, quote, actor.c.name, literal(""), quote.c.type, null())


def _spans_of_mentions() -> Select[Any]:
    mention, actor = table(models.Mention), table(models.Actor)
    query = select(mention.c.id, mention.c.document, mention.c.start, mention.c.end, mention.c.exact)
    query = query.join(actor, actor.c.id == mention.c.actor).where(mention.c.orphan.is_(False))
    return _in_order(query, mention, actor.c.name, literal(""), literal(""), null())


def _spans_of_stances() -> Select[Any]:
    stance, evidence, part = table(models.Stance), table(models.Evidence), table(models.QuotePart)
    actor, concept = table(models.Actor), table(models.Concept)
    holder, about = actor.alias(), actor.alias()
    own = ("start", "end", "exact")
    start, end, exact = (func.coalesce(evidence.c[name], part.c[name]).label(name) for name in own)
    query = select(stance.c.id, stance.c.document, start, end, exact)
    query = query.join(evidence, evidence.c.stance == stance.c.id)
    query = query.outerjoin(part, (part.c.quote == evidence.c.quote) & (part.c.role == "content"))
    query = query.join(holder, holder.c.id == stance.c.holder).where(start.is_not(None))
    query = query.outerjoin(about, about.c.id == stance.c.target_actor)
    query = query.outerjoin(concept, concept.c.id == stance.c.target_concept)
    target = func.coalesce(about.c.name, concept.c.name)
    return _in_order(query, stance, holder.c.name, target, stance.c.position, stance.c.strength)


def _in_order(query: Select[Any], marks: Any, actor: Any, target: Any, how: Any, strength: Any) -> Select[Any]:
    """The query with what is told of each annotation, in the order of the documents."""
    told = (actor.label("actor"), target.label("target"), how.label("how"), strength.label("strength"))
    query = query.add_columns(_DOCUMENT.c.number, *told)
    query = query.join(_DOCUMENT, _DOCUMENT.c.id == marks.c.document)
    return query.join(_TEXT, _TEXT.c.sha256 == _DOCUMENT.c.sha256).order_by(_DOCUMENT.c.number)


_SPANS = {"quote": _spans_of_quotes(), "mention": _spans_of_mentions(), "stance": _spans_of_stances()}
