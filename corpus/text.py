"""From a file's bytes to the text that is kept: decoded, and nothing stripped or normalised."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass

from corpus.errors import CorpusError

MAX_BYTES = 64 * 1024 * 1024
REPLACEMENT = "\ufffd"

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
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
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
# Backspace, tabulators, form feed and escape do occur in plain text (old listings, coloured logs).
_CONTROLS = [chr(code) for code in (*range(7), *range(14, 27), *range(28, 32), 127)]
_SURROGATE = re.compile("[\ud800-\udfff]")
_VISIBLE = re.compile("[^\\s\u200b-\u200f\u2060\ufeff\ufffd]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text as it is kept, and what is known about where it came from."""

    text: str
    encoding: str
    """The codec that read it: utf-8, utf-8-sig, utf-16-le, utf-16-be or cp1252."""
    sha256: str
    """Of the text as UTF-8."""
    file_sha256: str
    """Of the file's bytes."""
    remark: str
    """What the coder should know about the reading, or empty."""


def decode(data: bytes) -> Decoded:
    """Read bytes as plain text; `CorpusError` when they are empty, binary or too many."""
    _check_bytes(data)
    raw, encoding, remark = _read(data)
    _check_characters(raw)
    text = clean(raw.replace("\r\n", "\n").replace("\r", "\n"))
    return Decoded(text, encoding, digest(text), hashlib.sha256(data).hexdigest(), remark)


def digest(text: str) -> str:
    """SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def clean(text: str) -> str:
    """The text with NUL and lone surrogates, which no database and no UTF-8 can hold, as U+FFFD."""
    return _SURROGATE.sub(REPLACEMENT, text.replace("\0", REPLACEMENT))


def _check_bytes(data: bytes) -> None:
    """Refuse what need not be decoded to be known as no text."""
    if not data:
        raise CorpusError("the file is empty: nothing to read")
    if len(data) > MAX_BYTES:
        raise CorpusError(f"larger than {MAX_BYTES // 2**20} MB: split it into one file for each article")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise CorpusError(f"{what}, not plain text: save its text as UTF-8 and add that")


def _read(data: bytes) -> tuple[str, str, str]:
    """Decode: text, name of the encoding, remark."""
    for bom, encoding, codec in _BOMS:
        if data.startswith(bom):
            return _read_marked(data[len(bom) :], encoding, codec)
    try:
        return data.decode(), "utf-8", ""
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(errors="surrogatepass"), "utf-8", "lone surrogates in the file became U+FFFD"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252", "not UTF-8: read as Windows-1252"


def _read_marked(data: bytes, encoding: str, codec: str) -> tuple[str, str, str]:
    """Decode what a byte order mark has declared; a mark is believed even where the file is damaged."""
    try:
        return data.decode(codec), encoding, ""
    except UnicodeDecodeError:
        name = codec.removesuffix("-le").removesuffix("-be").upper()
        return data.decode(codec, errors="replace"), encoding, f"damaged {name}: unreadable bytes became U+FFFD"


def _check_characters(text: str) -> None:
    """Refuse what was decoded to no text that a person could read."""
    size = len(text)
    if text.count("\0") > 2 + size // 4:
        raise CorpusError(
            "full of NUL bytes: binary, or UTF-16 without a byte order mark; save it as UTF-8 and add that"
        )
    if sum(map(text.count, _CONTROLS)) > 2 + size // 50:
        raise CorpusError("a binary file, not plain text: save its text as UTF-8 and add that")
    if not _VISIBLE.search(text):
        raise CorpusError("nothing but white space: nothing to read")
