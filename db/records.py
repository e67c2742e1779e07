"""Plain records: what `db` hands out, so that no screen and no widget touches a table.

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
class Source:
    """Another file or address that a document's text came from."""

    file: str
    outlet: str
    url: str
    published: str
    added: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An earlier text of a document; the number counts from 1, the oldest."""

    number: int
    sha256: str
    file: str
    encoding: str
    replaced: str
    """When a newer text took its place."""


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
class Orphan:
    """An annotation, or a piece of one, whose words are no longer found in its document's text."""

    noun: Noun
    id: str
    """The annotation's."""
    piece: str
    """The row that lost its place: the mention itself, a part of the quote, evidence of the stance."""
    document: str
    exact: str
    prefix: str
    suffix: str
    start: int
    """Where it stood in the text in which it was last found."""


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
class Role:
    """A dated role: title, organisation, and from when to when (either may be empty)."""

    title: str
    organisation: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, country, group or unnamed source of the codebook."""

    id: str
    name: str
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    note: str = ""
    version: int = 1

    def role_on(self, date: str) -> Role | None:
        """The role that they had on a day, as far as it is told; else the last one in the list."""
        then = (
            role for role in self.roles if role.start <= date[: len(role.start)] and date <= (role.end or "9") + "~"
        )
        return next(then, self.roles[-1] if self.roles else None)


@dataclass(frozen=True, slots=True)
class Concept:
    """What a stance is about when it is no actor; `parent` is a concept id or None."""

    id: str
    name: str
    parent: str | None = None
    definition: str = ""
    version: int = 1


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
class Use:
    """How an actor or a concept has been used, to rank candidates."""

    id: str
    here: int
    """Uses in the document asked about."""
    last: str
    """When it was last used anywhere in the project."""


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """What the analysts of a project decided about the suggestions of one rule."""

    rule: str
    kind: Noun
    accepted: int
    edited: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Undone:
    """An act that was just undone or redone."""

    verb: str
    """What the act was, in the words of the screen: "quote", "delete stance"."""
    document: str | None
    span: Span | None
    """Where to look for it, when it had a place in the text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a document where a search found something, or an annotation, with its context."""

    document: str
    title: str
    outlet: str
    published: str
    span: Span
    before: str
    exact: str
    after: str
    kind: str = "document"
    """Which noun of annotation it is: "mention", "quote" or "stance"; "document" for a place in the text."""
    annotation: str = ""
    """The annotation's id."""
    actor: str = ""
    """Who speaks, is named or takes the stance."""
    target: str = ""
    """What the stance is about."""
    how: str = ""
    """The quote's type, or the stance's position."""
    strength: int | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search line under a name."""

    id: str
    name: str
    line: str
    key: int | None = None
    """The key from 1 to 9 that opens it."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """A place that a coder left: the word that stood there and what stood around it, so that it is found again."""

    document: str
    start: int
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Retelling:
    """A stretch of another document that tells the same as a statement."""

    document: str
    number: int
    title: str
    outlet: str
    published: str
    span: Span
    exact: str
    score: float
    """How nearly it tells the same, from 0 to 1; 0 where it was only linked by hand."""
    quote: str = ""
    """The quote that stands there, or empty."""
    parallel: str = ""
    """The link that says that it is the same statement, or empty."""
    orphan: bool = False
    """Whether the words that were linked are no longer found in the document."""


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
