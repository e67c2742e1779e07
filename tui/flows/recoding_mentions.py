"""What can be changed of a mention, and of the actor whom it names."""

from __future__ import annotations

from typing import Any

from db import actors, mentions
from db.records import Actor, Mention, Role
from tui.desk import Desk
from tui.flows import acts, candidates
from tui.flows.fields import Field, ask_text, ask_word
from tui.flows.quoting import trimmed

KINDS = (
    ("person", ""),
    ("organisation", ""),
    ("country", ""),
    ("group", ""),
    ("unnamed", "a source that no name is told of"),
)


async def fields(desk: Desk, mention: Mention) -> list[Field]:
    """The mention's actor, and then what the codebook says of this actor."""
    book = await acts.read(desk, actors.listing)
    actor = next(each for each in book if each.id == mention.actor)

    async def another() -> None:
        whom = await desk.ask(await candidates.actor_question(desk, mention.span))
        await acts.write(
            desk,
            "actor",
            lambda session: mentions.recode(
                session, mention.id, mention.version, str(candidates.actor_id(session, whom))
            ),
            mention.span,
        )

    first = Field("actor", actor.name, another)
    return [first, *_extent(desk, mention), *_codebook(desk, mention, actor)]


def _extent(desk: Desk, mention: Mention) -> list[Field]:
    """With a selection: the mention is moved there."""
    if desk.reader.selection is None:
        return []
    span, version = trimmed(desk.reader.text, desk.reader.selection), mention.version

    async def extent() -> None:
        await acts.write(desk, "extent", lambda session: mentions.move(session, mention.id, version, span), span)

    return [Field("extent", "to the selection", extent)]


def _codebook(desk: Desk, mention: Mention, actor: Actor) -> list[Field]:
    async def write(verb: str, **changes: Any) -> None:
        await acts.write(
            desk, verb, lambda session: actors.edit(session, actor.id, actor.version, **changes), mention.span
        )

    async def rename() -> None:
        await write("rename", name=await ask_text(desk, "name", actor.name))

    async def alias() -> None:
        known = {name.casefold() for name in (actor.name, *actor.aliases)}
        start = "" if mention.exact.casefold() in known else mention.exact
        await write("alias", aliases=(*actor.aliases, await ask_text(desk, "further alias", start)))

    async def kind() -> None:
        await write("kind", kind=await ask_word(desk, "kind", KINDS))

    async def role() -> None:
        title = await ask_text(desk, "role, such as foreign minister")
        organisation = await ask_text(desk, "of which organisation or country", "-")
        since = await ask_text(desk, "since when, as 2018-10, or - for unknown", "-")
        until = await ask_text(desk, "until when, or - for unknown", "-")
        said = [word.strip("- ") for word in (organisation, since, until)]
        await write("role", roles=(*actor.roles, Role(title, *said)))

    return [
        Field("rename", "the actor", rename),
        Field("alias", ", ".join(actor.aliases) or "none", alias),
        Field("kind", actor.kind, kind),
        Field("role", actor.roles[-1].title if actor.roles else "none", role),
    ]
