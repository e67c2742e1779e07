"""Opening documents: the last place, the next, the previous, the next undone, any by its id."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.revisions import Revision
from corpus.spans import Span
from db import documents, doubles, history, places, trails
from db.engine import Session
from db.records import Document, Near, Place, Source
from tui import describe
from tui.desk import Desk
from tui.flows import acts
from tui.flows.acts import Kept
from tui.rows import Rows
from tui.trail import Trail

MOST_COPIES = 20
"""How many copies of a text are read with it: what the foot tells of them, and a little more."""
MARGIN = 60
"""So many rows on either side of the open document are at hand where the list has them: more than a screen shows."""


async def refresh(desk: Desk) -> None:
    """Bring the desk up to date with the whole project."""
    if not desk.trail.steps:
        desk.trail = Trail(*await acts.read(desk, lambda session: trails.read(session, desk.coder)))
    shown = desk.document
    if shown is not None and await acts.read(desk, lambda session: documents.has(session, shown.id)):
        desk.rows = await acts.read(desk, lambda session: Rows(documents.around(session, shown.number)))
        desk.count = await acts.read(desk, documents.last_number)
        await reread(desk, shown.id)
    else:
        desk.rows = Rows()  # what is known of the list may still hold it
        await open_last(desk)
        if shown is not None:
            gone = describe.name(shown)
            desk.say(f"the document that you were reading is no longer in the project: {gone}", warning=True)


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

    def find(session: Session) -> str | None:
        last = places.last(session, desk.coder)
        return last.document if last else documents.following(session, 0)

    if not await _lay(desk, find):
        desk.rows, desk.count = Rows(), 0
        desk.undo = await acts.read(desk, lambda session: history.next_undo(session, desk.coder))
        desk.clear()
        desk.say("no document yet: quit, and add some with  glossator add FOLDER")


async def open_document(desk: Desk, document_id: str, offset: int | None = None) -> None:
    """Open a document where it was left, or at an offset; the way back is kept."""
    await _open(desk, lambda _: document_id, offset)


async def lay_open(desk: Desk, document_id: str, offset: int | None = None) -> None:
    """Open a document as `open_document` does, but as a step on the way back or on again."""
    await _lay(desk, lambda _: document_id, offset)


async def _open(desk: Desk, find: Callable[[Session], str | None], offset: int | None = None) -> bool:
    """Open the document that is found, and keep the way back; whether there is one."""
    return await _lay(desk, find, offset, leaving=True)


async def _lay(
    desk: Desk, find: Callable[[Session], str | None], offset: int | None = None, *, leaving: bool = False
) -> bool:
    """Open the document that is found, at a cost that does not grow with the project; whether there is one."""
    await acts.keep_place(desk)
    seen = await acts.read(desk, lambda session: _look(session, desk, find(session)))
    if seen is None:
        return False
    if leaving:
        desk.leave_place()
        desk.lists.back = None
    desk.rows, desk.count, desk.copies = seen.rows, seen.count, seen.copies
    acts.note(desk, seen.now)
    if offset is None:
        cursor, top = (seen.place.cursor, seen.place.top) if seen.place else (0, 0)
        desk.lay(seen.document, seen.now.annotations, cursor, top)
    else:
        desk.lay(seen.document, seen.now.annotations, offset, None)
    await acts.keep_place(desk)
    return True


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document with all that is shown of it and around it."""

    document: Document
    copies: list[Near | Source]
    now: Kept
    place: Place | None
    rows: Rows
    count: int


def _look(session: Session, desk: Desk, document_id: str | None) -> _Seen | None:
    if document_id is None:
        return None
    document, copies = read(session, document_id)
    return _Seen(
        document,
        copies,
        acts.now(session, document_id, desk.coder),
        places.of_document(session, desk.coder, document_id),
        _rows(session, desk.rows, document),
        documents.last_number(session),
    )


def read(session: Session, document_id: str) -> tuple[Document, list[Near | Source]]:
    """A document, and where else its text stands, or nearly the same: the first few of many."""
    near, sources = (copies(session, document_id, MOST_COPIES) for copies in (doubles.near, documents.sources))
    return documents.read(session, document_id), [*near, *sources]


def _rows(session: Session, known: Rows, document: Document) -> Rows:
    """The rows around a document: those that are known, unless the list goes on where they end near by."""
    place = known.place(document.id)
    if place is not None:
        is_short = place < MARGIN and documents.preceding(session, known[0].number)
        is_short = is_short or (len(known) - place <= MARGIN and documents.following(session, known[-1].number))
        if not is_short:
            return known
    return Rows(documents.around(session, document.number))


async def next_document(desk: Desk) -> None:
    """Open the next document."""
    await _step(desk, documents.following)


async def previous_document(desk: Desk) -> None:
    """Open the previous document."""
    await _step(desk, documents.preceding)


async def _step(desk: Desk, find: Callable[[Session, int], str | None]) -> None:
    number = desk.document.number if desk.document else 0
    if not await _open(desk, lambda session: find(session, number)):
        desk.say("no further document")


async def done(desk: Desk) -> None:
    """Mark the document as done and open the next one that is not; on a done one, take that back."""
    document = acts.opened(desk)
    if desk.is_done:
        await acts.write(desk, "open again", lambda session: documents.mark(session, document.id, "open"))
        return
    await acts.write(desk, "done", lambda session: documents.mark(session, document.id, "done"))
    with acts.saved():
        has_next = await _open(desk, lambda session: documents.undone(session, document.number))
    if has_next:
        desk.say("saved: done; this is the next one")
    else:
        desk.say("saved: done; this was the last one, all documents are done")
