"""Two texts beside each other, or one below the other paragraph by paragraph where the screen is narrow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from rich.style import Style
from textual.strip import Strip

from corpus.compare import Beside, Comparison
from corpus.spans import Span
from tui import look
from tui.page import NARROWEST, shown, wrap
from tui.widgets.painter import Pieces, line
from tui.widgets.unframed import Unframed

TWO_COLUMNS = 110
"""From this many columns on the texts stand beside each other."""
GUTTER = 3
"""Cells left of a text: which of the two it is, where only one of them says it."""


class BesidePane(Unframed):
    """The rows of both texts, of which a screenful is drawn."""

    def __init__(self, texts: tuple[str, str], comparison: Comparison) -> None:
        super().__init__(id="beside")
        self._texts = texts
        self._beside = comparison.beside
        self._differing = (comparison.left, comparison.right)
        self._rows: list[tuple[Pieces, Pieces | None]] = []
        self._top = 0

    def on_resize(self) -> None:
        """Lay the texts out for the new width, with about the same place in view."""
        place = self._top / (len(self._rows) or 1)
        width = self.size.width
        self._rows = list(self._in_two(width // 2) if width >= TWO_COLUMNS else self._in_one(width))
        self._top = round(place * len(self._rows))
        self.scroll_rows(0)

    def scroll_rows(self, count: int) -> None:
        """Scroll by so many rows, up when negative."""
        self._top = max(0, min(self._top + count, len(self._rows) - self.size.height))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.size.width
        if self._top + y >= len(self._rows):
            return Strip.blank(width)
        left, right = self._rows[self._top + y]
        if right is None:
            return line(left, width)
        return Strip.join([line(left, width // 2), line([("│ ", look.HAIRLINE), *right], width - width // 2)])

    def _in_two(self, width: int) -> Iterator[tuple[Pieces, Pieces | None]]:
        """Both texts' rows beside each other."""
        for piece, follows_gap in self._pieces():
            if follows_gap:
                yield (), ()
            columns = (self._lines(side, piece[side], width - GUTTER) for side in (0, 1))
            for left, right in zip_longest(*columns, fillvalue=()):
                yield [(" ", look.PLAIN), *left], right

    def _in_one(self, width: int) -> Iterator[tuple[Pieces, Pieces | None]]:
        """What both texts say once, and what they say otherwise below each other, each with its number."""
        for piece, follows_gap in self._pieces():
            if follows_gap:
                yield (), None
            differs = any(any(_meeting(self._differing[side], piece[side])) for side in (0, 1))
            for side in (0, 1) if differs else (0,):
                sign = f" {side + 1} " if differs else " " * GUTTER
                for row in self._lines(side, piece[side], width - GUTTER):
                    yield [(sign, look.STRONG), *row], None

    def _pieces(self) -> Iterator[tuple[Beside, bool]]:
        """What belongs beside each other, and whether one of the texts leaves a line empty before it."""
        ends = [0, 0]
        for piece in self._beside:
            gaps = [text[end : span.start] for text, end, span in zip(self._texts, ends, piece, strict=True)]
            yield piece, any(ends) and any(gap.count("\n") > 1 for gap in gaps)
            ends = [max(end, span.end) for end, span in zip(ends, piece, strict=True)]

    def _lines(self, side: int, span: Span, width: int) -> Iterator[Pieces]:
        """The rows of a stretch of one of the texts."""
        text, start = self._texts[side], span.start
        while start < span.end:
            stop = text.find("\n", start, span.end)
            end = span.end if stop < 0 else stop
            for row in pairwise([*wrap(text, start, end, max(width, NARROWEST)), end]):
                yield list(self._row(side, Span(*row)))
            start = end + 1

    def _row(self, side: int, row: Span) -> Iterator[tuple[str, Style]]:
        """A row with what only this text says marked."""
        display = shown(self._texts[side][row.start : row.end]).rstrip(" ")
        place = 0
        for span in _meeting(self._differing[side], row):
            first, last = max(span.start - row.start, 0), min(span.end - row.start, row.length)
            yield display[place:first], look.PLAIN
            yield display[first:last], look.FOUND
            place = last
        yield display[place:], look.PLAIN


def _meeting(spans: Sequence[Span], span: Span) -> Iterator[Span]:
    """Those of the spans that share characters with a stretch."""
    place = max(bisect_left(spans, span) - 1, 0)
    while place < len(spans) and spans[place].start < span.end:
        if spans[place].end > span.start:
            yield spans[place]
        place += 1
