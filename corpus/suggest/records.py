"""What goes into the rules and what comes out of them: plain values, offsets in code points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from corpus.names import ActorKind
from corpus.spans import Span

PartRole = Literal["content", "source", "cue", "addressee"]
QuoteType = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Source:
    """A text as the rules read it."""

    text: str
    avoid: tuple[Span, ...] = ()
    """Stretches in which nothing is proposed and over which the rules read on: boilerplate, captions."""
    published: str = ""
    """The article's date, ISO 8601, or empty: what "on Monday" is counted from."""
    language: str = ""
    """The text's language as far as it is known, or empty; the built-in rules are for English."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a proposed quote."""

    role: PartRole
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a proposed quote."""

    span: Span
    """Where the text says who it is: a name, a pronoun, a description."""
    name: str
    """The fullest form of the name that can be told, else the words of the description."""
    actor: str | None = None
    """The id of the codebook's actor that is meant, once `linking` has found exactly one."""
    candidates: tuple[str, ...] = ()
    """The ids of the codebook's actors that may be meant, the likeliest first, where it is a question."""


@dataclass(frozen=True, slots=True)
class QuoteSuggestion:
    """A proposed quote; its parts are in text order and hold at least one content."""

    type: QuoteType
    parts: tuple[Part, ...]
    speaker: Speaker | None
    said_on: str
    """The date it was said, ISO 8601, where the text tells one; else empty."""
    rule: str
    confidence: float
    """The precision of its rule as measured on development data, from 0 to 1."""
    why: str
    """The reason in a few words for the status line, such as "speech verb after the quotation"."""

    @property
    def contents(self) -> tuple[Span, ...]:
        """The pieces of what was said, in text order."""
        return tuple(part.span for part in self.parts if part.role == "content")

    @property
    def span(self) -> Span:
        """From the first piece of content to the last."""
        contents = self.contents
        return Span(contents[0].start, contents[-1].end)


@dataclass(frozen=True, slots=True)
class MentionSuggestion:
    """A proposed mention: a stretch of text that names an actor."""

    span: Span
    name: str | None
    """The actor's canonical name; None where the candidates are a question."""
    rule: str
    confidence: float
    why: str
    kind: ActorKind = "person"
    """What a new actor of this name would be."""
    actor: str | None = None
    """The id of the codebook's actor that is meant, once `linking` has found exactly one."""
    candidates: tuple[str, ...] = ()
    """The ids of the codebook's actors that may be meant, the likeliest first, where it is a question."""


@dataclass(frozen=True, slots=True)
class StanceSuggestion:
    """A proposed stance without its position, which only the analyst gives."""

    span: Span
    """The evidence: the content of a quote, or a sentence."""
    holder: Speaker
    target: str
    """The id of the codebook's actor or concept that it is about."""
    target_noun: Literal["actor", "concept"]
    target_span: Span
    """The words that name the target."""
    cues: tuple[Span, ...]
    """The words that may tell the position, to be shown, not judged."""
    rule: str
    confidence: float
    why: str


Suggestion = QuoteSuggestion | MentionSuggestion | StanceSuggestion


@dataclass(frozen=True, slots=True)
class Remark:
    """What a suggester has to say besides its proposals, in one line: what it left out, and how much."""

    text: str


@dataclass(frozen=True, slots=True)
class KnownRole:
    """What an actor was, where, and from when to when (ISO 8601, either may be empty)."""

    title: str
    organisation: str = ""
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the codebook."""

    id: str
    name: str
    kind: str = "person"
    aliases: tuple[str, ...] = ()
    roles: tuple[KnownRole, ...] = ()
    uses: int = 0
    """How often it was marked in this project, to order candidates."""


@dataclass(frozen=True, slots=True)
class KnownConcept:
    """A concept of the codebook."""

    id: str
    name: str
    definition: str = ""
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the project knows: the codebook as it is now."""

    actors: tuple[KnownActor, ...] = ()
    concepts: tuple[KnownConcept, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The names of all entries by their ids."""
        return {each.id: each.name for each in self.actors} | {each.id: each.name for each in self.concepts}


class Suggester(Protocol):
    """Anything that proposes from a text alone; the entry point group `glossator.suggesters` names classes of it.

    What it yields is checked (`corpus.suggest.checking`): quotes and mentions whose spans lie inside the text and
    outside of what is to be avoided, with a confidence from 0 to 1; the rest is dropped and counted.
    """

    name: str
    """Short and stable: rules are told as `NAME.rule`, and proposals are kept by it."""
    version: str
    """A new one makes kept proposals of the old one void."""

    def suggest(self, source: Source) -> Iterable[Suggestion | Remark]:
        """The proposals for one text, in any order; may raise `SuggesterError` to say in one line what is wrong."""
        ...


class SuggesterError(Exception):
    """A suggester cannot work, said in one line with what to do about it."""
