"""The project's file: the SQLite that reads it, the disk that it lies on, who may touch it, its backups."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from db import backups, disks
from db.checks.finding import RESTORE, SHOWN, Finding, Mended, Mending, counted, file_of
from db.engine import Project

SAFE_SQLITE = (3, 51, 3)
"""The first SQLite without the bug that can damage a WAL database which several programs write to."""
_RULES = ("CHECK constraint failed", "NULL value in")
"""How SQLite tells of rows that break a rule of their table; the check of values names them."""
_INDEXES = ("missing from index", "wrong # of entries in index", "non-unique entry in index")
_REINDEX = "glossator doctor --repair makes the indexes anew."


def sqlite(project: Project) -> Iterator[Finding]:
    """Which SQLite it is."""
    with project.reading() as session:
        version = str(session.execute(text("SELECT sqlite_version()")).scalar())
    yield sqlite_finding(tuple(map(int, version.split("."))))


def sqlite_finding(version: tuple[int, ...]) -> Finding:
    """What there is to say about this version of SQLite."""
    told = ".".join(map(str, version))
    if version >= SAFE_SQLITE:
        return Finding("ok", "SQLite", told)
    safe = ".".join(map(str, SAFE_SQLITE))
    return Finding(
        "warning",
        "SQLite",
        f"{told} has a rare bug that can damage a database in WAL mode when several programs write to it at once.",
        f"Use a Python that comes with SQLite {safe} or later; until then let one program at a time write.",
    )


def disk(project: Project) -> Iterator[Finding]:
    """Whether the file lies where locks hold."""
    name = disks.network_kind(file_of(project).resolve())
    if not name:
        yield Finding("ok", "disk", "no network file system is known of")
        return
    message = f"the project lies on a file system over a network ({name}): SQLite's locks may not hold there."
    yield Finding("warning", "disk", message, "Move it to a local disk; for several machines use PostgreSQL.")


def journal(project: Project) -> Iterator[Finding]:
    """Whether readers need not wait for writers."""
    mode = _pragma(project, "journal_mode")[0][0]
    if mode == "wal":
        yield Finding("ok", "journal", "WAL")
    else:
        message = f"is {mode}, not WAL: readers wait for writers, and a crash is more likely to cost something."
        yield Finding("warning", "journal", message, "Move the project to a local disk and open it there.")


def quick_integrity(project: Project) -> Iterator[Finding]:
    """Whether the pages of the file hang together."""
    yield from _integrity(project, "quick_check")


def full_integrity(project: Project) -> Iterator[Finding]:
    """The same, and whether the indexes are those of the rows."""
    yield from _integrity(project, "integrity_check")


def _integrity(project: Project, pragma: str) -> Iterator[Finding]:
    lines = _damage(_pragma(project, pragma))
    if not lines:
        yield Finding("ok", "integrity", pragma)
        return
    mendable = _is_of_indexes(lines)
    for line in lines[:SHOWN]:
        yield Finding("fault", "integrity", line, _REINDEX if mendable else RESTORE, mendable)


def mend_indexes(mending: Mending) -> None:
    """Make all indexes anew where nothing else is damaged."""
    damaged = _damage(mending.connection.execute(text("PRAGMA integrity_check")))
    if damaged and _is_of_indexes(damaged):
        mending.connection.execute(text("REINDEX"))
        mending.note("integrity", "made the indexes anew")


def _damage(rows: Iterable[Any]) -> list[str]:
    """What SQLite says of damaged pages and indexes, a line each, without the headings."""
    told = [line for row in rows for line in str(row[0]).splitlines() if not line.startswith("***")]
    return [line for line in told if line != "ok" and not line.startswith(_RULES)]


def _is_of_indexes(lines: list[str]) -> bool:
    return all(any(sign in line for sign in _INDEXES) for line in lines)


def permissions(project: Project) -> Iterator[Finding]:
    """Articles may be embargoed and notes are private: the file is for its owner alone."""
    path = file_of(project)
    found = [finding for file in _files(path) if (finding := _open_to_others(file, "permissions"))]
    try:
        mode = path.parent.stat().st_mode
    except OSError as error:
        yield Finding("fault", "folder", f"{path.parent}: {error.strerror}.", "Put the project's folder back.")
        return
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        message = f"{path.parent}: everybody may delete or replace the project here."
        found.append(Finding("warning", "folder", message, f"chmod o-w {path.parent}"))
    yield from found or [Finding("ok", "permissions", "the project is its owner's alone")]


def backup(project: Project) -> Iterator[Finding]:
    """Which backups there are, and whether they are their owner's alone."""
    path = file_of(project)
    found = backups.listing(path)
    for each in (backups.folder(path), *(one.path for one in found)):
        if each.exists() and (finding := _open_to_others(each, "backup")):
            yield finding
    for left in (*backups.unfinished(path), *backups.unfinished_upgrades(path)):
        yield Finding("warning", "backup", f"{left}: was never finished.", f"rm {left}")
    if not found:
        yield Finding("ok", "backup", "none yet")
        return
    days = (datetime.now(UTC) - datetime.fromisoformat(found[0].made)).days
    told = f"{counted(len(found), 'backup')}, the newest {counted(days, 'day')} old: {found[0].path}"
    yield Finding("ok", "backup", told)


def close_to_others(path: Path) -> list[Mended]:
    """Take the project, its journal and its backups away from others."""
    done = []
    for each in (*_files(path), backups.folder(path), *(one.path for one in backups.listing(path))):
        if each.exists() and each.stat().st_mode & 0o077:
            each.chmod(0o700 if each.is_dir() else 0o600)
            done.append(Mended("permissions", f"{each}: is its owner's alone now"))
    return done


def _files(path: Path) -> list[Path]:
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
    return [path, *(file for file in beside if file.exists())]


def _open_to_others(path: Path, subject: str) -> Finding | None:
    try:
        found = path.stat().st_mode
    except OSError as error:
        return Finding("fault", subject, f"{path}: {error.strerror}.", "Put the file back: glossator restore.")
    mode = stat.S_IMODE(found)
    if not mode & 0o077:
        return None
    remedy = f"chmod {'700' if stat.S_ISDIR(found) else '600'} {path}"
    return Finding("warning", subject, f"{path}: others may use it (mode {mode:03o}).", remedy, mendable=True)


def _pragma(project: Project, name: str) -> list[Any]:
    with project.reading() as session:
        return list(session.execute(text(f"PRAGMA {name}")))
