"""Which suggestions are shown, in which order they are walked, and which are alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from corpus.suggest.records import MentionSuggestion
from db.records import Noun
from tui import suggesting
from tui.suggesting import Offer, Offers

NOUNS: tuple[Noun, ...] = ("quote", "mention", "stance")


def offer(noun: Noun, start: int, end: int, whom: str = "", *, guess: bool = False) -> Offer:
    suggestion = MentionSuggestion(Span(start, end), whom, "a.rule", 0.5, "")
    return Offer(f"{noun} {start}-{end} {whom}", noun, (Span(start, end),), "words", "why", guess, suggestion, (), whom)


def keys(offers: Offers) -> list[str]:
    return [each.key for each in offers.every]


QUOTE = offer("quote", 10, 40, "orsini")
STANCE = offer("stance", 10, 40)
WITHIN = offer("mention", 20, 26, "karel")
BEFORE = offer("mention", 0, 6, "orsini")
BEHIND = offer("mention", 50, 56, "orsini")
GUESS = offer("quote", 4, 9, "brandt", guess=True)
LATE_GUESS = offer("mention", 60, 66, "orsini", guess=True)
ALL = (LATE_GUESS, BEHIND, STANCE, GUESS, WITHIN, QUOTE, BEFORE)
WALK = [BEFORE, QUOTE, STANCE, WITHIN, BEHIND, GUESS, LATE_GUESS]


def test_the_walk_goes_through_the_text_and_then_through_the_guesses() -> None:
    offers = Offers.of(ALL)
    assert list(offers.every) == WALK
    assert [offers.number(each) for each in WALK] == [1, 2, 3, 4, 5, 6, 7]


def test_the_walk_goes_round_and_says_so() -> None:
    offers = Offers.of(ALL)
    assert [offers.beside(each, 1) for each in WALK] == [*((each, False) for each in WALK[1:]), (BEFORE, True)]
    back = [(LATE_GUESS, True), *((each, False) for each in WALK[:-1])]
    assert [offers.beside(each, -1) for each in WALK] == back


def test_the_walk_goes_on_behind_an_offer_that_is_gone() -> None:
    offers = Offers.of(each for each in ALL if each is not QUOTE)
    assert offers.beside(QUOTE, 1) == (STANCE, False)
    assert offers.beside(QUOTE, -1) == (BEFORE, False)


@pytest.mark.parametrize(
    ("offset", "forward", "back"),
    [
        (0, (BEFORE, False), (BEHIND, True)),
        (7, (QUOTE, False), (BEFORE, False)),
        (10, (QUOTE, False), (BEFORE, False)),
        (50, (BEHIND, False), (WITHIN, False)),
        (51, (BEFORE, True), (BEHIND, False)),
    ],
)
def test_the_walk_begins_at_the_cursor_with_what_is_sure(
    offset: int, forward: tuple[Offer, bool], back: tuple[Offer, bool]
) -> None:
    offers = Offers.of(ALL)
    assert offers.from_offset(offset, 1) == forward
    assert offers.from_offset(offset, -1) == back


def test_where_there_are_only_guesses_the_walk_begins_with_them() -> None:
    offers = Offers.of([GUESS, LATE_GUESS])
    assert offers.from_offset(30, 1) == (LATE_GUESS, False)
    assert offers.from_offset(30, -1) == (GUESS, False)


def test_where_nothing_is_offered_there_is_nowhere_to_go() -> None:
    assert Offers().from_offset(0, 1) == (None, False)
    assert Offers().beside(QUOTE, -1) == (None, False)
    assert Offers().again(QUOTE) is None


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("all", WALK),
        ("quotes", [QUOTE, GUESS]),
        ("names", [BEFORE, WITHIN, BEHIND, LATE_GUESS]),
        ("stances", [STANCE]),
        ("sure ones", [BEFORE, QUOTE, STANCE, WITHIN, BEHIND]),
        ("none", []),
    ],
)
def test_only_what_is_to_be_shown_is_drawn_and_walked(shown: str, expected: list[Offer]) -> None:
    offers = Offers.of(ALL, shown)
    assert list(offers.every) == expected
    assert sorted(mark.id for mark in offers.marks.marks) == sorted(each.key for each in expected)


def test_one_key_goes_through_all_that_may_be_shown() -> None:
    shown = [suggesting.SHOWN[0]]
    while (following := suggesting.next_shown(shown[-1])) not in shown:
        shown.append(following)
    assert tuple(shown) == suggesting.SHOWN


def test_alike_is_what_says_the_same_of_the_same_in_view() -> None:
    offers = Offers.of(ALL)
    assert offers.alike(BEFORE, Span(0, 100)) == [BEFORE, BEHIND]
    assert offers.alike(BEFORE, Span(0, 50)) == [BEFORE]
    assert offers.alike(QUOTE, Span(0, 100)) == [QUOTE]


def test_guesses_are_alike_only_among_guesses_and_what_is_surer() -> None:
    assert Offers.of(ALL).alike(LATE_GUESS, Span(0, 100)) == [BEFORE, BEHIND, LATE_GUESS]


def test_stances_are_never_alike_since_each_needs_its_position() -> None:
    other = offer("stance", 12, 40)
    assert Offers.of([STANCE, other]).alike(STANCE, Span(0, 100)) == [STANCE]


def test_the_stance_on_a_quote_is_found_whether_it_is_a_guess_or_not() -> None:
    guess = offer("stance", 10, 30, guess=True)
    assert Offers.of([GUESS, BEHIND, guess]).resting_on(QUOTE) == guess
    assert Offers.of([offer("stance", 40, 50)]).resting_on(QUOTE) is None


def test_an_offer_is_known_again_when_more_is_known_of_it() -> None:
    linked = offer("mention", 20, 26, "ivo karel")
    assert Offers.of([linked]).again(WITHIN) == linked
    assert Offers.of([offer("quote", 20, 26)]).again(WITHIN) is None


@given(
    st.lists(
        st.builds(
            lambda noun, start, length, guess: offer(noun, start, start + length, guess=guess),
            *(st.sampled_from(NOUNS), st.integers(0, 30), st.integers(1, 9), st.booleans()),
        ),
        unique_by=lambda each: each.key,
        min_size=1,
    )
)
def test_the_walk_comes_to_each_offer_once_in_both_directions(found: list[Offer]) -> None:
    offers = Offers.of(found)
    for direction in (1, -1):
        here, walked = offers.every[0], [offers.every[0].key]
        for _ in found[1:]:
            following, _ = offers.beside(here, direction)
            assert following is not None
            here = following
            walked.append(here.key)
        assert sorted(walked) == sorted(keys(offers))
        assert offers.beside(here, direction) == (offers.every[0], True if direction > 0 else len(found) == 1)
