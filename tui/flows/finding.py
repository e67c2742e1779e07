"""Finding in this text, and a document by its title."""

from __future__ import annotations

from corpus import find
from tui.desk import Desk
from tui.flows import opening
from tui.flows.fields import ask_text
from tui.screens.documents import DocumentPicker, Found


async def find_in_text(desk: Desk) -> None:
    """Mark the places where the words stand, and go to the next one."""
    query = await ask_text(desk, "find in this text")
    matches = find.occurrences(desk.reader.text, query)
    desk.reader.find(matches)
    if matches:
        desk.reader.action_next_match()
    else:
        desk.say(f"not in this text: {query}")


async def open_document(desk: Desk) -> None:
    """Open a document by a part of its title."""
    current = desk.document.id if desk.document else None
    found: Found | None = await desk.show_screen(DocumentPicker(desk.rows, current, desk.titles))
    if found is not None:
        await opening.open_document(desk, found.row.id)
