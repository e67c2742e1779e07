"""Copies of an SQLite project: taken while others write, checked row by row, there whole or not at all.

With the standard library alone, so that a process which does nothing else starts at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from db import clock, location
from db.errors import ProjectError

MARK = "glossator_backup"
"""The table by which a copy says when and why it was made, and what is in it."""
_PAGES = 4096
"""How many pages are copied at a time."""
_BUSY_SECONDS = 20.0


class Content(NamedTuple):
    """What a table holds."""

    rows: int
    sha256: str
    """Of all rows, as they lie."""


Contents = dict[str, Content]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a copy says of itself."""

    made: str
    why: str
    contents: Contents


def copy(source: Path, target: Path, why: str, *, damaged: bool = False, replace: bool = False) -> str:
    """Copy the state of this moment; what SQLite says against it, or empty.

    Others may go on writing. The copy is compared with the project row by row, and is on the disk when this ends. Its
    name must be free unless `replace` is asked for.

    Raises:
        ProjectError: If it cannot be made, or, unless `damaged` is asked for, SQLite finds damage in it.
    """
    unfinished = target.with_name(target.name + location.UNFINISHED)
    with _told(source, target), closing(reading(source)) as project:
        if not replace:
            _refuse_taken(target)
        clear(unfinished)
        location.make_private(unfinished)
        try:
            fault = _fill(project, unfinished, why)
            if fault and not damaged:
                raise ProjectError(f"{source}: no copy was made, as the project is damaged: {fault}; run doctor.")
            _finish(unfinished, target, replace)
        finally:
            clear(unfinished)
    return fault


def clear(unfinished: Path) -> None:
    """Remove a copy that was broken off, with the journal that would be rolled back into the next one."""
    for ending in ("-journal", "-wal", "-shm", ""):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def read_mark(path: Path) -> Mark | None:
    """What a copy says of itself; None where the file is another kind of project, or none at all."""
    with closing(resting(path)) as connection:
        try:
            made, why, told = connection.execute(f"SELECT made, why, contents FROM {MARK}").fetchone()
            return Mark(made, why, {name: Content(*content) for name, content in json.loads(told).items()})
        except (sqlite3.Error, TypeError, ValueError):
            return None


def check(path: Path) -> Mark | None:
    """Make sure that a copy is what it was when it was made; None where it does not say what that was.

    Raises:
        ProjectError: If it is not, or if SQLite finds damage in it; the message tells which.
    """
    with told(path), closing(resting(path)) as connection:
        if fault := integrity(connection):
            raise ProjectError(f"{path}: is damaged: {fault}; take another copy.")
        mark = read_mark(path)
        if mark is not None and (name := _difference(mark.contents, contents(connection))):
            raise ProjectError(
                f"{path}: is not what it was on {mark.made[:16].replace('T', ' ')}: its table {name} has changed;"
                f" take another copy, or look into it with  glossator --db {path}"
            )
    return mark


def integrity(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong with a whole database, in one line, or empty."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1)")]
    return "" if found == ["ok"] else " ".join(" ".join(found).split())


def contents(connection: sqlite3.Connection) -> Contents:
    """How many rows each table has, and what is in them; what can be made anew from them is left out."""
    return {name: _content(connection, name) for name in _tables(connection)}


def reading(path: Path) -> sqlite3.Connection:
    """A connection that sees one moment of a project that others may be writing to, in a transaction."""
    where = location.file_uri(path, "mode=rw")
    connection = sqlite3.connect(where, _BUSY_SECONDS, isolation_level=None, uri=True)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def resting(path: Path) -> sqlite3.Connection:
    """A connection to a file that nobody writes to; it leaves no trace beside it."""
    if path.with_name(path.name + "-wal").exists():
        return sqlite3.connect(location.file_uri(path, "mode=ro"), uri=True, isolation_level=None)
    return sqlite3.connect(location.file_uri(path, "mode=ro&immutable=1"), uri=True, isolation_level=None)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system refuses into one line that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise ProjectError(f"{path}: {str(error).rstrip('.')}.") from error
    except OSError as error:
        raise ProjectError(f"{error.filename or path}: {error.strerror or error}.") from error


@contextmanager
def _told(source: Path, target: Path) -> Iterator[None]:
    """The same for a copy, which is not there then."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ProjectError(f"{target}: no copy of {source} was made: {reason.rstrip('.')}.") from error


def _refuse_taken(target: Path) -> None:
    if os.path.lexists(target):
        raise ProjectError(f"{target}: is there already, and nothing was written; name another file.")


def _fill(project: sqlite3.Connection, unfinished: Path, why: str) -> str:
    """Copy all pages, compare all rows, and write down what the copy is; what SQLite finds wrong with it."""
    found = contents(project)
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as copied:
        project.backup(copied, pages=_PAGES)
        if name := _difference(found, contents(copied)):
            raise ProjectError(f"{unfinished}: the table {name} did not arrive as it was; is the disk sound?")
        fault = integrity(copied)
        if not fault:
            # One file, and none beside it: it may lie where nobody can write.
            copied.execute("PRAGMA journal_mode = DELETE")
            _sign(copied, why, found)
    return fault


def _sign(copied: sqlite3.Connection, why: str, found: Contents) -> None:
    copied.execute("BEGIN")
    copied.execute(f"DROP TABLE IF EXISTS {MARK}")
    copied.execute(f"CREATE TABLE {MARK} (made TEXT NOT NULL, why TEXT NOT NULL, contents TEXT NOT NULL)")
    copied.execute(f"INSERT INTO {MARK} VALUES (?, ?, ?)", (clock.now(), why, json.dumps(found)))
    copied.execute("COMMIT")


def _finish(unfinished: Path, target: Path, replace: bool) -> None:
    """Give a whole copy its name once it is on the disk, unless somebody took that name meanwhile."""
    location.sync(unfinished)
    if not replace:
        _refuse_taken(target)
    unfinished.rename(target)
    location.sync(target.parent)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The tables that hold what cannot be made anew."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        r" AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE 'text\_index%' ESCAPE '\' AND name <> ?"
        " ORDER BY name"
    )
    return [name for (name,) in connection.execute(query, (MARK,))]


def _content(connection: sqlite3.Connection, table: str) -> Content:
    """Count and digest the rows as they lie, which a copy of all pages does not change."""
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    row = " || ',' || ".join(f'quote("{name}")' for _, name, *_ in columns)
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    order = "" if "WITHOUT ROWID" in made else "ORDER BY rowid"
    digest, count = sha256(), 0
    for (line,) in connection.execute(f'SELECT CAST({row} AS BLOB) FROM "{table}" {order}'):
        digest.update(line)
        digest.update(b"\n")
        count += 1
    return Content(count, digest.hexdigest())


def _difference(one: Contents, other: Contents) -> str:
    """The first table in which two projects are not the same, or empty."""
    names = sorted(one.keys() | other.keys())
    return next((name for name in names if one.get(name) != other.get(name)), "")
