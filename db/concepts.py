"""Concepts: what a stance is about when it is no actor; they form a tree and can be merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypedDict, Unpack

from sqlalchemy import Column
from sqlmodel import Session, col, select

from db import history, ids, models, records, rows, usage
from db.errors import ProjectError
from db.models import table


class Changes(TypedDict, total=False):
    """What can be edited."""

    name: str
    parent: str | None
    definition: str


def listing(session: Session) -> list[records.Concept]:
    """All concepts by name."""
    return sorted(read(session), key=rows.by_name)


def read(session: Session, only: Sequence[str] | None = None) -> Iterator[records.Concept]:
    """All concepts, or those of these ids, in no order."""
    every = table(models.Concept)
    query = every.select() if only is None else every.select().where(every.c.id.in_(only))
    for row in session.connection().execute(query):
        yield records.Concept(row.id, row.name, row.parent, row.definition, row.version)


def find_by_name(session: Session, name: str) -> records.Concept | None:
    """The concept of this name; upper and lower case are the same."""
    wanted = name.strip().casefold()
    known = select(table(models.Concept).c.id, table(models.Concept).c.name)
    found = [id_ for id_, each in session.connection().execute(known) if each.casefold() == wanted]
    return min(read(session, found), key=rows.by_name, default=None) if found else None


def create(session: Session, name: str, parent: str | None = None, definition: str = "", *, id: str = "") -> str:
    """Put a concept into the codebook, under an id that it has elsewhere or a new one; its id."""
    at = history.time_of(session)
    if parent is not None:
        rows.find(session, models.Concept, parent)
    concept = models.Concept(id=id or ids.new(), name=_checked(name), parent=parent, created=at, updated=at)
    concept.definition = definition
    session.add(concept)
    return concept.id


def edit(session: Session, id: str, version: int, **changes: Unpack[Changes]) -> None:
    """Change what is given; a parent of None makes it a root of the tree."""
    concept = rows.find_unchanged(session, models.Concept, id, version)
    values: dict[str, Any] = dict(changes)
    if "name" in changes:
        values["name"] = _checked(changes["name"])
    _refuse_circle(session, id, changes.get("parent"))
    rows.change(session, concept, **values)


def merge(session: Session, source: str, into: str) -> None:
    """Make two concepts one: the stances toward the first and the concepts below it go to the second."""
    if source == into:
        raise ProjectError("A concept cannot be merged into itself.")
    gone, kept = rows.find(session, models.Concept, source), rows.find(session, models.Concept, into)
    if source in _line(session, into):
        # What is kept stood below what goes: it moves up first, so that nothing comes to stand below itself.
        rows.change(session, kept, parent=gone.parent)
    for stance in session.exec(select(models.Stance).where(col(models.Stance.target_concept) == source)):
        rows.change(session, stance, target_concept=into)
    for child in session.exec(select(models.Concept).where(col(models.Concept.parent) == source)):
        rows.change(session, child, parent=into)
    session.delete(gone)


def totals(session: Session) -> dict[str, int]:
    """How many stances are about each concept, by id; those that none is about have no entry."""
    return usage.exact_totals(session, references())


def delete(session: Session, id: str, version: int) -> None:
    """Take a concept that no stance is about out of the codebook; those below it move up."""
    concept = rows.find_unchanged(session, models.Concept, id, version)
    if used := usage.exact_totals(session, references(), [id]).get(id):
        raise ProjectError(f"{concept.name} is used {used} times: recode these first, or merge it with another.")
    for child in session.exec(select(models.Concept).where(col(models.Concept.parent) == id)):
        rows.change(session, child, parent=concept.parent)
    session.delete(concept)


def references() -> tuple[Column[Any]]:
    """The column that refers to concepts."""
    return (table(models.Stance).c.target_concept,)


def _checked(name: str) -> str:
    if not name.strip():
        raise ProjectError("A concept needs a name.")
    return name.strip()


def _refuse_circle(session: Session, concept: str, parent: str | None) -> None:
    if parent is not None and concept in _line(session, parent):
        raise ProjectError("A concept cannot stand below itself.")


def _line(session: Session, concept: str) -> list[str]:
    """A concept and all above it."""
    line = []
    step: str | None = concept
    while step is not None and step not in line:
        line.append(step)
        step = rows.find(session, models.Concept, step).parent
    return line
