"""The lines of a concordance: in which order they are shown, and which are marked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from db.records import Hit
from tui.lines import Lines


def hit(number: int, before: str, outlet: str = "") -> Hit:
    return Hit("d", 1, "title", "", outlet, "2018", Span(number, number + 3), before, "dam", " after", "document")


def lines(*befores: str) -> Lines:
    made = Lines("dam")
    made.extend([hit(place, before) for place, before in enumerate(befores)])
    return made


def test_the_chosen_place_stays_chosen_when_the_order_changes() -> None:
    made = lines("c ", "a ", "b ")
    made.choose(2)
    made.sort("left")
    assert [made.hits[number].before for number in made.order] == ["a ", "b ", "c "]
    assert (made.chosen, made.row) == (2, 1)


def test_places_that_come_later_take_their_place_in_the_order() -> None:
    made = lines("c ", "a ")
    made.sort("left")
    made.extend([hit(9, "b ")])
    assert [made.hits[number].before for number in made.order] == ["a ", "b ", "c "]


def test_what_was_asked_for_before_decides_between_equals() -> None:
    made = Lines("dam")
    made.extend([hit(0, "b ", "X"), hit(1, "a ", "Y"), hit(2, "a ", "X")])
    made.sort("left")
    made.sort("outlet")
    assert made.order == [2, 0, 1]
    assert made.orders == ["outlet", "left"]


def test_without_marks_the_chosen_place_is_meant() -> None:
    made = lines("a ", "b ", "c ")
    made.choose(1)
    assert made.meant == [1]
    made.turn()
    made.choose(2)
    assert made.meant == [1]
    made.mark_range()
    assert made.meant == [1, 2]
    made.mark_all()
    assert made.meant == [0, 1, 2]
    made.mark_all()
    assert made.meant == [2]
    assert Lines().meant == []


def test_all_means_also_what_is_still_to_be_found() -> None:
    made = lines("a ")
    made.mark_all()
    made.extend([hit(5, "b ")])
    assert made.meant == [0, 1]
    made.mark_all()
    made.extend([hit(9, "c ")])
    assert made.marked == set()
    made.is_whole = True
    made.mark_all()
    assert (made.meant, made.takes_all) == ([0, 1, 2], False)


def test_what_was_tagged_is_signed_and_no_longer_marked() -> None:
    made = lines("a ", "b ")
    made.mark_all()
    made.tagged([1], "Q")
    assert (made.signs, made.marked) == ({1: "Q"}, set())


def test_a_place_is_one_safe_line() -> None:
    made = Lines("dam")
    made.extend([replace(hit(0, "end.\n\n  New \x1b[31m"), number=7)])
    place = made.place(0)
    assert place.before == "end. New ␛[31m"
    assert place.key == (7, 0)


@given(st.lists(st.sampled_from("abc "), max_size=12), st.lists(st.sampled_from(["left", "right", "date"]), max_size=4))
def test_every_place_is_shown_once_in_any_order(befores: list[str], orders: list[str]) -> None:
    made = lines(*befores)
    for order in orders:
        made.sort(order)  # type: ignore[arg-type]
    assert sorted(made.order) == list(range(len(befores)))
