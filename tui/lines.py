"""The lines of a concordance: what was found, in an order of the analyst's, some of it marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus import concordance
from corpus.concordance import Order, Place
from db.records import Hit
from tui.safe import safe

_SPACES = re.compile(r"\s+")

MOST_ORDERS = 3
"""How many orders count, the one asked for last first."""


class Lines:
    """Found places by their number in the order in which they were found; they are shown in another one."""

    def __init__(self, line: str = "") -> None:
        self.line = line
        """The search line that found them."""
        self.hits: list[Hit] = []
        self.order: list[int] = []
        """The numbers of the places in the order in which they are shown."""
        self.orders: list[Order] = []
        self.marked: set[int] = set()
        self.takes_all = False
        """Whether what is still to be found is marked too."""
        self.signs: dict[int, str] = {}
        """What was tagged from the list."""
        self.chosen = 0
        """The number of the chosen place."""
        self.is_whole = False
        """Whether all has been found."""
        self.complaint = ""
        """Why not all could be found."""
        self._places: list[Place] = []
        self._last: int | None = None

    def __len__(self) -> int:
        return len(self.hits)

    def extend(self, hits: Iterable[Hit]) -> None:
        """Take in further places."""
        for hit in hits:
            if self.takes_all:
                self.marked.add(len(self.hits))
            self._places.append(place_of(hit))
            self.order.append(len(self.hits))
            self.hits.append(hit)
        if self.orders:
            self._sort()

    def place(self, number: int) -> Place:
        """A place as it is fitted into a line."""
        return self._places[number]

    def sort(self, by: Order) -> None:
        """Sort by this, equals by what was asked for before."""
        self.orders = [by, *(order for order in self.orders if order != by)][:MOST_ORDERS]
        self._sort()

    def _sort(self) -> None:
        self.order = concordance.ranked(self._places, *self.orders)

    @property
    def row(self) -> int:
        """The row of the chosen place."""
        return self.order.index(self.chosen) if self.chosen < len(self.order) else 0

    def choose(self, row: int) -> None:
        """Choose the place in a row."""
        if self.order:
            self.chosen = self.order[max(0, min(row, len(self.order) - 1))]

    # Marking

    def turn(self) -> None:
        """Mark the chosen place, or no longer."""
        self.marked ^= {self.chosen}
        self._last = self.chosen if self.chosen in self.marked else None

    def mark_range(self) -> None:
        """Mark all from the place marked last to the chosen one."""
        first = self.order.index(self._last) if self._last is not None else self.row
        start, end = sorted((first, self.row))
        self.marked |= set(self.order[start : end + 1])
        self._last = self.chosen

    def mark_all(self) -> None:
        """Mark all places, also those that are still to be found; where all are marked, none."""
        marks = len(self.marked) < len(self.hits) or not (self.is_whole or self.takes_all)
        self.marked = set(range(len(self.hits))) if marks else set()
        self.takes_all = marks and not self.is_whole
        self._last = None

    @property
    def meant(self) -> list[int]:
        """The numbers of the marked places, in the order in which they are shown; with none marked the chosen one."""
        return [number for number in self.order if number in self.marked] or [self.chosen] * bool(self.hits)

    def tagged(self, numbers: Sequence[int], sign: str) -> None:
        """Remember what was tagged; it is marked no more."""
        self.signs |= dict.fromkeys(numbers, sign)
        self.marked.clear()
        self._last = None


def place_of(hit: Hit) -> Place:
    """A found place as one safe line of text."""
    before, exact, after = (safe(_SPACES.sub(" ", piece)) for piece in (hit.before, hit.exact, hit.after))
    return Place(before, exact, after, hit.published, hit.outlet, (hit.number, hit.span.start))
