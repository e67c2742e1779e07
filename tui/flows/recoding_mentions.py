"""What can be changed of a mention, and of the actor whom it names."""

from __future__ import annotations

from functools import partial

from corpus.spans import trimmed
from db import actors, mentions
from db.engine import Session
from db.errors import ConflictError
from db.records import Mention
from tui.desk import Desk
from tui.flows import acts, candidates, conflicts, recoding_actors, versions
from tui.flows.fields import Field


async def fields(desk: Desk, mention: Mention) -> list[Field]:
    """The mention's actor, and then what the codebook says of this actor."""
    actor = await acts.read(desk, lambda session: actors.find(session, mention.actor))
    if actor is None:
        raise ConflictError("This actor is gone from the codebook.")
    found = [Field("actor", actor.name, partial(_actor, desk, mention))]
    if desk.reader.selection is not None:
        found.append(Field("extent", "to the selection", partial(_extent, desk, mention)))
    return [*found, *recoding_actors.fields(desk, actor, mention.exact, mention.span)]


async def _actor(desk: Desk, mention: Mention) -> None:
    whom = await desk.ask(await candidates.actor_question(desk, mention.span))

    def link(session: Session, version: int) -> None:
        mentions.recode(session, mention.id, version, candidates.actor_id(session, whom))

    await conflicts.write(desk, "actor", versions.annotation(desk, mention), link, mention.span)


async def _extent(desk: Desk, mention: Mention) -> None:
    """The mention is moved to the selection."""
    span = trimmed(desk.reader.text, desk.reader.selection or desk.reader.cursor)

    def move(session: Session, version: int) -> None:
        mentions.move(session, mention.id, version, span)

    await conflicts.write(desk, "extent", versions.annotation(desk, mention), move, span)
