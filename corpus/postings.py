"""Which lines hold which words, for many lines at once: the most promising ones for a query."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from corpus.alignment import Reading
from corpus.wordlist import Answers

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

FEW = 500
"""Up to how many lines all that could answer are told; of more, only the most promising."""
_PROMISING = 100
"""How many promising lines are told at least."""
_KEPT = 12
"""For how many words is kept how well they are answered: a key changes only one word of the query."""
_FIRST = 100
"""What a first word adds that answers the first one of the query, of 1000 for all words."""


class Postings:
    """The lines that hold each word, and the words of each line; lines and words are numbers from 0."""

    def __init__(self) -> None:
        self._words = array("I")
        """The words of all lines one after the other, and where those of each begin."""
        self._starts = array("Q", [0])
        self._lengths = array("I")
        self._holders: list[array[int]] = []
        self._spreads: dict[tuple[str, int], Numbers] = {}

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, words: Sequence[int], length: int) -> None:
        """Take in a line: its words, and how many characters it has."""
        line = len(self)
        self._words.extend(words)
        self._starts.append(len(self._words))
        self._lengths.append(length)
        for word in set(words):
            while word >= len(self._holders):
                self._holders.append(array("I"))
            self._holders[word].append(line)
        self._spreads.clear()

    def words(self, line: int) -> Sequence[int]:
        """The words of a line."""
        return self._words[self._starts[line] : self._starts[line + 1]]

    def length(self, line: int) -> int:
        """How many characters a line has."""
        return self._lengths[line]

    def promising(self, reading: Reading, limit: int, priors: array[float], owners: array[int]) -> list[int]:
        """Lines in which enough words of the query are answered, no fewer than the limit if there are so many."""
        needed = len(reading.words) - reading.missing
        if sum(map(bool, reading.answers)) < needed:
            return []
        if len(self) > FEW:
            return self._most_promising(reading, needed, limit, priors, owners)
        counts: dict[int, int] = {}
        for answers in reading.answers:
            for line in set().union(*(self._holders[word] for word in answers)):
                counts[line] = counts.get(line, 0) + 1
        return [line for line, count in counts.items() if count >= needed]

    def _most_promising(
        self, reading: Reading, needed: int, limit: int, priors: array[float], owners: array[int]
    ) -> list[int]:
        """The lines with the best answers to all words together."""
        import numpy as np  # late: only many lines need it

        total = np.zeros(len(self), np.float32)
        hits = np.zeros(len(self), np.uint8)
        for word, answers in zip(reading.words, reading.answers, strict=True):
            spread = self._spread(word, answers)
            total += spread
            hits += spread > 0
        lines = np.flatnonzero(hits >= needed)
        most = max(_PROMISING, 2 * limit)
        if len(lines) > most:
            merit = 1000 * total[lines].astype(np.float64) / len(reading.words)
            merit += _FIRST * self._first(lines, reading.answers[0])
            prior = np.frombuffer(priors, np.float32)[np.frombuffer(owners, np.uint32)[lines]]
            ranks = np.unique(prior, return_inverse=True)[1]
            merit += ranks / len(lines) - 1e-7 * np.frombuffer(self._lengths, np.uint32)[lines]
            lines = lines[np.argpartition(-merit, most)[:most]]
        told: list[int] = lines.tolist()
        return told

    def _spread(self, word: str, answers: Answers) -> Numbers:
        """For each line, how well its best word answers."""
        key = word, len(answers)
        if key not in self._spreads:
            if len(self._spreads) >= _KEPT:
                self._spreads.clear()
            many = len(answers) > len(self._words) // 250
            self._spreads[key] = self._looked_up(answers) if many else self._written_out(answers)
        return self._spreads[key]

    def _written_out(self, answers: Answers) -> Numbers:
        """The spread, from the lists of those that hold each word."""
        import numpy as np  # late: as above

        spread = np.zeros(len(self), np.float32)
        if answers:
            # Of several values for one place the last one stays, which is the best.
            ordered = sorted(answers, key=answers.__getitem__)
            views = [np.frombuffer(self._holders[word], np.uint32) for word in ordered]
            worth = np.array([answers[word] for word in ordered], np.float32)
            spread[np.concatenate(views)] = np.repeat(worth, [len(view) for view in views])
        return spread

    def _looked_up(self, answers: Answers) -> Numbers:
        """The spread, from the words of each line: faster where very many words answer."""
        import numpy as np  # late: as above

        here = self._worth(answers)[np.frombuffer(self._words, np.uint32)]
        starts = np.frombuffer(self._starts, np.uint64).astype(np.int64)
        if starts[-2] == len(here):
            here = np.append(here, np.float32(0))  # an empty last line begins behind all words
        spread: Numbers = np.maximum.reduceat(here, starts[:-1])
        spread[starts[:-1] == starts[1:]] = 0
        return spread

    def _first(self, lines: Numbers, answers: Answers) -> Numbers:
        """How well the first words of these lines answer; each has one."""
        import numpy as np  # late: as above

        starts = np.frombuffer(self._starts, np.uint64)[lines].astype(np.int64)
        first: Numbers = self._worth(answers)[np.frombuffer(self._words, np.uint32)[starts]]
        return first

    def _worth(self, answers: Answers) -> Numbers:
        """How well each word answers."""
        import numpy as np  # late: as above

        worth = np.zeros(len(self._holders), np.float32)
        worth[list(answers)] = list(answers.values())
        return worth
