"""The same statement elsewhere: looked for in all documents, opened at its place, or linked."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.spans import Span
from db import parallels
from db.engine import Session
from db.records import Quote, Retelling
from tui.desk import Cancelled, Desk
from tui.flows import acts, opening
from tui.screens.parallels import ParallelsPanel

MOST = 30
"""How many places are listed."""
VERBS = {False: "same statement", True: "not the same statement"}


async def parallels_of(desk: Desk) -> None:
    """List where else the quote, the selection or the sentence under the cursor is told; go to the place taken."""
    document = acts.opened(desk)
    quote = desk.quote_here if desk.reader.selection is None else None
    said = _said(desk, quote)

    def read(session: Session) -> list[Retelling]:
        if quote is not None:
            return parallels.of_quote(session, quote.id, MOST)
        return parallels.of_text(session, said, MOST, apart=document.id)

    async def listed() -> Sequence[Retelling]:
        return await acts.read(desk, read)

    async def link(found: Retelling) -> None:
        assert quote is not None  # the panel links nothing else
        await _link(desk, quote, found)

    panel = ParallelsPanel(said, listed, link if quote else None)
    taken: Retelling | None = await desk.face.show_screen(panel)
    if taken is not None:
        await opening.open_document(desk, taken.document, taken.span.start)
        desk.reader.find([taken.span] if not taken.orphan else [])


def _said(desk: Desk, quote: Quote | None) -> str:
    """The words that are looked for.

    Raises:
        Cancelled: If there are none under the cursor.
    """
    if quote is not None:
        return " ".join(part.exact for part in quote.parts if part.role == "content")
    reader = desk.reader
    span = reader.selection or desk.segments.sentence_at(reader.cursor.start)
    words = reader.text[span.start : span.end] if span else ""
    if not words.strip():
        desk.say("no statement here: put the cursor on a quote or a sentence")
        raise Cancelled
    return words


async def _link(desk: Desk, quote: Quote, found: Retelling) -> None:
    """Say of a place that it is the same statement, or take that back; one undo."""

    def job(session: Session) -> None:
        if found.parallel:
            parallels.unlink(session, found.parallel)
        else:
            parallels.link(session, quote.id, found.quote or (found.document, Span(*found.span)))

    await acts.write(desk, VERBS[bool(found.parallel)], job, desk.reader.cursor, others=(found.document,))
