"""The annotations of the whole project: who says or is said what, with its words, found in spite of a slip."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from corpus import fuzzy
from db.records import Hit
from tui import describe, look
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces, lettered

MOST = 200
"""How many of those that fit are shown."""
WORDS = 200
"""How much of an annotation's words is shown and searched."""


class AnnotationPanel(Panel[Hit]):
    """All annotations in the order of the texts; typing narrows them down."""

    TITLE = "ANNOTATIONS"
    ITEM_HEIGHT = 2
    WAITING = "…"

    def __init__(self, read: Callable[[], Awaitable[Sequence[Hit]]], typed: str, chosen: str, document: str) -> None:
        super().__init__(typed)
        self._read = read
        self._chosen = chosen
        self._document = document
        self._all: Sequence[Hit] | None = None
        self._index = fuzzy.Index()
        self._letters: dict[str, Sequence[int]] = {}
        """The letters that fit what is typed, by the annotation."""

    async def look(self, typed: str) -> Sequence[Hit]:
        """All annotations, or those whose words, names, target or document fit what is typed."""
        if self._all is None:
            self._all = await self._read()
            # Of equally good ones, those of the open document first.
            near = [float(hit.document == self._document) for hit in self._all]
            self._index = await asyncio.to_thread(fuzzy.Index, map(_line, self._all), near)
        self._letters = {}
        if not typed.strip():
            return self._all
        matches = await asyncio.to_thread(self._index.rank, typed, MOST)
        self._letters = {self._all[match.index].annotation: match.positions for match in matches}
        return [self._all[match.index] for match in matches]

    def first(self, items: Sequence[Hit]) -> int:
        """The one that was opened last or is under the cursor, else the first of the open document."""
        if self.typed and not self._chosen:
            return 0
        chosen, self._chosen = self._chosen, ""
        here = (place for place, hit in enumerate(items) if hit.annotation == chosen)
        near = (place for place, hit in enumerate(items) if hit.document == self._document)
        return next(here, 0 if self.typed else next(near, 0))

    def found(self, count: int) -> str:
        """How many fit."""
        if self.typed:
            return f"the first {count}" if count == MOST else f"{count} found"
        return f"{count} annotation{'' if count == 1 else 's'}"

    def draw(self, item: Hit, width: int, chosen: bool) -> Sequence[Pieces]:
        """The sign, whose it is and its words; below them where that stands."""
        letters = self._letters.get(item.annotation, ())
        sign, told, where = describe.hit_sign(item), _told(item), _where(item)
        base = look.REVERSE if chosen else look.PLAIN
        below = [place - len(told) - 2 for place in letters]
        return [
            [(f" {sign} ", look.GLYPHS[sign]), *lettered(told, letters, base)],
            [("   ", look.PLAIN), *lettered(where, below, look.FAINT)],
        ]

    def hint(self, item: Hit) -> str:
        """What the keys do."""
        return "Enter opens · Backspace on an empty line goes back"


def _line(hit: Hit) -> str:
    return f"{_told(hit)}  {_where(hit)}"


def _told(hit: Hit) -> str:
    whose, words = describe.hit_line(hit), " ".join(hit.exact[:WORDS].split())
    return whose if words == whose else f"{whose}  {words}"


def _where(hit: Hit) -> str:
    return "  ".join(filter(None, [hit.outlet, describe.day(hit.published), describe.name(hit)]))
