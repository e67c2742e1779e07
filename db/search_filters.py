"""The filters of the search line as conditions of the database, for documents and for each kind of annotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, func, or_, select, true
from sqlmodel import Session

from corpus.folding import fold
from corpus.query_tree import FIXED, Filter, Node, wanted
from db import actors, concepts, models
from db.errors import ProjectError
from db.models import table

_DOCUMENT = table(models.Document)
_CODER = table(models.Coder)
_MENTION = table(models.Mention)
_QUOTE = table(models.Quote)
_STANCE = table(models.Stance)
_EVIDENCE = table(models.Evidence)
_MARKS = {"mention": _MENTION, "quote": _QUOTE, "stance": _STANCE}
_LEVEL = case(
    (_STANCE.c.position == "support", _STANCE.c.strength),
    (_STANCE.c.position == "oppose", -_STANCE.c.strength),
    (_STANCE.c.position == "neutral", 0),
)
"""From -2, strongly opposed, to 2; mixed and unclear stances have none."""

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Filters:
    """Makes conditions for rows of one kind: "document", "mention", "quote" or "stance"."""

    session: Session
    kind: str
    me: str
    """The coder who asks."""
    in_any_role: bool = False
    """Whether an actor is also meant as what a stance is about."""

    def condition(self, wanted: Filter) -> Condition:
        """What must hold of a row."""
        match wanted.name:
            case "kind":
                return true()
            case "status":
                return _DOCUMENT.c.status == wanted.value
            case "date":
                return _in_time(_DOCUMENT.c.published, wanted)
            case "actor":
                return self._mark(self._of_actor(wanted.value))
            case "about":
                return self._mark({"stance": self._about(wanted.value)})
            case "coder":
                found = self._coders(wanted.value)
                return self._mark({kind: marks.c.coder.in_(found) for kind, marks in _MARKS.items()})
            case "quote":
                return self._mark({"quote": _QUOTE.c.type == wanted.value})
            case "stance":
                return self._mark({"stance": _at_level(wanted)})
        return self._told(wanted)

    def _mark(self, conditions: dict[str, Condition]) -> Condition:
        """What holds of the row itself, or else of a mark in its document; of a quote, of a stance that rests on it."""
        if self.kind in conditions:
            return conditions[self.kind]
        if self.kind == "quote" and set(conditions) == {"stance"}:
            joined: FromClause = _EVIDENCE.join(_STANCE, _STANCE.c.id == _EVIDENCE.c.stance)
            return exists(select(1).select_from(joined).where(_EVIDENCE.c.quote == _QUOTE.c.id, conditions["stance"]))
        return or_(
            *(
                _DOCUMENT.c.id.in_(select(_MARKS[kind].c.document).where(condition))
                for kind, condition in conditions.items()
            )
        )

    def _of_actor(self, name: str) -> dict[str, Condition]:
        wanted = _plain(name)
        found = [
            actor.id
            for actor in actors.listing(self.session)
            if any(wanted in _plain(known) for known in (actor.name, *actor.aliases))
        ]
        columns = {"mention": _MENTION.c.actor, "quote": _QUOTE.c.speaker, "stance": _STANCE.c.holder}
        conditions: dict[str, Condition] = {kind: column.in_(found) for kind, column in columns.items()}
        if self.in_any_role:
            conditions["stance"] = or_(conditions["stance"], _known(_STANCE.c.target_actor.in_(found)))
        return conditions

    def _about(self, name: str) -> Condition:
        """Stances on a concept, on one below it, or on an actor of this name."""
        wanted = _plain(name)
        every = concepts.listing(self.session)
        found = {concept.id for concept in every if wanted in _plain(concept.name)}
        while below := {concept.id for concept in every if concept.parent in found} - found:
            found |= below
        people = [actor.id for actor in actors.listing(self.session) if wanted in _plain(actor.name)]
        return or_(_STANCE.c.target_concept.in_(found), _STANCE.c.target_actor.in_(people))

    def _coders(self, name: str) -> list[str]:
        known = self.session.connection().execute(select(_CODER.c.id, _CODER.c.name))
        if name == "me":
            return [coder.id for coder in known if coder.name == self.me]
        return [coder.id for coder in known if fold(name) in fold(coder.name)]

    def _told(self, wanted: Filter) -> Condition:
        """A field of the document that holds the value, whatever its case and accents."""
        if wanted.name not in _DOCUMENT.c:
            raise ProjectError(f"documents have no {wanted.name} in this project: leave {wanted.name}: out.")
        column, sought = _DOCUMENT.c[wanted.name], fold(wanted.value)
        known = self.session.connection().scalars(select(column).distinct())
        return column.in_([value for value in known if sought in fold(value)])


def kind_of(tree: Node) -> str:
    """What a search is for: what `kind:` says, or the annotations that its filters speak of, or places in texts."""
    leaves = wanted(tree)
    filters = [leaf for leaf in leaves if isinstance(leaf, Filter)]
    named = {leaf.name for leaf in filters}
    if told := next((leaf.value for leaf in filters if leaf.name == "kind"), None):
        return told
    if "quote" in named:
        return "quote"
    if named & {"stance", "about"}:
        return "stance"
    has_words = len(filters) < len(leaves)
    return "annotation" if named & {"actor", "coder"} and not has_words else "document"


def _plain(name: str) -> str:
    """A name as a line can tell it, folded: no quote mark can stand in a value, and no line break."""
    return " ".join(fold(name).replace('"', " ").split())


def _in_time(column: Any, wanted: Filter) -> Condition:
    """A date in the bounds; a year is all its days."""

    def cut(bound: str) -> Any:
        return func.substr(column, 1, len(bound))

    if wanted.value:
        return _known(cut(wanted.value) == wanted.value)
    rules = [column != ""]
    if wanted.low:
        rules.append(cut(wanted.low) > wanted.low if wanted.beyond else cut(wanted.low) >= wanted.low)
    if wanted.high:
        rules.append(cut(wanted.high) < wanted.high if wanted.beyond else cut(wanted.high) <= wanted.high)
    return and_(*rules)


def _at_level(wanted: Filter) -> Condition:
    if wanted.value in FIXED["stance"]:
        return _STANCE.c.position == wanted.value
    if wanted.value:
        return _known(int(wanted.value) == _LEVEL)
    rules: list[Condition] = [_LEVEL.is_not(None)]
    if wanted.low:
        rules.append(int(wanted.low) < _LEVEL if wanted.beyond else int(wanted.low) <= _LEVEL)
    if wanted.high:
        rules.append(int(wanted.high) > _LEVEL if wanted.beyond else int(wanted.high) >= _LEVEL)
    return and_(*rules)


def _known(condition: Any) -> Condition:
    """A condition that is false, not unknown, where a value is missing, so that it can be turned round."""
    return func.coalesce(condition, False)
