"""The project's orphans: annotations whose words are no longer found, each to be taken and given a new place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import DocumentRow, Orphan
from tui import describe, look
from tui.safe import safe
from tui.screens.fitting import FittingPanel
from tui.widgets.painter import Pieces, lettered

SIGN = "!"


@dataclass(frozen=True, slots=True)
class Lost:
    """An orphan with the document in which it stood."""

    orphan: Orphan
    row: DocumentRow


class OrphanPanel(FittingPanel[Lost]):
    """Orphans with their old words and what stood around them."""

    TITLE = "ORPHANS"
    ITEM_HEIGHT = 2
    NOUNS = ("orphan", "orphans")

    def line(self, item: Lost) -> str:
        """What it is, its old words and its document."""
        return f"{item.orphan.noun} {_words(item)} {describe.name(item.row)}"

    def draw(self, item: Lost, width: int, chosen: bool) -> Sequence[Pieces]:
        """What it is and its document; then the old words between what stood around them."""
        orphan = item.orphan
        style = look.REVERSE if chosen else look.STRONG
        old, name = _words(item), describe.name(item.row)
        before, after = (" ".join(words.split()) for words in (orphan.prefix, orphan.suffix))
        words: Pieces = [
            (safe(f"   …{before} "), look.FAINT),
            *lettered(old, self.letters(item, len(orphan.noun) + 1), look.STRONG),
            (safe(f" {after}…"), look.FAINT),
        ]
        where = lettered(name, self.letters(item, len(f"{orphan.noun} {old} ")), look.PLAIN)
        source = f"  {item.row.outlet}" if item.row.outlet else ""
        sign = (f" {SIGN} ", look.GLYPHS[SIGN])
        return [[sign, (f"{orphan.noun}", style), ("  ", look.PLAIN), *where, (safe(source), look.PLAIN)], words]

    def hint(self, item: Lost) -> str:
        """What taking it does."""
        return "Enter goes to its document, to select its new place · Backspace on an empty line goes back"


def _words(lost: Lost) -> str:
    """The old words in one line."""
    return " ".join(lost.orphan.exact.split())
