"""Searches that are kept under a name: shared by all coders of a project, written and undone as acts."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from sqlmodel import Session, col, select

from db import history, models, rows
from db.errors import ProjectError
from db.records import SavedSearch

KEYS = range(1, 10)
"""The keys that a search can have."""


class Changes(TypedDict, total=False):
    """What can be edited."""

    name: str
    line: str
    key: int | None


def listing(session: Session) -> list[SavedSearch]:
    """All saved searches: those with a key first, in the order of the keys, then the others by name."""
    found = [_record(row) for row in session.exec(select(models.Search))]
    return sorted(found, key=lambda saved: (saved.key or len(KEYS) + 1, saved.name.casefold(), saved.id))


def named(session: Session, name: str) -> SavedSearch | None:
    """The search of this name; upper and lower case, further blanks and an @ before it make no other."""
    wanted = _told(name).casefold()
    return next((saved for saved in listing(session) if saved.name.casefold() == wanted), None)


def on_key(session: Session, key: int) -> SavedSearch | None:
    """The search that a key opens."""
    return next((saved for saved in listing(session) if saved.key == key), None)


def save(session: Session, name: str, line: str, key: int | None = None) -> str:
    """Keep a line under a name, instead of what was kept under it before; its id."""
    known = named(session, name)
    if known is not None:
        edit(session, known.id, known.version, line=line, key=key or known.key)
        return known.id
    _free(session, key)
    at = history.time_of(session)
    row = models.Search(name=_checked(name), line=line, key=key, created=at, updated=at)
    session.add(row)
    return row.id


def edit(session: Session, id: str, version: int, **changes: Unpack[Changes]) -> None:
    """Change what is given; a key is taken from the search that had it."""
    row = rows.find_unchanged(session, models.Search, id, version)
    values: dict[str, Any] = dict(changes)
    if "name" in changes:
        values["name"] = _checked(changes["name"])
        other = named(session, values["name"])
        if other is not None and other.id != id:
            raise ProjectError(f"There is a search {other.name!r} already: choose another name.")
    if changes.get("key") != row.key:
        _free(session, changes.get("key"))
    rows.change(session, row, **values)


def delete(session: Session, id: str) -> None:
    """Forget a search."""
    session.delete(rows.find(session, models.Search, id))


def _free(session: Session, key: int | None) -> None:
    if key is not None:
        for row in session.exec(select(models.Search).where(col(models.Search.key) == key)):
            rows.change(session, row, key=None)


def _checked(name: str) -> str:
    told = _told(name)
    if not told:
        raise ProjectError("A search needs a name.")
    return told


def _told(name: str) -> str:
    """A name as it is kept."""
    return " ".join(name.split()).lstrip("@ ")


def _record(row: models.Search) -> SavedSearch:
    return SavedSearch(row.id, row.name, row.line, row.key, row.version)
