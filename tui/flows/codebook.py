"""The codebook: actors and concepts are listed, made and changed."""

from __future__ import annotations

from contextlib import suppress

from db import actors, concepts
from db.codebook import Codebook
from db.engine import Session
from db.records import Actor
from tui.desk import Cancelled, Desk
from tui.flows import acts, recoding_actors, recoding_concepts
from tui.flows.fields import change_one
from tui.screens.codebook import CodebookPanel, Entry, entries


async def codebook(desk: Desk) -> None:
    """List actors and concepts; what is taken is changed, and the list comes back until the analyst leaves it."""
    typed = chosen = said = ""
    acts.opened(desk)
    while True:
        panel = CodebookPanel(await desk.clerk.read_codebook(_entries), typed, chosen, said)
        taken: Entry | None = await desk.face.show_screen(panel)
        if taken is None:
            return
        typed, chosen, said = panel.typed, taken.item.id, ""
        with suppress(Cancelled):
            if taken.is_new:
                typed, chosen = "", await _make(desk, taken)
            else:
                await _change(desk, taken)
            said = desk.notice.text if desk.notice else ""


def _entries(session: Session, book: Codebook) -> list[Entry]:
    return entries(book.actors, book.concepts, actors.totals(session) | concepts.totals(session))


async def _make(desk: Desk, entry: Entry) -> str:
    """Put an actor or a concept into the codebook; its id."""
    item = entry.item
    if isinstance(item, Actor):
        return await acts.write(desk, "new actor", lambda session: actors.create(session, item.name, item.kind))
    return await acts.write(desk, "new concept", lambda session: concepts.create(session, item.name))


async def _change(desk: Desk, entry: Entry) -> None:
    """Change one thing that the codebook says of an entry."""
    if isinstance(entry.item, Actor):
        fields = recoding_actors.fields(desk, entry.item)
        unused = recoding_actors.of_unused(desk, entry.item)
    else:
        fields = recoding_concepts.fields(desk, entry.item)
        unused = recoding_concepts.of_unused(desk, entry.item)
    await change_one(desk, [*fields, *(() if entry.uses else (unused,))])
