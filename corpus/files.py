"""Files and folders: every article in them, or in one line why a path gave none.

`read_paths` does all of it. Several processes share the work in three steps: `find` walks, `split` takes archives and
tables apart without looking at what is in them, and `read_one`, which costs nearly all of the time, may run anywhere.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import archives
from corpus.articles import Article, article_of
from corpus.errors import CorpusError
from corpus.readers import choosing
from corpus.readers.records import MAX_HELD, Fault, File, Options, Page, Raw
from corpus.walking import STANDARD_INPUT, Found, Refusal, Rows, find, why_not

__all__ = ["Found", "Refusal", "find", "hold", "read_one", "read_paths", "split"]

_NOTHING_ASKED = Options()
_HEAD = 64 * 1024
"""So much of a file shows whether it is one that is taken apart; a smaller table is read as one piece."""
_BATCH = 64
_BATCH_BYTES = 1024 * 1024
_MAX_RATIO = 50
_FREE = 256 * 1024 * 1024
"""So much may come out of any archive, with all archives in it."""


def read_paths(paths: Iterable[Path], options: Options = _NOTHING_ASKED) -> Iterator[Article | Refusal]:
    """Read files, archives, tables and folders of them, as a stream."""
    for found in find(paths):
        for piece in split(found, options):
            yield from _results(piece, options)


def read_one(found: Found, options: Options = _NOTHING_ASKED) -> list[Article | Refusal]:
    """The articles of one file, or of one piece that `split` has made of it."""
    return list(_results(found, options))


def split(found: Found, options: Options = _NOTHING_ASKED) -> Iterator[Found]:
    """Pieces of bounded size: an archive's members, a table's rows; any other file stays one piece."""
    if found.refusal or found.parts:
        yield found
        return
    try:
        is_whole = not _is_taken_apart(found)
    except (OSError, ValueError) as error:
        yield replace(found, refusal=why_not(found.path, error))
        return
    if is_whole:
        yield found
        return
    # The whole size is told with the first piece: the sum over all pieces is what was walked.
    told = found.size
    for parts in _batched(_parts(found.path, options)):
        yield replace(found, size=told, parts=parts)
        told = 0


def _results(found: Found, options: Options) -> Iterator[Article | Refusal]:
    """The articles of what was found, and what of it gave none."""
    if found.refusal:
        yield Refusal(found.path, found.refusal)
        return
    for part in found.parts or _files(found.path):
        yield from _read(part, options)


def _is_taken_apart(found: Found) -> bool:
    """Whether the file is an archive or a table, or comes in a way that only this process can read."""
    if found.path == STANDARD_INPUT:
        return True
    file = File(_name(found.path), b"", found.path)
    with file.open() as stream:
        head = replace(file, data=stream.read(_HEAD))
    if len(head.data) < _HEAD and not archives.is_archive(head):
        return False
    if found.size <= MAX_HELD:
        head = replace(head, path=None)
    return bool(head.data) and (archives.is_archive(head) or choosing.is_taken_apart(head))


def _batched(parts: Iterable[File | Rows | Refusal]) -> Iterator[tuple[File | Rows | Refusal, ...]]:
    """Parts by so many that a batch is worth its way to another process."""
    batch: list[File | Rows | Refusal] = []
    size = 0
    for part in parts:
        batch.append(part)
        size += len(part.data) if isinstance(part, File) else _BATCH_BYTES // _BATCH
        if size >= _BATCH_BYTES or len(batch) == _BATCH or isinstance(part, Rows):
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _parts(path: Path, options: Options) -> Iterator[File | Rows | Refusal]:
    """What the file at a path is made of: files, and the rows of those that are tables."""
    for part in _files(path):
        if isinstance(part, Refusal) or not choosing.is_taken_apart(part):
            yield part
            continue
        try:
            yield from _batches(part, options)
        except CorpusError as error:
            yield Refusal(Path(part.name), str(error))


def _files(path: Path) -> Iterator[File | Refusal]:
    """The file at a path, or the files in it where it is an archive."""
    try:
        file = _standard_input() if path == STANDARD_INPUT else _held(path)
    except (CorpusError, OSError, ValueError) as error:
        yield Refusal(path, str(error) if isinstance(error, CorpusError) else why_not(path, error))
        return
    size = file.path.stat().st_size if file.path else len(file.data)
    yield from _opened(file, _Budget(max(_FREE, size * _MAX_RATIO)))


@dataclass(slots=True)
class _Budget:
    """How much may still come out of an archive."""

    left: int

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise CorpusError(f"unpacked more than {_MAX_RATIO} times larger: the rest is not read")


def _opened(file: File, budget: _Budget, depth: int = 0) -> Iterator[File | Refusal]:
    """The file itself, or the files in it, and in archives among them, where it is an archive."""
    if not archives.is_archive(file) or choosing.is_known(file):
        yield file
        return
    is_empty = True
    try:
        if depth == archives.MAX_DEPTH:
            raise CorpusError(f"archives inside each other more than {depth} deep: unpack them and add the folder")
        for member in archives.members(file):
            is_empty = False
            if isinstance(member, Fault):
                yield Refusal(Path(f"{file.name}/{member.place}"), member.reason)
            else:
                budget.spend(len(member.data))
                yield from _opened(member, budget, depth + 1)
        if is_empty:
            raise CorpusError("no file in this archive is of a kind that holds articles")
    except CorpusError as error:
        yield Refusal(Path(file.name), str(error))


def _batches(file: File, options: Options) -> Iterator[Rows]:
    """A table's rows, or an archive's pages, some at a time."""
    sha256 = _sha256(file)
    rows: list[Raw | Fault | Page] = []
    size = 0
    for row in choosing.parts(file, options):
        rows.append(row)
        size += len(row.text) if isinstance(row, Raw) else len(row.content) if isinstance(row, Page) else 0
        if len(rows) >= _BATCH or size >= _BATCH_BYTES:
            yield Rows(file.name, sha256, tuple(rows))
            rows, size = [], 0
    if rows:
        yield Rows(file.name, sha256, tuple(rows))


def _sha256(file: File) -> str:
    """Of all of the file's bytes."""
    sha256 = hashlib.sha256()
    with file.open() as stream:
        while chunk := stream.read(_BATCH_BYTES):
            sha256.update(chunk)
    return sha256.hexdigest()


def _read(part: File | Rows | Refusal, options: Options) -> Iterator[Article | Refusal]:
    """The articles of a part, and what of it gave none."""
    if isinstance(part, Refusal):
        yield part
        return
    path = Path(part.name)
    try:
        rows: Iterable[Raw | Fault | Page] = part.rows if isinstance(part, Rows) else choosing.read(part, options)
        sha256 = part.file_sha256 if isinstance(part, Rows) else _sha256(part)
        for found in rows:
            row = choosing.article(found) if isinstance(found, Page) else found
            if isinstance(row, Fault):
                yield Refusal(path, f"{row.place}: {row.reason}" if row.place else row.reason)
            else:
                yield article_of(row, part.name, sha256, options.name_pattern)
    except CorpusError as error:
        yield Refusal(path, str(error))
    except (RecursionError, MemoryError):
        yield Refusal(path, "too large or too deep to be read: split it into one file for each article")


def hold(path: Path) -> File:
    """The bytes of one file, or of standard input where the path is `-`, for a reader of it.

    Raises:
        CorpusError: Where it cannot be read, with its name.
    """
    if path == STANDARD_INPUT:
        return _standard_input()
    try:
        return _held(path)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{_name(path)}: {why_not(path, error)}") from error


def _standard_input() -> File:
    """What comes through standard input, as a file; one byte more than is held when it is too much."""
    data = sys.stdin.buffer.read(MAX_HELD + 1) if sys.stdin else b""
    if len(data) > MAX_HELD:
        raise CorpusError(f"more than {MAX_HELD // 2**20} MB: write it to a file and add that")
    return File("standard input", data)


def _held(path: Path) -> File:
    """A file with its bytes, or with its first ones where it is larger than what is held."""
    file = File(_name(path), b"", path)
    with file.open() as stream:
        data = stream.read(MAX_HELD + 1)
    return replace(file, data=data[:MAX_HELD]) if len(data) > MAX_HELD else File(file.name, data)


def _name(path: Path) -> str:
    """The path as text; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode(errors="replace")
