"""Where a project lies: paths and URLs told apart, and the file of an SQLite project made and checked."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

from db.errors import ProjectError

UNFINISHED = ".unfinished"
"""What the name of a file ends with until it is whole."""
_HEADER = b"SQLite format 3\0"
_SQLITE_URL = "sqlite:///"


class FileIdentity(NamedTuple):
    """What a path points at; another file under the same name has another one."""

    device: int
    inode: int


def sqlite_path(where: str) -> Path | None:
    """The absolute path of a project given as a path or as `sqlite:///PATH`; None for other URLs."""
    if where.startswith(_SQLITE_URL):
        where = unquote(where.removeprefix(_SQLITE_URL).partition("?")[0])
    elif "://" in where:
        return None
    if not where or where == ":memory:":
        raise ProjectError("A project needs a file: give its path.")
    return named(where)


def named(told: str) -> Path:
    """The absolute path that somebody has typed; ProjectError where the system can look for no such name."""
    try:
        path = Path(told).expanduser().absolute()
        path.exists()  # a name may be too long, or a folder above it closed
    except OSError as error:
        raise ProjectError(f"{told}: cannot be used: {error.strerror or error}; name another file.") from error
    except RuntimeError as error:
        raise ProjectError(
            f"{told}: cannot be used: there is no user {Path(told).parts[0][1:]} here; begin the path with ./ or /"
        ) from error
    return path


def file_uri(path: Path, options: str) -> str:
    """What SQLite is asked to open: a path, whatever bytes its name is made of, with options such as `mode=ro`."""
    return f"file:{quote(os.fsencode(path))}?{options}"


def title(path: Path) -> str:
    """The file's name without its ending, as text that can be kept."""
    return os.fsencode(path.stem).decode("utf-8", "replace")


def identity(path: Path) -> FileIdentity | None:
    """The device and inode behind a path, or None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return FileIdentity(found.st_dev, found.st_ino)


def journal(path: Path) -> Path:
    """Where SQLite keeps what is not yet in the project's file."""
    return path.with_name(f"{path.name}-wal")


def is_empty(path: Path) -> bool:
    """Whether nothing is in a file, or there is none."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True


def missing(where: object) -> str:
    """What to say where a project should be and is none."""
    return f"{where}: there is no project here; make one with  glossator --db {where} add FOLDER"


def is_database(path: Path) -> bool:
    """Whether a file begins as SQLite's do."""
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def belongs_to_database(path: Path) -> bool:
    """Whether a file is an SQLite database, or one of those that SQLite keeps beside it."""
    target = Path(os.path.realpath(path))
    stems = (target.name.removesuffix(ending) for ending in ("-wal", "-shm", "-journal", ""))
    return any(each.is_file() and is_database(each) for each in {target.parent / stem for stem in stems})


def prepare(path: Path, *, create: bool) -> bool:
    """Make sure that a usable project file is there; True when this call made it."""
    try:
        if path.exists():
            _check(path, create=create)
            return False
        if not create:
            raise ProjectError(missing(path))
        _make(path)
    except OSError as error:
        raise ProjectError(f"{path}: cannot be used: {error.strerror or error}.") from error
    return True


def _make(path: Path) -> None:
    """Make an empty file for the owner alone, and the folders above it where they are missing."""
    for folder in reversed([folder for folder in path.parents if not folder.exists()]):
        folder.mkdir(mode=0o700, exist_ok=True)
    make_private(path)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner reads and writes, whatever the umask; one that is there stays."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is there with all of its content or as it was before; a new one is for the owner alone.

    One that is there keeps its permissions; what is no ordinary file, such as a pipe, is written into.

    Raises:
        OSError: If it cannot be written; nothing is left behind then.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.writelines(chunks)
        return
    target = path.resolve()  # a link stays one
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o600
    fresh = target.with_name(f".{target.name}.{os.getpid()}{UNFINISHED}")
    try:
        make_private(fresh)
        with fresh.open("wb") as stream:
            os.fchmod(stream.fileno(), mode)
            stream.writelines(chunks)
        sync(fresh)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Whether nobody else who asks is at work in a folder as long as this lasts; it is waited for, or not."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        yield _lock(descriptor, wait)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, wait: bool) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


def _check(path: Path, *, create: bool) -> None:
    """Refuse what is no SQLite file or cannot be written; an empty file is a new project only where one may be made."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ProjectError(f"{path}: is a folder; give the path of a project file.")
    if not stat.S_ISREG(mode):
        raise ProjectError(f"{path}: is no ordinary file.")
    if not os.access(path, os.R_OK):
        raise ProjectError(f"{path}: may not be read by you.")
    empty = is_empty(path)
    if not empty and not is_database(path):
        raise ProjectError(f"{path}: is no project: it is not an SQLite database.")
    # SQLite would delete what is left in the journal of a file that was cut to nothing.
    if empty and (not create or not is_empty(journal(path))):
        raise ProjectError(
            f"{path}: is empty: if it was a project, take a backup; else remove it and what lies beside it."
        )
    if not os.access(path, os.W_OK):
        raise ProjectError(f"{path}: is read-only; make it writable or work on a copy.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise ProjectError(f"{path.parent}: is read-only, and SQLite keeps its journal there; work on a copy.")
