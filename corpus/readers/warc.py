"""Web archives, WARC: an article for each page or text that was fetched, read as a stream and within bounds."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from corpus.errors import CorpusError
from corpus.readers import html, markup
from corpus.readers.records import Fault, File, Options, Page, Raw, Told
from corpus.text import MAX_BYTES, decode

name = "WARC"

_GZIP = b"\x1f\x8b\x08"
_MARK = b"WARC/"
_TYPES = frozenset(("response", "resource", "conversion"))
_PAGES = ("text/html", "application/xhtml")
_TEXTS = ("text/plain",)
_LONGEST_LINE = 16 * 1024
_MOST_HEADERS = 200
_HEADERS_SIZE = 256 * 1024
_CHUNK = 64 * 1024
_MAX_RATIO = 100
_FREE = 64 * 1024 * 1024
"""So much may be unpacked, however small the file is."""
_FAULTS = (zlib.error, EOFError, OSError, ValueError)
"""What the standard library raises for damaged packing and for numbers that are none."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its number in the file, its headers by their names in small letters, and its content."""

    number: int
    headers: Mapping[str, str]
    content: bytes


class _Unpacked(io.RawIOBase):
    """A packed file's content, refused where it is so much more than the file that it must be made to fill a disk."""

    def __init__(self, stream: BinaryIO) -> None:
        self._packed = stream
        self._stream = gzip.GzipFile(fileobj=stream)
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed names a type of its own
        data = self._stream.read1(len(buffer))
        self._size += len(data)
        if self._size > _FREE and self._size > self._packed.tell() * _MAX_RATIO:
            raise CorpusError(f"packed more than {_MAX_RATIO} times smaller, as no archive of pages is: not unpacked")
        buffer[: len(data)] = data
        return len(data)


def knows(file: File) -> bool:
    """Whether the file begins as a web archive does, packed or not."""
    if not file.data.startswith(_GZIP):
        return file.data.startswith(_MARK)
    try:
        return zlib.decompressobj(wbits=31).decompress(file.data[:4096], 64).startswith(_MARK)
    except zlib.error:
        return False


def read(file: File, options: Options) -> Iterator[Raw | Fault]:
    """The pages and texts in the order in which they were fetched; what is neither is passed over."""
    return (article(page) if isinstance(page, Page) else page for page in pages(file))


def pages(file: File) -> Iterator[Page | Fault]:
    """The same, still to be read: `article` may do that in another process."""
    count = number = 0
    with file.open() as opened:
        stream = io.BufferedReader(_Unpacked(opened), _CHUNK) if file.data.startswith(_GZIP) else opened
        try:
            for record in _records(stream):
                number = record.number
                if found := _found(record):
                    count += 1
                    yield found
        except (CorpusError, *_FAULTS) as error:
            if not count:
                raise CorpusError(_reason(error)) from None
            yield Fault(f"record {number + 1}", f"{_reason(error)}; what follows is not read")
    if not count:
        raise CorpusError("a web archive without pages: nothing to read")


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, CorpusError) else "damaged here: fetch or copy the archive anew"


def _records(stream: BinaryIO | io.BufferedReader) -> Iterator[_Record]:
    """The records that may hold an article; of the others only their headers are looked at."""
    number = 0
    while line := stream.readline(_LONGEST_LINE):
        if not line.strip():
            continue
        if not line.startswith(_MARK):
            raise CorpusError("a record that does not begin as one: the archive is damaged here")
        number += 1
        headers = _headers(stream)
        size = int(headers.get("content-length", ""))
        if size < 0:
            raise CorpusError("a record that tells no length: the archive is damaged here")
        if headers.get("warc-type", "").lower() in _TYPES and size <= MAX_BYTES + _HEADERS_SIZE:
            content = stream.read(size)
            if len(content) < size:
                raise CorpusError("the archive ends in the middle of a record: fetch or copy it anew")
            yield _Record(number, headers, content)
        else:
            _skip(stream, size)


def _headers(stream: BinaryIO | io.BufferedReader) -> dict[str, str]:
    """Headers up to the blank line below them, by their names in small letters."""
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = stream.readline(_LONGEST_LINE)
        if not line.strip():
            return headers
        key, _colon, value = line.decode("utf-8", "replace").partition(":")
        headers.setdefault(key.strip().lower(), value.strip())
    raise CorpusError(f"a record with more than {_MOST_HEADERS} headers: the archive is damaged here")


def _skip(stream: BinaryIO | io.BufferedReader, size: int) -> None:
    while size > 0 and (chunk := stream.read(min(size, _CHUNK))):
        size -= len(chunk)


def _found(record: _Record) -> Page | Fault | None:
    """The page of a record; None where it holds no text, or none that was found."""
    place = f"record {record.number}"
    kind, content = record.headers.get("content-type", ""), record.content
    try:
        if kind.lower().startswith("application/http"):
            stream = io.BytesIO(content)
            status = stream.readline(_LONGEST_LINE).split()
            headers = _headers(stream)
            if len(status) < 2 or status[1] != b"200":
                return None
            kind = headers.get("content-type", "")
            content = stream.read() if kind.lower().startswith((*_PAGES, *_TEXTS)) else b""
            content = _plain(content, headers)
    except CorpusError as error:
        return Fault(place, str(error))
    except _FAULTS:
        return Fault(place, "a page whose packing is damaged")
    if not kind.lower().startswith((*_PAGES, *_TEXTS)):
        return None
    return Page(content, kind, record.headers.get("warc-target-uri", "").strip("<>"), place)


def article(page: Page) -> Raw | Fault:
    """What a page holds."""
    try:
        if page.kind.lower().startswith(_PAGES):
            charset = page.kind.partition("charset=")[2].split(";")[0].strip(" \"'")
            text, coding = markup.decode(page.content, charset)
            return html.article(text, coding, page.url, page.place)
        plain = decode(page.content)
    except CorpusError as error:
        return Fault(page.place, str(error))
    except _FAULTS:
        return Fault(page.place, "a damaged page")
    told = {"url": Told(page.url, "record")} if page.url.startswith(("http://", "https://")) else {}
    return Raw(plain.text, plain.encoding, told, page.place, plain.remark)


def _plain(content: bytes, headers: Mapping[str, str]) -> bytes:
    """The content of an answer as the server had it before it cut and packed it for the way."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        content = _joined(content)
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding in ("", "identity", "none") or not content:
        return content
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise CorpusError(f"a page that is packed as {coding[:20]}: not read")
    # 47: with the header of gzip or of zlib; servers that say deflate may leave out both.
    wbits = 47 if coding != "deflate" or content[:1] in (b"\x78", b"\x1f") else -15
    unpacking = zlib.decompressobj(wbits=wbits)
    plain = unpacking.decompress(content, MAX_BYTES + 1)
    if len(plain) > MAX_BYTES:
        raise CorpusError(f"a page of more than {MAX_BYTES // 2**20} MB: not read")
    return plain


def _joined(content: bytes) -> bytes:
    """The pieces of a chunked answer put together; some archives hold them so already."""
    stream = io.BytesIO(content)
    pieces: list[bytes] = []
    while line := stream.readline(_LONGEST_LINE).split(b";")[0].strip():
        try:
            size = int(line, 16)
        except ValueError:
            return b"".join(pieces) if pieces else content
        if size <= 0:
            break
        pieces.append(stream.read(size))
        stream.readline(_LONGEST_LINE)
    return b"".join(pieces)
