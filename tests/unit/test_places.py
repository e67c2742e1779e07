from __future__ import annotations

import pytest

from corpus import places
from corpus.query import parse
from corpus.query_tree import Node

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
