"""Walking: the files that named paths mean, found without opening any."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.readers.choosing import ENDINGS
from corpus.readers.records import Fault, File, Page, Raw

STANDARD_INPUT = Path("-")

_NO_FILES = (
    (stat.S_ISFIFO, "a named pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_PAGE_FOLDERS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_file", "_pliki")
"""What browsers add to a saved page's name for the folder of its pictures and frames."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that gave no article."""

    path: Path
    reason: str
    """One line: what is wrong, and what to do where something can be done."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some of the articles in a file that holds many."""

    name: str
    file_sha256: str
    rows: tuple[Raw | Fault | Page, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read, or in one line why a path is none; it can be handed to another process."""

    path: Path
    size: int = 0
    """In bytes, for telling how far an import is."""
    refusal: str = ""
    """What is wrong with the path, and what to do where something can be done; empty when it can be read."""
    parts: tuple[File | Rows | Refusal, ...] = ()
    """What of an archive or a table is already in hand; else empty."""


def find(paths: Iterable[Path]) -> Iterator[Found]:
    """The files that paths mean: folders in sorted order with all below them, hidden entries passed over."""
    for path in paths:
        found = False
        for result in _found(path):
            found = True
            yield result
        if not found:
            endings = ", ".join(sorted(ENDINGS))
            yield Found(path, refusal=f"no file here ends in {endings}: name the file itself to read it")


def _found(named: Path) -> Iterator[Found]:
    """The files that one path means that the user has named."""
    if named == STANDARD_INPUT:
        yield Found(named)
        return
    waiting = [named]
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode
            if not stat.S_ISDIR(mode):
                if path == named or _is_taken(path) or not stat.S_ISREG(mode):
                    yield _file(path, named)
            elif path != named and path.is_symlink():
                yield Found(path, refusal="a link to a folder, not followed: add that folder itself")
            else:
                waiting += reversed(_entries(path))
        except (OSError, ValueError) as error:
            yield Found(path, refusal=why_not(path, error))


def _is_taken(path: Path) -> bool:
    """Whether a file of a folder is read, by its name."""
    return path.name.lower().endswith(tuple(ENDINGS))


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, sorted, without hidden entries and the folders of saved pages."""
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    pages = {name.rpartition(".")[0] for name in names if name.lower().endswith(_PAGE_ENDINGS)}
    frames = {page + ending for page in pages for ending in _PAGE_FOLDERS}
    return [folder / name for name in names if name not in frames]


def _file(path: Path, named: Path) -> Found:
    """What is no folder; nothing but a plain file is ever to be opened."""
    status = path.stat()
    refusal = next((reason for is_kind, reason in _NO_FILES if is_kind(status.st_mode)), "")
    if not refusal and path != named and path.is_symlink() and not path.resolve().is_relative_to(named.resolve()):
        refusal = "a link out of the folder, not followed: add that file itself"
    return Found(path, status.st_size, refusal)


def why_not(path: Path, error: OSError | ValueError) -> str:
    """Why the system would not give a path, in words."""
    if isinstance(error, FileNotFoundError):
        return "a link that leads nowhere" if os.path.lexists(path) else "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror.lower()}"
    return "not a possible name for a file"
