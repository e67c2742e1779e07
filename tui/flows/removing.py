"""Deleting, undo, redo and repeat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from db import history, mentions, quotes, stances
from db.engine import Project, Session
from db.errors import BarredError
from db.records import Noun, Undone
from tui.desk import Desk
from tui.flows import acts, conflicts, opening, suggesting, versions
from tui.flows.choosing import choose

_DELETE: dict[Noun, Callable[[Session, str, int], None]] = {
    "mention": mentions.delete,
    "quote": quotes.delete,
    "stance": stances.delete,
}
_NAMES: dict[Noun, str] = {"mention": "actor", "quote": "quote", "stance": "stance"}


async def delete(desk: Desk) -> None:
    """Delete the annotation under the cursor."""
    mark, annotation = await choose(desk, "delete")

    def remove(session: Session, version: int) -> None:
        _DELETE[mark.noun](session, mark.id, version)

    verb = f"delete {_NAMES[mark.noun]}"
    await conflicts.write(desk, verb, versions.annotation(desk, annotation), remove, mark.spans[0])


async def undo(desk: Desk) -> None:
    """Take back the last act."""
    await _walk_back(desk, history.undo, "undo")


async def redo(desk: Desk) -> None:
    """Do again what was taken back."""
    await _walk_back(desk, history.redo, "redo")


async def _walk_back(desk: Desk, step: Callable[[Project, str], Undone | None], word: Literal["undo", "redo"]) -> None:
    """Step through the history, and show the place where something changed.

    What somebody else has changed since is left out from then on, so that it does not bar the way to what came before.
    """
    try:
        undone = await desk.clerk.do(step, desk.coder)
    except BarredError as error:
        await desk.clerk.do(history.give_up, error.act)
        await opening.refresh(desk)
        desk.say(f"{error} It is left as it is; {word} again goes on behind it.", warning=True)
        return
    if undone is None:
        desk.say(f"nothing to {word}")
        return
    with acts.saved():
        await _show(desk, undone)
    desk.say(f"{'undone' if word == 'undo' else 'redone'}: {undone.verb}")


async def _show(desk: Desk, undone: Undone) -> None:
    """Show the place where something changed."""
    start = undone.span.start if undone.span else None
    walked = desk.reader.walked
    if undone.document is None or desk.document is None:
        await opening.refresh(desk)
    elif undone.document != desk.document.id:
        await opening.open_document(desk, undone.document, start)
    else:
        await opening.reread(desk, undone.document)
        if start is not None:
            is_here = walked is not None and any(piece.start == start for piece in walked.spans)
            desk.reader.go(start, mark=walked.id if walked and is_here else None)
            await suggesting.return_to(desk, start)


async def repeat(desk: Desk) -> None:
    """Do the last tagging again, with the same answers, on what is selected or under the cursor now."""
    if desk.repeat is None:
        desk.say("nothing to repeat yet")
    else:
        await desk.repeat(desk)
