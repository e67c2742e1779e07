"""The answers of questions are ranked alike whether the index is new or has seen other questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import choices
from tui.choices import Choices

NAMES = ["Lena Orsini", "Aldo Venn", "Ivo Karel\nPresident Karel", "Tomas Brandt", "Lena Brandt", "Karel Venn"]
LISTS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=12)


def ranked(known: Choices, typed: str, answers: list[str]) -> list[int]:
    return [match.index for match in known.rank(typed, answers, 5)]


@given(st.lists(LISTS, max_size=4), LISTS, st.sampled_from(["lena", "karel", "vn", "brandt l", "orsni"]))
def test_other_questions_before_change_no_answer(before: list[list[str]], answers: list[str], typed: str) -> None:
    known = Choices()
    for others in before:
        known.take_in(others)
    assert ranked(known, typed, answers) == ranked(Choices(), typed, answers)


def test_two_answers_with_one_name_are_both_offered_the_earlier_first() -> None:
    assert ranked(Choices(), "venn", ["Aldo Venn", "Lena Orsini", "Aldo Venn"]) == [0, 2]


def test_what_no_question_asks_for_any_more_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "_SPARE", 0)
    known = Choices()
    for number in range(20):
        known.take_in([f"Name {number}", f"Other {number}"])
    assert len(known) <= 4
    assert ranked(known, "other 19", ["Name 19", "Other 19"]) == [1]
