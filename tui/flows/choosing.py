"""Which annotation a key is about, when several lie under the cursor."""

from __future__ import annotations

from db import history
from db.records import Mention, Quote, Stance
from tui import describe
from tui.asking import Option
from tui.desk import Cancelled, Desk
from tui.flows import acts
from tui.marks import Mark

Annotation = Mention | Quote | Stance


async def choose(desk: Desk, purpose: str) -> tuple[Mark, Annotation]:
    """The annotation walked to, or the only one under the cursor, or the one that is picked.

    Raises:
        Cancelled: If there is none, or none is picked.
    """
    await _bring_back(desk)
    marks = [desk.reader.walked] if desk.reader.walked else desk.reader.here
    if not marks:
        desk.say("no annotation under the cursor")
        raise Cancelled
    found = [(mark, desk.find(mark)) for mark in marks]
    options = [Option(pair, describe.short(pair[1], desk.annotations.names)) for pair in found]
    return await desk.choose(purpose, options)


async def _bring_back(desk: Desk) -> None:
    """Ask what to do where the annotation that the key was meant for has just been deleted by somebody else.

    Raises:
        Cancelled: Always then: the key was not meant for what lies beneath.
    """
    lost, desk.others.lost = desk.others.lost, None
    if lost is None or lost.cursor != desk.reader.cursor:
        return
    mark = lost.mark
    who = await acts.read(desk, lambda session: history.last_change(session, mark.id))
    noun = "actor" if mark.noun == "mention" else mark.noun
    desk.foot.waiting.clear()
    options = [Option(False, "leave it deleted"), Option(True, "bring it back")]
    if await desk.choose(
        f"{noun} deleted", options, f"{who}: {describe.quoted(desk.reader.text[slice(*mark.spans[0])])}"
    ):
        await acts.write(desk, "bring back", lambda session: history.bring_back(session, mark.id), mark.spans[0])
        desk.reader.go(mark.start, mark=mark.id)
    else:
        desk.say("left deleted")
    raise Cancelled
