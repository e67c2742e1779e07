"""Archives: the files in a ZIP, a tar or a gzip file, in their order, each within bounds; nothing is written."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from corpus.errors import CorpusError
from corpus.readers import packages
from corpus.readers.choosing import ENDINGS
from corpus.readers.records import MAX_HELD, Fault, File
from corpus.text import clean

MAX_DEPTH = 3
"""So many archives may stand inside each other."""
_GZIP = b"\x1f\x8b\x08"
_TAR_AT = 257
_TAR = b"ustar"
_MAX_RATIO = 40
_FREE = 64 * 1024 * 1024
"""So much may come out of any tar file, however small it is."""
_FAULTS = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError)


def is_archive(file: File) -> bool:
    """Whether the file is an archive, by its first bytes."""
    data = file.data
    return packages.is_package(data) or data.startswith(_GZIP) or data[_TAR_AT:].startswith(_TAR)


def members(file: File) -> Iterator[File | Fault]:
    """The files of an archive that may hold articles, and those that cannot be read with the reason.

    `CorpusError` when the archive as a whole cannot be read.
    """
    reading = _zipped if packages.is_package(file.data) else _gunzipped if file.data.startswith(_GZIP) else _tarred
    seen: Counter[str] = Counter()
    try:
        for name, data in reading(file):
            name = clean(name)
            seen[name] += 1
            name = name if seen[name] == 1 else f"{name} ({seen[name]})"
            yield File(f"{file.name}/{name}", data) if isinstance(data, bytes) else Fault(name, data)
    except _FAULTS as error:
        raise CorpusError(f"a damaged archive: {' '.join(str(error).split())[:100] or 'it ends too early'}") from None


def is_taken(name: str) -> bool:
    """Whether a member is looked at: by its ending, and not hidden, as what systems add of their own is."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not hidden and path.name.lower().endswith(tuple(ENDINGS))


def _zipped(file: File) -> Iterator[tuple[str, bytes | str]]:
    """The members of a ZIP archive: their bytes, or why they are not read."""
    with packages.opened(file) as package:
        for info in package.infolist():
            name = _name(info)
            if info.is_dir() or not is_taken(name):
                continue
            reason = _why_not(name)
            if not reason:
                try:
                    data = b"".join(packages.chunks(package, info))
                except CorpusError as error:
                    reason = str(error)
            yield name, reason or data


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; one in UTF-8 that does not say so is read as what it is."""
    try:
        return info.filename if info.flag_bits & 0x800 else info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename


def _why_not(name: str) -> str:
    """Why a member of that name is not read, or empty."""
    path = PurePosixPath(name.replace("\\", "/"))
    outside = path.is_absolute() or ".." in path.parts or path.parts[0].endswith(":")
    return "a name that leads out of the archive: not read" if outside else ""


def _gunzipped(file: File) -> Iterator[tuple[str, bytes | str]]:
    """The one file that gzip has packed, or the members of a tar file in it."""
    with file.open() as packed:
        most = _FREE + _MAX_RATIO * packed.seek(0, io.SEEK_END)
        packed.seek(0)
        # GzipFile reads what it needs and no more.
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=packed))
        data = stream.read(_TAR_AT + len(_TAR))
        if data[_TAR_AT:] == _TAR:
            stream.seek(0)
            yield from _untarred(stream, most)
            return
        data += stream.read(MAX_HELD + 1 - len(data))
    name = PurePosixPath(file.name).name
    name = name[:-3] if name.lower().endswith(".gz") else name
    yield (
        name,
        data if len(data) <= MAX_HELD else f"unpacked larger than {MAX_HELD // 2**20} MB: unpack it and add the file",
    )


def _tarred(file: File) -> Iterator[tuple[str, bytes | str]]:
    """The members of a tar file that is not packed."""
    with file.open() as stream:
        yield from _untarred(stream, stream.seek(0, io.SEEK_END))


class _Bounded(io.RawIOBase):
    """A stream that gives no more than an honest archive of its size holds, and no more at once than may be held."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= MAX_HELD:
            raise CorpusError(f"a tar file whose headers are larger than {MAX_HELD // 2**20} MB: not read")
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if offset > self._most:
            raise CorpusError(f"a tar file that ends too early, or is packed more than {_MAX_RATIO} times smaller")
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()


def _untarred(stream: BinaryIO, most: int) -> Iterator[tuple[str, bytes | str]]:
    """The members of a tar file; links, devices and folders are none."""
    stream.seek(0)
    with tarfile.open(fileobj=cast("BinaryIO", _Bounded(stream, most)), mode="r:") as tar:
        for _ in range(packages.MAX_MEMBERS):
            info = tar.next()
            if info is None:
                return
            # The list grows with the archive, and nobody asks it again.
            tar.members.clear()  # type: ignore[attr-defined]  # which its types leave out
            if info.issym() or info.islnk():
                reason = "a link inside an archive, not followed"
            elif not info.isreg() or not is_taken(info.name):
                continue
            else:
                reason = _why_not(info.name) or _too_large(info.size)
            if reason:
                yield info.name, reason
            elif content := tar.extractfile(info):
                yield info.name, content.read()
    raise CorpusError(f"an archive of more than {packages.MAX_MEMBERS:,} files: unpack it and add the folder")


def _too_large(size: int) -> str:
    return f"larger than {MAX_HELD // 2**20} MB: split it into one file for each article" if size > MAX_HELD else ""
