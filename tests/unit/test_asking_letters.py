"""Questions show which letters of an answer fit what is typed."""

from __future__ import annotations

from tui.asking import Asking, Option, Question


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
