"""All proposals for a text: those of the built-in rules, and those of the suggesters that are used besides."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.spans import Span
from corpus.suggest import checking, engine
from corpus.suggest.cues import Lexicon
from corpus.suggest.records import MentionSuggestion, QuoteSuggestion, Source, Suggester, Suggestion

ALIKE = 0.8
"""From which overlap on (intersection over union) two proposals of one kind are the same."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who proposes: the built-in rules, and what an analyst gives them besides."""

    suggesters: tuple[Suggester, ...] = ()
    """Those of other packages, in the order in which they are asked."""
    lexicon: Lexicon | None = None
    """The cues that the rules go by, where they are not just those that come with Glossator."""

    @property
    def version(self) -> str:
        """What proposals depend on besides the text: kept ones of another version are void."""
        rules = (engine.NAME, engine.version_with(self.lexicon))
        besides = ((each.name, each.version) for each in self.suggesters)
        return "; ".join(f"{name} {number}" for name, number in (rules, *besides))


RULES = Crew()
"""The built-in rules alone."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found, and what there is to say about how."""

    suggestions: tuple[Suggestion, ...]
    """In text order."""
    remarks: tuple[str, ...] = ()
    """One line each: what failed, and what was dropped."""
    complete: bool = True
    """Whether every suggester came to its end; if not, the next time may find more."""


def gather(source: Source, crew: Crew = RULES) -> Gathered:
    """Propose with the built-in rules and all suggesters; what has been proposed already is not proposed again."""
    found = list(engine.propose(source, crew.lexicon))
    remarks: list[str] = []
    complete = True
    seen = _Seen(found)
    for suggester in crew.suggesters:
        checked = checking.run(suggester, source)
        found += [each for each in checked.suggestions if seen.is_new(each)]
        remarks += checked.remarks
        complete = complete and checked.complete
    found.sort(key=lambda each: each.span)
    return Gathered(tuple(found), tuple(remarks), complete)


class _Seen:
    """The places that have been proposed, by kind."""

    def __init__(self, proposed: Iterable[Suggestion]) -> None:
        self._spans: dict[type[Suggestion], list[Span]] = {QuoteSuggestion: [], MentionSuggestion: []}
        for each in proposed:
            self._spans.setdefault(type(each), []).append(each.span)
        for spans in self._spans.values():
            spans.sort()

    def is_new(self, suggestion: Suggestion) -> bool:
        """Whether nothing of its kind was proposed there; from now on something is."""
        spans, span = self._spans[type(suggestion)], suggestion.span
        # Spans as alike as this begin within a quarter of the length of either.
        reach = span.length // 4 + 1
        first = bisect_left(spans, Span(span.start - reach, 0))
        last = bisect_left(spans, Span(span.start + reach + 1, 0))
        if any(_overlap(span, spans[place]) >= ALIKE for place in range(first, last)):
            return False
        insort(spans, span)
        return True


def _overlap(one: Span, other: Span) -> float:
    """Intersection over union."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (one.length + other.length - shared) if shared > 0 else 0.0
