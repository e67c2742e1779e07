"""From a file's bytes to an article: text, metadata and zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.readers.records import FIELDS, Raw, Told
from corpus.spans import Zone
from corpus.text import clean, decode, digest


@dataclass(frozen=True, slots=True)
class Article:
    """A text as it is kept, with what it tells about itself; what is not known is an empty string."""

    text: str
    sha256: str
    file: str
    """The file's name as it was given."""
    file_sha256: str
    encoding: str
    remark: str
    """What the coder should know about the decoding."""
    title: str
    outlet: str
    author: str
    published: str
    place: str
    url: str
    language: str
    zones: tuple[Zone, ...]
    section: str = ""
    part: str = ""
    """Where in its file it stands, where that holds several: "row 12"; it is also at the end of `file`."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """Where each value that is not empty came from, by the names of `FIELDS`."""


def read_article(data: bytes, file: str = "") -> Article:
    """Read a file's bytes as an article of plain text; `CorpusError` when they are no text."""
    decoded = decode(data)
    return article_of(Raw(decoded.text, decoded.encoding, remark=decoded.remark), file, decoded.file_sha256)


def article_of(raw: Raw, file: str = "", file_sha256: str = "", pattern: str = "") -> Article:
    """The article that a reader has found, with its zones, and its metadata from all that tells any.

    `pattern` is how its file's name is made, where the user has said so.
    """
    # Late: the rules' patterns take longer to compile than a screen may wait that only shows articles.
    from corpus import metadata, naming
    from corpus.zones import zones_of

    title = raw.told["title"].value if "title" in raw.told else ""
    zones = zones_of(raw.text, title)
    named = naming.told(file, pattern)
    told = metadata.merged(raw.told, metadata.printed(raw.text, zones), named)
    unnamed = "" if named or not pattern else f"its name is not made as {pattern}"
    return Article(
        text=raw.text,
        sha256=digest(raw.text),
        file=clean(f"{file} {raw.place}" if raw.place else file),
        file_sha256=file_sha256,
        encoding=raw.encoding,
        remark="; ".join(filter(None, (raw.remark, unnamed))),
        **{name: told[name].value if name in told else "" for name in FIELDS},
        zones=zones,
        part=raw.place,
        told=told,
    )
