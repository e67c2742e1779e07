"""From a file's bytes to an article: text, metadata and zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.readers.records import FIELDS, Told
from corpus.spans import Span
from corpus.text import clean, decode

KINDS = ("headline", "date", "dateline", "byline", "deck", "caption", "boilerplate", "body")


@dataclass(frozen=True, slots=True)
class Zone:
    """A labelled stretch of a text; the kind is one of `KINDS`."""

    kind: str
    span: Span
    rule: str = ""
    """The name of what told it, or empty."""


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
    """Read a file's bytes as an article; `CorpusError` when they are no text."""
    # Late: the rules' patterns take longer to compile than a screen may wait that only shows articles.
    from corpus.metadata import read_metadata
    from corpus.zones import zones_of

    decoded = decode(data)
    zones = zones_of(decoded.text)
    told = read_metadata(decoded.text, zones)
    return Article(
        text=decoded.text,
        sha256=decoded.sha256,
        file=clean(file),
        file_sha256=decoded.file_sha256,
        encoding=decoded.encoding,
        remark=decoded.remark,
        title=told.title,
        outlet=told.outlet,
        author=told.author,
        published=told.published,
        place=told.place,
        url=told.url,
        language=told.language,
        zones=zones,
        told={name: Told(value, "text") for name in FIELDS if (value := getattr(told, name, ""))},
    )
