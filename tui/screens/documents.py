"""Opening a document by a part of its title, outlet or date."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style

from corpus import fuzzy
from db.records import DocumentRow
from tui import describe, look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.document_list import DONE, OPEN, counts_of
from tui.widgets.painter import Pieces

MOST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the places of its line that match."""

    row: DocumentRow
    positions: frozenset[int] = frozenset()


def line_of(row: DocumentRow) -> str:
    """What is shown and searched: the name, then outlet and date."""
    return "  ".join(filter(None, [describe.name(row), row.outlet, row.published[:10]]))


class DocumentPicker(Panel[Found]):
    """All documents; typing narrows them down."""

    TITLE = "OPEN"

    def __init__(self, rows: Sequence[DocumentRow], current: str | None) -> None:
        super().__init__()
        self._all = rows
        self._current = current
        self._index: fuzzy.Index | None = None

    async def look(self, typed: str) -> Sequence[Found]:
        """Documents whose title, outlet or date fit, in spite of a slip of the finger."""
        if not typed.strip():
            return [Found(row) for row in self._all]
        if self._index is None:
            self._index = await to_thread(fuzzy.Index, [line_of(row) for row in self._all])
        matches = await to_thread(self._index.rank, typed, MOST)
        return [Found(self._all[match.index], frozenset(match.positions)) for match in matches]

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
        pieces = [(f" {mark} ", look.FAINT), *lettered(line_of(row), item.positions, chosen)]
        return [[*pieces, (f"  {counts}" if counts else "", look.FAINT)]]

    def hint(self, item: Found) -> str:
        """The file it came from."""
        return f"{item.row.file} · Enter opens · Backspace on an empty line goes back"


def lettered(text: str, positions: frozenset[int], chosen: bool) -> Iterator[tuple[str, Style]]:
    """The text in runs: letters that match, and letters that do not."""
    base = look.REVERSE if chosen else look.PLAIN
    start = 0
    shown = safe(text)
    for place in range(1, len(shown) + 1):
        if place == len(shown) or (place in positions) != (start in positions):
            yield shown[start:place], base + look.FOUND if start in positions else base
            start = place
