"""What is known about a document: each value with where it came from, and where else its text was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import fuzzy
from db.records import Document, Edition, Source, Told
from tui import describe, look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces, fit
from tui.widths import cell_len

METADATA = {
    "title": "title",
    "outlet": "outlet",
    "section": "section",
    "author": "author",
    "published": "date",
    "place": "place",
    "url": "URL",
    "language": "language",
}
"""The fields that can be changed, with what the screen calls them."""

FIXED = {"file": "file", "encoding": "encoding", "sha256": "SHA-256"}
"""The fields that tell where the text came from; nobody changes them."""

_NAME = 12
"""Cells for the names, so that the values stand below each other."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known about a document."""

    name: str
    value: str
    told: str = ""
    """Where the value came from, or what else is to be said of it."""
    field: str = ""
    """The field that Enter changes; empty where nothing can be changed."""
    hint: str = ""
    """Why it stays as it is."""


def known(document: Document, sources: Sequence[Source], editions: Sequence[Edition]) -> list[Known]:
    """The rows: metadata, the file, where else the text was found, and the texts from before."""
    origin = "this tells where the text came from and stays as it is"
    return [
        *(
            Known(name, getattr(document, field), _where(document.told.get(field)), field)
            for field, name in METADATA.items()
        ),
        *(Known(name, getattr(document, field), hint=origin) for field, name in FIXED.items()),
        *(_also_in(source) for source in sources),
        *(_earlier(edition) for edition in editions),
    ]


def _where(told: Told | None) -> str:
    """Where a value came from, and whether it was concluded rather than printed."""
    return "" if told is None else ", ".join([told.source, "guessed"] if told.guessed else [told.source])


def _also_in(source: Source) -> Known:
    place = ", ".join(filter(None, [source.outlet, describe.day(source.published)]))
    file = source.url or source.file
    return Known("also in", place or file, file if place else "", hint=f"the same text stands in {source.file}")


def _earlier(edition: Edition) -> Known:
    until = f"until {describe.day(edition.replaced)}"
    return Known(
        f"version {edition.number}", edition.file, until, hint="an earlier version of the text, kept as it was"
    )


class MetadataPanel(Panel[Known]):
    """What is known about one document."""

    TITLE = "METADATA"

    def __init__(self, rows: Sequence[Known]) -> None:
        super().__init__()
        self._known = rows

    async def look(self, typed: str) -> Sequence[Known]:
        """All rows, or those whose names fit what is typed."""
        if not typed.strip():
            return self._known
        return [self._known[match.index] for match in fuzzy.rank(typed, [row.name for row in self._known])]

    def draw(self, item: Known, width: int, chosen: bool) -> Sequence[Pieces]:
        """Name and value, and faintly where it came from, for which a long value makes room."""
        told = fit(safe(item.told), max(width // 2 - _NAME, 0))
        value = fit(safe(item.value), max(width - _NAME - cell_len(told) - 4, 1)) or "—"
        style = look.PLAIN if item.field and item.value else look.FAINT
        name = (f" {item.name}".ljust(_NAME), look.REVERSE if chosen else look.STRONG)
        return [[name, (f" {value}", style), (f"  {told}", look.FAINT)]]

    def hint(self, item: Known) -> str:
        """Whether it can be changed."""
        return item.hint or "Enter changes it · Backspace on an empty line goes back"

    def takes(self, item: Known) -> bool:
        """What can be changed."""
        return bool(item.field)
