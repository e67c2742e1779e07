"""The records that the first paint shows: what lies open, and a row of the list.

They are told apart from the others of `db.records` because each class costs a millisecond of the start.

Offsets are code points into the document's text; dates and times are ISO 8601 strings, times in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corpus.spans import Span

Position = Literal["oppose", "neutral", "support", "mixed", "unclear"]
Modality = Literal["actual", "conditional", "demanded", "denied"]
QuoteType = Literal["direct", "indirect", "mixed"]
PartRole = Literal["content", "source", "cue", "addressee"]
Status = Literal["open", "done"]
Noun = Literal["mention", "quote", "stance"]

METADATA = ("title", "outlet", "author", "published", "place", "section", "url", "language")
"""What is known about a document and may be edited."""
HAND = "hand"
"""Where a value came from that a coder wrote, or a zone that a coder drew."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as lists show it, without its text."""

    id: str
    number: int
    """Its place in the project, from 1, in the order in which documents came in."""
    title: str
    outlet: str
    published: str
    status: Status
    file: str
    mentions: int = 0
    quotes: int = 0
    stances: int = 0


@dataclass(frozen=True, slots=True)
class Zone:
    """A labelled stretch of a text."""

    kind: str
    start: int
    end: int
    rule: str = ""
    """What told it: "hand", a rule's name, or empty."""


@dataclass(frozen=True, slots=True)
class Told:
    """Where a value of the metadata came from."""

    source: str
    """In words for the screen: "text", "meta og:title", "column Headline", "hand"."""
    guessed: bool = False
    """Whether it was concluded rather than printed."""


@dataclass(frozen=True, slots=True)
class Near:
    """Another document whose text is nearly the same."""

    document: str
    number: int
    title: str
    outlet: str
    published: str
    likeness: float
    """How much of the shorter text stands in the other, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article with its text; what is not known is an empty string."""

    id: str
    number: int
    title: str
    outlet: str
    author: str
    published: str
    place: str
    section: str
    url: str
    language: str
    file: str
    encoding: str
    sha256: str
    status: Status
    version: int
    text: str
    zones: tuple[Zone, ...] = ()
    told: dict[str, Told] = field(default_factory=dict)
    """Where each value came from, by its name in `METADATA`; values of projects from before tell nothing."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor."""

    id: str
    actor: str
    span: Span
    exact: str
    coder: str
    origin: str = "hand"
    note: str = ""
    version: int = 1
    orphan: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a quote."""

    role: PartRole
    span: Span
    exact: str
    orphan: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Reported speech; `speaker` is an actor id or None, `inside` a quote id or None."""

    id: str
    type: QuoteType
    parts: tuple[Part, ...]
    speaker: str | None
    said_on: str
    inside: str | None
    coder: str
    origin: str = "hand"
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a stance rests on: a quote's id, or a span of the text."""

    quote: str | None
    span: Span | None
    exact: str
    orphan: bool = False


@dataclass(frozen=True, slots=True)
class Stance:
    """A holder's position toward an actor or a concept; exactly one of the two targets is set.

    `strength` is 1 or 2 for support and oppose, None for the other positions.
    """

    id: str
    holder: str
    target_actor: str | None
    target_concept: str | None
    position: Position
    strength: int | None
    modality: Modality
    explicit: bool
    date: str
    evidence: tuple[Evidence, ...]
    coder: str
    origin: str = "hand"
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that is marked in one document, each kind in text order."""

    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    stances: tuple[Stance, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    """The names of the actors and concepts that these refer to, by id."""
    same: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The outlets that tell the statement of a quote too, or their documents' numbers, by the quote's id."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder was last reading: a document, the cursor and the first visible character."""

    document: str
    cursor: int
    top: int


@dataclass(frozen=True, slots=True)
class Glance:
    """What the first paint shows: one document, its marks, and the rows around it in the list."""

    document: Document | None
    annotations: Annotations
    rows: tuple[DocumentRow, ...]
    """All documents where there are few, else the ones around the document in number order."""
    last: int
    """The number of the project's last document."""
    place: Place | None
    undo: str
    """What `u` would undo, or empty."""
