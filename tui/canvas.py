"""What the terminal shows, cell by cell, so that only what changed is sent to it.

Textual sends every touched row from its left edge on, twice for a cursor that moves, and all rows of a pane that is
painted anew. Most of that is on the screen already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat, takewhile
from operator import eq, ne
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.cache import FIFOCache
from textual.strip import Strip

from corpus.graphemes import is_plain
from tui.widths import cell_len, is_disputed

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style
    from textual.geometry import Size

Pieces = tuple[tuple[str, "Style | None"], ...]
Cell = tuple[str | Pieces, "Style | None"] | None
"""A character with its style; or, where terminals may disagree about widths, all that follows; None when unknown."""

COVERED: Cell = ("", None)
"""A cell that belongs to what began left of it."""

BLANK: Cell = (" ", None)
"""A cell that erasing leaves."""

BRIDGE = 6
"""So many unchanged cells between two changed ones cost no more than a move over them."""

_CHANGED = re.compile(rb"\x01(?:\x00{0,%d}\x01)*" % (BRIDGE - 1))
"""Cells that changed, a one for each, with bridges between them."""

_WORDS = re.compile(r"\S+|\s+")

ERASE = "\x1b[K"
"""Clears the rest of the row."""

_known: FIFOCache[int, tuple[Strip, tuple[list[Cell], int]]] = FIFOCache(400)
"""The cells of the strips read last, by the identity of each; as long as a strip is here, no other one has that."""


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
        if not (0 <= y < len(self._rows) and 0 <= x < self._width):
            return
        strip = strip.crop(0, self._width - x)
        row, (fresh, doubtful) = self._rows[y], read(strip)
        before = row[x : x + len(fresh)]
        if before == fresh:
            return
        row[x : x + len(fresh)] = fresh
        blank = _blank_from(row) - x
        for start, stop in _changes(before, fresh):
            end = min(len(fresh) if start <= doubtful < stop else stop, max(blank, start))
            yield f"\x1b[{y + 1};{x + start + 1}H"
            yield from _sent(strip.crop(start, end), x + start, console)
            if end < stop:
                yield ERASE
                return


def _sent(strip: Strip, x: int, console: Console) -> Iterator[str]:
    """A strip that begins at a column; what follows a word that is not as wide everywhere is put in its place."""
    if not is_disputed(strip.text):
        yield strip.render(console)
        return
    yield f"\x1b[{strip.cell_length}X"
    is_lost = False
    for text, style, _ in strip:
        for word in _WORDS.findall(text):
            placed = f"\x1b[{x + 1}G" if is_lost else ""
            yield f"{placed}{Strip([Segment(word, style)]).render(console)}"
            is_lost = is_disputed(word)
            x += cell_len(word)


def read(strip: Strip) -> tuple[list[Cell], int]:
    """The cells of a strip, and from which of them on widths are doubtful; a strip that is drawn again is known."""
    known = _known.get(id(strip))
    if known is None:
        known = strip, _cells(strip)
        _known.set(id(strip), known)
    return known[1]


def _cells(strip: Strip) -> tuple[list[Cell], int]:
    cells: list[Cell] = []
    pieces = [(text, style) for text, style, _ in strip]
    for place, (text, style) in enumerate(pieces):
        if not is_plain(text):
            doubtful = len(cells)
            cells.append((tuple(pieces[place:]), None))
            cells += [COVERED] * (strip.cell_length - len(cells))
            return cells[: strip.cell_length], doubtful
        cells += zip(text, repeat(style or None))
    return cells, len(cells)


def _changes(before: Sequence[Cell], fresh: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Where the two differ, from and to."""
    return (run.span() for run in _CHANGED.finditer(bytes(map(ne, before, fresh))))


def _blank_from(row: Sequence[Cell]) -> int:
    """From which cell on a row is empty to its end."""
    return len(row) - len(list(takewhile(partial(eq, BLANK), reversed(row))))
