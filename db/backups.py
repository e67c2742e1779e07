"""The backups of a project, in a folder beside it: made, listed, and thinned out as they grow old."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db import clock, copying, location
from db.errors import ProjectError

AUTOMATIC = "automatic"
"""Why a backup was made that nobody asked for; only these are thinned out."""
ASKED = "asked for"
EVERY = timedelta(hours=1)
"""How old the newest backup must be before another one makes itself."""
MEGABYTES = 2000
"""What the automatic ones may take up, unless the analyst says otherwise."""
_LEAST = 2
"""So many automatic ones stay, whatever they take up."""
_KEPT: tuple[tuple[Callable[[datetime], object], int], ...] = (
    (lambda made: (made.date(), made.hour), 24),
    (lambda made: made.date(), 14),
    (lambda made: made.isocalendar()[:2], 8),
)
"""The newest of each of so many hours, days and weeks in which there is one."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a project."""

    path: Path
    made: str
    why: str
    """In words: "automatic", "asked for", "before a restore"."""
    bytes: int
    documents: int | None = None
    """None where the copy does not say what is in it, as those from before an upgrade."""
    annotations: int | None = None

    @property
    def is_marked(self) -> bool:
        """Whether the copy says what is in it."""
        return self.documents is not None


def folder(project: Path) -> Path:
    """Where a project's backups are."""
    return project.with_name(f"{project.name}.backups")


def make(project: Path, why: str = ASKED, target: Path | None = None, *, damaged: bool = False) -> Backup:
    """Make a backup, in the project's folder of them unless another place is named; it is checked against the project.

    Raises:
        ProjectError: If it cannot be made; nothing is left of it then.
    """
    if target is not None:
        with copying.told(target):
            is_folder = target.is_dir()
        if not is_folder:
            copying.copy(project, target, why, damaged=damaged)
            return _backup(target)
    with _alone(project):
        return _make(project, why, target or folder(project), damaged=damaged)


def make_due(project: Path, megabytes: int = MEGABYTES) -> Backup | None:
    """Make an automatic backup if the newest is an hour old and something changed since, and thin the older ones out.

    None where none is due, or somebody else is making one.

    Raises:
        ProjectError: If it is due and cannot be made.
    """
    with _alone(project, wait=False) as alone:
        if not alone or not _is_due(project):
            return None
        _refuse_full(project)
        made = _make(project, AUTOMATIC, folder(project))
        for backup in surplus(listing(project), megabytes):
            backup.path.unlink(missing_ok=True)
        return made


def listing(project: Path) -> list[Backup]:
    """All backups of a project, those from before an upgrade too; the newest first."""
    own = folder(project)
    with copying.told(own):
        paths = [path for path in own.iterdir() if path.suffix == ".db"] if own.is_dir() else []
        paths += project.parent.glob(f"{_escaped(project.name)}.before-[0-9][0-9][0-9][0-9]")
    found = [backup for backup in map(_backup_if_file, paths) if backup]
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)


def surplus(backups: Sequence[Backup], megabytes: int) -> list[Backup]:
    """The automatic ones of a list, the newest first, that are to go: too many for their age, or for the room."""
    automatic = [backup for backup in backups if backup.why == AUTOMATIC]
    kept = set()
    for period, most in _KEPT:
        newest: dict[object, Path] = {}
        for backup in automatic:
            newest.setdefault(period(_moment(backup.made)), backup.path)
        kept.update([*newest.values()][:most])
    room = megabytes * 1_000_000
    gone = []
    for number, backup in enumerate(automatic):
        room -= backup.bytes if backup.path in kept else 0
        if backup.path not in kept or (room < 0 and number >= _LEAST):
            gone.append(backup)
    return gone


def unfinished(project: Path) -> list[Path]:
    """What is left of backups that were broken off; the next one takes it away."""
    return sorted(folder(project).glob(f"*{location.UNFINISHED}"))


def unfinished_upgrades(project: Path) -> list[Path]:
    """What is left of copies that were broken off before an upgrade."""
    return sorted(project.parent.glob(f"{_escaped(project.name)}.before-*{location.UNFINISHED}"))


def write_beside(project: Path, what: str, content: str) -> Path:
    """Write a report into the folder of backups, for the owner alone."""
    with _alone(project):
        target = _free(folder(project), what, ".json")
        location.write_whole(target, [content.encode(errors="backslashreplace")])
    return target


def _make(project: Path, why: str, into: Path, *, damaged: bool = False) -> Backup:
    target = _free(into, why, ".db")
    copying.copy(project, target, why, damaged=damaged)
    return _backup(target)


def _free(into: Path, why: str, ending: str) -> Path:
    """A name of this moment that nobody has."""
    stem = f"{clock.now()[:19].replace('T', '-').replace(':', '')}-{why.replace(' ', '-')}"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}{ending}" for number in range(1, 1000))
    return into / next(name for name in names if not (into / name).exists())


def _is_due(project: Path) -> bool:
    """By the newest copy that says what is in it, and was not made in what a wrong clock took for the present."""
    now = datetime.now(UTC)
    newest = next((each for each in listing(project) if each.is_marked and _moment(each.made) <= now), None)
    if newest is None:
        return True
    if now - _moment(newest.made) < EVERY:
        return False
    with (
        copying.told(project),
        closing(copying.reading(project)) as present,
        closing(copying.resting(newest.path)) as then,
    ):
        return _last_change(present) != _last_change(then)


def _last_change(connection: sqlite3.Connection) -> object:
    """When something was annotated last."""
    return connection.execute("SELECT changed FROM project").fetchone()


def _refuse_full(project: Path) -> None:
    """A backup that nobody asked for must not be what fills the disk up."""
    if shutil.disk_usage(project.parent).free < 3 * project.stat().st_size:
        raise ProjectError(f"{project.parent}: no backup was made: the disk is nearly full.")


@contextmanager
def _alone(project: Path, *, wait: bool = True) -> Iterator[bool]:
    """Whether nobody else makes or removes backups as long as this lasts; the folder is made where it is missing."""
    own = folder(project)
    with copying.told(own):
        own.mkdir(mode=0o700, exist_ok=True)
        with location.alone(own, wait=wait) as alone:
            for path in unfinished(project) if alone else ():
                copying.clear(path)
            yield alone


def _backup(path: Path) -> Backup:
    """What is known of a copy."""
    found = path.stat()
    mark = copying.read_mark(path)
    if mark is None:
        made = datetime.fromtimestamp(found.st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        why = "before an upgrade" if ".before-" in path.name else "damaged"
        return Backup(path, made, why, found.st_size)
    rows = {name: content.rows for name, content in mark.contents.items()}
    annotations = sum(rows.get(name, 0) for name in ("mention", "quote", "stance"))
    return Backup(path, mark.made, mark.why, found.st_size, rows.get("document", 0), annotations)


def _backup_if_file(path: Path) -> Backup | None:
    """The same where there is a file that can be opened; None for a folder, or a link to nothing."""
    try:
        return _backup(path) if path.is_file() else None
    except (OSError, sqlite3.Error):
        return None


def _moment(made: str) -> datetime:
    return datetime.fromisoformat(made)


def _escaped(name: str) -> str:
    """A name in which no character is a pattern's."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
