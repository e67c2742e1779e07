from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import places
from corpus.query import parse
from corpus.query_tree import And, Near, Node, Not, Or, Phrase, Word, leaves, without

TEXT = "The EU\u00a0sanctions on Zürich hurt. SANCTIONS, new ones, were announced by the EU army of Zu\u0308rich."


def node(line: str) -> Node:
    tree = parse(line)
    assert tree
    return tree


def found(line: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in places.find(node(line), text, lambda: 1.0)]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("sanctions ", ["sanctions", "SANCTIONS"]),
        ("zurich ", ["Zürich", "Zu\u0308rich"]),
        ("sanc", ["sanctions", "SANCTIONS"]),
        ("sanc ", []),
        ('"eu sanctions"', ["EU\u00a0sanctions"]),
        ("near(army eu, 0)", ["EU", "army"]),
        ("near(army zurich eu, 1)", ["EU", "army", "Zu\u0308rich"]),
        ("near(hurt army, 5)", []),
        ("/eu.(s|a)/", ["EU\u00a0s", "EU a"]),
        ("hurt nothing ", []),
        ("hurt OR nothing ", ["hurt"]),
        ("hurt -nothing ", ["hurt"]),
        ("hurt outlet:TASS", ["hurt"]),
    ],
)
def test_places_are_told_with_their_exact_offsets(line: str, pieces: list[str]) -> None:
    assert found(line) == pieces


def test_a_script_without_spaces_is_found_inside_a_sentence() -> None:
    assert found("俄罗斯", "欧盟对俄罗斯的制裁") == ["俄罗斯"]


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("hurt -army ", False),
        ("hurt -nothing ", True),
        ("nothing OR hurt ", True),
        ("nothing OR outlet:TASS", True),
        ("-outlet:TASS hurt ", False),
        ("NOT (hurt nothing) ", True),
    ],
)
def test_a_text_is_as_the_words_say_or_not(line: str, held: bool) -> None:
    assert places.holds(node(line), TEXT, lambda: 1.0, lambda _: True) is held


def test_a_pattern_has_only_the_time_that_is_left() -> None:
    with pytest.raises(TimeoutError):
        places.find(node("/(a|aa)+$/"), "a" * 60 + "!", lambda: 0.05)


SOME = st.sampled_from(["a", "ab", "b", "ba"])
TERM = st.builds(Word, SOME, st.booleans()) | st.builds(Phrase, st.builds("{} {}".format, SOME, SOME), st.booleans())
LEAF = TERM | st.builds(Near, st.tuples(TERM, TERM), st.integers(0, 2))


def composed(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(And, several) | st.builds(Or, several)


@settings(deadline=None)
@given(st.recursive(LEAF, composed, max_leaves=6), st.lists(SOME, max_size=6).map(" ".join), st.data())
def test_a_text_that_has_what_a_tree_asks_for_has_it_without_some_of_it_too(
    tree: Node, text: str, data: st.DataObject
) -> None:
    dropped = data.draw(st.sets(st.sampled_from([leaf for leaf in leaves(tree) if isinstance(leaf, Word | Phrase)])))
    rest = without(tree, dropped)
    assert rest is None or not {*leaves(rest)} & dropped
    if rest is not None and places.holds(tree, text, lambda: 1.0, lambda _: True):
        assert places.holds(rest, text, lambda: 1.0, lambda _: True)
    if not dropped:
        assert rest == tree
