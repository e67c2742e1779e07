"""Plain text and Markdown: the text is the file, character for character."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.readers.records import File, Options, Raw
from corpus.text import decode

name = "plain text"


def knows(file: File) -> bool:
    """Any file: what is no text is refused when it is read."""
    return True


def read(file: File, options: Options) -> Iterator[Raw]:
    """Its one article."""
    decoded = decode(file.data)
    yield Raw(decoded.text, decoded.encoding, remark=decoded.remark)
