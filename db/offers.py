"""Which suggestions are still open: marked by nobody and not rejected by this coder. Plain records, no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from corpus.spans import Span
from corpus.suggest.records import MentionSuggestion, QuoteSuggestion, StanceSuggestion, Suggestion
from db.records import Annotations, Quote, Stance

ALIKE = 0.5
"""From which overlap on (intersection over union) a quote is the one that is proposed."""
_STRIDE = 1000

T = TypeVar("T")


def key(suggestion: Suggestion) -> str:
    """What tells it from others in its text, whichever rule proposes it: its kind, its place and what it is about."""
    if isinstance(suggestion, QuoteSuggestion):
        return "quote " + " ".join(f"{start}-{end}" for start, end in suggestion.contents)
    place = f"{suggestion.span.start}-{suggestion.span.end}"
    if isinstance(suggestion, MentionSuggestion):
        return f"mention {place} {(suggestion.name or '').casefold()}"
    return f"stance {place} {suggestion.target}"


def still_open(
    suggestions: Iterable[Suggestion], annotations: Annotations, rejected: Collection[str]
) -> list[Suggestion]:
    """The suggestions that are to be offered, each once: the one with the most confidence of those with one key."""
    marked = _Marked(annotations)
    best: dict[str, Suggestion] = {}
    for each in suggestions:
        name = key(each)
        if name in rejected or marked.holds(each):
            continue
        if name not in best or best[name].confidence < each.confidence:
            best[name] = each
    return list(best.values())


class _ByPlace(Generic[T]):
    """Things that lie over stretches of a text, found by place in a time that does not grow with their number."""

    def __init__(self) -> None:
        self._shelves: dict[int, list[tuple[Span, T]]] = {}

    def add(self, span: Span, thing: T) -> None:
        for shelf in range(span.start // _STRIDE, (span.end - 1) // _STRIDE + 1):
            self._shelves.setdefault(shelf, []).append((span, thing))

    def meeting(self, span: Span) -> Iterator[T]:
        """What lies over a part of the span; the same thing may come more than once."""
        for shelf in range(span.start // _STRIDE, (span.end - 1) // _STRIDE + 1):
            for place, thing in self._shelves.get(shelf, ()):
                if place.meets(span):
                    yield thing


class _Marked:
    """What is marked in a document, by place."""

    def __init__(self, annotations: Annotations) -> None:
        self._mentions: _ByPlace[None] = _ByPlace()
        self._quotes: _ByPlace[Quote] = _ByPlace()
        self._stances: _ByPlace[Stance] = _ByPlace()
        contents = {quote.id: _contents(quote) for quote in annotations.quotes}
        for mention in annotations.mentions:
            if not mention.orphan:
                self._mentions.add(mention.span, None)
        for quote in annotations.quotes:
            for span in contents[quote.id]:
                self._quotes.add(span, quote)
        for stance in annotations.stances:
            for piece in stance.evidence:
                own = [piece.span] if piece.span and not piece.orphan else []
                for span in contents.get(piece.quote or "", own):
                    self._stances.add(span, stance)

    def holds(self, suggestion: Suggestion) -> bool:
        """Whether somebody has marked what is proposed."""
        if isinstance(suggestion, MentionSuggestion):
            return any(True for _ in self._mentions.meeting(suggestion.span))
        if isinstance(suggestion, StanceSuggestion):
            return any(_is_same_claim(stance, suggestion) for stance in self._stances.meeting(suggestion.span))
        near = {quote.id: quote for span in suggestion.contents for quote in self._quotes.meeting(span)}
        return any(overlap(_contents(quote), suggestion.contents) >= ALIKE for quote in near.values())


def _contents(quote: Quote) -> list[Span]:
    return [part.span for part in quote.parts if part.role == "content" and not part.orphan]


def _is_same_claim(stance: Stance, suggestion: StanceSuggestion) -> bool:
    on = stance.target_actor or stance.target_concept
    return on == suggestion.target and suggestion.holder.actor in (stance.holder, None)


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Intersection over union of two rows of spans, of which no two of one row share a character."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    union = sum(span.length for span in (*one, *other)) - shared
    return shared / union if union else 0.0


def quote_under(annotations: Annotations, span: Span, coder: str) -> Quote | None:
    """The quote that holds most of a span, one of this coder's own before those of others."""
    found = [(quote.coder == coder, overlap(_contents(quote), [span]), quote.id, quote) for quote in annotations.quotes]
    best = max((each for each in found if each[1] > 0), default=None)
    return best[3] if best else None
