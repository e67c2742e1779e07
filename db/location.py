"""Where a project lies: paths and URLs told apart, and the file of an SQLite project made and checked."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from db.errors import ProjectError

_HEADER = b"SQLite format 3\0"
_SQLITE_URL = "sqlite:///"
_MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    {
        *("9p", "afs", "ceph", "cifs", "coda", "fuse.glusterfs", "fuse.sshfs", "gfs2", "glusterfs", "lustre"),
        *("ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs", "vboxsf"),
    }
)
"""File systems on which SQLite's locks may not hold."""


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
    return Path(where).expanduser().absolute()


def identity(path: Path) -> FileIdentity | None:
    """The device and inode behind a path, or None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return FileIdentity(found.st_dev, found.st_ino)


def network(path: Path, mounts: Path = _MOUNTS) -> str:
    """The file system over a network that a path lies on; empty where it is a local one, or nothing tells."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = ("", "")
    for line in lines:
        place, _, kind = line.partition(" - ")
        folder = place.split()[4].replace("\\040", " ")
        if path.resolve().is_relative_to(folder) and len(folder) >= len(found[0]):
            found = (folder, kind.split()[0])
    return found[1] if found[1] in _NETWORK else ""


def prepare(path: Path, *, create: bool) -> bool:
    """Make sure that a usable project file is there; True when this call made it."""
    try:
        if path.exists():
            _check(path)
            return False
        if not create:
            raise ProjectError(f"{path}: there is no project here.")
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


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check(path: Path) -> None:
    """Refuse what is no SQLite file or cannot be written; an empty file is a new project."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise ProjectError(f"{path}: is a folder; give the path of a project file.")
    if not stat.S_ISREG(mode):
        raise ProjectError(f"{path}: is no ordinary file.")
    if not os.access(path, os.R_OK):
        raise ProjectError(f"{path}: may not be read by you.")
    with path.open("rb") as file:
        header = file.read(len(_HEADER))
    if header not in (b"", _HEADER):
        raise ProjectError(f"{path}: is no project: it is not an SQLite database.")
    if not os.access(path, os.W_OK):
        raise ProjectError(f"{path}: is read-only; make it writable or work on a copy.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise ProjectError(f"{path.parent}: is read-only, and SQLite keeps its journal there; work on a copy.")
