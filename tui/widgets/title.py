"""The title line: the document's title, outlet, date, and its place among all."""

from __future__ import annotations

from textual.strip import Strip

from db.opened import Document
from tui import describe, look
from tui.safe import safe
from tui.widgets.painter import spread
from tui.widgets.unframed import Unframed


class Title(Unframed):
    """One line over the text."""

    def __init__(self) -> None:
        super().__init__(id="title")
        self._told: tuple[Document | None, int, bool] = (None, 0, False)

    def show(self, document: Document | None, count: int, *, done: bool) -> None:
        """Tell which document is open, of how many, and whether it is done."""
        told = (document, count, done)
        if told != self._told:
            self._told = told
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        document, count, done = self._told
        width = self.size.width
        if document is None:
            return spread([("  Glossator", look.STRONG)], (), width)
        place = [document.outlet, describe.day(document.published), f"{document.number} of {count}"]
        known = "  ".join(filter(None, [*place, "✓ done" if done else ""]))
        right = [(f"  {safe(known)} ", look.FAINT)]
        return spread([(f"  {safe(describe.name(document))}", look.STRONG)], right, width)
