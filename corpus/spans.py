"""Spans: half-open stretches of a text, counted in Unicode code points; and zones, which are labelled ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

KINDS = ("headline", "date", "dateline", "byline", "deck", "caption", "boilerplate", "body")
"""What a zone may be."""


class Span(NamedTuple):
    """From `start` up to, not including, `end`; both are code point offsets."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def at(self, offset: int) -> bool:
        """Whether the character at the offset is inside."""
        return self.start <= offset < self.end

    @property
    def length(self) -> int:
        """How many code points it covers."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Zone:
    """A labelled stretch of a text; the kind is one of `KINDS`."""

    kind: str
    span: Span
    rule: str = ""
    """The name of what told it, or empty."""


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty, where it starts, when nothing else is in it."""
    start, end = span
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
