"""The copies of a document's text: where else it stands word for word, and which others are nearly the same."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import fuzzy
from db.records import Near, Source
from tui import describe, look
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces, lettered

Copy = Near | Source


class CopiesPanel(Panel[Copy]):
    """Near copies, the most alike first, and then the further places of the same text."""

    TITLE = "COPIES"

    def __init__(self, near: Sequence[Near], sources: Sequence[Source]) -> None:
        super().__init__()
        self._all: Sequence[Copy] = [*near, *sources]
        self._letters: dict[Copy, Sequence[int]] = {}
        """The letters that fit what is typed, by copy."""

    async def look(self, typed: str) -> Sequence[Copy]:
        """All copies, or those whose outlet, date or title fit what is typed."""
        if not typed.strip():
            self._letters = {}
            return self._all
        matches = fuzzy.rank(typed, [describe.copy(copy) for copy in self._all])
        self._letters = {self._all[match.index]: match.positions for match in matches}
        return list(self._letters)

    def found(self, count: int) -> str:
        """How many copies there are."""
        return f"{count} found" if self.typed else f"{count} {'copy' if count == 1 else 'copies'}"

    def draw(self, item: Copy, width: int, chosen: bool) -> Sequence[Pieces]:
        """How much of the shorter text stands in the other; outlet, date, title."""
        alike = f"{item.likeness:.0%}" if isinstance(item, Near) else "same"
        base = look.REVERSE if chosen else look.PLAIN
        words = lettered(describe.copy(item), self._letters.get(item, ()), base)
        return [[(f" {alike:>5}  ", look.STRONG), *words]]

    def hint(self, item: Copy) -> str:
        """What taking it does."""
        if isinstance(item, Source):
            return "the same text, character for character: one document with one more source"
        return "Enter shows both texts side by side · Backspace on an empty line goes back"

    def takes(self, item: Copy) -> bool:
        """A text of its own."""
        return isinstance(item, Near)
