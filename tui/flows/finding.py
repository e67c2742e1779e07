"""Finding: in this text, a document by its title, a place in the whole corpus."""

from __future__ import annotations

from functools import partial

from corpus import find
from db import search
from db.records import Hit
from tui.catalogue import Catalogue
from tui.desk import Desk
from tui.flows import acts, opening
from tui.flows.fields import ask_text
from tui.screens.corpus_search import CorpusSearch
from tui.screens.documents import DocumentPicker, Found

MOST_HITS = 200


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
    desk.catalogue = desk.catalogue or Catalogue(partial(acts.read, desk))
    found: Found | None = await desk.show_screen(DocumentPicker(desk.catalogue, desk.document))
    if found is not None:
        await opening.open_document(desk, found.row.id)


async def find_in_corpus(desk: Desk) -> None:
    """Find words in all documents, and open the place that is taken."""

    async def look(query: str) -> list[Hit]:
        return await acts.read(desk, lambda session: search.find(session, query, MOST_HITS, me=desk.coder))

    panel = CorpusSearch(look, desk.searched)
    hit: Hit | None = await desk.show_screen(panel)
    desk.searched = panel.typed
    if hit is not None:
        await opening.open_document(desk, hit.document, hit.span.start)
        desk.reader.find(find.occurrences(desk.reader.text, hit.exact))
