"""The text pane: one document with its marks, drawn row by row, so that a move repaints only what it changed."""

from __future__ import annotations

from asyncio import Handle, get_running_loop
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from corpus.segments import Segments
from corpus.spans import Span
from db.opened import Zone
from tui import canvas
from tui.caret import Caret
from tui.marks import Mark, MarkMap
from tui.page import Page, Row
from tui.widgets.painter import GUTTER, Painter, View
from tui.widgets.unframed import Unframed

MEASURE = 100
"""Rows longer than this many cells tire the eye, however wide the terminal is."""

AHEAD_SECONDS = 0.02
"""When nothing was scrolled for so long, the pages around are drawn."""

State = Literal["READ", "SELECT", "SUGGEST", "JUMP"]


class TextPane(Unframed):
    """A text with marks, a cursor that stands on words, and at most one selection."""

    class Changed(Message):
        """The marks under the cursor, the selection or the state word changed."""

        def can_replace(self, message: Message) -> bool:
            """A later change says all that an earlier one did."""
            return isinstance(message, TextPane.Changed)

    def __init__(self) -> None:
        super().__init__(id="reader")
        self.caret = Caret(Segments(""))
        self.marks = MarkMap()
        self.folded = False
        self._zones: tuple[Zone, ...] = ()
        self._names: Sequence[Span] = ()
        self._view = View()
        self._page = Page("", 80)
        self._top = Row(0, 0)
        self._rows: list[Row] = []
        self._painter = Painter("", (), self.marks)
        self._walked: str | None = None
        self._told: object = None
        self._is_news = False
        self._ahead: Handle | None = None
        """What waits to be drawn ahead."""
        self._opened_at: int | None = None
        """The wanted top of a text that was opened before the pane had a size."""

    def open(
        self, segments: Segments, zones: Sequence[Zone], marks: Sequence[Mark], cursor: int = 0, top: int | None = None
    ) -> None:
        """Show a document, with the cursor on the word at the offset and the text at `top` in the first row."""
        self.caret = Caret(segments)
        self.caret.place(cursor)
        self._zones, self._names, self._view = tuple(zones), (), View()
        self._walked = self._told = None
        self._set_marks(marks)
        self._lay_out(cursor if top is None else top)

    def show_zones(self, zones: Sequence[Zone]) -> None:
        """Dim and fold by these zones from now on; cursor, selection and place stay."""
        self._zones = tuple(zones)
        self._set_marks(self.marks.marks)
        self._lay_out(self.top)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks from now on."""
        before = self._drawn()
        self._set_marks(marks)
        self._repaint_unlike(before)
        self._tell()

    def know_names(self, names: Sequence[Span]) -> None:
        """Take the names found in the text, for expanding and for jump labels."""
        self._names = sorted(names)

    def _names_in(self, span: Span) -> Sequence[Span]:
        """The names that meet the span; no two names share a character."""
        first = bisect_right(self._names, span.start, key=lambda name: name.end)
        return self._names[first : bisect_left(self._names, span.end, key=lambda name: name.start)]

    def find(self, matches: Sequence[Span]) -> None:
        """Show the matches of a search."""
        self._view.matches = matches
        self.refresh()

    @property
    def has_boilerplate(self) -> bool:
        """Whether there is anything to fold."""
        return any(zone.kind == "boilerplate" for zone in self._zones)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.caret.segments.text

    @property
    def cursor(self) -> Span:
        """The word under the cursor; empty in a text without words."""
        return self.caret.word or Span(0, 0)

    @property
    def selection(self) -> Span | None:
        """The selected span."""
        return self.caret.selection

    @property
    def top(self) -> int:
        """The offset of the first character in view."""
        return self._page.span(self._top).start

    @property
    def state(self) -> State:
        """The one word that says what keys do."""
        if self._view.labels:
            return "JUMP"
        return "SELECT" if self.selection else "READ"

    @property
    def here(self) -> list[Mark]:
        """The marks under the cursor: the one walked to first, then the innermost."""
        marks, walked = self.marks.at(self.cursor.start), self.walked
        return marks if walked is None else [walked, *(mark for mark in marks if mark.id != walked.id)]

    @property
    def walked(self) -> Mark | None:
        """The mark that the cursor was walked to, until it moves on."""
        return self.marks.by_id(self._walked or "")

    def go(self, offset: int, *, mark: str | None = None) -> None:
        """Put the cursor on the word at the offset, as the place of the mark if one is named."""
        with self._moving():
            self.caret.place(offset)
        self._walked = mark
        self._tell()

    def select(self, span: Span | None) -> None:
        """Select the span, or nothing."""
        with self._moving():
            if span is None:
                self.caret.unselect()
            else:
                self.caret.select(span)

    # Layout and drawing

    def _set_marks(self, marks: Sequence[Mark]) -> None:
        self.marks = MarkMap(marks)
        self._painter = Painter(self.text, self._zones, self.marks)

    def _lay_out(self, top: int) -> None:
        folds = [Span(zone.start, zone.end) for zone in self._zones if zone.kind == "boilerplate"]
        width = min(self.size.width - GUTTER - 1, MEASURE)
        self._page = Page(self.text, width, folds if self.folded else ())
        self._view.cursor, self._view.selection = self.caret.word, self.caret.selection
        self._opened_at = None if self.size.height else top
        self._scroll(self._page.row_at(top))
        self._reveal(self.caret.reading)
        self._tell()

    def _scroll(self, top: Row) -> None:
        height = max(self.size.height, 1)
        self._top = min(top, self._page.step(self._page.last, 1 - height))
        self._rows = self._page.visible(self._top, height)
        self.refresh()
        self._plan_ahead()

    def _reveal(self, offset: int) -> None:
        """Bring the offset into view; a scroll goes a third of the height too far, so that few keys scroll."""
        row, height = self._page.row_at(offset), max(self.size.height, 1)
        below = self._page.distance(self._top, row, 2 * height)
        if below < 0:
            self._scroll(self._page.step(row, -(height // 3)))
        elif below >= height:
            self._scroll(self._page.step(row, -(height - 1 - height // 3)))

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size, with the same text on top."""
        self._lay_out(self.top if self._opened_at is None else self._opened_at)

    def on_unmount(self) -> None:
        """Leave nothing that would be drawn later."""
        self._stay()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width)
        return self._painter.strip(self._page, self._rows[y], self._view, self.size.width)

    def _repaint(self, *spans: Span) -> None:
        """Repaint only the cells of the spans that are in view."""
        if regions := [region for span in spans for region in self._regions(span)]:
            self.refresh(*regions)

    def _regions(self, span: Span) -> Iterator[Region]:
        """The cells of the span that are in view."""
        first = bisect_right(self._rows, span.start, key=lambda row: self._page.span(row).start) - 1
        for y in range(max(first, 0), len(self._rows)):
            shown = self._page.span(self._rows[y])
            if shown.start >= span.end:
                break
            if shown.end > span.start:
                left = self._page.column(max(span.start, shown.start))
                right = self._page.column(span.end) if span.end < shown.end else self._page.width
                yield Region(GUTTER + left, y, max(right - left, 1), 1)

    def _drawn(self) -> list[Strip]:
        """The rows in view as they are drawn now."""
        return [self._painter.strip(self._page, row, self._view, self.size.width) for row in self._rows]

    def _repaint_unlike(self, before: Sequence[Strip]) -> None:
        """Repaint only the rows that are not drawn as they were."""
        for y, (old, new) in enumerate(zip(before, self._drawn(), strict=True)):
            if old != new:
                self.refresh(Region(0, y, self.size.width, 1))
        self._plan_ahead()

    def _plan_ahead(self) -> None:
        """Soon draw the next page, and the one before, so that they are drawn already when they are turned to."""
        self._stay()
        self._ahead = get_running_loop().call_later(AHEAD_SECONDS, self._draw_ahead, self._rows_around())

    def _stay(self) -> None:
        """Draw nothing ahead that was planned."""
        if self._ahead is not None:
            self._ahead.cancel()

    def _rows_around(self) -> Iterator[Row]:
        height = self.size.height
        for count in (height, -height):
            yield from self._page.visible(self._page.step(self._top, count), height)

    def _draw_ahead(self, rows: Iterator[Row]) -> None:
        """Draw one of the rows, which the painter keeps, and the others after the keys that came meanwhile."""
        row = next(rows, None)
        if row is not None:
            for strip in self.filtered([self._painter.strip(self._page, row, self._view, self.size.width)]):
                canvas.read(strip)
            self._ahead = get_running_loop().call_soon(self._draw_ahead, rows)

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Move the caret inside this: then what it left and what it took is repainted, and nothing between."""
        before = self.caret.drawn
        yield
        now = self.caret.drawn
        self._view.cursor, self._view.selection = self.caret.word, self.caret.selection
        self._walked = None
        if before is not None and now is not None and before.meets(now):
            changed = [Span(*sorted((before.start, now.start))), Span(*sorted((before.end, now.end)))]
        else:
            changed = [span for span in (before, now) if span is not None]
        self._repaint(*(span for span in changed if span.length))
        self._reveal(self.caret.reading)
        self._tell()

    def _tell(self) -> None:
        """Post `Changed` when what the other panes show of the cursor is no longer true."""
        told = self._subject()
        if told != self._told:
            self._told, self._is_news = told, True
            self.post_message(self.Changed())

    def take_news(self) -> bool:
        """Whether anything changed since this was last asked: a screen need not wait for the message."""
        news, self._is_news = self._is_news, False
        return news

    def _subject(self) -> object:
        """What the other panes show of the cursor."""
        return (tuple(mark.id for mark in self.here), self.walked, self.state)
