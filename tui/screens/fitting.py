"""A list that is read once: typing leaves the rows that fit, in any order of words and in spite of a slip."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, TypeVar

from corpus import fuzzy
from tui.screens.panel import Panel

T = TypeVar("T", bound=Hashable)

MOST = 200
"""How many rows that fit are shown."""


class FittingPanel(Panel[T], Generic[T]):
    """Rows with a line each; a subclass says what that is and how a row looks."""

    WAITING = "…"
    NOUNS = ("row", "rows")

    def __init__(self, read: Callable[[], Awaitable[Sequence[T]]], typed: str = "") -> None:
        super().__init__(typed)
        self._read = read
        self._all: Sequence[T] | None = None
        self._index = fuzzy.Index()
        self._letters: dict[T, Sequence[int]] = {}

    def line(self, item: T) -> str:
        """What is told of a row and searched, in one line."""
        raise NotImplementedError

    def nearness(self, item: T) -> float:
        """Which of two rows that fit equally well comes first: the one with more of this."""
        return 0.0

    def letters(self, item: T, start: int = 0) -> Sequence[int]:
        """The characters of a row's line, from a place on, that fit what is typed."""
        return [place - start for place in self._letters.get(item, ())]

    async def look(self, typed: str) -> Sequence[T]:
        """All rows, or those that fit."""
        if self._all is None:
            self._all = await self._read()
            self._index = await asyncio.to_thread(fuzzy.Index, map(self.line, self._all), map(self.nearness, self._all))
        self._letters = {}
        if not typed.strip():
            return self._all
        matches = await asyncio.to_thread(self._index.rank, typed, MOST)
        self._letters = {self._all[match.index]: match.positions for match in matches}
        return [self._all[match.index] for match in matches]

    def found(self, count: int) -> str:
        """How many rows fit, or how many there are."""
        if self.typed:
            return f"the first {count}" if count == MOST else f"{count} found"
        return f"{count or 'no'} {self.NOUNS[count != 1]}"
