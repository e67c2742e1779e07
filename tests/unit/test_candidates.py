"""Which actors are proposed for a name."""

from __future__ import annotations

from corpus.names import Name
from corpus.spans import Span
from db.records import Actor
from tui.flows.candidates import People, actor_options

MACRON, ZOE = Actor("1", "Macron"), Actor("2", "Zoe Macron", aliases=("Macron", "Zoe"))


def first(name: str, *actors: Actor) -> str | None:
    """The id of the actor who is proposed first for a name."""
    near = [Name(Span(0, len(name)), name)]
    return actor_options(People(actors, []), near, near, "")[0].value.id


def test_an_actors_own_name_goes_before_the_same_alias_of_another() -> None:
    assert first("Macron", MACRON, ZOE) == MACRON.id
    assert first("macron", ZOE, MACRON) == MACRON.id


def test_of_two_with_the_same_alias_the_first_is_meant() -> None:
    also = Actor("4", "Zoran", aliases=("Zoe",))
    assert first("Zoe", ZOE, also) == ZOE.id
