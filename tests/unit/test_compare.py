"""Two texts compared word by word."""

from __future__ import annotations

import pytest

from corpus import compare
from corpus.compare import Comparison

LEFT = "The river rose.\n\nNobody was hurt, the mayor said.\n\nIt fell on Monday."
RIGHT = "The river rose.\n\nNobody was hurt, a deputy said.\n\nPictures of the river\n\nIt fell on Monday."


def words(text: str, comparison: Comparison, side: int) -> list[str]:
    return [text[span.start : span.end] for span in (comparison.left, comparison.right)[side]]


def paragraphs(left: str, right: str) -> list[tuple[str, str]]:
    return [(left[slice(*piece.left)], right[slice(*piece.right)]) for piece in compare.compare(left, right).beside]


def test_only_the_words_that_differ_are_told() -> None:
    found = compare.compare(LEFT, RIGHT)
    assert words(LEFT, found, 0) == ["the mayor"]
    assert words(RIGHT, found, 1) == ["a deputy", "Pictures of the river"]
    assert found.is_whole


def test_paragraphs_stand_beside_those_they_belong_to() -> None:
    assert paragraphs(LEFT, RIGHT) == [
        ("The river rose.", "The river rose."),
        ("Nobody was hurt, the mayor said.", "Nobody was hurt, a deputy said."),
        ("", "Pictures of the river"),
        ("It fell on Monday.", "It fell on Monday."),
    ]


def test_a_paragraph_in_wholly_other_words_stands_beside_the_one_in_its_place() -> None:
    assert paragraphs("One.\n\ntwo three\n\nfour", "One.\n\nfive six\n\nfour")[1] == ("two three", "five six")


def test_white_space_and_line_breaks_are_no_difference() -> None:
    found = compare.compare("The river\nrose  again.", "The river rose again.")
    assert (found.left, found.right) == ((), ())
    assert len(found.beside) == 1


def test_texts_without_spaces_between_words_are_compared_sign_by_sign() -> None:
    found = compare.compare("河水在星期一上涨。", "河水在星期二上涨。")
    assert words("河水在星期一上涨。", found, 0) == ["一"]


def test_a_difference_never_parts_a_letter_from_its_marks() -> None:
    left, right = "की बात", "का बात"
    assert words(left, compare.compare(left, right), 0) == ["की"]


@pytest.mark.parametrize(("left", "right"), [("", ""), ("a", ""), ("", "\n\n"), (" \n", "b\n\nc")])
def test_empty_texts_are_compared_too(left: str, right: str) -> None:
    found = compare.compare(left, right)
    assert words(left, found, 0) == left.split()
    assert " ".join(words(right, found, 1)).split() == right.split()


def test_long_texts_are_compared_line_by_line_and_only_up_to_a_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "_MOST_PAIRS", 20)
    assert words(LEFT, compare.compare(LEFT, RIGHT), 0) == ["Nobody was hurt, the mayor said."]
    monkeypatch.setattr(compare, "_MOST_PAIRS", 4)
    assert words(LEFT, compare.compare(LEFT, RIGHT), 0) == [LEFT]
    monkeypatch.setattr(compare, "MOST", 5)
    found = compare.compare(LEFT, RIGHT)
    assert not found.is_whole
    assert found.beside[-1].left.end <= 5
