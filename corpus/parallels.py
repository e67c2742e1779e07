"""The same statement elsewhere: other translations, cuts and tenses of it, and the words in which two differ."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from typing import Literal

from corpus.folding import fold
from corpus.stems import Term, terms

_RAREST = 16
"""By how many of a statement's rarest words others are looked up."""
_LIKELY = 300
"""How many likely stretches are compared closely."""
_DERIVED = 0.75
"""What a word counts that has only its beginning in common."""
_LETTERS = 0.25
"""The part that letters have in a score; the rest is the words'."""
_LEAST = 0.12
"""What two stretches of one corpus may have in common by chance."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Parallel:
    """A stretch that tells the same."""

    index: int
    """Its place among the stretches."""
    score: float
    """From 0 to 1, for the same words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A piece of two texts: in both, only in the first, only in the second."""

    kind: Kind
    text: str


class Index:
    """Stretches of text, such as quotes or sentences, in which retellings are looked for."""

    def __init__(self, stretches: Iterable[str] = ()) -> None:
        self._stretches: list[str] = []
        self._holders: dict[str, array[int]] = {}
        """For the beginning of each word, the stretches that have it."""
        self._counts = array("H")
        for stretch in stretches:
            self.add(stretch)

    def __len__(self) -> int:
        return len(self._stretches)

    def add(self, stretch: str) -> None:
        """Take in one more stretch."""
        heads = {term.head for term in terms(stretch)}
        for head in heads:
            self._holders.setdefault(head, array("I")).append(len(self))
        self._counts.append(min(len(heads), 65_535))
        self._stretches.append(stretch)

    def find(self, statement: str, limit: int = 20) -> list[Parallel]:
        """The stretches that tell most nearly the same, the nearest first."""
        sought = terms(statement)
        likely = self._likely({term.head for term in sought})
        found = [Parallel(index, self._likeness(statement, sought, self._stretches[index])) for index in likely]
        return sorted((one for one in found if one.score >= _LEAST), key=lambda one: (-one.score, one.index))[:limit]

    def _likely(self, heads: Iterable[str]) -> list[int]:
        """The stretches that share most of the rarest words, for their length."""
        known = sorted((head for head in heads if head in self._holders), key=self._rarity, reverse=True)[:_RAREST]
        if not known:
            return []
        if len(self) <= _LIKELY:
            return sorted(set(chain.from_iterable(self._holders[head] for head in known)))
        import numpy as np  # late: only many stretches need it

        views = [np.frombuffer(self._holders[head], np.uint32) for head in known]
        weights = np.repeat([self._rarity(head) for head in known], [len(view) for view in views])
        together = np.bincount(np.concatenate(views), weights, minlength=len(self))
        shared = together / np.sqrt(np.frombuffer(self._counts, np.uint16) + 6.0)
        likely = np.argpartition(-shared, _LIKELY)[:_LIKELY]
        told: list[int] = likely[shared[likely] > 0].tolist()
        return told

    def _rarity(self, head: str) -> float:
        return log(1 + len(self) / (1 + len(self._holders.get(head, ()))))

    def _likeness(self, statement: str, sought: Sequence[Term], stretch: str) -> float:
        """How nearly a stretch tells what the statement does; a cut of either may tell it whole."""
        from rapidfuzz.fuzz import partial_ratio  # late: nothing is compared before it is asked for

        there = terms(stretch)
        shared = self._shared(sought, there)
        ours, theirs = self._weight(sought), self._weight(there)
        # A stretch of two words is easily found whole: a few words more are held against it.
        most = log(1 + len(self)) + 1
        covered = sorted((shared / (ours + most), shared / (theirs + most)))
        words = 0.45 * covered[0] + 0.55 * covered[1]
        letters = partial_ratio(fold(statement), fold(stretch)) / 100
        return round((1 - _LETTERS) * words + _LETTERS * max(0.0, 2 * letters - 1), 4)

    def _shared(self, sought: Sequence[Term], there: Sequence[Term]) -> float:
        """The weight of the words that both have, each counted once for each."""
        stems = Counter(term.stem for term in there)
        heads = Counter(term.head for term in there)
        shared = 0.0
        for term in sought:
            weight = term.weight * self._rarity(term.head)
            if stems[term.stem]:
                stems[term.stem] -= 1
                heads[term.head] -= 1
                shared += weight
            elif heads[term.head]:
                heads[term.head] -= 1
                shared += _DERIVED * weight
        return shared

    def _weight(self, found: Sequence[Term]) -> float:
        return sum(term.weight * self._rarity(term.head) for term in found)


def differences(first: str, second: str) -> list[Difference]:
    """Two texts as one row of pieces, word by word; what both have is told as the first has it."""
    from rapidfuzz.distance import Indel  # late: as above

    ours, theirs = _TOKEN.findall(first), _TOKEN.findall(second)
    told: list[Difference] = []
    gone: list[str] = []
    new: list[str] = []
    for block in Indel.opcodes([_plain(token) for token in ours], [_plain(token) for token in theirs]):
        if block.tag != "equal":
            gone += ours[block.src_start : block.src_end]
            new += theirs[block.dest_start : block.dest_end]
            continue
        told += [*_pieces("gone", gone), *_pieces("new", new)]
        told += _pieces("same", ours[block.src_start : block.src_end])
        gone, new = [], []
    return [*told, *_pieces("gone", gone), *_pieces("new", new)]


def _plain(token: str) -> str:
    return " " if token.isspace() else fold(token)


def _pieces(kind: Kind, tokens: Sequence[str]) -> list[Difference]:
    return [Difference(kind, "".join(tokens))] if tokens else []
