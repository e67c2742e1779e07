"""Opening documents: the last place, the next, the previous, the next undone, any by its id."""

from __future__ import annotations

from itertools import chain

from db import documents, doubles, places, trails
from db.engine import Session
from db.records import Document, Near, Place, Source
from tui.desk import Desk
from tui.flows import acts
from tui.flows.acts import Kept
from tui.rows import Rows
from tui.trail import Trail

MOST_COPIES = 20
"""How many copies of a text are read with it: what the foot tells of them, and a little more."""


async def refresh(desk: Desk) -> None:
    """Bring the desk up to date with the whole project."""
    desk.rows = await acts.read(desk, lambda session: Rows(documents.listing(session)))
    desk.count = len(desk.rows)
    if not desk.trail.steps:
        desk.trail = Trail(*await acts.read(desk, lambda session: trails.read(session, desk.coder)))
        desk.titles.opened(*await acts.read(desk, lambda session: places.opened(session, desk.coder)))
    if desk.document is None or desk.rows.place(desk.document.id) is None:
        await open_last(desk)
    else:
        await reread(desk, desk.document.id)


async def reread(desk: Desk, document_id: str) -> None:
    """Bring the desk up to date with the open document, at a cost that does not grow with the project."""
    document, desk.copies = await acts.read(desk, lambda session: _read(session, document_id))
    now = await desk.clerk.do(acts.kept, document_id, desk.coder)
    if desk.document is not None and desk.document.sha256 != document.sha256:
        acts.note(desk, now)
        desk.lay(document, now.annotations, desk.reader.cursor.start, None)
        return
    desk.told(document)
    acts.show(desk, now)


async def open_last(desk: Desk) -> None:
    """Open the document that was read last, or the first one."""
    last = await acts.read(desk, lambda session: places.last(session, desk.coder))
    if last is not None:
        await lay_open(desk, last.document)
    elif desk.rows:
        await lay_open(desk, desk.rows[0].id)
    else:
        desk.say("no document yet: quit, and add some with  glossator add FOLDER")


async def open_document(desk: Desk, document_id: str, offset: int | None = None) -> None:
    """Open a document where it was left, or at an offset; the way back is kept."""
    desk.leave_place()
    await lay_open(desk, document_id, offset)
    desk.back = None


async def lay_open(desk: Desk, document_id: str, offset: int | None = None) -> None:
    """Open a document where it was left, or at an offset."""
    await acts.keep_place(desk)

    def look(session: Session) -> tuple[tuple[Document, list[Near | Source]], Kept, Place | None]:
        place = places.of_document(session, desk.coder, document_id)
        return _read(session, document_id), acts.now(session, document_id, desk.coder), place

    (document, desk.copies), now, place = await acts.read(desk, look)
    desk.titles.opened(document.id)
    acts.note(desk, now)
    if offset is None:
        cursor, top = (place.cursor, place.top) if place else (0, 0)
        desk.lay(document, now.annotations, cursor, top)
    else:
        desk.lay(document, now.annotations, offset, None)
    await acts.keep_place(desk)


def _read(session: Session, document_id: str) -> tuple[Document, list[Near | Source]]:
    """A document, and where else its text stands, or nearly the same: the first few of many."""
    near, sources = (read(session, document_id, MOST_COPIES) for read in (doubles.near, documents.sources))
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
