"""What is known about a document, each field to be taken and changed."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import fuzzy
from db.records import Document
from tui import look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces

METADATA = {
    "title": "title",
    "outlet": "outlet",
    "author": "author",
    "published": "date",
    "place": "place",
    "url": "URL",
    "language": "language",
}
"""The fields that can be changed, with what the screen calls them."""

FIXED = {"file": "file", "encoding": "encoding", "sha256": "SHA-256"}
"""The fields that tell where the text came from; nobody changes them."""


class MetadataPanel(Panel[str]):
    """The fields of one document."""

    TITLE = "METADATA"

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document

    async def look(self, typed: str) -> Sequence[str]:
        """The fields, or those whose names fit what is typed."""
        fields = [*METADATA, *FIXED]
        return [fields[match.index] for match in fuzzy.rank(typed, fields)] if typed.strip() else fields

    def draw(self, item: str, width: int, chosen: bool) -> Sequence[Pieces]:
        """The field's name and value."""
        name = (METADATA | FIXED)[item]
        value = safe(str(getattr(self._document, item))) or "—"
        style = look.FAINT if item in FIXED or value == "—" else look.PLAIN
        return [[(f" {name}".ljust(12), look.REVERSE if chosen else look.STRONG), (f" {value}", style)]]

    def hint(self, item: str) -> str:
        """Whether the field can be changed."""
        if item in FIXED:
            return "this tells where the text came from and stays as it is"
        return "Enter changes it · Backspace on an empty line goes back"

    def takes(self, item: str) -> bool:
        """A field that can be changed."""
        return item in METADATA
