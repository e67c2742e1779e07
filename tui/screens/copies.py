"""The copies of a document's text: where else it stands word for word, and which others are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

from db.records import Near, Source
from tui import describe, look
from tui.screens.fitting import FittingPanel
from tui.widgets.painter import Pieces, lettered

Copy = Near | Source


class CopiesPanel(FittingPanel[Copy]):
    """Near copies, the most alike first, and then the further places of the same text."""

    TITLE = "COPIES"
    NOUNS = ("copy", "copies")

    def line(self, item: Copy) -> str:
        """Outlet, date and title."""
        return describe.copy(item)

    def draw(self, item: Copy, width: int, chosen: bool) -> Sequence[Pieces]:
        """How much of the shorter text stands in the other; outlet, date, title."""
        alike = f"{item.likeness:.0%}" if isinstance(item, Near) else "same"
        base = look.REVERSE if chosen else look.PLAIN
        words = lettered(self.line(item), self.letters(item), base)
        return [[(f" {alike:>5}  ", look.STRONG), *words]]

    def hint(self, item: Copy) -> str:
        """What taking it does."""
        if isinstance(item, Source):
            return "the same text, character for character: one document with one more source"
        return "Enter shows both texts side by side · Backspace on an empty line goes back"

    def takes(self, item: Copy) -> bool:
        """A text of its own."""
        return isinstance(item, Near)
