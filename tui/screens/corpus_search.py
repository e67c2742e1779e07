"""Finding words in all documents, with each hit in its context."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from db.records import Hit
from tui import describe, look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces


class CorpusSearch(Panel[Hit]):
    """Hits in the corpus; the words around each are shown."""

    TITLE = "FIND IN CORPUS"
    ITEM_HEIGHT = 2

    def __init__(self, search: Callable[[str], Awaitable[list[Hit]]], typed: str = "") -> None:
        super().__init__(typed)
        self._find = search

    async def look(self, typed: str) -> Sequence[Hit]:
        """The hits of the words that are typed."""
        return await self._find(typed) if typed.strip() else []

    def draw(self, item: Hit, width: int, chosen: bool) -> Sequence[Pieces]:
        """The hit in its context, and below it where that stands."""
        room = max((width - len(item.exact) - 4) // 2, 0)
        before = item.before[-room:] if room else ""
        hit = look.REVERSE if chosen else look.FOUND
        context = [
            (safe(before).rjust(room)[-room:] if room else "", look.PLAIN),
            (safe(item.exact), hit),
            (safe(item.after), look.PLAIN),
        ]
        source = "  ".join(filter(None, [item.outlet, describe.day(item.published), item.title]))
        return [[(" ", look.PLAIN), *context], [("   ", look.PLAIN), (safe(source), look.FAINT)]]

    def hint(self, item: Hit) -> str:
        """What Enter does."""
        return "Enter opens the place · “…” finds a phrase · Backspace on an empty line goes back"
