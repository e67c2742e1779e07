"""Opening documents: the last place, the next, the previous, the next undone, any by its id."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from itertools import chain

from corpus.revisions import Revision
from corpus.spans import Span
from db import documents, doubles, places
from db.engine import Session
from db.records import Document, Near, Place, Source
from tui import describe
from tui.desk import Desk
from tui.flows import acts
from tui.flows.acts import Kept
from tui.rows import Rows

MOST_COPIES = 20
"""How many copies of a text are read with it: what the foot tells of them, and a little more."""


async def refresh(desk: Desk) -> None:
    """Bring the desk up to date with the whole project."""
    desk.rows = await acts.read(desk, lambda session: Rows(documents.listing(session)))
    desk.count = len(desk.rows)
    if desk.document is None:
        await open_last(desk)
    elif desk.rows.place(desk.document.id) is None:
        gone = describe.name(desk.document)
        await open_last(desk)
        desk.say(f"the document that you were reading is no longer in the project: {gone}", warning=True)
    else:
        await reread(desk, desk.document.id)


async def reread(desk: Desk, document_id: str) -> None:
    """Bring the desk up to date with the open document, at a cost that does not grow with the project."""

    def look(session: Session) -> tuple[tuple[Document, list[Near | Source]], Kept]:
        return read(session, document_id), acts.now(session, document_id, desk.coder)

    (document, desk.copies), now = await acts.read(desk, look)
    if desk.document is not None and desk.document.sha256 != document.sha256:
        acts.note(desk, now)
        await _lay_new_text(desk, document, now)
        return
    desk.told(document)
    acts.show(desk, now)


async def _lay_new_text(desk: Desk, document: Document, now: Kept) -> None:
    """Go on in a document's new text at the words at which the analyst was in the old one."""
    reader = desk.reader
    places = (reader.cursor, Span(reader.top, reader.top + 1), reader.selection or Span(0, 0))
    cursor, top, selection = await to_thread(_followed, reader.text, document.text, places)
    at = reader.cursor.start if cursor is None else cursor.start
    desk.lay(document, now.annotations, at, None if cursor is None or top is None else top.start)
    if selection is not None:
        reader.select(selection)
    desk.say("this document has got a new text meanwhile")


def _followed(old: str, new: str, places: Sequence[Span]) -> list[Span | None]:
    """Where each place of the old text is in the new one; None where nobody can tell, or where there was none."""
    revision = Revision.of(old, new)
    return [revision.follow(place) if place.length and place.end <= len(old) else None for place in places]


async def open_last(desk: Desk) -> None:
    """Open the document that was read last, or the first one."""
    last = await acts.read(desk, lambda session: places.last(session, desk.coder))
    if last is not None:
        await open_document(desk, last.document)
    elif desk.rows:
        await open_document(desk, desk.rows[0].id)
    else:
        desk.clear()
        desk.say("no document yet: quit, and add some with  glossator add FOLDER")


async def open_document(desk: Desk, document_id: str, offset: int | None = None) -> None:
    """Open a document where it was left, or at an offset."""
    await acts.keep_place(desk)

    def look(session: Session) -> tuple[tuple[Document, list[Near | Source]], Kept, Place | None]:
        place = places.of_document(session, desk.coder, document_id)
        return read(session, document_id), acts.now(session, document_id, desk.coder), place

    (document, desk.copies), now, place = await acts.read(desk, look)
    acts.note(desk, now)
    if offset is None:
        cursor, top = (place.cursor, place.top) if place else (0, 0)
        desk.lay(document, now.annotations, cursor, top)
    else:
        desk.lay(document, now.annotations, offset, None)
    await acts.keep_place(desk)


def read(session: Session, document_id: str) -> tuple[Document, list[Near | Source]]:
    """A document, and where else its text stands, or nearly the same: the first few of many."""
    near, sources = (copies(session, document_id, MOST_COPIES) for copies in (doubles.near, documents.sources))
    return documents.read(session, document_id), [*near, *sources]


async def next_document(desk: Desk) -> None:
    """Open the next document."""
    await _step(desk, 1)


async def previous_document(desk: Desk) -> None:
    """Open the previous document."""
    await _step(desk, -1)


async def _step(desk: Desk, count: int) -> None:
    place = _place(desk) + count
    if 0 <= place < len(desk.rows):
        await open_document(desk, desk.rows[place].id)
    else:
        desk.say("no further document")


def _place(desk: Desk) -> int:
    """The open document's place in the list."""
    return desk.rows.place(desk.document.id if desk.document else None) or 0


async def done(desk: Desk) -> None:
    """Mark the document as done and open the next one that is not; on a done one, take that back."""
    document, place = acts.opened(desk), _place(desk)
    if desk.rows[place].status == "done":
        await acts.write(desk, "open again", lambda session: documents.mark(session, document.id, "open"))
        return
    await acts.write(desk, "done", lambda session: documents.mark(session, document.id, "done"))
    following = (desk.rows[each] for each in chain(range(place + 1, len(desk.rows)), range(place)))
    undone = next((row for row in following if row.status != "done"), None)
    if undone is None:
        desk.say("saved: done; this was the last one, all documents are done")
    else:
        await open_document(desk, undone.id)
        desk.say("saved: done; this is the next one")
