"""Two versions of one thing: what the analyst would write, and what somebody else has written meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui import look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces

_NAME = 14
"""Cells for the names of fields, so that the values stand below each other."""


@dataclass(frozen=True, slots=True)
class Version:
    """One of the versions."""

    choice: str
    title: str
    """What taking it does."""
    fields: Sequence[tuple[str, str]]
    """What it says where the versions differ: names and values."""


class VersionsPanel(Panel[Version]):
    """The versions with what differs; one is taken, or none."""

    TITLE = "CHANGED MEANWHILE"

    def __init__(self, about: str, versions: Sequence[Version]) -> None:
        self.ITEM_HEIGHT = 2 + max(len(version.fields) for version in versions)
        super().__init__()
        self._about = about
        self._versions = versions

    async def look(self, typed: str) -> Sequence[Version]:
        """All of them, whatever is typed."""
        return self._versions

    def _type(self, typed: str) -> None:
        """Nothing can be looked for among two."""

    def found(self, count: int) -> str:
        """What it is about, and who wrote to it when."""
        return self._about

    def draw(self, item: Version, width: int, chosen: bool) -> Sequence[Pieces]:
        """What taking it does, and below it what it says."""
        rows: list[Pieces] = [[(f" {safe(item.title)} ", look.REVERSE if chosen else look.STRONG)]]
        for name, value in item.fields:
            words = safe(" ".join(value.split())) or "—"
            rows.append([(f"   {safe(name)}".ljust(_NAME), look.FAINT), (words, look.PLAIN)])
        return [*rows, *([] for _ in range(self.ITEM_HEIGHT - len(rows)))]

    def hint(self, item: Version) -> str:
        """What the keys do."""
        return "Enter does this · Backspace writes nothing"
