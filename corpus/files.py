"""Files and folders: every article in them, or in one line why a path gave none."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.articles import Article, read_article
from corpus.errors import CorpusError
from corpus.text import MAX_BYTES

ENDINGS = frozenset((".txt", ".text", ".md"))
"""What is taken from a folder; a file that is named itself may have any ending."""

_NO_FILES = (
    (stat.S_ISFIFO, "a named pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that gave no article."""

    path: Path
    reason: str
    """One line: what is wrong, and what to do where something can be done."""


def read_paths(paths: Iterable[Path]) -> Iterator[Article | Refusal]:
    """Read files, and folders in sorted order with all below them; hidden entries of a folder are passed over."""
    for found in find_paths(paths):
        yield found if isinstance(found, Refusal) else read_file(found)


def find_paths(paths: Iterable[Path]) -> Iterator[Path | Refusal]:
    """What `read_paths` reads, without reading it."""
    for path in paths:
        found = False
        for result in _find(path):
            found = True
            yield result
        if not found:
            yield Refusal(path, f"no file here ends in {', '.join(sorted(ENDINGS))}: name the file itself to read it")


def read_file(path: Path) -> Article | Refusal:
    """Read what is no folder; nothing but a plain file is ever opened."""
    try:
        mode = path.stat().st_mode
        for is_kind, reason in _NO_FILES:
            if is_kind(mode):
                return Refusal(path, reason)
        return read_article(_bytes(path), os.fsencode(path).decode(errors="replace"))
    except CorpusError as error:
        return Refusal(path, str(error))
    except (OSError, ValueError) as error:
        return Refusal(path, _reason(path, error))


def _find(named: Path) -> Iterator[Path | Refusal]:
    """What there is to read at one path that the user has named."""
    waiting = [named]
    while waiting:
        path = waiting.pop()
        try:
            mode = path.stat().st_mode
            if not stat.S_ISDIR(mode):
                if path == named or path.suffix.lower() in ENDINGS or not stat.S_ISREG(mode):
                    yield path
            elif path != named and path.is_symlink():
                yield Refusal(path, "a link to a folder, not followed: add that folder itself")
            else:
                waiting += reversed(_entries(path))
        except (OSError, ValueError) as error:
            yield Refusal(path, _reason(path, error))


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, sorted, without hidden entries."""
    return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))


def _bytes(path: Path) -> bytes:
    """The file's bytes, one more than the limit at most."""
    # O_NONBLOCK: a pipe that has taken the file's place since it was looked at must not hang the import.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        return file.read(MAX_BYTES + 1)


def _reason(path: Path, error: OSError | ValueError) -> str:
    """Why the system would not give a path, in words."""
    if isinstance(error, FileNotFoundError):
        return "a link that leads nowhere" if os.path.lexists(path) else "no such file or folder"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror.lower()}"
    return "not a possible name for a file"
