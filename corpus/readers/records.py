"""What readers are given and what they give: bytes with a name in, articles with what is told about them out."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

MAX_HELD = 32 * 1024 * 1024
"""So many bytes of a file are held in memory; what is larger can only be read by a reader that streams."""

FIELDS = ("title", "author", "published", "place", "outlet", "section", "url", "language")
"""The metadata of an article, in the words of the screen; headline, deck, byline and dateline are zones as well."""


@dataclass(frozen=True, slots=True)
class Told:
    """One value of the metadata and where it came from."""

    value: str
    source: str
    """In words for the screen: "text", "meta og:title", "JSON-LD", "column Headline", "file name", "feed"."""
    guessed: bool = False
    """Whether the value was concluded rather than printed."""


@dataclass(frozen=True, slots=True)
class File:
    """The bytes of one file, or of one member of an archive."""

    name: str
    """As the user sees it; a member is told behind its archive: `exports.zip/2018/tass.html`."""
    data: bytes
    """All of it, or its first `MAX_HELD` bytes where `path` is told."""
    path: Path | None = None
    """Where a file lies that is larger than what is held."""

    def open(self) -> BinaryIO:
        """All of its bytes as a stream, for readers that need not hold them."""
        if self.path is None:
            return io.BytesIO(self.data)
        # O_NONBLOCK: a pipe that has taken the file's place since it was looked at must not hang the import.
        return open(self.path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK))


@dataclass(frozen=True, slots=True)
class Raw:
    """An article as a format holds it, before its zones are told."""

    text: str
    """Cleaned as `corpus.text.decode` cleans: line ends are LF, no NUL, no lone surrogate; otherwise as published."""
    encoding: str
    told: Mapping[str, Told] = field(default_factory=dict)
    """By the names of `FIELDS`, what the format itself tells; the text is asked for the rest."""
    place: str = ""
    """Where in the file it stands, for messages and for the document's file name: "row 12", "record 3", or empty."""
    remark: str = ""
    """What the coder should know about the reading, or empty."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row, record or member that gave no article, where the rest of its file did."""

    place: str
    reason: str
    """One line: what is wrong, and what to do where something can be done."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in a file of many that has been found and is still to be read, which costs much more."""

    content: bytes
    kind: str
    """Its media type, with the encoding where that is told."""
    url: str
    place: str


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Which column holds which field (`text` among them), for tables; those not named are told by their usual names."""
    name_pattern: str = ""
    """How file names are made: `{date}_{outlet}_{title}`."""
    remembered: Mapping[str, str] = field(default_factory=dict)
    """The same as `columns`, said for earlier tables: passed over where a table has no such column."""


class Reader(Protocol):
    """A format."""

    name: str
    """For messages: "HTML", "Word"."""

    def knows(self, file: File) -> bool:
        """Whether the file is of this format, by its content first and its name where content does not tell."""
        ...

    def read(self, file: File, options: Options) -> Iterator[Raw | Fault]:
        """Its articles, and what in it gave none.

        `CorpusError` says in one line what is wrong and what to do, where nothing can be read.
        """
        ...
