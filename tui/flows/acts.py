"""How flows write and read: one act, and then the screen shows what is kept now."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TypeVar

from corpus.spans import Span
from db import documents, history, places, trails
from db.annotations import of_document
from db.engine import Project, Session
from db.errors import ProjectError, StorageError
from db.records import Annotations, Document, DocumentRow, Place
from tui import describe
from tui.desk import Cancelled, Desk
from tui.unsaved import NotSaved, NotShown, Unsaved, ways

T = TypeVar("T")

SLOW = 1.0
"""After so many seconds without an answer the foot says that an act is still to be saved."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept now of the open document and of the project around it."""

    annotations: Annotations
    row: DocumentRow
    undo: str
    text: str | None
    """The SHA-256 of the text that the annotations belong to."""


async def write(
    desk: Desk, verb: str, job: Callable[[Session], T], span: Span | None = None, *, others: tuple[str, ...] = ()
) -> T:
    """Do the job as one act on the open document; say so as soon as it is committed, or that nothing changed.

    `others` are further documents that the job needs.

    Raises:
        NotSaved: If the disk or the server refused; then the act stays on the desk, to be tried again.
        NotShown: If what is kept could not be read after it was written.
        ProjectError: If it could not be written; then nothing was.
    """
    document = opened(desk)

    def act(project: Project) -> tuple[T, bool]:
        with history.act(project, coder=desk.coder, verb=verb, document=document.id, span=span) as session:
            documents.refuse_other_text(session, document.id, document.sha256)
            result = job(session)
        return result, history.changed(session)

    def attempt(project: Project) -> StorageError | tuple[T, bool]:
        try:
            return act(project)
        except StorageError as error:
            return error

    slow = get_running_loop().call_later(SLOW, desk.say, f"{verb}: not saved yet, the project is busy …")
    try:
        outcome = await desk.clerk.do(attempt)
    finally:
        slow.cancel()
    if isinstance(outcome, StorageError):
        words = describe.quoted(document.text[span.start : span.end]) if span else ""
        desk.unsaved.append(Unsaved(verb, document.id, span, words, act, str(outcome), others))
        raise NotSaved(f"{ways()}: {outcome}")
    result, changed = outcome
    if changed:
        desk.undo = verb
    desk.say(f"saved: {verb}" if changed else f"{verb}: nothing changed")
    desk.face.paint()  # before the clerk reads: that takes the processor
    with saved():
        show(desk, await desk.clerk.do(kept, document.id, desk.coder))
    return result


@contextmanager
def saved() -> Iterator[None]:
    """What is done in here follows an act that is committed, and nobody may take its failing for that of the act.

    Raises:
        NotShown: In place of another `ProjectError`.
    """
    try:
        yield
    except ProjectError as error:
        raise NotShown(str(error)) from error


async def read(desk: Desk, job: Callable[[Session], T]) -> T:
    """Read in one session."""

    def look(project: Project) -> T:
        with project.reading() as session:
            return job(session)

    return await desk.clerk.do(look)


def kept(project: Project, document_id: str, coder: str) -> Kept:
    """Read what is kept now, in a session of its own."""
    with project.reading() as session:
        return now(session, document_id, coder)


def now(session: Session, document_id: str, coder: str) -> Kept:
    """Read what is kept now."""
    return Kept(
        of_document(session, document_id),
        documents.row(session, document_id),
        history.next_undo(session, coder),
        documents.text_id(session, document_id),
    )


def show(desk: Desk, state: Kept) -> None:
    """Put what is kept now on the screen; annotations of a text that is not on it would stand in wrong places."""
    note(desk, state)
    if state.text == opened(desk).sha256:
        desk.annotated(state.annotations)
    else:
        desk.face.show()


def note(desk: Desk, state: Kept) -> None:
    """Keep what the list and the status line tell of the open document."""
    desk.undo = state.undo
    place, catalogue = desk.rows.place(state.row.id), desk.lists.catalogue
    if catalogue is not None and place is not None and describe.line(desk.rows[place]) != describe.line(state.row):
        catalogue.renamed(state.row)
    desk.rows.put(state.row)


def opened(desk: Desk) -> Document:
    """The open document.

    Raises:
        Cancelled: If there is none.
    """
    if desk.document is None:
        desk.say("no document is open")
        raise Cancelled
    return desk.document


async def keep_place(desk: Desk) -> None:
    """Keep where the analyst is reading, so that the next session starts there."""
    if desk.document is not None:
        place = Place(desk.document.id, desk.reader.cursor.start, desk.reader.top)
        with suppress(ProjectError):  # a place is convenience: no reason not to read on
            await desk.clerk.do(places.save, desk.coder, place)
            await _keep_trail(desk)


async def _keep_trail(desk: Desk) -> None:
    trail = desk.trail
    if trail.is_kept:
        return
    trail.is_kept = True  # what is left from here on is kept the next time
    try:
        await desk.clerk.do(trails.save, desk.coder, list(trail.steps), trail.at)
    except ProjectError:
        trail.is_kept = False
        raise
