"""A backup put back into a project's place: checked first, and what it replaces is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db import backups, copying, location, schema
from db.copying import MARK, Mark
from db.errors import ProjectError

BEFORE = "before a restore"
"""Why the replaced project was kept."""
_SECONDS = 2.0
"""How long another program that happens to be closing the project is waited for."""
_LISTED = "glossator backup --list shows those that there are"
_REMEDY = f"{_LISTED}, and glossator import brings an export in"
_OPENED = "is open in another program; leave that first, and nothing was changed."


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done."""

    mark: Mark | None
    """What the backup says of itself; None where it is a project that says nothing."""
    replaced: Path | None
    """Where the project that was there is kept."""


def check(project: Path, backup: Path) -> Mark | None:
    """Make sure that a backup can take a project's place; what it says of itself.

    Raises:
        ProjectError: If it cannot; the message says why.
    """
    if not backup.is_file():
        raise ProjectError(f"{backup}: there is no backup here; {_LISTED}.")
    if project.exists() and project.samefile(backup):
        raise ProjectError(f"{backup}: is the project itself; name a backup of it.")
    with copying.told(backup):
        if not location.is_database(backup):
            raise ProjectError(f"{backup}: is no backup, but a file of another kind; {_REMEDY}.")
    mark = copying.check(backup)
    with copying.told(backup), closing(copying.resting(backup)) as connection:
        if not {"alembic_version", "project", "document"} <= _tables(connection):
            raise ProjectError(f"{backup}: is no Glossator project; {_REMEDY}.")
        (number,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if number > schema.newest():
        raise ProjectError(f"{backup}: has schema {number}, which is newer than this program: use a newer Glossator.")
    return mark


def restore(project: Path, backup: Path) -> Restored:
    """Put a backup into a project's place; the project is the one or the other, whenever this is broken off.

    Raises:
        ProjectError: If the backup is not what it was, or somebody has the project open; nothing is changed then.
    """
    mark = check(project, backup)
    fresh = project.with_name(f".{project.name}.restored{location.UNFINISHED}")
    with copying.told(project):
        copying.clear(fresh)
        location.make_private(fresh)
        try:
            _unpack(backup, fresh)
            replaced = _replace(project, fresh)
        finally:
            copying.clear(fresh)
    return Restored(mark, replaced)


def is_open(project: Path) -> bool:
    """Whether another program has the project open; SQLite itself holds a lock for as long as that is so."""
    with closing(sqlite3.connect(project, isolation_level=None, timeout=_SECONDS)) as connection:
        try:
            # Leaving WAL mode needs the file alone; opening the project sets it again.
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        except sqlite3.OperationalError as error:
            return "locked" in str(error)
        except sqlite3.DatabaseError:
            return False
    return False


def _unpack(backup: Path, fresh: Path) -> None:
    """The project that a backup is a copy of."""
    with closing(copying.resting(backup)) as source, closing(sqlite3.connect(fresh, isolation_level=None)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute(f"DROP TABLE IF EXISTS {MARK}")
    location.sync(fresh)


def _replace(project: Path, fresh: Path) -> Path | None:
    if not project.exists():
        fresh.rename(project)
        location.sync(project.parent)
        return None
    if is_open(project):
        raise ProjectError(f"{project}: {_OPENED}")
    if not _is_readable(project):
        return _replace_damaged(project, fresh)
    replaced = backups.make(project, BEFORE, damaged=True).path if project.stat().st_size else None
    # Into the file and not in its place: whoever opens it meanwhile has the one or the other, and never a lost file.
    with closing(sqlite3.connect(fresh)) as source, closing(sqlite3.connect(project, timeout=_SECONDS)) as target:
        source.backup(target)
    location.sync(project)
    return replaced


def _is_readable(project: Path) -> bool:
    """Whether SQLite can read all of it, so that it can be copied and written to."""
    try:
        with closing(copying.reading(project)) as connection:
            copying.contents(connection)
    except sqlite3.DatabaseError:
        return False
    return True


def _replace_damaged(project: Path, fresh: Path) -> Path:
    """What SQLite cannot read is moved as it is, with its journal, which must not come to stand beside another file."""
    own = backups.folder(project)
    own.mkdir(mode=0o700, exist_ok=True)
    names = (own / f"damaged-{number}.db" for number in range(1, 1000))
    kept = next(path for path in names if not path.exists())
    for ending in ("-wal", "-shm", ""):
        beside = project.with_name(project.name + ending)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + ending))
    fresh.rename(project)
    location.sync(own)
    location.sync(project.parent)
    return kept


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
