"""Yanking: the selection with its citation, to the clipboard of the analyst's own terminal."""

from __future__ import annotations

import asyncio

from corpus.spans import Span, trimmed
from db.records import Document
from tui import describe, terminal
from tui.desk import Desk
from tui.flows import acts
from tui.flows.quoting import piece_here


async def yank(desk: Desk) -> None:
    """Copy the selection, or the quote or word under the cursor, with where it stands."""
    span = trimmed(desk.reader.text, piece_here(desk))
    text = cited(acts.opened(desk), span)
    if terminal.multiplexer() == "tmux":
        await asyncio.to_thread(terminal.tmux_load, text)
    desk.face.to_terminal(terminal.clipboard_sequences(text))
    desk.say(f"yanked: {describe.quoted(desk.reader.text[span.start : span.end])}")


def cited(document: Document, span: Span) -> str:
    """The words with their source: “…” (TASS, 27 Aug 2018, Title, characters 10-20)."""
    exact = " ".join(document.text[span.start : span.end].split())
    source = [
        document.outlet,
        describe.day(document.published),
        describe.name(document),
        f"characters {span.start}-{span.end}",
    ]
    return f"“{exact}” ({', '.join(filter(None, source))})"
