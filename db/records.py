"""Plain records: what `db` hands out, so that no screen and no widget touches a table.

Offsets are code points into the document's text; dates and times are ISO 8601 strings, times in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.spans import Span
from db.opened import HAND as HAND
from db.opened import METADATA as METADATA
from db.opened import Annotations as Annotations
from db.opened import Document as Document
from db.opened import DocumentRow as DocumentRow
from db.opened import Evidence as Evidence
from db.opened import Glance as Glance
from db.opened import Mention as Mention
from db.opened import Modality as Modality
from db.opened import Near as Near
from db.opened import Noun as Noun
from db.opened import Part as Part
from db.opened import PartRole as PartRole
from db.opened import Place as Place
from db.opened import Position as Position
from db.opened import Quote as Quote
from db.opened import QuoteType as QuoteType
from db.opened import Stance as Stance
from db.opened import Status as Status
from db.opened import Told as Told
from db.opened import Zone as Zone


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
    number: int
    """The document's."""
    title: str
    file: str
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
