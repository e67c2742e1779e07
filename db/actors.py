"""Actors: who speaks, is named and is spoken about, with aliases and dated roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypedDict, Unpack

from sqlalchemy import Column, Table
from sqlmodel import Session, col, select

from corpus.dates import is_date
from corpus.suggest.aliases import further_name
from db import history, ids, models, records, rows, usage
from db.errors import ProjectError
from db.models import table
from db.records import Role


class Changes(TypedDict, total=False):
    """What can be edited."""

    name: str
    kind: str
    aliases: Sequence[str]
    roles: Sequence[Role]
    note: str


def listing(session: Session) -> list[records.Actor]:
    """All actors by name."""
    return sorted(read(session), key=rows.by_name)


def read(session: Session, only: Sequence[str] | None = None) -> Iterator[records.Actor]:
    """All actors, or those of these ids, in no order."""
    actors, aliases, roles = table(models.Actor), table(models.Alias), table(models.Role)

    def select_from(of: Table, actor: Column[Any], *order: Column[Any]) -> Iterable[Any]:
        query = of.select().order_by(*order)
        return session.connection().execute(query if only is None else query.where(actor.in_(only)))

    names, held = defaultdict(list), defaultdict(list)
    for row in select_from(aliases, aliases.c.actor, aliases.c.position, aliases.c.id):
        names[row.actor].append(row.name)
    for row in select_from(roles, roles.c.actor, roles.c.position, roles.c.id):
        held[row.actor].append(Role(row.title, row.organisation, row.start, row.end))
    for row in select_from(actors, actors.c.id):
        told = (tuple(names[row.id]), tuple(held[row.id]), row.note, row.version)
        yield records.Actor(row.id, row.name, row.kind, *told)


def find(session: Session, id: str) -> records.Actor | None:
    """The actor of this id."""
    return next(read(session, [id]), None)


def find_by_name(session: Session, name: str) -> records.Actor | None:
    """The actor of this name, or else of this alias; upper and lower case are the same."""
    wanted = name.strip().casefold()
    actors, aliases = table(models.Actor).c, table(models.Alias).c
    for known in (select(actors.id, actors.name), select(aliases.actor, aliases.name)):
        if found := [id_ for id_, each in session.connection().execute(known) if each.casefold() == wanted]:
            return min(read(session, found), key=rows.by_name, default=None)
    return None


def fault_of(role: Role) -> str:
    """What is wrong with the time of a role, or empty."""
    if wrong := next((date for date in (role.start, role.end) if date and not is_date(date)), None):
        return f"{wrong} is no date: write it as 2018-10-05, 2018-10 or 2018"
    if role.end and role.end < role.start[: len(role.end)]:
        return f"a role that begins in {role.start} cannot end in {role.end}"
    return ""


def is_there(session: Session, id: str) -> bool:
    """Whether the codebook has this actor."""
    return session.get(models.Actor, id) is not None


def create(
    session: Session,
    name: str,
    kind: str = "person",
    aliases: Sequence[str] = (),
    roles: Sequence[Role] = (),
    note: str = "",
    *,
    id: str = "",
) -> str:
    """Put an actor into the codebook, under an id that it has elsewhere or a new one; its id."""
    at = history.time_of(session)
    actor = models.Actor(id=id or ids.new(), name=_checked(name), kind=kind, note=note, created=at, updated=at)
    session.add(actor)
    session.add_all(_new_aliases(actor, aliases))
    session.add_all(_new_roles(actor, roles))
    return actor.id


def edit(session: Session, id: str, version: int, **changes: Unpack[Changes]) -> None:
    """Change what is given; aliases and roles are replaced as a whole."""
    actor = rows.find_unchanged(session, models.Actor, id, version)
    edited = actor.version
    values = {name: str(value) for name, value in changes.items() if name in ("kind", "note")}
    if "name" in changes:
        values["name"] = _checked(changes["name"])
    rows.change(session, actor, **values)
    replaced = "aliases" in changes and _set_aliases(session, actor, changes["aliases"])
    replaced |= "roles" in changes and _set_roles(session, actor, changes["roles"])
    if replaced and actor.version == edited:
        rows.touch(session, actor)


def learn(session: Session, id: str, form: str) -> None:
    """Let an actor be known by a name that was linked to it, unless that is no name, none of its own, or known."""
    actor = rows.find(session, models.Actor, id)
    aliases = _aliases(session, id)
    name = further_name(form, [actor.name, *aliases])
    if name and find_by_name(session, name) is None:
        _set_aliases(session, actor, [*aliases, name])
        rows.touch(session, actor)


def merge(session: Session, source: str, into: str) -> None:
    """Make two actors one: every mark of the first, its names and its roles go to the second."""
    if source == into:
        raise ProjectError("An actor cannot be merged into itself.")
    gone, kept = rows.find(session, models.Actor, source), rows.find(session, models.Actor, into)
    for mention in session.exec(select(models.Mention).where(col(models.Mention.actor) == source)):
        rows.change(session, mention, actor=into)
    for quote in session.exec(select(models.Quote).where(col(models.Quote.speaker) == source)):
        rows.change(session, quote, speaker=into)
    for stance in session.exec(select(models.Stance).where(col(models.Stance.holder) == source)):
        rows.change(session, stance, holder=into)
    for stance in session.exec(select(models.Stance).where(col(models.Stance.target_actor) == source)):
        rows.change(session, stance, target_actor=into)
    _set_aliases(session, kept, [*_aliases(session, into), gone.name, *_aliases(session, source)])
    _set_roles(session, kept, [*_roles(session, into), *_roles(session, source)])
    _set_aliases(session, gone, ())
    _set_roles(session, gone, ())
    rows.touch(session, kept)
    session.delete(gone)


def totals(session: Session) -> dict[str, int]:
    """How often each actor is used in the whole project, by id; those that never are have no entry."""
    return usage.exact_totals(session, references())


def delete(session: Session, id: str, version: int) -> None:
    """Take an actor whom nothing refers to out of the codebook."""
    actor = rows.find_unchanged(session, models.Actor, id, version)
    if used := usage.exact_totals(session, references(), [id]).get(id):
        raise ProjectError(f"{actor.name} is used {used} times: recode these first, or merge the actor with another.")
    _set_aliases(session, actor, ())
    _set_roles(session, actor, ())
    session.delete(actor)


def references() -> tuple[Column[Any], ...]:
    """The columns that refer to actors."""
    stance = table(models.Stance).c
    return table(models.Mention).c.actor, table(models.Quote).c.speaker, stance.holder, stance.target_actor


def _checked(name: str) -> str:
    if not name.strip():
        raise ProjectError("An actor needs a name.")
    return name.strip()


def _aliases(session: Session, actor: str) -> list[str]:
    return [alias.name for alias in _alias_rows(session, actor)]


def _alias_rows(session: Session, actor: str) -> list[models.Alias]:
    query = select(models.Alias).where(col(models.Alias.actor) == actor)
    return list(session.exec(query.order_by(col(models.Alias.position), col(models.Alias.id))))


def _set_aliases(session: Session, actor: models.Actor, names: Iterable[str]) -> bool:
    """Replace the aliases by these, each once and none the name itself; False when they are these already."""
    wanted, old = _new_aliases(actor, names), _alias_rows(session, actor.id)
    if [alias.name for alias in wanted] == [alias.name for alias in old]:
        return False
    for alias in old:
        session.delete(alias)
    session.add_all(wanted)
    return True


def _new_aliases(actor: models.Actor, names: Iterable[str]) -> list[models.Alias]:
    wanted = [name for name in dict.fromkeys(name.strip() for name in names) if name and name != actor.name]
    return [models.Alias(actor=actor.id, position=place, name=name) for place, name in enumerate(wanted)]


def _roles(session: Session, actor: str) -> list[Role]:
    return [Role(row.title, row.organisation, row.start, row.end) for row in _role_rows(session, actor)]


def _role_rows(session: Session, actor: str) -> list[models.Role]:
    query = select(models.Role).where(col(models.Role.actor) == actor)
    return list(session.exec(query.order_by(col(models.Role.position), col(models.Role.id))))


def _set_roles(session: Session, actor: models.Actor, roles: Iterable[Role]) -> bool:
    """Replace the roles by these, each once; False when they are these already."""
    wanted = list(dict.fromkeys(roles))
    if wanted == _roles(session, actor.id):
        return False
    for row in _role_rows(session, actor.id):
        session.delete(row)
    session.add_all(_new_roles(actor, wanted))
    return True


def _new_roles(actor: models.Actor, roles: Iterable[Role]) -> list[models.Role]:
    return [
        models.Role(actor=actor.id, position=place, **asdict(role)) for place, role in enumerate(dict.fromkeys(roles))
    ]
