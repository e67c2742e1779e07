"""Opening a document by a part of its title, outlet or date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import Document, DocumentRow
from tui import describe, look
from tui.screens.panel import Panel
from tui.widgets.document_list import DONE, OPEN, counts_of
from tui.widgets.painter import Pieces, lettered

if TYPE_CHECKING:
    from tui.catalogue import Catalogue

MOST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the places of its line that match."""

    row: DocumentRow
    positions: frozenset[int] = frozenset()


class DocumentPicker(Panel[Found]):
    """All documents; typing narrows them down."""

    TITLE = "OPEN"

    def __init__(self, catalogue: Catalogue, current: Document | None) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._current = current
        self._counts = (0, 0)
        self._is_partial = False
        """Whether what is shown was found before all titles had been read."""
        self._walked: str | None = None
        """The document that was walked to since something was typed."""

    def on_mount(self) -> None:
        """Show the documents around the open one, and begin to read the titles of all."""
        self._catalogue.begin()
        super().on_mount()
        self.run_worker(self._follow(), group="titles")

    async def _follow(self) -> None:
        """Search again in what has been read meanwhile."""
        while not self._catalogue.is_whole:
            await self._catalogue.more()
            if self.typed and self._is_partial:
                self._search()

    async def look(self, typed: str) -> Sequence[Found]:
        """Documents whose title, outlet or date fit, in spite of a slip of the finger."""
        if not typed.strip():
            self._counts = await self._catalogue.counts()
            number = self._current.number if self._current else 0
            return [Found(row) for row in await self._catalogue.around(number)]
        matches = await self._catalogue.matching(typed, MOST)
        self._is_partial = not self._catalogue.is_whole
        return [Found(row, positions) for row, positions in matches]

    def first(self, items: Sequence[Found]) -> int:
        """The document that was walked to, else the best one, or the open one until something is typed."""
        current = None if self.typed or self._current is None else self._current.id
        wanted = self._walked or current
        return next((place for place, item in enumerate(items) if item.row.id == wanted), 0)

    def found(self, count: int) -> str:
        """How many documents there are, and how many are done; how far the titles have been read."""
        every, done = self._counts
        if not self.typed:
            return f"{every} documents, {done} done"
        return f"{count} found" + (
            f" so far, {len(self._catalogue)} of {every} titles read" if self._is_partial else ""
        )

    def _type(self, typed: str) -> None:
        self._walked = None
        super()._type(typed)

    def _step(self, count: int) -> None:
        super()._step(count)
        if self.rows.chosen is not None:
            self._walked = self.rows.items[self.rows.chosen].row.id
        if not self.typed:
            self.run_worker(self._grow(), group="growing", exclusive=True)

    async def _grow(self) -> None:
        """Read on where the end of what is listed is near."""
        items, chosen, near = [*self.rows.items], self.rows.chosen or 0, max(2 * self.rows.fitting, 50)
        above = await self._catalogue.before(items[0].row.number) if items and chosen < near else []
        below = await self._catalogue.after(items[-1].row.number) if items and len(items) - chosen < near else []
        if (above or below) and not self.typed:
            self.rows.grow([Found(row) for row in above], [Found(row) for row in below])

    def draw(self, item: Found, width: int, chosen: bool) -> Sequence[Pieces]:
        """Status, title and source with the matching letters shown, counts."""
        row = item.row
        mark = DONE if row.status == "done" else OPEN
        counts = counts_of(row)
        pieces = [
            (f" {mark} ", look.FAINT),
            *lettered(describe.line(row), item.positions, look.REVERSE if chosen else look.PLAIN),
        ]
        return [[*pieces, (f"  {counts}" if counts else "", look.FAINT)]]

    def hint(self, item: Found) -> str:
        """The file it came from."""
        return f"{item.row.file} · Enter opens · Backspace on an empty line goes back"
