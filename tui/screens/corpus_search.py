"""Finding words in all documents, with each hit in its context."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from rich.cells import cell_len

from corpus import concordance
from corpus.concordance import Place
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
        """The hit in its context, all hits in one column, and below it where that stands."""
        before, exact, after = map(safe, (item.before, " ".join(item.exact.split()), item.after))
        shown = concordance.line(Place(before, exact, after), width - 1, cell_len)
        hit = look.REVERSE if chosen else look.FOUND
        context = [(shown.left, look.PLAIN), (shown.keyword, hit), (shown.right, look.PLAIN)]
        source = "  ".join(filter(None, [item.outlet, describe.day(item.published), item.title]))
        return [[(" ", look.PLAIN), *context], [("   ", look.PLAIN), (safe(source), look.FAINT)]]

    def hint(self, item: Hit) -> str:
        """What Enter does."""
        return "Enter opens the place · “…” finds a phrase · Backspace on an empty line goes back"
