"""The same statement elsewhere: where a text tells it in another translation, another cut or another tense."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from corpus import places, stems
from corpus.folding import fold
from corpus.spans import Span

_DERIVED, _KINDRED = 0.75, 0.6
"""What a word counts that has only its root in common, or only its meaning."""
_NEEDLES = 24
"""By how many different words of a statement others are looked up."""
_LETTERS = 0.25
"""The part that letters have in a score; the rest is the words'."""
_SHORT = 200
"""Up to how many letters one is looked for inside the other: of two long ones that takes too long."""
_SHORTER = 0.55
"""The part of the words' score that tells how much of the shorter stretch stands in the other."""
_LIKELY = 2
"""How many stretches of a text are compared closely."""
_WORD = 9
"""About how many characters a word that says something takes, with the small words around it."""
_LONGEST = 800
"""How many characters a sentence has at most; what has no full stop is cut there."""
_LEAST = 0.1
"""What two stretches may have in common by chance."""
_COMPARED = 4000
"""How many characters of a statement are compared."""
_CUT = re.compile(r"[.!?…][\"”’»)\]]*\s+(?![a-z])|[。！？]|\n+")
_FEW = 1000
"""Of fewer texts not even the rarest word would tell anything."""
_OTHER = 0.6
"""How rare a word is that only one of two stretches has, as a part of the statement's own."""


@dataclass(frozen=True, slots=True)
class Needle:
    """What a word begins with that tells the same as one of the statement's, to be looked up in an index of words."""

    text: str
    is_whole: bool
    """Whether it is the whole word."""
    place: int
    """The place of the statement's word."""
    worth: float
    """What it counts of that word."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """A stretch of a text that tells the same."""

    span: Span
    score: float
    """From 0 to 1, for the same words."""


class Statement:
    """What is looked for: the words that say something, each once."""

    def __init__(self, told: str) -> None:
        self.told = told[:_COMPARED]
        self.terms = list({term.stem: term for term in reversed(stems.terms(self.told))}.values())[::-1]
        self._sentences = len(list(_sentences(self.told)))
        self._places: dict[str, list[int]] = defaultdict(list)
        """The places of the terms by their heads, and those for which a stem stands in other reports."""
        self._kindred: dict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(self.terms):
            self._places[term.head].append(place)
            for other in stems.kindred(term.stem):
                self._kindred[other].append(place)
        self._heads = _beginning_with(
            {*self._places, *(stem[: stems.HEAD] for stem in self._kindred), *self._numbers()}
        )

    def needles(self) -> list[Needle]:
        """What to look up, the words themselves and those that stand for them."""
        found: dict[tuple[str, int], Needle] = {}
        for place, term in enumerate(self.terms[:_NEEDLES]):
            for stem, worth in ((term.stem, 1.0), *((other, _KINDRED) for other in sorted(stems.kindred(term.stem)))):
                needle = places.folded(stem)[: stems.HEAD]
                whole = len(stem) < stems.HEAD - 1 or stem.isdigit()
                found.setdefault((needle, place), Needle(stem if whole else needle, whole, place, worth))
            if number := stems.written(term.stem):
                found[number, place] = Needle(number, True, place, 1.0)
            if term.stem.isdigit() and len(term.stem) > 3:
                # An index of words has 40,000 as two.
                found[term.stem[:-3], place] = Needle(term.stem[:-3], True, place, _DERIVED)
        return list(found.values())

    def _numbers(self) -> Iterator[str]:
        return (number for term in self.terms if (number := stems.written(term.stem)))

    def answers(self, stem: str) -> Iterator[tuple[int, float]]:
        """The places of the terms that a word of another text answers, and how well."""
        for place in self._places.get(stem[: stems.HEAD], ()):
            if self.terms[place].stem == stem:
                yield place, 1.0
            elif stems.are_alike(self.terms[place].stem, stem):
                yield place, _DERIVED
        yield from ((place, _KINDRED) for place in self._kindred.get(stem, ()))

    def words_in(self, plain: str) -> Iterator[re.Match[str]]:
        """The words of a folded text that may answer."""
        return self._heads.finditer(plain)

    @property
    def sentences(self) -> int:
        """Of how many sentences it is."""
        return self._sentences


class Comparer:
    """A statement with what is known of its words: how rare each is in the corpus."""

    def __init__(self, statement: Statement, holders: Mapping[int, int], texts: int) -> None:
        """Know in how many of the texts each term stands, by its place."""
        texts = max(texts, _FEW)
        self._statement = statement
        self._worth = [
            term.weight * log(1 + texts / (1 + holders.get(place, 0))) for place, term in enumerate(statement.terms)
        ]
        self._ours = sum(self._worth)
        self._typical = _OTHER * self._ours / (len(self._worth) or 1)
        # A stretch of two words is easily found whole: a few words more are held against it.
        self._most = log(1 + texts) + 1
        self._folded = fold(statement.told)

    def worth(self, place: int) -> float:
        """What a term says, by its place."""
        return self._worth[place]

    def offset(self, place: int) -> int:
        """How many words of the statement stand before a term."""
        return self._statement.terms[place].number

    def best(self, text: str) -> Parallel | None:
        """The stretch of a text that tells most nearly the same; None where it tells nothing of it."""
        found = [(self._score(text[slice(*span)]), span) for _, span in self._likely(text)[:_LIKELY]]
        score, span = max(found, default=(0.0, Span(0, 0)))
        return Parallel(span, score) if score >= _LEAST else None

    def _likely(self, text: str) -> list[tuple[float, Span]]:
        """Stretches that hold words of the statement, the likeliest first."""
        bounds = list(_sentences(text))
        answered = self._answered(text, bounds)
        rough = []
        for first in answered:
            shared: dict[int, float] = {}
            told = 0.0
            for last in range(first, min(first + self._statement.sentences + 1, len(bounds))):
                if last not in answered:
                    continue
                for place, worth in answered[last].items():
                    if worth > (before := shared.get(place, 0.0)):
                        shared[place] = worth
                        told += (worth - before) * self._worth[place]
                span = Span(bounds[first].start, bounds[last].end)
                others = max(0.0, span.length / _WORD - len(shared))
                rough.append((self._covered(told, told + others * self._typical), span))
        return sorted(rough, key=lambda each: (-each[0], each[1]))

    def _answered(self, text: str, bounds: Sequence[Span]) -> dict[int, dict[int, float]]:
        """For each sentence that holds words of the statement, which terms it answers and how well."""
        found: dict[int, dict[int, float]] = {}
        number = 0
        for match in self._statement.words_in(places.folded(text)):
            while bounds[number].end <= match.start() and number + 1 < len(bounds):
                number += 1
            for stem, _ in stems.stems_of(text[slice(*match.span())]):
                for place, worth in self._statement.answers(stem):
                    here = found.setdefault(number, {})
                    here[place] = max(worth, here.get(place, 0.0))
        return found

    def _score(self, stretch: str) -> float:
        """How nearly a stretch tells what the statement does; a cut of either may tell it whole."""
        shared: dict[int, float] = {}
        others = 0.0
        for term in stems.terms(stretch):
            answered = list(self._statement.answers(term.stem))
            others += 0.0 if answered else term.weight * self._typical
            for place, worth in answered:
                shared[place] = max(worth, shared.get(place, 0.0))
        told = sum(worth * self._worth[place] for place, worth in shared.items())
        letters = max(0.0, 2 * _alike(self._folded, fold(stretch)) - 1)
        return round((1 - _LETTERS) * self._covered(told, told + others) + _LETTERS * letters, 4)

    def _covered(self, told: float, theirs: float) -> float:
        """How much of each of the two the other one tells."""
        less, more = sorted((told / (self._ours + self._most), told / (theirs + self._most)))
        return (1 - _SHORTER) * less + _SHORTER * more


def _alike(one: str, other: str) -> float:
    """How many of the letters are the same and in the same order, in the best part of the longer text."""
    from rapidfuzz.distance import Indel  # late: nothing is compared before it is asked for
    from rapidfuzz.fuzz import partial_ratio

    if min(len(one), len(other)) <= _SHORT:
        return partial_ratio(one, other) / 100
    return Indel.normalized_similarity(one, other)


def _sentences(text: str) -> Iterator[Span]:
    """The sentences, roughly: where each begins and ends, without white space around it."""
    cuts = [0, *(match.end() for match in _CUT.finditer(text)), len(text)]
    for start, end in pairwise(cuts):
        for cut in range(start, end, _LONGEST):
            piece = text[cut : min(end, cut + _LONGEST)]
            bare = piece.strip()
            if bare:
                begin = cut + len(piece) - len(piece.lstrip())
                yield Span(begin, begin + len(bare))


def _beginning_with(heads: set[str]) -> re.Pattern[str]:
    """What finds whole words that begin so; nothing where there are none."""
    every = "|".join(sorted(map(re.escape, heads), key=lambda head: (-len(head), head))) or "(?!)"
    return re.compile(rf"(?<![^\W_])(?:{every})[^\W_]*")
