"""Zipped packages, as archives and office documents are: opened and read within bounds, whatever their headers say."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from corpus.errors import CorpusError
from corpus.readers.records import MAX_HELD, File

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
MAX_MEMBERS = 100_000
_MAX_DIRECTORY = 16 * 1024 * 1024
_MAX_RATIO = 100
"""Text shrinks to a tenth at best; what shrinks more is made to fill the memory."""
_FREE = 1024 * 1024
"""So much may come out of any member."""
_CHUNK = 64 * 1024
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    struct.error,
)
"""What the standard library raises for damaged, encrypted and unusual packages."""


class _Bounded(io.RawIOBase):
    """A stream of which no more is read at once than the list of members may have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_DIRECTORY:
            raise CorpusError("a ZIP archive with too long a list of members: unpack it and add the folder")
        data = self._stream.read(size)
        if data.count(b"PK\x01\x02") > MAX_MEMBERS:
            raise CorpusError(f"an archive of more than {MAX_MEMBERS:,} files: unpack it and add the folder")
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True


def is_package(data: bytes) -> bool:
    """Whether the bytes begin as a package does."""
    return data.startswith(_MAGIC)


def holds(file: File, part: str) -> bool:
    """Whether the file is a package with such a part."""
    # A package's names are not compressed: most files need not be opened for the question.
    if not is_package(file.data) or (part.encode() not in file.data and file.path is None):
        return False
    try:
        with opened(file) as package:
            return part in package.NameToInfo
    except CorpusError:
        return False


@contextmanager
def opened(file: File) -> Iterator[zipfile.ZipFile]:
    """The package, its list of members bounded; `CorpusError` when it is none that can be read."""
    with file.open() as stream:
        try:
            package = zipfile.ZipFile(_Bounded(stream))
        except FAULTS:
            raise CorpusError("a damaged ZIP archive: make it anew, or add its files") from None
        with package:
            members = package.infolist()
            packed = sum(info.compress_size for info in members)
            if packed > stream.seek(0, io.SEEK_END) or len({info.header_offset for info in members}) < len(members):
                raise CorpusError("a ZIP archive whose members overlap, as none does that holds articles: not read")
            yield package


def part(package: zipfile.ZipFile, name: str, limit: int = MAX_HELD) -> bytes:
    """All of a part; empty when there is none of that name."""
    return b"".join(chunks(package, package.NameToInfo[name], limit)) if name in package.NameToInfo else b""


def chunks(package: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int = MAX_HELD) -> Iterator[bytes]:
    """The bytes of a member, piece by piece; `CorpusError` when it must or can not be read."""
    _check(info, limit)
    try:
        with package.open(info) as stream:
            # The standard library gives no more than the member's header tells, which `_check` has bounded.
            while chunk := stream.read(_CHUNK):
                yield chunk
    except FAULTS as error:
        raise CorpusError(f"damaged in its archive: {_said(error)}") from None


def _check(info: zipfile.ZipInfo, limit: int) -> None:
    """Refuse what is encrypted, a link, or made to fill the memory."""
    if info.flag_bits & 1:
        raise CorpusError("encrypted: unpack the archive with its password and add the files")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise CorpusError("a link inside an archive, not followed")
    if info.file_size > _FREE and info.file_size > info.compress_size * _MAX_RATIO:
        raise CorpusError(f"packed more than {_MAX_RATIO} times smaller, as no text is: not unpacked")
    if info.file_size > limit:
        raise CorpusError(f"larger than {limit // 2**20} MB: split it into one file for each article")


def _said(error: Exception) -> str:
    """What the standard library said, in one short line."""
    return " ".join(str(error).split())[:100] or type(error).__name__
