"""What a selected stretch of a text most likely is: speech reported in one way or another, or a part of a quote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from corpus.names import Name
from corpus.segments import Segments
from corpus.spans import Span, trimmed

_CLAUSE_WORDS = 4
"""A stretch of this many words is rather what was said than who said it."""
_PRONOUNS = {"he", "she", "they", "it", "who"}


def report_of(segments: Segments, span: Span) -> tuple[Span, Literal["direct", "indirect", "mixed"]]:
    """What was said, without the quote marks around it, and how it was reported: between quote marks, without, or both.

    Empty when there is nothing but white space.
    """
    span = trimmed(segments.text, span)
    for quotation in segments.quotations_at(span.start):
        if quotation.outer == span:
            return quotation.inner, "direct"
        if quotation.inner.holds(span):
            return span, "direct"
    partly = any(quotation.inner.meets(span) for quotation in segments.quotations_in(span))
    return span, "mixed" if partly else "indirect"


def likeliest_part(
    text: str, segments: Segments, span: Span, names: Sequence[Name]
) -> Literal["content", "source", "cue", "addressee"]:
    """What the span is in a quote: between quote marks or of several words content, a name or a pronoun the source."""
    words = text[span.start : span.end].casefold().split()
    inside = any(quotation.inner.holds(span) for quotation in segments.quotations_at(span.start))
    if inside or len(words) >= _CLAUSE_WORDS:
        return "content"
    named = any(name.span.meets(span) for name in names)
    return "source" if named or _PRONOUNS.issuperset(words) else "cue"
