"""What the terminal shows, cell by cell, so that only what changed is sent to it.

Textual sends every touched row from its left edge on, twice for a cursor that moves, and all rows of a pane that is
painted anew. Most of that is on the screen already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from corpus.graphemes import is_plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style
    from textual.geometry import Size

Cell = tuple[tuple[str, "Style | None"], ...] | None
"""A character with its style; or, where terminals may disagree about widths, all that follows; None when unknown."""

COVERED: Cell = ()
"""A cell that belongs to what began left of it."""

BRIDGE = 6
"""So many unchanged cells between two changed ones cost no more than a move over them."""

ERASE = "\x1b[K"
"""Clears the rest of the row."""


class Canvas:
    """The cells of a terminal, as far as they are known."""

    def __init__(self) -> None:
        self._width = 0
        self._rows: list[list[Cell]] = []

    def forget(self) -> None:
        """Know nothing any more: what is drawn next is sent whole."""
        self._width, self._rows = 0, []

    def fit(self, size: Size) -> None:
        """Have the terminal's size; a terminal of another size may have moved what it shows."""
        if (size.width, size.height) != (self._width, len(self._rows)):
            self._width = size.width
            self._rows = [[None] * size.width for _ in range(size.height)]

    def draw(self, pieces: Iterable[tuple[int, int, Strip]], console: Console) -> str:
        """What to send so that the terminal shows these strips, each at its column and row."""
        return "".join(sent for x, y, strip in pieces for sent in self._draw(x, y, strip, console))

    def _draw(self, x: int, y: int, strip: Strip, console: Console) -> Iterator[str]:
        if not 0 <= y < len(self._rows):
            return
        row, fresh = self._rows[y], _cells(strip)[: max(self._width - x, 0)]
        before = row[x : x + len(fresh)]
        if before == fresh:
            return
        row[x : x + len(fresh)] = fresh
        blank = _blank_from(row)
        for start, stop in _changes(before, fresh):
            end = min(x + stop, max(blank, x + start))
            yield f"\x1b[{y + 1};{x + start + 1}H{_rendered(row[x + start : end], console)}"
            if end < x + stop:
                yield ERASE
                return


def _cells(strip: Strip) -> list[Cell]:
    """The cells of a strip."""
    cells: list[Cell] = []
    pieces = [(text, style) for text, style, _ in strip]
    for place, (text, style) in enumerate(pieces):
        if not is_plain(text):
            cells.append(tuple(pieces[place:]))
            return (cells + [COVERED] * strip.cell_length)[: strip.cell_length]
        cells += [((sign, style),) for sign in text]
    return cells


def _changes(before: Sequence[Cell], fresh: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Where the two differ, from and to."""
    start = last = -1
    for place, (old, new) in enumerate(zip(before, fresh, strict=True)):
        if old != new:
            if start >= 0 and place - last > BRIDGE:
                yield start, last + 1
                start = place
            elif start < 0:
                start = place
            last = place
    if start >= 0:
        yield start, last + 1


def _blank_from(row: Sequence[Cell]) -> int:
    """From which cell on a row is empty to its end."""
    end = len(row)
    while end and _is_blank(row[end - 1]):
        end -= 1
    return end


def _is_blank(cell: Cell) -> bool:
    if cell is None or len(cell) != 1:
        return False
    text, style = cell[0]
    return text == " " and not style


def _rendered(cells: Iterable[Cell], console: Console) -> str:
    """Cells as characters and changes of style."""
    pieces = (piece for cell in cells for piece in cell or ())
    segments = [
        Segment("".join(text for text, _ in group), style) for style, group in groupby(pieces, key=itemgetter(1))
    ]
    return Strip(segments).render(console)
