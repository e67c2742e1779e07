"""The copies of a document's text: where else it stands word for word, and which others are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import fuzzy
from db.records import Near, Source
from tui import describe, look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces

Copy = Near | Source


class CopiesPanel(Panel[Copy]):
    """Near copies, the most alike first, and then the further places of the same text."""

    TITLE = "COPIES"

    def __init__(self, near: Sequence[Near], sources: Sequence[Source]) -> None:
        super().__init__()
        self._all: Sequence[Copy] = [*near, *sources]

    async def look(self, typed: str) -> Sequence[Copy]:
        """All copies, or those whose outlet, date or title fit what is typed."""
        if not typed.strip():
            return self._all
        return [self._all[match.index] for match in fuzzy.rank(typed, [describe.copy(copy) for copy in self._all])]

    def found(self, count: int) -> str:
        """How many copies there are."""
        return f"{count} found" if self.typed else f"{count} {'copy' if count == 1 else 'copies'}"

    def draw(self, item: Copy, width: int, chosen: bool) -> Sequence[Pieces]:
        """How much of the shorter text stands in the other; outlet, date, title."""
        alike = f"{item.likeness:.0%}" if isinstance(item, Near) else "same"
        return [[(f" {alike:>5}  ", look.STRONG), (safe(describe.copy(item)), look.REVERSE if chosen else look.PLAIN)]]

    def hint(self, item: Copy) -> str:
        """What taking it does."""
        if isinstance(item, Source):
            return "the same text, character for character: one document with one more source"
        return "Enter shows both texts side by side · Backspace on an empty line goes back"

    def takes(self, item: Copy) -> bool:
        """A text of its own."""
        return isinstance(item, Near)
