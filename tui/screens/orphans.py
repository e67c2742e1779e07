"""The project's orphans: annotations whose words are no longer found, each to be taken and given a new place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from corpus import fuzzy
from db.records import DocumentRow, Orphan
from tui import describe, look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces, lettered

SIGN = "!"


@dataclass(frozen=True, slots=True)
class Lost:
    """An orphan with the document in which it stood."""

    orphan: Orphan
    row: DocumentRow


class OrphanPanel(Panel[Lost]):
    """Orphans with their old words and what stood around them."""

    TITLE = "ORPHANS"
    ITEM_HEIGHT = 2

    def __init__(self, look: Callable[[], Awaitable[Sequence[Lost]]]) -> None:
        super().__init__()
        self._look = look
        self._all: Sequence[Lost] | None = None
        self._letters: dict[str, Sequence[int]] = {}
        """The letters that fit what is typed, by the piece that was lost."""

    async def look(self, typed: str) -> Sequence[Lost]:
        """All orphans, or those whose words or documents fit what is typed."""
        if self._all is None:
            self._all = await self._look()
        self._letters = {}
        if not typed.strip():
            return self._all
        lines = [f"{lost.orphan.noun} {_words(lost)} {describe.name(lost.row)}" for lost in self._all]
        matches = fuzzy.rank(typed, lines)
        self._letters = {self._all[match.index].orphan.piece: match.positions for match in matches}
        return [self._all[match.index] for match in matches]

    def found(self, count: int) -> str:
        """How many orphans there are."""
        return f"{count} found" if self.typed else f"{count or 'no'} {'orphan' if count == 1 else 'orphans'}"

    def draw(self, item: Lost, width: int, chosen: bool) -> Sequence[Pieces]:
        """What it is and its document; then the old words between what stood around them."""
        orphan, letters = item.orphan, self._letters.get(item.orphan.piece, ())
        style = look.REVERSE if chosen else look.STRONG
        old, name = _words(item), describe.name(item.row)
        before, after = (" ".join(words.split()) for words in (orphan.prefix, orphan.suffix))
        words: Pieces = [
            (safe(f"   …{before} "), look.FAINT),
            *lettered(old, [place - len(orphan.noun) - 1 for place in letters], look.STRONG),
            (safe(f" {after}…"), look.FAINT),
        ]
        where = lettered(name, [place - len(f"{orphan.noun} {old} ") for place in letters], look.PLAIN)
        source = f"  {item.row.outlet}" if item.row.outlet else ""
        sign = (f" {SIGN} ", look.GLYPHS[SIGN])
        return [[sign, (f"{orphan.noun}", style), ("  ", look.PLAIN), *where, (safe(source), look.PLAIN)], words]

    def hint(self, item: Lost) -> str:
        """What taking it does."""
        return "Enter goes to its document, to select its new place · Backspace on an empty line goes back"


def _words(lost: Lost) -> str:
    """The old words in one line."""
    return " ".join(lost.orphan.exact.split())
