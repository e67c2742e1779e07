"""Whom the words that name a speaker meant before in the same document: "the ministry" stays the same ministry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.lexicon import COMMON
from corpus.spans import Span
from corpus.suggest.records import QuoteSuggestion, Suggestion
from db.offers import ALIKE, overlap
from db.records import Annotations, Quote


def phrase_of(text: str, contents: Sequence[Span], proposed: Iterable[Suggestion]) -> str:
    """The words by which the text names the speaker of what was said there, folded; empty where it is not told."""
    for each in proposed:
        if isinstance(each, QuoteSuggestion) and each.speaker and overlap(each.contents, contents) >= ALIKE:
            return folded(text, each.speaker.span)
    return ""


def chosen(text: str, annotations: Annotations, proposed: Sequence[Suggestion]) -> dict[str, str]:
    """The actors that were chosen in this document for the words that name a speaker, the last choice of each."""
    found: dict[str, str] = {}
    for quote in sorted(annotations.quotes, key=lambda quote: quote.id):  # ids sort by the time they were made
        if quote.speaker and (phrase := _told(text, quote, proposed)):
            found[phrase] = quote.speaker
    return found


def _told(text: str, quote: Quote, proposed: Sequence[Suggestion]) -> str:
    sources = [part.span for part in quote.parts if part.role == "source" and not part.orphan]
    if sources:
        return folded(text, sources[0])
    return phrase_of(text, [part.span for part in quote.parts if part.role == "content"], proposed)


def folded(text: str, span: Span) -> str:
    """The words as they are compared; empty for a pronoun, which means somebody else each time."""
    words = " ".join(text[span.start : span.end].split())
    return words.casefold() if is_telling(words) else ""


def is_telling(words: str) -> bool:
    """Whether the words mean the same wherever they stand in a text, as no pronoun does."""
    return words.casefold() not in COMMON
