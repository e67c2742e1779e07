"""What can be changed of a mention, and of the actor whom it names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from corpus.spans import trimmed
from db import actors, mentions
from db.engine import Session
from db.errors import ConflictError
from db.records import Actor, Mention, Role
from tui.desk import Desk
from tui.flows import acts, candidates, conflicts, versions
from tui.flows.fields import Field, ask_date, ask_text, ask_word

KINDS = (
    ("person", ""),
    ("organisation", ""),
    ("country", ""),
    ("group", ""),
    ("source", "somebody whose name is not told"),
)


async def fields(desk: Desk, mention: Mention) -> list[Field]:
    """The mention's actor, and then what the codebook says of this actor."""
    book = await acts.read(desk, actors.listing)
    actor = next((each for each in book if each.id == mention.actor), None)
    if actor is None:
        raise ConflictError("This actor is gone from the codebook.")
    found = [
        Field("actor", actor.name, partial(_actor, desk, mention)),
        Field("rename", "the actor", partial(_rename, desk, mention, actor)),
        Field("alias", ", ".join(actor.aliases) or "none", partial(_alias, desk, mention, actor)),
        Field("kind", actor.kind, partial(_kind, desk, mention, actor)),
        Field("role", actor.roles[-1].title if actor.roles else "none", partial(_role, desk, mention, actor)),
    ]
    if desk.reader.selection is not None:
        found.insert(1, Field("extent", "to the selection", partial(_extent, desk, mention)))
    return found


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


async def _rename(desk: Desk, mention: Mention, actor: Actor) -> None:
    name = await ask_text(desk, "name", actor.name)
    await _write(desk, mention, actor, "rename", lambda _: {"name": name})


async def _alias(desk: Desk, mention: Mention, actor: Actor) -> None:
    known = {name.casefold() for name in (actor.name, *actor.aliases)}
    start = "" if mention.exact.casefold() in known else mention.exact
    alias = await ask_text(desk, "further alias", start)
    await _write(desk, mention, actor, "alias", lambda now: {"aliases": (*now.aliases, alias)})


async def _kind(desk: Desk, mention: Mention, actor: Actor) -> None:
    kind = await ask_word(desk, "kind", KINDS)
    await _write(desk, mention, actor, "kind", lambda _: {"kind": kind})


async def _role(desk: Desk, mention: Mention, actor: Actor) -> None:
    title = await ask_text(desk, "role, such as foreign minister")
    organisation = await ask_text(desk, "of which organisation or country", "-")
    since = await ask_date(desk, "", "since when")
    until = await ask_date(desk, "", "until when")
    role = Role(title, organisation.strip("- "), since, until)
    await _write(desk, mention, actor, "role", lambda now: {"roles": (*now.roles, role)})


async def _write(
    desk: Desk, mention: Mention, actor: Actor, verb: str, changes: Callable[[Actor], actors.Changes]
) -> None:
    """Change what the codebook says of an actor; what is added is added to what it says now."""

    def edit(session: Session, version: int) -> None:
        now = next((each for each in actors.listing(session) if each.id == actor.id), actor)
        actors.edit(session, actor.id, version, **changes(now))

    await conflicts.write(desk, verb, versions.actor(actor), edit, mention.span)
