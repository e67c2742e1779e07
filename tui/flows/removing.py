"""Deleting, undo, redo and repeat."""

from __future__ import annotations

from collections.abc import Callable

from db import history, mentions, quotes, stances
from db.engine import Project, Session
from db.records import Noun, Undone
from tui.desk import Desk
from tui.flows import acts, opening
from tui.flows.choosing import choose

_DELETE: dict[Noun, Callable[[Session, str], None]] = {
    "mention": mentions.delete,
    "quote": quotes.delete,
    "stance": stances.delete,
}
_NAMES: dict[Noun, str] = {"mention": "actor", "quote": "quote", "stance": "stance"}


async def delete(desk: Desk) -> None:
    """Delete the annotation under the cursor."""
    mark, _ = await choose(desk, "delete")
    await acts.write(
        desk, f"delete {_NAMES[mark.noun]}", lambda session: _DELETE[mark.noun](session, mark.id), mark.spans[0]
    )


async def undo(desk: Desk) -> None:
    """Take back the last act."""
    await _walk_back(desk, history.undo, "undone", "nothing to undo")


async def redo(desk: Desk) -> None:
    """Do again what was taken back."""
    await _walk_back(desk, history.redo, "redone", "nothing to redo")


async def _walk_back(desk: Desk, step: Callable[[Project, str], Undone | None], done: str, nothing: str) -> None:
    """Step through the history, and show the place where something changed."""
    undone = await desk.clerk.do(step, desk.coder)
    if undone is None:
        desk.say(nothing)
        return
    start = undone.span.start if undone.span else None
    if undone.document is None or desk.document is None:
        await opening.refresh(desk)
    elif undone.document != desk.document.id:
        await opening.open_document(desk, undone.document, start)
    else:
        await opening.reread(desk, undone.document)
        if start is not None:
            desk.reader.go(start)
    desk.say(f"{done}: {undone.verb}")


async def repeat(desk: Desk) -> None:
    """Do the last tagging again, with the same answers, on what is selected or under the cursor now."""
    if desk.repeat is None:
        desk.say("nothing to repeat yet")
    else:
        await desk.repeat(desk)
