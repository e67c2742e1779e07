"""The annotations of the whole project: who says or is said what, with its words, found in spite of a slip."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from db.records import Hit
from tui import describe, look
from tui.screens.fitting import FittingPanel
from tui.widgets.painter import Pieces, lettered

WORDS = 200
"""How much of an annotation's words is shown and searched."""


class AnnotationPanel(FittingPanel[Hit]):
    """All annotations in the order of the texts."""

    TITLE = "ANNOTATIONS"
    ITEM_HEIGHT = 2
    NOUNS = ("annotation", "annotations")

    def __init__(self, read: Callable[[], Awaitable[Sequence[Hit]]], typed: str, chosen: str, document: str) -> None:
        super().__init__(read, typed)
        self._chosen = chosen
        self._document = document

    def line(self, item: Hit) -> str:
        """Whose it is, its words, its target and its document."""
        return f"{_told(item)}  {describe.hit_place(item)}"

    def nearness(self, item: Hit) -> float:
        """Those of the open document come first."""
        return float(item.document == self._document)

    def first(self, items: Sequence[Hit]) -> int:
        """The one that was opened last or is under the cursor, else the first of the open document."""
        if self.typed and not self._chosen:
            return 0
        chosen, self._chosen = self._chosen, ""
        here = (place for place, hit in enumerate(items) if hit.annotation == chosen)
        near = (place for place, hit in enumerate(items) if hit.document == self._document)
        return next(here, 0 if self.typed else next(near, 0))

    def draw(self, item: Hit, width: int, chosen: bool) -> Sequence[Pieces]:
        """The sign, whose it is and its words; below them where that stands."""
        sign, told = describe.hit_sign(item), _told(item)
        base = look.REVERSE if chosen else look.PLAIN
        return [
            [(f" {sign} ", look.GLYPHS[sign]), *lettered(told, self.letters(item), base)],
            [("   ", look.PLAIN), *lettered(describe.hit_place(item), self.letters(item, len(told) + 2), look.FAINT)],
        ]

    def hint(self, item: Hit) -> str:
        """What the keys do."""
        return "Enter opens · Backspace on an empty line goes back"


def _told(hit: Hit) -> str:
    whose, words = describe.hit_line(hit), " ".join(hit.exact[:WORDS].split())
    return whose if words == whose else f"{whose}  {words}"
