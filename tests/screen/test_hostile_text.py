"""Hostile text on every screen: nothing harmful is drawn, no word is hidden, and every row has its width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fuzzing import examples
from hostile.project import EVERYTHING, TITLES, build
from hostile.strings import HARMFUL, STRINGS, room, seen
from hypothesis import given, settings
from hypothesis import strategies as st
from screen.driving import Opening, Program
from textual import events

from corpus.compare import compare
from corpus.spans import Span
from db.records import (
    DocumentRow,
    Hit,
    Near,
    Orphan,
    Source,
)
from tui import look
from tui.looking import Looking
from tui.marks import MarkMap
from tui.page import Page
from tui.safe import safe
from tui.screens.comparison import ComparisonScreen
from tui.screens.copies import CopiesPanel
from tui.screens.corpus_search import CorpusSearch
from tui.screens.documents import DocumentPicker, Found
from tui.screens.memo import Memo, MemoArea
from tui.screens.metadata import Known, MetadataPanel
from tui.screens.orphans import Lost, OrphanPanel
from tui.widgets.painter import GUTTER, Painter, Pieces, View, line, spread

WIDE = (150, 50)
LONG = 100
"""What is longer may be cut."""
ASSIGNED = st.text(st.characters(exclude_categories=("Cs", "Cn")))
"""Text of which terminals know how wide it is; of what Unicode assigned this year wcwidth knows it, they do not."""


@pytest.fixture(scope="module")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    build(path)
    return path


def check(rows: Sequence[str], width: int) -> None:
    """Rows of a screen hold nothing harmful and are all as wide as the screen."""
    assert {sign for row in rows for sign in row} & HARMFUL == set()
    assert {room(row) for row in rows} <= {width}, [row for row in rows if room(row) != width]


def squeezed(rows: Sequence[str]) -> str:
    return re.sub(r"\s", "", "".join(rows))


def hidden(rows: Sequence[str], text: str) -> list[str]:
    """The words of a text that stand nowhere in the rows, in which they may be wrapped."""
    all_of_it = squeezed(rows)
    return [word for word in seen(text) if word not in all_of_it]


def hidden_among(rows: Sequence[str], texts: Mapping[str, str], most: int = LONG) -> dict[str, list[str]]:
    """What rows hide of the texts that are not longer than that, by their names."""
    short = {name: text for name, text in texts.items() if len(text) < most}
    return {name: words for name, text in short.items() if (words := hidden(rows, text))}


def whole_screen(program: Program) -> list[str]:
    return [strip.text for strip in program.app.screen._compositor.render_strips()]


def checked_screen(program: Program) -> list[str]:
    rows = whole_screen(program)
    check(rows, program.app.size.width)
    return rows


async def pages(program: Program, *keys: str) -> list[str]:
    """All that is seen while keys scroll on, until nothing changes any more."""
    rows = before = checked_screen(program)
    while True:
        await program.press(*keys)
        now = checked_screen(program)
        if now == before:
            return rows
        rows, before = [*rows, *now], now


# What draws one row, at widths at which everything fits, little and almost nothing


def drawn(text: str, width: int) -> Iterator[Sequence[Pieces]]:
    """Every kind of row that holds data, as its panel draws it."""
    row = DocumentRow("1", 1, text, text, "2018", "open", text, 1, 1, 1)
    near = Near("1", 1, text, text, "", 0.5)
    source = Source(text, text, text, text, text)
    orphan = Orphan("mention", "1", "2", "1", text, text, text, 0)
    hit = Hit("1", 1, text, text, text, "2018", Span(40, 40 + len(text)), text, text, text, "text", None)
    hands: Any = None
    yield DocumentPicker([row], None).draw(Found(row, frozenset(range(0, 9, 2))), width, False)
    yield CopiesPanel([], []).draw(near, width, False)
    yield CopiesPanel([], []).draw(source, width, False)
    yield MetadataPanel([]).draw(Known("title", text, text, "title", text), width, False)
    yield CorpusSearch(Looking(), hands).draw(hit, width, False)
    yield OrphanPanel(lambda: None).draw(Lost(orphan, row), width, False)


@pytest.mark.parametrize("width", [1, 40])
def test_rows_of_lists_are_as_wide_as_told_and_hold_nothing_harmful(width: int) -> None:
    for text in STRINGS.values():
        for lines in drawn(text, width):
            for strip in (line(pieces, width) for pieces in lines):
                check([strip.text], width)
        check([spread([(safe(text), look.PLAIN)], [(safe(text), look.FAINT)], width).text], width)


def test_rows_of_lists_hide_no_word_where_there_is_room() -> None:
    for text in STRINGS.values():
        for lines in drawn(text, 1000):
            assert hidden([line(pieces, 1000).text for pieces in lines], text) == []


@settings(max_examples=examples(60), deadline=None)
@given(ASSIGNED, st.integers(1, 60))
def test_rows_of_any_text_are_as_wide_as_told_and_hold_nothing_harmful(text: str, width: int) -> None:
    for lines in drawn(text, width):
        for pieces in lines:
            check([line(pieces, width).text], width)
    page = Page(text, width)
    painter = Painter(text, (), MarkMap())
    view = View(Span(0, 1), Span(len(text) // 2, len(text)), labels={0: "aa"})
    for row in page.visible(page.row_at(0), 50):
        check([painter.strip(page, row, view, width + GUTTER).text], width + GUTTER)


# The running program


async def test_reading_hides_no_word_and_every_row_is_as_wide_as_the_screen(
    opened: Opening, hostile_path: Path
) -> None:
    async with opened(WIDE, hostile_path) as program:
        reader, rows = program.app.reading.reader, {}
        while True:
            checked_screen(program)
            before = len(rows)
            rows |= {row: reader.render_line(y).text[GUTTER:] for y, row in enumerate(reader._rows)}
            if len(rows) == before:
                break
            await program.press("pagedown")
        told = [rows[row] for row in sorted(rows)]
        assert hidden_among(told, STRINGS, most=len(EVERYTHING)) == {}


async def test_lists_title_and_foot_hold_nothing_harmful(opened: Opening, hostile_path: Path) -> None:
    async with opened(WIDE, hostile_path) as program:
        reading, desk, width = program.app.reading, program.desk, program.app.size.width
        assert desk.document is not None
        for pane, count in ((reading._sidebar, 3 * len(STRINGS)), (reading._list, len(TITLES) + 1)):
            assert pane.length == count
            for index in range(count):
                for room in (9, 44):
                    check([strip.text for strip in pane.draw_item(index, room)], room)
        for text in STRINGS.values():
            reading._title.show(replace(desk.document, title=text, outlet=text), 2, done=True)
            check([reading._title.render_line(0).text], width)
            desk.undo = text
            for is_warning in (False, True):
                desk.say(text, warning=is_warning)
                told = [reading.foot.render_line(y).text for y in (1, 2)]
                check(told, width)
                assert len(text) > width // 2 or hidden(told, text) == []


async def test_questions_offer_hostile_names_whole(opened: Opening, hostile_path: Path) -> None:
    async with opened((1200, 8), hostile_path) as program:
        await program.press("a")
        told = await pages(program, "right")
        assert hidden_among(told, STRINGS) == {}
        for _, text in TITLES[::4]:
            program.app.post_message(events.Paste(text))
            await program.settle()
            checked_screen(program)
            await program.press("ctrl+u")


@pytest.mark.parametrize(
    "keys", [("o",), ("o", "H", "a", "l", "v"), ("F", "H", "a", "l", "v", "e", "n"), ("J", "i"), ("question_mark",)]
)
async def test_panels_hold_nothing_harmful(opened: Opening, hostile_path: Path, keys: tuple[str, ...]) -> None:
    async with opened(WIDE, hostile_path) as program:
        await program.press(*keys)
        told = await pages(program, "pagedown")
        assert keys != ("o",) or hidden_among(told, dict(TITLES)) == {}


async def test_what_is_typed_into_a_panel_holds_nothing_harmful(opened: Opening, hostile_path: Path) -> None:
    async with opened(WIDE, hostile_path) as program:
        await program.press("question_mark")
        for _, text in TITLES:
            program.app.post_message(events.Paste(text))
            await program.pilot.pause()
            checked_screen(program)
            await program.press("ctrl+u")


async def test_a_memo_is_shown_whole_and_stays_as_it_is_when_nobody_touches_it(
    opened: Opening, hostile_path: Path
) -> None:
    async with opened(WIDE, hostile_path) as program:
        kept: list[str | None] = []

        async def keep(text: str) -> None:
            kept.append(text)

        await program.app.push_screen(Memo(EVERYTHING, EVERYTHING, keep, restored=False), kept.append)
        await program.pilot.pause()
        told = await pages(program, "pageup")
        assert hidden_among(told, STRINGS) == {}
        await program.press("ctrl+g")
        assert kept == [EVERYTHING]


async def test_what_is_pasted_into_a_memo_is_kept_as_it_is_seen(opened: Opening, hostile_path: Path) -> None:
    async with opened(WIDE, hostile_path) as program:
        kept: list[str | None] = []

        async def keep(text: str) -> None:
            return None

        await program.app.push_screen(Memo("", "", keep, restored=False), kept.append)
        await program.pilot.pause()
        program.app.screen.query_one(MemoArea).post_message(events.Paste("a\x1b[31m\tb\r\nc\u202ed"))
        await program.pilot.pause()
        checked_screen(program)
        await program.press("x", "ctrl+g")
        assert kept == ["a␛[31m  b\nc◇dx"]


@pytest.mark.parametrize("size", [WIDE, (80, 24)])
async def test_two_texts_beside_each_other_hold_nothing_harmful(
    opened: Opening, hostile_path: Path, size: tuple[int, int]
) -> None:
    async with opened(size, hostile_path) as program:
        texts = (EVERYTHING, "\n\n".join(reversed(STRINGS.values())))
        screen = ComparisonScreen(texts, (texts[0], texts[1]), compare(*texts))
        await program.app.push_screen(screen)
        await program.pilot.pause()
        await pages(program, "pagedown")


async def test_what_is_stored_is_what_came_in_after_all_of_it_was_shown(opened: Opening, hostile_path: Path) -> None:
    async with opened(WIDE, hostile_path) as program:
        told = program.export()
    assert told["documents"][0]["text"] == EVERYTHING
    assert {actor["name"] for actor in told["actors"]} == set(STRINGS.values())
    assert {quote["note"] for quote in told["documents"][0]["quotes"]} == set(STRINGS.values())
    assert {document["title"] for document in told["documents"][1:]} == {text for _, text in TITLES}
