"""Which annotation a key is about, when several lie under the cursor."""

from __future__ import annotations

from db.records import Mention, Quote, Stance
from tui import describe
from tui.asking import Option
from tui.desk import Cancelled, Desk
from tui.marks import Mark

Annotation = Mention | Quote | Stance


async def choose(desk: Desk, purpose: str) -> tuple[Mark, Annotation]:
    """The annotation walked to, or the only one under the cursor, or the one that is picked.

    Raises:
        Cancelled: If there is none, or none is picked.
    """
    marks = [desk.reader.walked] if desk.reader.walked else desk.reader.here
    if not marks:
        desk.say("no annotation under the cursor")
        raise Cancelled
    options = [Option(mark, describe.short(desk.find(mark), desk.annotations.names)) for mark in marks]
    mark = await desk.choose(purpose, options)
    return mark, desk.find(mark)
