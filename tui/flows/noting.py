"""Memos on annotations, and the document's metadata."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from corpus.dates import is_moment
from db import documents, drafts
from db.annotations import add_to_note, write_note
from db.engine import Session
from db.errors import ProjectError, StorageError
from tui import describe
from tui.desk import Desk
from tui.flows import acts, conflicts, opening, versions
from tui.flows.choosing import choose
from tui.flows.fields import ask_date, ask_text
from tui.screens.memo import Memo
from tui.screens.metadata import METADATA, Known, MetadataPanel, known


async def memo(desk: Desk) -> None:
    """Write a memo on the annotation under the cursor; while it is typed, drafts of it are kept."""
    mark, annotation = await choose(desk, "memo on")
    draft = await acts.read(desk, lambda session: drafts.read(session, desk.coder, mark.id))

    async def keep(text: str) -> None:
        await desk.clerk.do(drafts.save, desk.coder, mark.id, text, annotation.version)

    about = describe.record(annotation, desk.annotations.names)
    screen = Memo(about, annotation.note if draft is None else draft.text, keep, restored=draft is not None)
    desk.flush = screen.save
    text: str = await desk.face.show_screen(screen)
    desk.flush = None
    if text != annotation.note:
        with suppress(StorageError):  # then the act is refused as well, and holds the text itself
            await keep(text)  # what is refused must not be lost

        def write(session: Session, version: int) -> None:
            write_note(session, mark.noun, mark.id, version, text)

        def add(session: Session, version: int) -> None:
            add_to_note(session, mark.noun, mark.id, version, text)

        subject = versions.annotation(desk, annotation)
        if draft is not None and draft.version != annotation.version and annotation.note not in ("", draft.text):
            # The draft stood on the screen instead of what somebody has written since.
            subject = replace(subject, version=0, seen={**subject.seen, "memo": ""})
        with suppress(conflicts.Left):  # what was written instead has been seen and chosen
            await conflicts.write(desk, "memo", subject, write, mark.spans[0], both=add if text else None)
    with suppress(ProjectError):  # a draft that stays is offered again: no reason to call the memo not done
        await desk.clerk.do(drafts.drop, desk.coder, mark.id)


async def metadata(desk: Desk) -> None:
    """Show the document's metadata, and change the field that is taken."""
    document = acts.opened(desk)
    rows = await acts.read(
        desk,
        lambda session: known(
            document, documents.sources(session, document.id), documents.editions(session, document.id)
        ),
    )
    taken: Known | None = await desk.face.show_screen(MetadataPanel(rows))
    if taken is None:
        return
    field = taken.field
    present = str(getattr(document, field))
    if field == "published":
        value = await ask_date(desk, present, accepts=is_moment)
    else:
        value = await ask_text(desk, METADATA[field], present)

    def edit(session: Session, version: int) -> None:
        documents.edit(session, document.id, version, **{field: value})

    await conflicts.write(desk, METADATA[field], versions.document(document), edit)
    with acts.saved():
        await opening.reread(desk, document.id)
