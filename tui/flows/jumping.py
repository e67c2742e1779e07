"""The trail: `Ctrl+O` goes back to the place that was left, `Ctrl+N` on again, over documents and sessions."""

from __future__ import annotations

from db import trails
from db.records import Step
from tui.desk import Desk
from tui.flows import acts, opening


async def back(desk: Desk) -> None:
    """Go back to the place that one came from."""
    await _jump(desk, -1, "this is the first place that is remembered")


async def forward(desk: Desk) -> None:
    """Go on to the place that one came back from."""
    await _jump(desk, 1, "this is the last place that is remembered")


async def _jump(desk: Desk, direction: int, nowhere: str) -> None:
    """Go to the next place on the trail that is still there."""
    here = desk.step()
    while here is not None and (step := desk.trail.walk(here, direction)) is not None:
        offset = await _offset(desk, step)
        if offset is not None:
            await _go(desk, step.document, offset)
            desk.say(f"place {desk.trail.at + 1} of {len(desk.trail.steps)}")
            return
        desk.trail.drop(direction)
    desk.say(nowhere)


async def _offset(desk: Desk, step: Step) -> int | None:
    return await acts.read(desk, lambda session: trails.offset_of(session, step))


async def _go(desk: Desk, document: str, offset: int) -> None:
    if desk.document is not None and document == desk.document.id:
        desk.reader.go(offset)
    else:
        await opening.lay_open(desk, document, offset)
