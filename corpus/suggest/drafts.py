"""Proposed quotes while the rules still work on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.spans import Span
from corpus.suggest.cues import Cue
from corpus.suggest.nouns import Phrase
from corpus.suggest.records import QuoteType


@dataclass(slots=True)
class Draft:
    """A quote that rules have found."""

    type: QuoteType
    contents: list[Span]
    source: Span | None
    rule: str
    cue: Span | None = None


class Attribution(NamedTuple):
    """Who says a quotation and the rule that tells it, as tokens."""

    source: Phrase
    rule: str
    cue: Cue | None
    end: int
    """The number after its last token."""


@dataclass(slots=True)
class Story:
    """What the rules remember from one paragraph to the next."""

    lengthened: Draft | None = None
    """The quote of an earlier paragraph that this one has gone on with."""
    running: Draft | None = None
    """The quote that the paragraph before leaves open."""
    announced: Draft | None = None
    """The attribution with which the paragraph before ends, as a quote without content."""
    quoted: Draft | None = None
    """The last direct quote of the paragraph before."""
    reported: Draft | None = None
    """The last report of the paragraph before."""
    drafts: list[Draft] = field(default_factory=list)
    """All that was found so far."""
