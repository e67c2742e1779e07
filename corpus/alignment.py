"""How well the words of a name or title answer those of a query, and which letters of it do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat

from corpus.wordlist import EXACT, Answers

_NEIGHBOURS, _EDGE, _WHOLE = 0.06, 0.1, 0.1
"""What is added where words stand side by side as in the query, begin or end the line, are all of it."""
_GUESSED = 0.2
"""What is taken off where one typed word was read as two."""
_ENOUGH = 0.45
"""How good the answers must be on average."""
_LONG = 6
"""From how many words on a line is so long that one word of the query may be wrong; else only a very short one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a query, as typed or as they may have been meant, and what answers each."""

    words: Sequence[str]
    answers: Sequence[Answers]
    glued: int | None = None
    """The place of the first of two words that were typed as one, which must stand side by side."""
    missing: int = 0
    """How many words need no answer."""

    @property
    def order(self) -> list[int]:
        """The places of the longer words first: a short one could take the word that a longer one needs."""
        return sorted(range(len(self.words)), key=lambda place: -len(self.words[place]))

    def optional(self, length: int) -> Collection[int]:
        """The places of the words of which one may be missing in a line of so many words."""
        if not self.missing:
            return ()
        return [place for place, word in enumerate(self.words) if length >= _LONG or len(word) < 3]

    def score(self, line: Sequence[int], order: Sequence[int]) -> float:
        """How well a line answers; 0 when too many words find no good answer."""
        total, places = placed(line, self.answers, order, self.optional(len(line)))
        quality = total / len(places)
        if quality < _ENOUGH:
            return 0.0
        score = quality * (1 + _bonus(line, places)) + (
            _WHOLE if quality == EXACT and len(places) == len(line) else 0.0
        )
        if self.glued is None:
            return score
        left, right = places[self.glued : self.glued + 2]
        return score - _GUESSED if min(left, right) >= 0 and abs(left - right) == 1 else 0.0


def placed(
    line: Sequence[int], answers: Sequence[Answers], order: Sequence[int], optional: Collection[int] | None = None
) -> tuple[float, list[int]]:
    """How good the answers are in all, and the place of each; a word of the line answers only one of the query.

    One may be missing of those that are optional, any number if it is not told; else 0.
    """
    places = [-1] * len(answers)
    total = 0.0
    for number in order:
        here = list(map(answers[number].get, line, repeat(0.0)))
        for place in places:
            if place >= 0:
                here[place] = 0.0
        best = max(here, default=0.0)
        if best:
            places[number] = _place(here, best, places, number)
            total += best
        elif optional is not None:
            if number not in optional:
                return 0.0, places
            optional = ()
    return total, places


def _place(here: Sequence[float], best: float, places: Sequence[int], number: int) -> int:
    """The place of the best answer; of several the one beside its neighbour in the query."""
    if number and places[number - 1] >= 0:
        after = places[number - 1] + 1
        if after < len(here) and here[after] == best:
            return after
    if number + 1 < len(places) and places[number + 1] > 0:
        before = places[number + 1] - 1
        if here[before] == best:
            return before
    return here.index(best)


def _bonus(line: Sequence[int], places: Sequence[int]) -> float:
    """What the places add."""
    bonus = 0.0
    if len(places) > 1:
        bonus += _NEIGHBOURS * sum(b == a + 1 and a >= 0 for a, b in pairwise(places)) / (len(places) - 1)
    first, last = min(places), max(places)
    if first < 0:
        return bonus
    ends_name = last + 1 == len(line) <= _LONG
    return bonus + _EDGE if not first or ends_name else bonus


def matching(sought: str, word: str) -> Iterable[int]:
    """The characters of a word that are those of the sought one."""
    from rapidfuzz.distance import OSA, Indel  # late: as in the list of words

    found = word.find(sought)
    if found >= 0:
        return range(found, found + len(sought))
    stops = {len(word), *(min(len(word), len(sought) + extra) for extra in (-1, 0, 1))}
    _, stop = min((OSA.distance(sought, word[:stop]), stop) for stop in stops)
    blocks = Indel.opcodes(sought, word[:stop])
    return [offset for block in blocks if block.tag == "equal" for offset in range(block.dest_start, block.dest_end)]
