"""A text laid out in rows for a width: soft wrap at word and grapheme borders, only where it is looked at.

A block is one line of the file. Rows tile their block: each offset belongs to exactly one row, white space that hangs
over the edge included. Offsets are code points, widths are terminal cells.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus import graphemes
from corpus.spans import Span
from tui.safe import safe
from tui.widths import cell_len

MOST_CODE_POINTS_A_CELL = 6
"""`safe` leaves at most four marks on a base character, so a row never needs more text than this."""

_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60\U00020000-\U0003ffff]")
"""Scripts that put no space between words and part anywhere: Chinese and Japanese."""
_NOT_FIRST = frozenset(
    "、。，．・：；！？）］｝」』】〉》〕〗〙〛”’…‥ー々ゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ·%％ )]}>,.;:!?-–—"
    "\u200d"
)
_NOT_LAST = frozenset("（［｛「『【〈《〔〖〘〚“‘([{<$¥￥")
"""What does not begin a row, and what does not end one."""

NARROWEST = 4
"""Below this many cells a row is this wide all the same, and its end is cut off."""


class Row(NamedTuple):
    """A row's address: the block, and which of the block's rows."""

    block: int
    line: int


def shown(text: str) -> str:
    """The text as it reaches the screen: one character for each character, a tab as a space."""
    return safe(text.replace("\t", " "))


def cells(text: str) -> int:
    """How many terminal cells the text takes when it is shown."""
    return len(text) if graphemes.is_plain(text) else cell_len(shown(text))


def clusters(display: str) -> Iterator[str]:
    """The graphemes of shown text."""
    return (display[start:end] for start, end in pairwise(graphemes.borders(display)))


def wrap(text: str, start: int, end: int, width: int) -> list[int]:
    """Where the rows of `text[start:end]` start; always at least one row."""
    starts = [start]
    while (start := _row_end(text, start, end, width)) < end:
        starts.append(start)
    return starts


def _row_end(text: str, start: int, end: int, width: int) -> int:
    """Where the next row starts: after the last white space that fits, else at the last grapheme that fits."""
    piece = text[start : start + width + 1]
    if graphemes.is_plain(piece):
        if end - start <= width:
            return end
        fit = width
    else:
        fit = _fitting(text[start : min(end, start + (width + 1) * MOST_CODE_POINTS_A_CELL)], width)
        if start + fit >= end:
            return end
        piece = text[start : start + fit + 1]
    stop = _last_break(piece, fit)
    if stop <= 0 or piece[:stop].isspace():
        return start + fit
    stop += start
    while stop < end and text[stop] == " ":
        stop += 1
    return stop


def _last_break(piece: str, fit: int) -> int:
    """The last place, up to what fits, at which a row may end: after white space, or between signs that need none."""
    after_space = max(piece.rfind(" ", 0, fit + 1), piece.rfind("\t", 0, fit + 1)) + 1
    if graphemes.is_plain(piece):
        return after_space
    return next(
        (place for place in range(fit, after_space, -1) if _may_part(*piece[place - 1 : place + 1])), after_space
    )


def _may_part(before: str, after: str = " ") -> bool:
    """Whether a row may end between two characters, of which one at least is Chinese or Japanese."""
    if not (_UNSPACED.match(before) or _UNSPACED.match(after)) or unicodedata.category(after)[0] == "M":
        return False
    return before not in _NOT_LAST and after not in _NOT_FIRST


def _fitting(text: str, width: int) -> int:
    """How many code points of the text fit into the width, on a grapheme border; at least one grapheme."""
    display = shown(text)
    used = offset = 0
    for cluster in clusters(display):
        used += cell_len(cluster)
        if used > width and offset:
            break
        offset += len(cluster)
    return offset


class Page:
    """The rows of one text at one width.

    Blocks that lie inside a folded span, white space at their ends left out, are one row for the whole run of them.
    """

    def __init__(self, text: str, width: int, folds: Sequence[Span] = ()) -> None:
        self.text = text
        self.width = max(width, NARROWEST)
        self._starts, self._ends, self._folded = self._blocks(folds)
        self._rows: dict[int, list[int]] = {}

    def _blocks(self, folds: Sequence[Span]) -> tuple[list[int], list[int], set[int]]:
        """Each block's start and end (without its line break), and which blocks stand for folded text."""
        starts: list[int] = []
        ends: list[int] = []
        folded: set[int] = set()
        position, open_fold = 0, None
        waiting = _joined(self.text, folds)[::-1]
        for line in self.text.split("\n"):
            end = position + len(line)
            while waiting and waiting[-1].end < position + len(line.rstrip()):
                waiting.pop()
            fold = waiting[-1] if waiting and waiting[-1].start <= end - len(line.lstrip()) else None
            if fold is not None and fold == open_fold:
                ends[-1] = end
            else:
                if fold is not None:
                    folded.add(len(starts))
                starts.append(position)
                ends.append(end)
            position, open_fold = end + 1, fold
        return starts, ends, folded

    def _rows_of(self, block: int) -> list[int]:
        rows = self._rows.get(block)
        if rows is None:
            start, end = self._starts[block], self._ends[block]
            rows = [start] if block in self._folded else wrap(self.text, start, end, self.width)
            self._rows[block] = rows
        return rows

    @property
    def first(self) -> Row:
        """The first row."""
        return Row(0, 0)

    @property
    def last(self) -> Row:
        """The last row."""
        block = len(self._starts) - 1
        return Row(block, len(self._rows_of(block)) - 1)

    def is_folded(self, row: Row) -> bool:
        """Whether the row stands for folded text."""
        return row.block in self._folded

    def span(self, row: Row) -> Span:
        """The text that the row shows."""
        rows = self._rows_of(row.block)
        end = rows[row.line + 1] if row.line + 1 < len(rows) else self._ends[row.block]
        return Span(rows[row.line], end)

    def row_at(self, offset: int) -> Row:
        """The row that shows the character at the offset; a line break belongs to the row before it."""
        block = max(bisect_right(self._starts, offset) - 1, 0)
        return Row(block, max(bisect_right(self._rows_of(block), offset) - 1, 0))

    def step(self, row: Row, count: int) -> Row:
        """The row that is `count` rows further down (up when negative), at most the last or the first."""
        block, index = row
        while count > 0:
            left = len(self._rows_of(block)) - 1 - index
            if count <= left:
                return Row(block, index + count)
            if block + 1 == len(self._starts):
                return Row(block, index + left)
            block, index, count = block + 1, 0, count - left - 1
        while count < 0:
            if -count <= index:
                return Row(block, index + count)
            if block == 0:
                return Row(0, 0)
            block, count = block - 1, count + index + 1
            index = len(self._rows_of(block)) - 1
        return Row(block, index)

    def distance(self, upper: Row, lower: Row, most: int) -> int:
        """How many rows `lower` is below `upper`, counted up to `most`; negative when it is above."""
        if lower < upper:
            return -self.distance(lower, upper, most)
        count, block = -upper.line, upper.block
        while block < lower.block and count <= most:
            count += len(self._rows_of(block))
            block += 1
        return min(count + lower.line, most) if block == lower.block else most

    def visible(self, top: Row, height: int) -> list[Row]:
        """At most `height` rows from `top` on."""
        rows = [top]
        while len(rows) < height:
            following = self.step(rows[-1], 1)
            if following == rows[-1]:
                break
            rows.append(following)
        return rows

    def column(self, offset: int) -> int:
        """The cell in its row at which the character at the offset starts."""
        return cells(self.text[self.span(self.row_at(offset)).start : offset])

    def offset_at(self, row: Row, column: int) -> int:
        """The offset of the character that covers the cell, or the row's last character."""
        span = self.span(row)
        if span.length <= 1:
            return span.start
        text = self.text[span.start : span.end]
        fit = column if graphemes.is_plain(text) else _covering(shown(text), column)
        return span.start + min(fit, span.length - 1)


def _joined(text: str, folds: Sequence[Span]) -> list[Span]:
    """The folds, with those made one that only white space parts."""
    joined: list[Span] = []
    for fold in folds:
        if joined and not text[joined[-1].end : fold.start].strip():
            joined[-1] = Span(joined[-1].start, fold.end)
        else:
            joined.append(fold)
    return joined


def _covering(display: str, column: int) -> int:
    """The code point offset of the grapheme that covers the cell."""
    used = offset = 0
    for cluster in clusters(display):
        used += cell_len(cluster)
        if used > column:
            break
        offset += len(cluster)
    return offset
