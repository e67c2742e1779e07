"""What is sent to the terminal: only what it does not show yet, and all of that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from wcwidth import wcwidth

from bench.emulator import Emulator
from tui.canvas import ERASE, Canvas
from tui.widths import cell_len

WIDTH, HEIGHT = 24, 3
STYLES = (None, Style(), Style(bold=True), Style(reverse=True), Style(color="cyan", underline=True))
CONSOLE = Console(color_system="256", force_terminal=True)

TEXTS = st.lists(
    st.sampled_from(["a", "b", " ", "  ", "é", "“", "漢", "字", "e\u0301", "का", "நாடு", "㉉", "│"]), max_size=8
).map("".join)
ROWS = st.lists(st.tuples(TEXTS, st.sampled_from(STYLES)), max_size=4)
SCREENS = st.lists(st.lists(ROWS, min_size=HEIGHT, max_size=HEIGHT), min_size=1, max_size=5)

Row = Sequence[tuple[str, Style | None]]


def strip_of(row: Row) -> Strip:
    return Strip([Segment(text, style) for text, style in row if text]).adjust_cell_length(WIDTH)


def drawn(canvas: Canvas, rows: Sequence[Row]) -> str:
    return canvas.draw(((0, y, strip_of(row)) for y, row in enumerate(rows)), CONSOLE)


def fresh_canvas() -> Canvas:
    canvas = Canvas()
    canvas.fit(Size(WIDTH, HEIGHT))
    return canvas


def words(text: str, *, cursor: str = "") -> Row:
    before, _, after = text.partition(cursor) if cursor else (text, "", "")
    return [(before, None), (cursor, STYLES[3]), (after, None)]


@given(SCREENS)
def test_the_terminal_shows_the_last_screen_whatever_was_sent_of_the_ones_before(
    screens: list[list[Row]],
) -> None:
    canvas, followed, whole = fresh_canvas(), Emulator(WIDTH, HEIGHT), Emulator(WIDTH, HEIGHT)
    for rows in screens:
        followed.feed(drawn(canvas, rows).encode())
    whole.feed(drawn(fresh_canvas(), screens[-1]).encode())
    assert [*followed.cells()] == [*whole.cells()]


def test_what_is_on_the_screen_is_not_sent_again() -> None:
    canvas, rows = fresh_canvas(), [words("one two three", cursor="two")] * HEIGHT
    assert drawn(canvas, rows)
    assert drawn(canvas, rows) == ""


def test_a_cursor_that_moves_sends_the_word_that_it_left_and_the_one_that_it_took() -> None:
    canvas = fresh_canvas()
    drawn(canvas, [words("one two three four", cursor="two")])
    assert drawn(canvas, [words("one two three four", cursor="three")]) == "\x1b[1;5Htwo \x1b[7mthree\x1b[0m"


def test_changes_far_from_each_other_are_sent_without_what_is_between() -> None:
    canvas = fresh_canvas()
    drawn(canvas, [words("one two three four five")])
    assert drawn(canvas, [words("ONE two three four FIVE")]) == "\x1b[1;1HONE\x1b[1;20HFIVE"


def test_the_empty_end_of_a_row_is_cleared_and_not_written() -> None:
    canvas = fresh_canvas()
    assert drawn(canvas, [words("one")]) == f"\x1b[1;1Hone{ERASE}"
    drawn(canvas, [words("one two three")])
    assert drawn(canvas, [words("one")]) == f"\x1b[1;5H{ERASE}"


def test_where_widths_are_doubtful_the_rest_of_the_row_is_sent_whole() -> None:
    canvas = fresh_canvas()
    drawn(canvas, [[("one 漢字 two three", None)]])
    sent = drawn(canvas, [[("one 漢字 two THREE", None)]])
    assert sent.startswith("\x1b[1;1H")
    assert "漢字 two THREE" in sent


def test_after_forgetting_and_at_another_size_all_is_sent() -> None:
    canvas, rows = fresh_canvas(), [words("one two")]
    first = drawn(canvas, rows)
    canvas.forget()
    canvas.fit(Size(WIDTH, HEIGHT))
    assert drawn(canvas, rows) == first
    canvas.fit(Size(WIDTH, HEIGHT + 1))
    assert drawn(canvas, rows) == first
    canvas.fit(Size(WIDTH, HEIGHT + 1))
    assert drawn(canvas, rows) == ""


def test_rows_and_columns_outside_the_screen_are_left_out() -> None:
    canvas = fresh_canvas()
    assert canvas.draw([(0, HEIGHT, strip_of(words("below"))), (WIDTH, 0, strip_of(words("beside")))], CONSOLE) == ""


@pytest.mark.parametrize("beside", [0, 1])
def test_no_word_moves_where_a_terminal_gives_the_vowels_before_it_another_width(beside: int) -> None:
    row = [("हिन्दी में ", None), ("நாடு", STYLES[2]), (" one ", None), ("का two", None)]
    sent = drawn(fresh_canvas(), [row])
    text = "".join(part for part, _ in row)
    places = {text.index(word): word for word in text.split()}
    expected = [(cell_len(text[:place]), word) for place, word in places.items()]
    assert [*_words_at(sent, beside)] == expected
    assert sent.startswith(f"\x1b[1;1H\x1b[{WIDTH}X")


def _words_at(sent: str, beside: int) -> Iterator[tuple[int, str]]:
    """Each word with the column at which it comes to stand, counted from 0."""
    x = 0
    for move, text in re.findall(r"\x1b\[([\d;]*[A-Za-z])|([^\x1b]+)", sent):
        if move[-1:] in ("H", "G"):
            x = int(move[:-1].split(";")[-1]) - 1
        for word in re.findall(r"\S+|\s+", text):
            if not word.isspace():
                yield x, word
            x += sum(beside if unicodedata.category(sign) == "Mc" else wcwidth(sign) for sign in word)
