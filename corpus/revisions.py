"""A text and its next version: where a span of the one stands in the other, or that nobody can tell.

Two places are the same when the words with all that agrees around them stand once in the old text and once in the new,
and when no other place could be meant. White space, quote marks and the spelling of accents may differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from corpus.spans import Span
from corpus.tolerance import Tolerant, tolerant

_SURE = 24
"""How many characters must agree, the span and its surroundings together."""
_SIDE = 8
"""How many of them at least on one side of the span."""
_CONTEXT = 32
"""How many characters on each side must be unchanged where the span itself has changed."""
_CONTEXTS = (_CONTEXT, 4 * _CONTEXT, 16 * _CONTEXT)
"""How much of what stands beyond an edit tells where the text goes on: more where less stands several times."""
_FAR = 16 * _CONTEXT
"""How far from a span its neighbours are looked for, to tell whether it was moved."""
_LIKENESS = 0.75
_MOST = 4_000
"""The longest span that is compared letter by letter when its words have changed."""
_MANY = 1_000
"""From how many like places on none is told from the others."""
_WIDE = 100
"""How much of the surroundings is looked for first: mostly that is enough."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Two versions of a text."""

    old: Tolerant
    new: Tolerant

    @classmethod
    def of(cls, old: str, new: str) -> Revision:
        """The revision that made one text of the other."""
        return cls(tolerant(old), tolerant(new))

    def follow(self, span: Span) -> Span | None:
        """Where a span of the old text stands in the new one; None where that is not sure."""
        place = self.old.forth(span)
        if place is None:
            return None
        if near := self._where_it_was(place):
            return self.new.back(near)
        if self.old.text[place.start].isspace() or self.old.text[place.end - 1].isspace():
            return None  # white space may belong to what was put in or taken out beside it
        found = [start for start in _alike(self.old.text, place, self.new.text) if self._is_sure(place, start)]
        if len(found) > 1:
            return None
        if not found:
            inside = self._between(place)
            return self.new.back(inside) if inside else None
        there = Span(found[0], found[0] + place.end - place.start)
        doubts = (self._is_claimed, self._is_copied, self._is_slippery, self._is_torn, self._is_out_of_order)
        return None if any(doubt(place, there) for doubt in doubts) else self.new.back(there)

    def _where_it_was(self, place: Span) -> Span | None:
        """The same place from the beginning or the end, if much around it agrees and stands nowhere else."""
        old, new = self.old.text, self.new.text
        window = Span(max(0, place.start - _WIDE), min(place.end + _WIDE, len(old)))
        words = old[window.start : window.end]
        for shift in (0, len(new) - len(old)):
            start = window.start + shift
            if start >= 0 and new.startswith(words, start) and _is_once(words, old) and _is_once(words, new):
                return Span(place.start + shift, place.end + shift)
        return None

    def _is_claimed(self, place: Span, there: Span) -> bool:
        """Whether the place in the new text may as well be another one of the old text."""
        size = place.end - place.start
        others = (other for other in _alike(self.new.text, there, self.old.text) if other != place.start)
        return any(self._is_sure(Span(other, other + size), there.start) for other in others)

    def _is_copied(self, place: Span, there: Span) -> bool:
        """Whether the new text has the words at a second place that is like this one of the old text above all."""
        size = place.end - place.start
        for start in _alike(self.old.text, place, self.new.text):
            mine = self._agreeing(place.start, start, size)
            if start == there.start or mine < _SURE:
                continue
            others = _alike(self.new.text, Span(start, start + size), self.old.text)
            if all(self._agreeing(other, start, size) <= mine for other in others):
                return True
        return False

    def _is_torn(self, place: Span, there: Span) -> bool:
        """Whether the span ends inside of a word that has changed."""
        old, new = self.old.text, self.new.text
        edges = ((old, place.start, new, there.start), (old, place.end, new, there.end))
        return any(
            one[here - 1 : here + 1] != other[other_side - 1 : other_side + 1]
            and (_is_in_word(one, here) or _is_in_word(other, other_side))
            for one, here, other, other_side in edges
        )

    def _is_out_of_order(self, place: Span, there: Span) -> bool:
        """Whether what stood before the span now stands behind it, or the other way round: somebody moved it."""
        old, new = self.old.text, self.new.text
        before = place.start - _agreeing_before(old, place.start, new, there.start)
        after = place.end + _agreeing_after(old, place.end, new, there.end)
        earlier = (old[max(0, end - _CONTEXT) : end] for end in range(before, max(0, before - _FAR), -_CONTEXT))
        later = (old[start : start + _CONTEXT] for start in range(after, min(len(old), after + _FAR), _CONTEXT))
        preceding, following = (self._first_kept(contexts) for contexts in (earlier, later))
        return preceding > there.start or -1 < following < there.end

    def _first_kept(self, contexts: Iterable[str]) -> int:
        """Where the first of these that stands once in both texts is in the new one; -1 where none does."""
        old, new = self.old.text, self.new.text
        kept = (new.index(words) for words in contexts if _is_once(words, old) and _is_once(words, new))
        return next(kept, -1)

    def _agreeing(self, start: int, there: int, size: int) -> int:
        """How many characters agree around two places."""
        old, new = self.old.text, self.new.text
        before = _agreeing_before(old, start, new, there)
        return before + size + _agreeing_after(old, start + size, new, there + size)

    def _is_slippery(self, place: Span, there: Span) -> bool:
        """Whether an edit close by may as well have been made a few letters on, inside of the span."""
        old, new = self.old.text, self.new.text
        return any(
            _slips_after(one, here, other, elsewhere) or _slips_before(one, here, other, elsewhere)
            for one, here, other, elsewhere in ((old, place, new, there), (new, there, old, place))
        )

    def _is_sure(self, place: Span, start: int) -> bool:
        """Whether what agrees around two places is enough, and stands nowhere else."""
        old, new = self.old.text, self.new.text
        end = start + place.end - place.start
        before = _agreeing_before(old, place.start, new, start)
        after = _agreeing_after(old, place.end, new, end)
        if before + after + end - start < min(_SURE, len(old), len(new)):
            return False
        for most in (_WIDE, len(old)):
            window = old[max(place.start - before, place.start - most) : min(place.end + after, place.end + most)]
            if _is_once(window, old) and _is_once(window, new):
                return True
            if max(before, after) <= most:
                break
        return False

    def _between(self, place: Span) -> Span | None:
        """The stretch much like the span, its first and last letters too, between its unchanged surroundings."""
        from rapidfuzz.distance import Indel  # late: only where words have changed

        old, new = self.old.text, self.new.text
        exact = old[place.start : place.end]
        before = old[max(0, place.start - _CONTEXT) : place.start]
        after = old[place.end : place.end + _CONTEXT]
        if min(len(before), len(after)) < _SIDE or len(exact) > _MOST:
            return None
        if not all(_is_once(side, text) for side in (before, after) for text in (old, new)):
            return None
        found = Span(new.index(before) + len(before), new.index(after))
        inside = new[found.start : found.end] if found.start < found.end else ""
        edge = min(4, len(exact) // 4)
        if inside[:edge] != exact[:edge] or inside[len(inside) - edge :] != exact[len(exact) - edge :]:
            return None
        return found if Indel.normalized_similarity(inside, exact, score_cutoff=_LIKENESS) else None


def _slips_after(one: str, here: Span, other: str, there: Span) -> bool:
    """Whether what follows the edit before the span in one text agrees in the other with what stands there instead."""
    before = _agreeing_before(one, here.start, other, there.start)
    edge = here.start - before
    for size in _CONTEXTS if before < _WIDE else ():
        context = one[max(0, edge - size) : edge]
        if _is_once(context, other):
            return _agreeing_after(one, edge, other, other.index(context) + len(context)) > before
    return False


def _slips_before(one: str, here: Span, other: str, there: Span) -> bool:
    """The same for the edit after the span."""
    after = _agreeing_after(one, here.end, other, there.end)
    edge = here.end + after
    for size in _CONTEXTS if after < _WIDE else ():
        context = one[edge : edge + size]
        if _is_once(context, other):
            return _agreeing_before(one, edge, other, other.index(context)) > after
    return False


def _alike(text: str, place: Span, other: str) -> list[int]:
    """Where the words of a place stand in another text with some of what stands before or after them there."""
    exact = text[place.start : place.end]
    before, after = text[max(0, place.start - _SIDE) : place.start], text[place.end : place.end + _SIDE]
    starts = {start + len(before) for start in _occurrences(other, before + exact)}
    starts.update(_occurrences(other, exact + after))
    return sorted(starts) if len(starts) < _MANY else []


def _occurrences(text: str, sought: str) -> Iterator[int]:
    """Where a string begins, also overlapping ones; not all where they are very many."""

    def each() -> Iterator[int]:
        start = text.find(sought)
        while start >= 0:
            yield start
            start = text.find(sought, start + 1)

    return islice(each(), _MANY)


def _is_in_word(text: str, offset: int) -> bool:
    """Whether an offset has letters on both sides."""
    return text[offset - 1 : offset].isalnum() and text[offset : offset + 1].isalnum()


def _is_once(sought: str, text: str) -> bool:
    """Whether a string stands in a text exactly once."""
    first = text.find(sought)
    return first >= 0 and text.find(sought, first + 1) < 0


def _agreeing_after(one: str, start: int, other: str, there: int) -> int:
    """How many characters agree from two places on."""
    most = min(len(one) - start, len(other) - there)
    return _longest(most, lambda size: one[start : start + size] == other[there : there + size])


def _agreeing_before(one: str, end: int, other: str, there: int) -> int:
    """How many characters agree up to two places."""
    return _longest(min(end, there), lambda size: one[end - size : end] == other[there - size : there])


def _longest(most: int, agrees: Callable[[int], bool]) -> int:
    """The largest size up to `most` that agrees, found by doubling and halving."""
    size = 16
    while size < most and agrees(size):
        size *= 2
    low, high = size // 2 if size > 16 else 0, min(size, most)
    while low < high:
        middle = (low + high + 1) // 2
        if agrees(middle):
            low = middle
        else:
            high = middle - 1
    return low
