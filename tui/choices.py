"""The answers that questions offer, indexed once for all of them: no large codebook is read for each question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from threading import Lock

from corpus import fuzzy

MANY = 1000
"""From so many answers on the index is made ahead of the first letter, beside the keys."""
_SPARE = 200
"""How many answers of other questions may stand before those of the present one."""


class Choices:
    """An index of answers, each one or more lines of text; it may be made in another thread."""

    def __init__(self) -> None:
        self._index = fuzzy.Index()
        self._places: dict[str, int] = {}
        self._lines: list[str] = []
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._lines)

    def take_in(self, answers: Sequence[str]) -> None:
        """Take in what is not known yet; what no question asks for any more goes once it is the larger part."""
        with self._lock:
            self._take_in(answers)
            self._index.rank("a", 1)  # the first answer is the slow one

    def rank(self, typed: str, answers: Sequence[str], limit: int) -> list[fuzzy.Match]:
        """The answers that fit, best first, the earlier one of equals first."""
        with self._lock:
            self._take_in(answers)
            numbers = defaultdict(list)
            for number, answer in enumerate(answers):
                numbers[answer].append(number)
            # The likelier ones stand first, but the second hundred are as likely as the first: powers of two tell.
            for answer, places in numbers.items():
                self._index.prefer(self._places[answer], -(places[0] + 1).bit_length())
            spare = min(len(self._lines) - len(numbers), _SPARE)
            found = self._index.rank(typed, limit + spare)
        matches = (
            fuzzy.Match(number, match.score, match.positions)
            for match in found
            for number in numbers.get(self._lines[match.index], ())
        )
        return sorted(matches, key=lambda match: _order(match, answers))[:limit]

    def _take_in(self, answers: Sequence[str]) -> None:
        new = [answer for answer in dict.fromkeys(answers) if answer not in self._places]
        if len(self._lines) + len(new) > 2 * len(answers) + _SPARE:
            self._index, self._places, self._lines = fuzzy.Index(), {}, []
            new = list(dict.fromkeys(answers))
        for answer in new:
            self._index.add(answer)
            self._places[answer] = len(self._lines)
            self._lines.append(answer)


def _order(match: fuzzy.Match, answers: Sequence[str]) -> tuple[float, int, int, int]:
    """As the index has it, but equals in the order of the question and not of the index."""
    first = answers[match.index].partition("\n")[0]
    return -match.score, (match.index + 1).bit_length(), len(first), match.index
