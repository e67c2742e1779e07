"""The caret: words, rows, units."""

from __future__ import annotations

import pytest

from corpus.segments import Segments
from corpus.spans import Span
from tui.caret import Caret
from tui.page import Page

TEXT = 'Ana Perra spoke. "We will stay, and we will talk," she said, leaving.\n\nNobody else spoke that day.'


@pytest.fixture
def caret() -> Caret:
    caret = Caret(Segments(TEXT))
    caret.place(0)
    return caret


def chosen(caret: Caret) -> str:
    assert caret.drawn is not None
    return TEXT[slice(*caret.drawn)]


def test_it_goes_word_by_word_and_stops_at_both_ends(caret: Caret) -> None:
    assert not caret.step_word(-1)
    words = [chosen(caret)]
    while caret.step_word(1):
        words.append(chosen(caret))
    assert words[:4] == ["Ana", "Perra", "spoke", "We"]
    assert words[-1] == "day"


def test_expanding_goes_from_the_quote_to_the_paragraph_and_back(caret: Caret) -> None:
    caret.place(TEXT.index("stay"))
    grown = []
    while caret.expand():
        grown.append(chosen(caret))
    assert "We will stay, and we will talk," in grown
    assert grown[-1] == TEXT.partition("\n")[0]
    assert grown == sorted(grown, key=len)
    for smaller in [*grown[-2::-1], "stay"]:
        caret.shrink()
        assert chosen(caret) == smaller
    assert caret.selection is None


def test_a_name_is_the_first_unit_when_it_is_known(caret: Caret) -> None:
    caret.expand([Span(0, 9)])
    assert chosen(caret) == "Ana Perra"


def test_shrinking_with_nothing_selected_selects_the_word(caret: Caret) -> None:
    caret.shrink()
    assert chosen(caret) == "Ana"
    assert caret.selection == Span(0, 3)


def test_both_edges_of_a_selection_move_by_words(caret: Caret) -> None:
    caret.select(Span(0, 9))
    caret.step_word(1)
    assert chosen(caret) == "Ana Perra spoke"
    caret.step_start(1)
    assert chosen(caret) == "Perra spoke"
    caret.step_word(-1)
    assert chosen(caret) == "Perra"
    assert not caret.step_word(-1)
    assert not caret.step_start(1)
    caret.step_start(-1)
    assert chosen(caret) == "Ana Perra"


def test_a_selection_that_ends_in_a_stop_gives_it_up_first(caret: Caret) -> None:
    caret.select(Span(0, TEXT.index(".") + 1))
    caret.step_word(-1)
    assert chosen(caret) == "Ana Perra spoke"


def test_going_down_keeps_the_column_over_short_rows(caret: Caret) -> None:
    page = Page(TEXT, 30)
    caret.place(TEXT.index("stay"))
    column = page.column(TEXT.index("stay"))
    caret.step_rows(page, 1)
    caret.step_rows(page, -1)
    assert chosen(caret) == "stay"
    assert page.column(TEXT.index("stay")) == column


def test_going_down_crosses_blank_rows(caret: Caret) -> None:
    page = Page(TEXT, 200)
    caret.step_rows(page, 1)
    assert chosen(caret) == "Nobody"
    assert caret.step_rows(page, -1)


def test_rows_move_the_end_of_a_selection(caret: Caret) -> None:
    page = Page(TEXT, 30)
    caret.select(Span(0, 3))
    caret.step_rows(page, 1)
    assert caret.selection is not None
    assert caret.selection.start == 0
    assert chosen(caret).endswith("We will stay")


def test_a_text_without_words_is_no_trouble() -> None:
    caret = Caret(Segments("…"))
    caret.place(0)
    page = Page("…", 10)
    assert not caret.step_word(1)
    assert not caret.step_rows(page, 1)
    assert not caret.expand()
    caret.shrink()
    assert caret.reading == 0
