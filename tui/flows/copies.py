"""Copies of the open document: listed, and read beside it."""

from __future__ import annotations

from asyncio import to_thread

from corpus.compare import compare
from db import documents, doubles
from db.engine import Session
from db.records import Near
from tui import describe
from tui.desk import Desk
from tui.flows import acts, opening
from tui.screens.comparison import ComparisonScreen
from tui.screens.copies import CopiesPanel, Copy

MOST_COPIES = 500


async def copies(desk: Desk) -> None:
    """List the document's copies; the one that is taken is shown beside it, and opened if the analyst wants that."""
    document = acts.opened(desk)

    def listed(session: Session) -> list[Copy]:
        return [*doubles.near(session, document.id, MOST_COPIES), *documents.sources(session, document.id)]

    every = await acts.read(desk, listed)
    if not every:
        desk.say("no copy of this text is known")
        return

    async def known() -> list[Copy]:
        return every

    taken: Copy | None
    while (taken := await desk.face.show_screen(CopiesPanel(known))) is not None:
        assert isinstance(taken, Near)  # the panel lets nothing else be taken
        if await _is_opened(desk, taken.document):
            return


async def _is_opened(desk: Desk, other_id: str) -> bool:
    """Show another document beside the open one; whether it was then opened."""
    document = acts.opened(desk)
    other = await acts.read(desk, lambda session: documents.read(session, other_id))
    comparison = await to_thread(compare, document.text, other.text)
    names = (describe.source(document), describe.source(other))
    wanted = await desk.face.show_screen(ComparisonScreen((document.text, other.text), names, comparison))
    if wanted:
        await opening.open_document(desk, other.id)
    return bool(wanted)
