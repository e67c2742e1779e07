"""Orphans: annotations whose words are no longer found are listed, and attached to what the analyst selects."""

from __future__ import annotations

from corpus import find
from corpus.spans import Span, trimmed
from db import documents, editions
from db.engine import Session
from db.records import Orphan
from tui import describe, keymap
from tui.asking import Option, Question
from tui.desk import Desk
from tui.flows import acts, opening
from tui.screens.orphans import Lost, OrphanPanel

WORDS = 60
"""How much of an orphan's old words the status line may show."""


async def orphans(desk: Desk) -> None:
    """Attach one of the document's orphans to the selection; with nothing selected, choose one and go there."""
    if desk.reader.selection is None:
        await _choose(desk)
    else:
        await _attach(desk, trimmed(desk.reader.text, desk.reader.selection))


async def _choose(desk: Desk) -> None:
    """Take an orphan from the list, and go to about where it stood."""

    def listed(session: Session) -> list[Lost]:
        every = editions.orphans(session)
        rows = {document: documents.row(session, document) for document in {each.document for each in every}}
        return sorted((Lost(each, rows[each.document]) for each in every), key=lambda lost: lost.row.id != opened)

    opened = acts.opened(desk).id
    lost: Lost | None = await desk.face.show_screen(OrphanPanel(lambda: acts.read(desk, listed)))
    if lost is None:
        return
    orphan = lost.orphan
    if orphan.document != opened:
        await opening.open_document(desk, orphan.document, orphan.start)
    desk.reader.go(orphan.start)
    desk.reader.find(find.occurrences(desk.reader.text, orphan.exact))
    desk.orphan = orphan.piece
    key = keymap.shown("reading.orphans")
    desk.say(f"select its new place, then {key}: {describe.quoted(orphan.exact, WORDS)}")


async def _attach(desk: Desk, span: Span) -> None:
    """Give one of the document's orphans the selection as its place; the one taken from the list comes first."""
    document = acts.opened(desk)
    lost = await acts.read(desk, lambda session: editions.orphans(session, document.id))
    if not lost:
        desk.say("no orphan in this document: every annotation has its place")
        return
    lost.sort(key=lambda each: each.piece != desk.orphan)
    options = [Option(each, f"{each.noun} {describe.quoted(each.exact)}") for each in lost]
    about = describe.quoted(desk.reader.text[span.start : span.end])
    orphan: Orphan = await desk.ask(Question("attach", f"to {about}", options, picks=keymap.picks()))
    await acts.write(desk, "attach", lambda session: editions.attach(session, orphan.noun, orphan.piece, span), span)
    desk.reader.go(span.start, mark=orphan.id)
