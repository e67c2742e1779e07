"""Rows of a text: they tile it, they fit, and they break where a reader expects it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from tui.page import Page, Row, cells, shown

TEXTS = st.text(st.sampled_from("ab é ñ，漢字 \t-—“”’\n\u0301\u200d👩🏽‍🚀🇫🇷\u00a0\u200b\x1b"), max_size=200)


def rows_of(page: Page) -> list[Span]:
    row, spans = page.first, [page.span(page.first)]
    while (following := page.step(row, 1)) != row:
        row = following
        spans.append(page.span(row))
    return spans


@given(TEXTS, st.integers(4, 40))
def test_rows_tile_the_text(text: str, width: int) -> None:
    spans = rows_of(Page(text, width))
    position = 0
    for span in spans:
        if span.start != position:
            assert text[position : span.start] == "\n"
        position = span.end
    assert position == len(text)


@given(TEXTS, st.integers(4, 40))
def test_no_row_is_wider_than_the_page(text: str, width: int) -> None:
    for span in rows_of(Page(text, width)):
        assert cells(shown(text[span.start : span.end]).rstrip(" ")) <= width


@given(TEXTS, st.integers(4, 40))
def test_each_offset_lies_in_the_row_that_is_told_for_it(text: str, width: int) -> None:
    page = Page(text, width)
    for offset in range(len(text)):
        span = page.span(page.row_at(offset))
        assert span.start <= offset <= span.end


def test_rows_break_between_words() -> None:
    text = "the quick brown fox"
    assert [text[slice(*span)] for span in rows_of(Page(text, 10))] == ["the quick ", "brown fox"]


def test_a_word_longer_than_the_row_is_broken_at_a_grapheme() -> None:
    text = "e\u0301" * 8
    assert [text[slice(*span)] for span in rows_of(Page(text, 5))] == ["e\u0301" * 5, "e\u0301" * 3]


def test_wide_characters_take_two_cells() -> None:
    text = "漢字漢字漢字"
    assert [text[slice(*span)] for span in rows_of(Page(text, 5))] == ["漢字", "漢字", "漢字"]


def test_steps_go_back_the_way_they_came() -> None:
    page = Page("one two three\n\nfour five six seven\neight", 8)
    row = page.first
    for _ in range(5):
        row = page.step(row, 1)
    assert page.distance(page.first, row, 100) == 5
    assert page.step(row, -5) == page.first
    assert page.step(page.first, -3) == page.first
    assert page.step(page.last, 3) == page.last


def test_folded_lines_are_one_row_for_the_whole_run() -> None:
    text = "one\nnoise\n\nmore noise\ntwo"
    page = Page(text, 20, [Span(4, 9), Span(11, 21)])
    assert [text[slice(*span)] for span in rows_of(page)] == ["one", "noise\n\nmore noise", "two"]
    assert page.is_folded(Row(1, 0))
    assert not page.is_folded(Row(2, 0))


def test_white_space_at_its_ends_does_not_keep_a_line_from_folding() -> None:
    page = Page("one\n  noise  \ntwo", 20, [Span(6, 11)])
    assert page.is_folded(Row(1, 0))
    assert not page.is_folded(Row(0, 0))
    assert not page.is_folded(Row(2, 0))


def test_a_column_and_its_offset_agree() -> None:
    page = Page("a漢b字c", 20)
    for offset in range(5):
        assert page.offset_at(page.first, page.column(offset)) == offset
    assert page.offset_at(page.first, 2) == 1
    assert page.offset_at(page.first, 99) == 4


def test_a_long_line_is_laid_out_in_less_than_a_second() -> None:
    text = "word " * 200_000
    assert Page(text, 76).last == Row(0, 13_333)
