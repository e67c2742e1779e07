"""Ranking names and titles against what is being typed: words in any order, unfinished, with a typo or two.

A choice may have several lines, such as a name and its aliases; its best line counts. How well a word answers a typed
one does not depend on the line it stands in: each different word is judged once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from corpus.alignment import Reading, matching, placed
from corpus.folding import WORD, fold, origin
from corpus.postings import Postings
from corpus.wordlist import Answers, WordList

_KEPT = 24
"""How many judgements of words are kept: a key changes only one word of the query."""
_READINGS = 5
"""In how many ways a query is read at most."""
_FURTHER = 0.01
"""What is taken off where another line than the first answers."""

Entry = tuple[float, float, int, int]
"""A choice in the order of the answer: its score and its prior turned round, its length, its place."""


@dataclass(frozen=True, slots=True)
class Match:
    """A choice that answers the query."""

    index: int
    """Its place among the choices."""
    score: float
    """Higher is better; only its order means something."""
    positions: tuple[int, ...]
    """The characters of the choice's first line that were matched, to be shown."""


def rank(query: str, choices: Sequence[str], limit: int = 50) -> list[Match]:
    """The choices that answer every word of the query, best first; for more than a few choices keep an `Index`."""
    return Index(choices).rank(query, limit)


class Index:
    """Choices that are ranked again with every key: they are folded and taken apart once.

    `priors` tell which of two equally good answers comes first, such as how lately each was used: the higher one.
    """

    def __init__(self, choices: Iterable[str] = (), priors: Iterable[float] | None = None) -> None:
        self._choices: list[str] = []
        self._priors = array("f")
        self._owners = array("I")
        """The choice that each line belongs to, and the first line of each choice."""
        self._firsts = array("I")
        self._words = WordList()
        self._lines = Postings()
        self._answers: dict[tuple[str, bool], Answers] = {}
        self._lock = Lock()
        for choice in choices:
            self._take_in(choice)
        if priors is not None:
            self._priors = array("f", priors)

    def __len__(self) -> int:
        return len(self._choices)

    def add(self, choice: str, prior: float = 0.0) -> None:
        """Take in one more choice, at a cost that hardly grows with their number."""
        with self._lock:
            self._take_in(choice)
            self._priors[-1] = prior
            self._answers.clear()

    def prefer(self, index: int, prior: float) -> None:
        """Let a choice come first among equals from now on, or later: the higher, the earlier."""
        self._priors[index] = prior

    def rank(self, query: str, limit: int = 50) -> list[Match]:
        """The choices that answer every word of the query, best first; without a query the first ones in their order.

        Typos are forgiven where fewer choices than the limit hold the words as they were typed, and then one word in
        three or more may be wrong, if it is very short or the choice is long.
        """
        sought = WORD.findall(fold(query))
        if not sought or limit < 1:
            return [Match(index, 0.0, ()) for index in range(min(limit, len(self._choices)))]
        with self._lock:
            found = self._best([self._typed(sought)], limit)
            if len(found) < limit:
                found = self._best(self._readings(sought), limit)
            return [Match(entry[-1], -entry[0], self._positions(entry[-1], reading)) for entry, reading in found]

    def _take_in(self, choice: str) -> None:
        self._firsts.append(len(self._lines))
        for line in choice.splitlines() or [""]:
            self._owners.append(len(self._choices))
            self._lines.add([self._words.number(word) for word in WORD.findall(fold(line))], len(line))
        self._choices.append(choice)
        self._priors.append(0.0)

    def _best(self, readings: Iterable[Reading], limit: int) -> list[tuple[Entry, Reading]]:
        """The best choices in order, each with the reading of the query that it answers best."""
        best: dict[int, tuple[Entry, Reading]] = {}
        for reading in readings:
            order = reading.order
            for line in self._lines.promising(reading, limit, self._priors, self._owners):
                score = reading.score(self._lines.words(line), order)
                owner = self._owners[line]
                if score and line != self._firsts[owner]:
                    score -= _FURTHER
                # Adding in another order must not decide between equals.
                entry = round(-score, 6), -self._priors[owner], self._lines.length(line), owner
                if score and (owner not in best or entry < best[owner][0]):
                    best[owner] = entry, reading
        return sorted(best.values(), key=lambda found: found[0])[:limit]

    def _typed(self, sought: list[str]) -> Reading:
        """The query as it is, without forgiving anything."""
        return Reading(sought, [self._answering(word) for word in sought])

    def _readings(self, sought: list[str]) -> Iterator[Reading]:
        """The query with typos, also with words parted or joined where a space was missed or typed by mistake."""
        meant: list[tuple[list[str], int | None]] = [(sought, None)]
        for place, word in enumerate(sought):
            before, after = sought[:place], sought[place + 1 :]
            meant += [([*before, *parts, *after], place) for parts in self._parted(word)]
            if after:
                meant += [([*before, *words, *after[1:]], None) for words in self._moved(word, after[0])]
        missing = 1 if len(sought) >= 3 else 0
        for words, glued in meant[:_READINGS]:
            sure = [glued is not None and self._words.begins(word) for word in words]
            answers = [self._answering(word, typos=not known) for word, known in zip(words, sure, strict=True)]
            yield Reading(words, answers, glued, missing)

    def _moved(self, left: str, right: str) -> Iterator[list[str]]:
        """Two words with the space between them left out, or a letter further."""
        if left + right in self._words:
            yield [left + right]
        for before, after in ((left + right[0], right[1:]), (left[:-1], left[-1] + right)):
            if before in self._words and after and self._words.begins(after):
                yield [before, after]

    def _parted(self, word: str) -> list[tuple[str, str]]:
        """The best ways to part a word into two known ones, with a space too few or a letter in the space's place."""
        if len(word) < 5 or self._words.begins(word):
            return []
        found = []
        for stop in range(2, len(word) - 1):
            for start in (stop, stop + 1):
                left, right = word[:stop], word[start:]
                known = (left in self._words) + (right in self._words or (len(right) > 2 and self._words.begins(right)))
                shorter = min(len(left), len(right))
                if shorter > 1 and (known == 2 or (known and shorter > 3)):
                    found.append((-known, start - stop, -shorter, left, right))
        return [(left, right) for *_, left, right in sorted(found)[:2]]

    def _answering(self, sought: str, *, typos: bool = False) -> Answers:
        key = sought, typos
        if key not in self._answers:
            if len(self._answers) >= _KEPT:
                self._answers.clear()
            literal = self._words.literal(sought)
            self._answers[key] = self._words.misspelt(sought) | literal if typos else literal
        return self._answers[key]

    def _positions(self, index: int, reading: Reading) -> tuple[int, ...]:
        """The characters of a choice's first line that answer the query."""
        line = (self._choices[index].splitlines() or [""])[0]
        words = list(WORD.finditer(fold(line)))
        numbers = self._lines.words(self._firsts[index])
        offsets = origin(line)
        found: set[int] = set()
        _, places = placed(numbers, reading.answers, reading.order)
        for word, place in zip(reading.words, places, strict=True):
            if place >= 0:
                start = words[place].start()
                found.update(offsets[start + offset] for offset in matching(word, words[place].group()))
        return tuple(sorted(found))
