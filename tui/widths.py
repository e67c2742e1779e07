"""How many cells text takes: where terminals disagree, as many as any of them gives it.

Vowels of Devanagari, Bengali, Tamil and other scripts that stand beside their letter (category Mc) take a cell in
xterm, VTE and tmux, as the C library says; for Rich, and so for Textual, they take none, and a row would run over its
edge. Whoever draws such a word puts what follows it in its place by itself, since other terminals do as Rich does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain

import rich.cells
from rich._unicode_data import load
from rich.cells import CellTable
from rich.cells import cell_len as cell_len
from rich.cells import set_cell_size as set_cell_size

_NARROW_SOMEWHERE = (range(0x2630, 0x2638), range(0x268A, 0x2690), range(0x1D300, 0x1D357), range(0x1D360, 0x1D377))
"""Trigrams, counting rods: two cells since Unicode 16."""
_WIDE_SOMEWHERE = range(0x3248, 0x3250)
"""Numbers in circles on black squares, of which Unicode says that it depends."""


_TAGS = 0xE0000
"""From here on nothing takes room."""


@cache
def roomy(unicode_version: str) -> CellTable:
    """Rich's table of widths, with room for what takes a cell somewhere."""
    table = load(unicode_version)
    widths = [part for start, end, width in table.widths for part in _parts(start, end, width)]
    return table._replace(widths=sorted([*widths, (_WIDE_SOMEWHERE[0], _WIDE_SOMEWHERE[-1], 2)]))


def _parts(start: int, end: int, width: int) -> Iterator[tuple[int, int, int]]:
    """A range of one width, with a range for each character in it that stands beside its letter."""
    for code in range(start, end + 1) if width == 0 and start < _TAGS else ():
        if unicodedata.category(chr(code)) == "Mc":
            if start < code:
                yield start, code - 1, 0
            yield code, code, 1
            start = code + 1
    if start <= end:
        yield start, end, width


@cache
def _disputed() -> frozenset[str]:
    beside = (range(start, end + 1) for start, end, width in roomy("auto").widths if width == 1)
    return frozenset(map(chr, chain(*beside, _WIDE_SOMEWHERE, *_NARROW_SOMEWHERE)))


def is_disputed(text: str) -> bool:
    """Whether terminals disagree about how many cells the text takes."""
    return not (text.isascii() or _disputed().isdisjoint(text))


# Rich has no other way to be told; Textual measures by it too, and the two must not differ.
rich.cells.load_cell_table = roomy  # type: ignore[attr-defined]
rich.cells.get_character_cell_size.cache_clear()
rich.cells.cached_cell_len.cache_clear()
