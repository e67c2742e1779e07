"""Finding in this text, and a document by its title."""

from __future__ import annotations

from functools import partial

from corpus import find
from tui.catalogue import Catalogue
from tui.desk import Desk
from tui.flows import acts, opening
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
    desk.lists.catalogue = desk.lists.catalogue or Catalogue(partial(acts.read, desk), desk.coder)
    found: Found | None = await desk.face.show_screen(DocumentPicker(desk.lists.catalogue, desk.document))
    if found is not None:
        await opening.open_document(desk, found.row.id)
