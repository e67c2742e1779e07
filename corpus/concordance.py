"""Keyword in context: every place of a word with what stands around it, aligned and sorted by what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus import graphemes
from corpus.folding import fold

Order = Literal["left", "right", "keyword", "date", "outlet"]
ORDERS: tuple[Order, ...] = ("left", "right", "keyword", "date", "outlet")
"""By what lines can be sorted."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WORDS = 5
"""By how many words on a side lines are sorted."""
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that is told: what stands before, at and after it, each as one line, and where it comes from."""

    before: str
    exact: str
    after: str
    published: str = ""
    outlet: str = ""
    key: tuple[int, int] = (0, 0)
    """What brings equals into the same order each time: the document's number and the offset."""


@dataclass(frozen=True, slots=True)
class Line:
    """A place fitted into columns: the three pieces together fill the width."""

    left: str
    keyword: str
    right: str


def lines(places: Iterable[Place], width: int, cells: Callable[[str], int]) -> list[Line]:
    """The places as lines of so many cells, all keywords beginning in the same column.

    `cells` tells how wide a text is where it is shown.
    """
    return [line(place, width, cells) for place in places]


def line(place: Place, width: int, cells: Callable[[str], int]) -> Line:
    """A place in so many cells; what does not fit is cut between graphemes, and the cut is shown."""
    column = keyword_column(width)
    left = _end(_split(place.before), column, cells)
    keyword = _beginning(_split(place.exact), width - column, cells)
    room = width - column - cells(keyword)
    right = _beginning(_split(place.after), room, cells)
    return Line(left, keyword, right + " " * (room - cells(right)))


def keyword_column(width: int) -> int:
    """The cell in which keywords begin: a little left of the middle, since they take room themselves."""
    return max(0, (width - 8) // 2)


def sort(places: Iterable[Place], *orders: Order) -> list[Place]:
    """The places by the first order, equals by the next ones, the rest as they stand in their documents."""
    told = list(places)
    return [told[number] for number in ranked(told, *orders)]


def ranked(places: Sequence[Place], *orders: Order) -> list[int]:
    """The numbers of the places, from 0, in that order."""
    keys = [(*(_KEYS[order](place) for order in orders), place.key) for place in places]
    return sorted(range(len(places)), key=keys.__getitem__)


def _by_left(place: Place) -> Sequence[str]:
    """The words before it, the nearest first."""
    return _WORD.findall(fold(place.before))[: -_WORDS - 1 : -1]


def _by_right(place: Place) -> Sequence[str]:
    return _WORD.findall(fold(place.after))[:_WORDS]


_KEYS: dict[Order, Callable[[Place], object]] = {
    "left": _by_left,
    "right": _by_right,
    "keyword": lambda place: fold(place.exact),
    # What has no date comes last, not first.
    "date": lambda place: place.published or "~",
    "outlet": lambda place: (not place.outlet, fold(place.outlet)),
}


def _beginning(pieces: Sequence[str], room: int, cells: Callable[[str], int]) -> str:
    """As much of the beginning as has room."""
    text = "".join(pieces)
    if cells(text) <= room:
        return text
    return "".join(_fitting(pieces, room - cells(_CUT), cells)) + _CUT if room >= cells(_CUT) else ""


def _end(pieces: Sequence[str], room: int, cells: Callable[[str], int]) -> str:
    """As much of the end as has room, filled with spaces before."""
    text = "".join(pieces)
    if cells(text) > room:
        kept = _fitting(reversed(pieces), room - cells(_CUT), cells)
        text = _CUT + "".join(reversed(kept)) if room >= cells(_CUT) else ""
    return " " * (room - cells(text)) + text


def _split(text: str) -> list[str]:
    """The graphemes of a text, without joiners at their ends, which would join what comes next."""
    return [text[start:stop].rstrip("\u200d") for start, stop in pairwise(graphemes.borders(text))]


def _fitting(pieces: Iterable[str], room: int, cells: Callable[[str], int]) -> list[str]:
    kept = []
    for piece in pieces:
        room -= cells(piece)
        if room < 0:
            break
        kept.append(piece)
    return kept
