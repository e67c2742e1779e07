"""From a file's bytes to the text that is kept: decoded, and nothing stripped or normalised."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from corpus import encodings
from corpus.encodings import REPLACEMENT
from corpus.errors import CorpusError

MAX_BYTES = 16 * 1024 * 1024
"""What the text of one article may have; in memory it is up to four times as much."""

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document from before 2007"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"\x1f\x8b\x08", "a compressed file"),
    (b"BZh91AY&SY", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"\x28\xb5\x2f\xfd", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!\x1a\x07", "a compressed file"),
)
_TO_DO = {
    "an office document from before 2007": "save it as DOCX or XLSX",
    "a compressed file": "unpack it and add what is in it",
    "a picture": "have its letters recognised (OCR) and add the text",
    "a program": "there is nothing to read",
}
_CONTROLS = encodings.CONTROLS.encode()
_SURROGATE = re.compile("[\ud800-\udfff]")
_VISIBLE = re.compile("[^\\s\u200b-\u200f\u2060\ufeff\ufffd]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as it is kept, and what is known about where it came from."""

    text: str
    encoding: str
    """The codec that read it, or utf-8-sig for UTF-8 with a byte order mark."""
    sha256: str
    """Of the text as UTF-8."""
    file_sha256: str
    """Of the file's bytes."""
    remark: str
    """What the coder should know about the reading, or empty."""


def decode(data: bytes) -> Decoded:
    """Read bytes as plain text; `CorpusError` when they are empty, binary or too many."""
    check_bytes(data)
    coding = encodings.tell(data)
    raw = coding.decode(data)
    _check_characters(raw)
    text = unified(raw)
    return Decoded(text, coding.name, digest(text), hashlib.sha256(data).hexdigest(), coding.remark)


def unified(raw: str) -> str:
    """The text as it is kept: line ends are LF, and what `clean` does."""
    return clean(raw.replace("\r\n", "\n").replace("\r", "\n"))


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def clean(text: str) -> str:
    """The text with NUL and lone surrogates, which no database and no UTF-8 can hold, as U+FFFD."""
    return _SURROGATE.sub(REPLACEMENT, text.replace("\0", REPLACEMENT))


def binary_kind(data: bytes) -> str:
    """What the data is by its first bytes, in words, where that is no text; else empty."""
    return next((what for magic, what in _MAGIC if data.startswith(magic)), "")


def check_bytes(data: bytes) -> None:
    """Refuse what need not be decoded to be known as no text."""
    if not data:
        raise CorpusError("the file is empty: nothing to read")
    if what := binary_kind(data):
        to_do = _TO_DO.get(what, "save its text as UTF-8 and add that")
        raise CorpusError(f"{what}, not plain text: {to_do}")
    if len(data) > MAX_BYTES:
        raise CorpusError(f"larger than {MAX_BYTES // 2**20} MB: split it into one file for each article")


def _check_characters(text: str) -> None:
    """Refuse what was decoded to no text that a person could read."""
    size = len(text)
    if text.count("\0") > 2 + size // 4:
        raise CorpusError("full of NUL bytes: a binary file, not plain text; save its text as UTF-8 and add that")
    encoded = text.encode(errors="surrogatepass")
    if len(encoded) - len(encoded.translate(None, _CONTROLS)) > 2 + size // 50:
        raise CorpusError("a binary file, not plain text: save its text as UTF-8 and add that")
    if not _VISIBLE.search(text):
        raise CorpusError("nothing but white space: nothing to read")
