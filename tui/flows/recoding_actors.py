"""What can be changed of an actor of the codebook."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from corpus.names import ActorKind
from corpus.spans import Span
from db import actors
from db.engine import Session
from db.errors import ProjectError
from db.records import Actor, Role
from tui.asking import Option
from tui.desk import Desk
from tui.flows import acts, conflicts, versions
from tui.flows.fields import Field, ask_date, ask_text, ask_word, pick

KINDS: tuple[tuple[ActorKind, str], ...] = (
    ("person", ""),
    ("organisation", ""),
    ("country", ""),
    ("group", ""),
    ("source", "somebody whose name is not told"),
)


def fields(desk: Desk, actor: Actor, exact: str = "", span: Span | None = None) -> list[Field]:
    """What the codebook says of an actor; `exact` may be a further alias, `span` is where the act is told to be."""
    role = actor.roles[-1] if actor.roles else None
    found = [
        Field("rename", "the actor", partial(_rename, desk, actor, span)),
        Field("alias", ", ".join(actor.aliases) or "none", partial(_alias, desk, actor, exact, span)),
        Field("kind", actor.kind, partial(_kind, desk, actor, span)),
        Field("role", role.title if role else "none", partial(_role, desk, actor, span)),
        Field("merge", "with another actor", partial(_merge, desk, actor, span)),
        Field("note", actor.note or "none", partial(_note, desk, actor, span)),
    ]
    if actor.aliases:
        found.append(Field("drop alias", "one of them", partial(_drop_alias, desk, actor, span)))
    if actor.roles:
        found.append(Field("drop role", "one of them", partial(_drop_role, desk, actor, span)))
    return found


def of_unused(desk: Desk, actor: Actor) -> Field:
    """What can be done with an actor whom nothing refers to."""
    return Field("delete", "used nowhere", partial(_delete, desk, actor))


async def _rename(desk: Desk, actor: Actor, span: Span | None) -> None:
    name = await ask_text(desk, "name", actor.name)
    await _write(desk, actor, span, "rename", lambda _: {"name": name})
    every = await desk.clerk.read_codebook(lambda _, book: book.actors)
    if any(each.name.casefold() == name.casefold() for each in every if each.id != actor.id):
        desk.say("saved: rename; another actor has this name: merge makes them one", warning=True)


async def _alias(desk: Desk, actor: Actor, exact: str, span: Span | None) -> None:
    known = {name.casefold() for name in (actor.name, *actor.aliases)}
    alias = await ask_text(desk, "further alias", "" if exact.casefold() in known else exact)
    await _write(desk, actor, span, "alias", lambda now: {"aliases": (*now.aliases, alias)})


async def _drop_alias(desk: Desk, actor: Actor, span: Span | None) -> None:
    dropped = await pick(desk, "drop alias", [Option(alias, alias) for alias in actor.aliases])

    def kept(now: Actor) -> actors.Changes:
        return {"aliases": [alias for alias in now.aliases if alias != dropped]}

    await _write(desk, actor, span, "drop alias", kept)


async def _kind(desk: Desk, actor: Actor, span: Span | None) -> None:
    kind = await ask_word(desk, "kind", KINDS)
    await _write(desk, actor, span, "kind", lambda _: {"kind": kind})


async def _role(desk: Desk, actor: Actor, span: Span | None) -> None:
    title = await ask_text(desk, "role, such as foreign minister")
    organisation = await ask_text(desk, "of which organisation or country", "-")
    since = await ask_date(desk, "", "since when")
    until = await ask_date(desk, "", "until when")
    role = Role(title, organisation.strip("- "), since, until)
    if fault := actors.fault_of(role):
        raise ProjectError(f"{fault}.")
    await _write(desk, actor, span, "role", lambda now: {"roles": (*now.roles, role)})


async def _drop_role(desk: Desk, actor: Actor, span: Span | None) -> None:
    dropped = await pick(desk, "drop role", [Option(role, role.title, role.organisation) for role in actor.roles])

    def kept(now: Actor) -> actors.Changes:
        return {"roles": [role for role in now.roles if role != dropped]}

    await _write(desk, actor, span, "drop role", kept)


async def _note(desk: Desk, actor: Actor, span: Span | None) -> None:
    note = await ask_text(desk, "note", actor.note)
    await _write(desk, actor, span, "note", lambda _: {"note": note})


async def _merge(desk: Desk, actor: Actor, span: Span | None) -> None:
    """Every mark of the actor, its names and its roles go to another one."""
    every = await desk.clerk.read_codebook(lambda _, book: book.actors)
    others = (each for each in every if each.id != actor.id)
    options = [Option(each.id, each.name, each.kind, "\n".join(each.aliases)) for each in others]
    into = await pick(desk, f"merge {actor.name} into", options)
    await acts.write(desk, "merge", lambda session: actors.merge(session, actor.id, into), span)


async def _delete(desk: Desk, actor: Actor) -> None:
    def delete(session: Session, version: int) -> None:
        actors.delete(session, actor.id, version)

    await conflicts.write(desk, "delete actor", versions.actor(actor), delete)


async def _write(
    desk: Desk, actor: Actor, span: Span | None, verb: str, changes: Callable[[Actor], actors.Changes]
) -> None:
    """Change what the codebook says of an actor; what is added is added to what it says now."""

    def edit(session: Session, version: int) -> None:
        actors.edit(session, actor.id, version, **changes(actors.find(session, actor.id) or actor))

    await conflicts.write(desk, verb, versions.actor(actor), edit, span)
