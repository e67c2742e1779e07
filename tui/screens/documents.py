"""Opening a document by a part of its title, outlet or date."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import DocumentRow
from tui import look
from tui.rows import Rows
from tui.screens.panel import Panel
from tui.titles import Titles, line_of
from tui.widgets.document_list import DONE, OPEN, counts_of
from tui.widgets.painter import Pieces, lettered

MOST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the places of its line that match."""

    row: DocumentRow
    positions: frozenset[int] = frozenset()


class DocumentPicker(Panel[Found]):
    """All documents; typing narrows them down."""

    TITLE = "OPEN"

    def __init__(self, rows: Rows, current: str | None, titles: Titles) -> None:
        super().__init__()
        self._all = rows
        self._current = current
        self._titles = titles

    async def look(self, typed: str) -> Sequence[Found]:
        """Documents whose title, outlet or date fit, in spite of a slip of the finger."""
        if not typed.strip():
            return [Found(row) for row in self._all]
        found = await to_thread(self._titles.rank, typed, self._all, MOST)
        places = ((self._all.place(document), positions) for document, positions in found)
        return [Found(self._all[place], positions) for place, positions in places if place is not None]

    def first(self, items: Sequence[Found]) -> int:
        """The open document, until something is typed."""
        if self.typed:
            return 0
        return next((place for place, item in enumerate(items) if item.row.id == self._current), 0)

    def found(self, count: int) -> str:
        """How many documents there are, and how many are done."""
        if self.typed:
            return f"{count} found"
        done = sum(row.status == "done" for row in self._all)
        return f"{len(self._all)} documents, {done} done"

    def draw(self, item: Found, width: int, chosen: bool) -> Sequence[Pieces]:
        """Status, title and source with the matching letters shown, counts."""
        row = item.row
        mark = DONE if row.status == "done" else OPEN
        counts = counts_of(row)
        pieces = [
            (f" {mark} ", look.FAINT),
            *lettered(line_of(row), item.positions, look.REVERSE if chosen else look.PLAIN),
        ]
        return [[*pieces, (f"  {counts}" if counts else "", look.FAINT)]]

    def hint(self, item: Found) -> str:
        """The file it came from."""
        return f"{item.row.file} · Enter opens · Backspace on an empty line goes back"
