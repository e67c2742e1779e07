"""What a database refuses, told in one line: what happened, what is safe, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from db.errors import ConflictError, ProjectError, StorageError

SAFE = "this was not saved, all before it is"

_BUSY = ("another program keeps writing to it", "Let it finish, then try again")
_SQLITE = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Make room, then try again"),
    sqlite3.SQLITE_IOERR: ("the disk fails, or your quota is used up", "Look at the disk, then try again"),
    sqlite3.SQLITE_READONLY: ("the project is read-only", "Make it writable, then try again"),
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CANTOPEN: ("its file or folder cannot be opened", "Put it right, then try again"),
    sqlite3.SQLITE_CORRUPT: ("the file is damaged", "Take a backup, or what glossator export can still read"),
    sqlite3.SQLITE_NOTADB: ("the file is not a database, or its start is damaged", "Take a backup"),
}
"""What happened and what to do, by SQLite's codes; the low byte of a code tells its family."""

_UNREACHED = "Look whether its server runs and whether host, port, user, password and name are right, then try again"


@contextmanager
def told(name: str, *, writing: bool = False) -> Iterator[None]:
    """Turn what the database refuses into one line that a person can read."""
    try:
        yield
    except IntegrityError as error:
        if "foreign key" in str(error.orig).lower():
            raise ConflictError(f"{name}: nothing was saved: something it rests on is gone, or in use.") from error
        raise ProjectError(f"{name}: nothing was saved: {_reason(error)}.") from error
    except UnicodeEncodeError as error:
        raise ProjectError(
            f"{name}: nothing was saved: {error.object[error.start : error.end]!r} is half a character."
        ) from error
    except DBAPIError as error:
        what, remedy = _SQLITE.get(_family(error), (_reason(error), _UNREACHED if _is_unreached(error) else ""))
        safe = f": {SAFE}" if writing else ""
        raise StorageError(f"{name}: {what}{safe}. {remedy}".rstrip(". ") + ".") from error
    except SQLAlchemyError as error:
        raise ProjectError(f"{name}: {str(error).splitlines()[0]}") from error


def _family(error: DBAPIError) -> int:
    """SQLite's code without what tells its kinds apart; 0 for another database."""
    return int(getattr(error.orig, "sqlite_errorcode", 0)) & 0xFF


def _is_unreached(error: DBAPIError) -> bool:
    """Whether a PostgreSQL server was not there to answer: what it answers itself has a code."""
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", "") is None


def _reason(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error.orig).__name__
