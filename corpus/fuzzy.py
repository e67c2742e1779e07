"""Ranking names and titles against what is being typed: words in any order, unfinished, with a typo or two.

How well a word answers a typed one does not depend on the choice it stands in: each different word is judged once.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from itertools import chain, groupby, repeat

_WORD = re.compile(r"[^\W_]+")
_TYPOS = ((8, 2), (4, 1))
"""How many typos a word may have, from which length on."""
_SLACK = 1e-9
"""More than what adding qualities in another order can change."""
_KEPT = 64
"""How many judgements of words are kept."""

Qualities = dict[str, float]
"""How well the words of the choices answer one word of the query; a word that does not is missing."""
Entry = tuple[float, int, int]
"""A choice in the order of the answer: its score turned round, its length, its place among the choices."""


@dataclass(frozen=True, slots=True)
class Match:
    """A choice that answers the query."""

    index: int
    """Its place among the choices."""
    score: float
    """Higher is better; only its order means something."""
    positions: tuple[int, ...]
    """The characters of the choice that were matched, to be shown."""


def rank(query: str, choices: Sequence[str], limit: int = 50) -> list[Match]:
    """The choices that hold every word of the query, best first; for more than a few choices keep an `Index`."""
    return Index(choices).rank(query, limit)


class Index:
    """Choices that are ranked again with every key: they are folded and taken apart once."""

    def __init__(self, choices: Sequence[str]) -> None:
        self._choices = choices
        self._texts = [_fold(choice) for choice in choices]
        self._words: list[list[str]] = []
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        """For each word, the choices that hold it."""
        known: dict[str, str] = {}
        for index, text in enumerate(self._texts):
            words = [known.setdefault(word, word) for word in _WORD.findall(text)]
            self._words.append(words)
            for word in words:
                self._holders[word].append(index)
        self._vocabulary = sorted(known)
        self._kept: dict[tuple[str, bool], Qualities] = {}

    def rank(self, query: str, limit: int = 50) -> list[Match]:
        """The choices that hold every word of the query, best first; without a query the first ones in their order.

        Typos are forgiven where fewer choices than the limit hold the words as they were typed.
        """
        phrase = _fold(query).strip()
        # Longer words first: a short one could take the word that a longer one needs.
        sought = sorted(_WORD.findall(phrase), key=len, reverse=True)
        if not sought or limit < 1:
            return [Match(index, 0.0, ()) for index in range(min(limit, len(self._choices)))]
        answers = [self._answers(word) for word in sought]
        best = self._best(phrase, answers, limit)
        if len(best) < limit and any(map(_allowed, sought)):
            answers = [self._answers(word, typos=True) for word in sought]
            best = self._best(phrase, answers, limit)
        return [Match(index, -turned, self._positions(index, sought, answers)) for turned, _, index in best]

    def _answers(self, sought: str, *, typos: bool = False) -> Qualities:
        """How well each word answers the sought one, kept: a key changes only one word of the query."""
        if (sought, typos) not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = _literal(sought, self._vocabulary)
            self._kept[sought, typos] = _misspelt(sought, self._vocabulary) | found if typos else found
        return self._kept[sought, typos]

    def _best(self, phrase: str, answers: Sequence[Qualities], limit: int) -> list[Entry]:
        """The best choices in order: those that begin with the query, then down from the best words of the others."""
        if not all(answers):
            return []
        starting = [index for index, text in enumerate(self._texts) if text.startswith(phrase)]
        best = nsmallest(limit, self._judged(starting, phrase, answers))
        if len(best) == limit:
            return best
        seen = set(starting)
        rarest = min(answers, key=lambda qualities: sum(len(self._holders[word]) for word in qualities))
        others = sum(max(qualities.values()) for qualities in answers) - max(rarest.values())
        for quality, words in groupby(sorted(rarest, key=lambda word: -rarest[word]), key=lambda word: rarest[word]):
            if len(best) == limit and -best[-1][0] > (quality + others) / len(answers) + _SLACK:
                break
            fresh = set().union(*(self._holders[word] for word in words)) - seen
            seen |= fresh
            best = nsmallest(limit, chain(best, self._judged(fresh, phrase, answers)))
        return best

    def _judged(self, indexes: Iterable[int], phrase: str, answers: Sequence[Qualities]) -> Iterator[Entry]:
        """Those of the choices that answer every word: whole and prefix hits of the whole query come first."""
        for index in indexes:
            quality = _quality(self._words[index], answers)
            if quality:
                text = self._texts[index]
                whole = 2.0 if text == phrase else 1.0 if text.startswith(phrase) else 0.0
                yield -(whole + quality), len(self._choices[index]), index

    def _positions(self, index: int, sought: Sequence[str], answers: Sequence[Qualities]) -> tuple[int, ...]:
        """The characters of a choice that answer the query."""
        origin = _origin(self._choices[index])
        free = [(match.group(), match.start()) for match in _WORD.finditer(self._texts[index])]
        found: set[int] = set()
        for word, qualities in zip(sought, answers, strict=True):
            taken = max(free, key=lambda place: qualities.get(place[0], 0.0))
            free.remove(taken)
            found.update(origin[taken[1] + offset] for offset in _same(word, taken[0]))
        return tuple(sorted(found))


def _quality(words: Sequence[str], answers: Sequence[Qualities]) -> float:
    """How well words answer a query, each of them one word of it; 0 when one of the query finds none."""
    free = list(words)
    quality = 0.0
    for qualities in answers:
        here = list(map(qualities.get, free, repeat(0.0)))
        best = max(here, default=0.0)
        if not best:
            return 0.0
        del free[here.index(best)]
        quality += best / len(answers)
    return quality


def _literal(sought: str, vocabulary: Sequence[str]) -> Qualities:
    """The words that are the sought one, begin with it or hold it, in falling quality."""
    return {
        word: (0.8 if word.startswith(sought) else 0.4) + 0.2 * len(sought) / len(word)
        for word in vocabulary
        if sought in word
    }


def _misspelt(sought: str, vocabulary: Sequence[str]) -> Qualities:
    """The words that are the sought one with typos, finished or not; the vocabulary is sorted."""
    allowed = _allowed(sought)
    if not allowed:
        return {}
    length = len(sought)
    found: Qualities = {}
    near = [word for word in vocabulary if abs(len(word) - length) <= allowed]
    for word, distance in _close(sought, near, allowed):
        found[word] = 0.4 - 0.1 * distance
    for cut in (length - 1, length, length + 1):
        begun = dict.fromkeys(word[:cut] for word in vocabulary if len(word) > cut)
        for beginning, distance in _close(sought, list(begun), allowed):
            quality = 0.4 - 0.1 * distance
            for place in range(bisect_left(vocabulary, beginning), len(vocabulary)):
                word = vocabulary[place]
                if not word.startswith(beginning):
                    break
                found[word] = max(quality, found.get(word, 0.0))
    return found


def _close(sought: str, words: Sequence[str], allowed: int) -> list[tuple[str, int]]:
    """The words that are not further than the allowed typos from the sought one, and how far they are."""
    from rapidfuzz.distance import OSA  # late: nothing is ranked before the first paint
    from rapidfuzz.process import extract

    found = extract(sought, words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
    return [(word, int(distance)) for word, distance, _ in found]


def _allowed(sought: str) -> int:
    """How many typos the word may have."""
    return next((typos for length, typos in _TYPOS if len(sought) >= length), 0)


def _same(sought: str, word: str) -> Iterable[int]:
    """The characters of a word that are those of the sought one."""
    from rapidfuzz.distance import OSA, Indel  # late: as above

    found = word.find(sought)
    if found >= 0:
        return range(found, found + len(sought))
    stops = {len(word), *(min(len(word), len(sought) + extra) for extra in (-1, 0, 1))}
    _, stop = min((OSA.distance(sought, word[:stop]), stop) for stop in stops)
    blocks = Indel.opcodes(sought, word[:stop])
    return [offset for block in blocks if block.tag == "equal" for offset in range(block.dest_start, block.dest_end)]


def _fold(text: str) -> str:
    """The text without case and diacritics."""
    return text.lower() if text.isascii() else "".join(map(_base, text))


def _origin(text: str) -> Sequence[int]:
    """For each character of the folded text, the offset in the text that it was made from."""
    if text.isascii():
        return range(len(text))
    return [offset for offset, character in enumerate(text) for _ in _base(character)]


@cache
def _base(character: str) -> str:
    """A character without case and diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", character.casefold()) if not unicodedata.combining(c))
