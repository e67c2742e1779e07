"""Marks: annotations as the reader draws them, found by offset in a time that does not grow with their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from corpus.spans import Span
from db.opened import Annotations, Noun, Part, Quote, Stance
from tui import describe

SUGGESTED = "·"
"""The gutter's sign for what is only suggested."""


class Mark(NamedTuple):
    """One annotation with all its pieces in the text, in text order."""

    id: str
    noun: Noun
    spans: tuple[Span, ...]
    glyph: str
    """The gutter's sign: Q, A, the stance's sign, or that of a suggestion."""
    depth: int = 0
    """How many quotes this quote stands inside of."""

    @property
    def start(self) -> int:
        """Where its first piece starts."""
        return self.spans[0].start

    @property
    def extent(self) -> Span:
        """From its first piece to its last."""
        return Span(self.spans[0].start, max(span.end for span in self.spans))

    def starts_in(self, span: Span) -> bool:
        """Whether a piece of it starts in the span."""
        return any(span.start <= piece.start < span.end for piece in self.spans)


class Run(NamedTuple):
    """A stretch of text over which the same marks lie."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def of_annotations(annotations: Annotations) -> list[Mark]:
    """All marks that have a place in the text, in text order; orphans have none."""
    quotes = {quote.id: quote for quote in annotations.quotes}
    marks = [
        Mark(mention.id, "mention", (mention.span,), "A") for mention in annotations.mentions if not mention.orphan
    ]
    marks += [
        Mark(quote.id, "quote", spans, "Q", _depth(quote, quotes))
        for quote in annotations.quotes
        if (spans := _places(quote.parts))
    ]
    marks += [
        Mark(stance.id, "stance", spans, describe.sign(stance))
        for stance in annotations.stances
        if (spans := evidence_spans(stance, quotes))
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.extent.end, mark.noun, mark.id))


def orphans(annotations: Annotations) -> int:
    """How many annotations and pieces of them have lost their place."""
    return (
        sum(mention.orphan for mention in annotations.mentions)
        + sum(part.orphan for quote in annotations.quotes for part in quote.parts)
        + sum(evidence.orphan for stance in annotations.stances for evidence in stance.evidence)
    )


def evidence_spans(stance: Stance, quotes: dict[str, Quote]) -> tuple[Span, ...]:
    """Where the stance's evidence stands: the contents of its quotes, and its own spans."""
    spans: list[Span] = []
    for evidence in stance.evidence:
        if evidence.quote is not None and evidence.quote in quotes:
            spans.extend(_contents(quotes[evidence.quote].parts))
        elif evidence.span is not None and not evidence.orphan:
            spans.append(evidence.span)
    return tuple(sorted(set(spans)))


def _contents(parts: Sequence[Part]) -> list[Span]:
    return [part.span for part in parts if part.role == "content" and not part.orphan]


def _places(parts: Sequence[Part]) -> tuple[Span, ...]:
    """A quote is drawn over its contents; one whose contents are all lost, over what is left of it."""
    return tuple(sorted(_contents(parts) or [part.span for part in parts if not part.orphan]))


def _depth(quote: Quote, quotes: dict[str, Quote]) -> int:
    depth, seen = 0, {quote.id}
    while quote.inside in quotes and quote.inside not in seen:
        quote = quotes[quote.inside]
        seen.add(quote.id)
        depth += 1
    return depth


class MarkMap:
    """Marks by place: which lie over an offset or a row, and which comes next."""

    def __init__(self, marks: Sequence[Mark] = ()) -> None:
        self.marks = tuple(marks)
        self._starts = [mark.start for mark in self.marks]
        self._runs = list(_runs(self.marks))
        self._run_ends = [run.end for run in self._runs]
        self._index = {mark.id: place for place, mark in enumerate(self.marks)}

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The marked stretches that meet the span, in text order."""
        for place in range(bisect_right(self._run_ends, start), len(self._runs)):
            run = self._runs[place]
            if run.start >= end:
                return
            yield run

    def at(self, offset: int) -> list[Mark]:
        """The marks over the character, innermost first."""
        for run in self.runs(offset, offset + 1):
            return sorted(run.marks, key=_innermost_first)
        return []

    def by_id(self, mark_id: str) -> Mark | None:
        """The mark with the id."""
        place = self._index.get(mark_id)
        return None if place is None else self.marks[place]

    def place(self, mark_id: str) -> int | None:
        """The mark's place in text order, from 0."""
        return self._index.get(mark_id)

    def following(self, offset: int, current: str | None) -> Mark | None:
        """The next mark: after the current one, or the first that starts behind the offset."""
        place = self._index.get(current or "")
        place = bisect_right(self._starts, offset) if place is None else place + 1
        return self.marks[place] if place < len(self.marks) else None

    def preceding(self, offset: int, current: str | None) -> Mark | None:
        """The mark before the current one, or the last that starts before the offset."""
        place = self._index.get(current or "")
        place = bisect_left(self._starts, offset) if place is None else place
        return self.marks[place - 1] if place > 0 else None


_NOUN_ORDER = {"mention": 0, "stance": 1, "quote": 2}


def _innermost_first(mark: Mark) -> tuple[int, int, str]:
    return (mark.extent.length, _NOUN_ORDER[mark.noun], mark.id)


def _runs(marks: Iterable[Mark]) -> Iterator[Run]:
    """Sweep over all borders, and tell between each two which marks are open."""
    events: list[tuple[int, int, Mark]] = []
    for mark in marks:
        for span in mark.spans:
            events.append((span.start, 1, mark))
            events.append((span.end, -1, mark))
    events.sort(key=itemgetter(0))
    open_marks: dict[str, tuple[Mark, int]] = {}
    previous = 0
    for offset, group in groupby(events, key=itemgetter(0)):
        if open_marks:
            yield Run(previous, offset, tuple(mark for mark, _ in open_marks.values()))
        for _, change, mark in group:
            count = open_marks.get(mark.id, (mark, 0))[1] + change
            if count:
                open_marks[mark.id] = (mark, count)
            else:
                open_marks.pop(mark.id, None)
        previous = offset
