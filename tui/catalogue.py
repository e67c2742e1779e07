"""All documents for the picker: their lines are read bit by bit beside the keys, and kept from one opening to the next.

What is kept is a number and an index of words; what is shown of a document is read when it is shown.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Awaitable, Callable, Sequence
from threading import Lock
from typing import Any

from corpus import fuzzy
from db import documents, places
from db.engine import Session
from db.records import DocumentRow
from tui import describe

OPENED = 100
"""So many of the documents that were opened last come first among equals."""
CHUNK = 2_000
"""How many lines are read in one job of the clerk: a key waits no longer than for one of these."""

Read = Callable[[Callable[[Session], Any]], Awaitable[Any]]
"""Does a job of reading, as `flows.acts.read` does."""
Match = tuple[DocumentRow, frozenset[int]]
"""A document with the places of its line that match."""


class Catalogue:
    """The documents of a project by a part of their title, outlet or date, and in their order."""

    def __init__(self, read: Read, coder: str) -> None:
        self._read = read
        self._coder = coder
        self._opened: dict[int, int] = {}
        """How lately a document was opened, by its number: the higher, the later."""
        self._numbers = array("q")
        """The number of the document behind each entry of the index."""
        self._index = fuzzy.Index()
        self._entering = Lock()
        """Held for one entry: lines that are read come in beside documents that are renamed."""
        self._last = 0
        self._task: asyncio.Task[None] | None = None
        self._begun, self._growth = asyncio.Event(), asyncio.Event()
        self.is_whole = False
        """Whether all lines have been read."""

    def __len__(self) -> int:
        """The number up to which the lines have been read."""
        return self._last

    def begin(self) -> None:
        """Begin to read what has come in since the last time."""
        if self._task is None or self._task.done():
            self.is_whole = False
            self._begun.clear()
            self._task = asyncio.create_task(self._catch_up())

    def close(self) -> None:
        """Give up what is still being read."""
        if self._task is not None:
            self._task.cancel()

    async def more(self) -> None:
        """Wait until so much more has been read that a search may well find something else."""
        await self._growth.wait()

    async def _catch_up(self) -> None:
        told = 0
        try:
            opened = await self._read(lambda session: places.opened(session, self._coder, OPENED))
            await asyncio.to_thread(self._prefer, opened)
            while rows := await self._read(lambda session: documents.rows_from(session, self._last + 1, CHUNK)):
                await asyncio.to_thread(self._take_in, rows)
                if len(rows) < CHUNK:
                    break
                if self._last >= 2 * told:
                    told = self._last
                    self._tell()
            self.is_whole = True
        finally:
            self._tell()

    def _prefer(self, opened: Sequence[int]) -> None:
        """Let the documents that were opened last, the very last one first, come first among equals."""
        ranks = {number: len(opened) - place for place, number in enumerate(opened)}
        for number in {*self._opened, *ranks} & {*self._numbers}:
            self._index.prefer(self._numbers.index(number), ranks.get(number, 0))
        self._opened = ranks

    def _tell(self) -> None:
        self._begun.set()
        grown, self._growth = self._growth, asyncio.Event()
        grown.set()

    def _take_in(self, rows: Sequence[DocumentRow]) -> None:
        for row in rows:
            self._add(row)
        self._last = rows[-1].number

    def _add(self, row: DocumentRow) -> None:
        with self._entering:
            self._numbers.append(row.number)
            self._index.add(describe.line(row), self._opened.get(row.number, 0))

    def renamed(self, row: DocumentRow) -> None:
        """Let a document be found by what is told of it now, too."""
        if row.number <= self._last:
            self._add(row)

    async def matching(self, typed: str, most: int) -> list[Match]:
        """The best of the documents that have been read so far, once the first of them have been."""
        await self._begun.wait()
        if self._task is not None and self._task.done():
            self._task.result()  # raises what has kept it from reading on
        found = await asyncio.to_thread(self._index.rank, typed, most)
        places = {self._numbers[match.index]: frozenset(match.positions) for match in reversed(found)}
        rows = {row.number: row for row in await self._read(lambda session: documents.rows_of(session, [*places]))}
        numbers = dict.fromkeys(self._numbers[match.index] for match in found)
        return [(rows[number], places[number]) for number in numbers if number in rows]

    async def around(self, number: int) -> list[DocumentRow]:
        """The documents around a number in their order."""
        rows: list[DocumentRow] = await self._read(lambda session: documents.around(session, number))
        return rows

    async def after(self, number: int) -> list[DocumentRow]:
        """The next documents behind a number."""
        rows: list[DocumentRow] = await self._read(
            lambda session: documents.rows_from(session, number + 1, documents.AROUND)
        )
        return rows

    async def before(self, number: int) -> list[DocumentRow]:
        """The last documents before a number."""
        return [row for row in await self.around(number) if row.number < number]

    async def counts(self) -> tuple[int, int]:
        """How many documents there are, and how many are done."""
        told: tuple[int, int] = await self._read(documents.counts)
        return told
