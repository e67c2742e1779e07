"""Questions: which letters of an answer fit what is typed, and which keys pick one."""

from __future__ import annotations

import pytest

from tui.asking import Answer, Asking, Option, Question


def test_the_letters_of_a_label_that_fit_are_told_and_forgotten_again() -> None:
    options = [Option(1, "Lena Orsini", also="foreign minister"), Option(2, "Aldo Venn")]
    asking = Asking(Question("who", options=options))
    for letter in "ors":
        asking.feed(letter, letter)
    assert asking.options == options[:1]
    assert list(asking.letters(options[0])) == [5, 6, 7]
    asking.feed("ctrl+u", None)
    assert list(asking.letters(options[0])) == []


def test_an_answer_found_by_another_name_shows_no_letters() -> None:
    options = [Option(1, "Lena Orsini", also="foreign minister")]
    asking = Asking(Question("who", options=options))
    for letter in "minister":
        asking.feed(letter, letter)
    assert [option.value for option in asking.options] == [1]
    assert list(asking.letters(options[0])) == []


@pytest.mark.parametrize("name", ["G20", "S-400", "F-16", "Minsk 2", "Agenda 2030"])
def test_a_new_name_may_hold_digits(name: str) -> None:
    def made(typed: str) -> list[Option[str]]:
        return [Option(typed, typed, "new concept"), Option(typed, typed, "new actor")]

    asking = Asking(Question("on", typing=made, picks={str(place + 1): place for place in range(9)}))
    for letter in name:
        assert asking.feed(letter, letter) is None
    assert asking.feed("enter", None) == Answer(name)


def test_a_digit_behind_a_few_letters_picks() -> None:
    options = [Option(1, "Lena Orsini"), Option(2, "Paolo Orsini")]
    picks = {str(place + 1): place for place in range(9)}
    asking = Asking(Question("who", options=options, typing=lambda _: [], picks=picks))
    for letter in "ors":
        assert asking.feed(letter, letter) is None
    assert asking.feed("2", "2") == Answer(2)
