"""The order of the codebook's list."""

from __future__ import annotations

from db.records import Actor, Concept
from tui.screens.codebook import entries


def test_concepts_follow_the_actors_each_before_those_below_it() -> None:
    concepts = [
        Concept("a", "Army"),
        Concept("b", "Budget", parent="w"),
        Concept("c", "Canal", parent="w"),
        Concept("d", "Dredging", parent="c"),
        Concept("l", "Lost", parent="gone"),
        Concept("w", "Water"),
    ]
    found = entries([Actor("1", "Ada")], concepts, {"c": 2})
    assert [(entry.item.id, entry.uses, entry.depth) for entry in found] == [
        *(("1", 0, 0), ("a", 0, 0), ("l", 0, 0), ("w", 0, 0)),
        *(("b", 0, 1), ("c", 2, 1), ("d", 0, 2)),
    ]


def test_a_chain_may_be_deeper_than_python_calls() -> None:
    chain = [Concept(str(number), f"Concept {number}", parent=str(number - 1)) for number in range(3000)]
    assert [entry.depth for entry in entries([], chain, {})] == [*range(3000)]
