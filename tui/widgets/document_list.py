"""The document list: title, outlet and date, what is done, and how much is marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from db.opened import DocumentRow
from tui import describe, look
from tui.rows import Rows
from tui.safe import safe
from tui.widgets.listpane import ListPane
from tui.widgets.painter import line, spread

DONE, OPEN = "✓", "·"


def source_of(row: DocumentRow) -> str:
    """Outlet and date, as far as they are known."""
    return "  ".join(filter(None, [row.outlet, describe.day(row.published)]))


def counts_of(row: DocumentRow) -> str:
    """How much is marked in it: "7Q 3A 1S"."""
    counts = ((row.quotes, "Q"), (row.mentions, "A"), (row.stances, "S"))
    return " ".join(f"{count}{letter}" for count, letter in counts if count)


class DocumentList(ListPane):
    """The project's documents, with the open one chosen."""

    ITEM_HEIGHT = 2

    def __init__(self) -> None:
        super().__init__(id="documents")
        self._rows = Rows()

    def show(self, rows: Rows, current: int | None) -> None:
        """Show these documents, with the one at a place as the open one; the first one in view stays if it can."""
        top = rows.place(self._rows[self.top].id) if rows is not self._rows and self.length else None
        self._rows = rows
        self.fill(len(rows), current, top)

    def draw_item(self, index: int, width: int) -> Sequence[Strip]:
        """Two lines: the title, and where it comes from with its counts."""
        row = self._rows[index]
        chosen = index == self.chosen
        mark = DONE if row.status == "done" else OPEN
        title = look.REVERSE if chosen else look.FAINT if row.status == "done" else look.PLAIN
        first = [(f"{mark} ", look.FAINT), (safe(describe.name(row)), title)]
        source = [("  ", look.PLAIN), (safe(source_of(row)), look.FAINT)]
        return line(first, width), spread(source, [(f" {counts_of(row)}", look.FAINT)], width)
