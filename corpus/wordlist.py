"""All different words of many names or titles, and which of them answer a word that is being typed.

What is kept for that (order, pairs of letters, sounds) is made when it is first needed and follows new words after.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from corpus.folding import sound

EXACT, BEGUN, SOUND, INSIDE = 1.0, 0.88, 0.75, 0.5
"""How good an answer is that is the word, begins with it, sounds like it, or only holds it."""
_TYPOS = ((5, 2), (3, 1))
"""How many typos a word may have, from which length on."""
_WHOLE, _CUT = {1: 0.7, 2: 0.5}, {1: 0.62, 2: 0.45}
"""How good an answer is with so many typos, to a finished and to an unfinished word."""
_DOUBTFUL = 0.35
"""How good an answer is at best where the typos leave little of the word."""
_FEW = 3000
"""Up to how many words all are compared; of more, only the likeliest by their pairs of letters."""
_LIKELY = 400
"""How many likely words are compared."""
_SORTED_ANEW = 200
"""From how many new words on sorting all is cheaper than putting each in its place."""

Answers = dict[int, float]
"""How well words, by their numbers, answer a typed one; a word that does not is missing."""


class WordList:
    """Words, each with a number from 0 in the order in which they came."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._sorted: list[str] = []
        self._line = ""
        """All words one after the other, to be searched at once, and where each begins."""
        self._starts = array("q")
        self._pairs: dict[str, array[int]] = {}
        self._lengths = array("H")
        self._paired = 0
        self._sounds: dict[str, list[int]] = {}
        self._heard = 0

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self._numbers

    def number(self, word: str) -> int:
        """The number of a word, which is taken in if it is new."""
        found = self._numbers.setdefault(word, len(self.words))
        if found == len(self.words):
            self.words.append(word)
        return found

    def begins(self, beginning: str) -> bool:
        """Whether a word begins so."""
        self._order()
        place = bisect_left(self._sorted, beginning)
        return place < len(self._sorted) and self._sorted[place].startswith(beginning)

    def literal(self, sought: str) -> Answers:
        """The words that hold the sought one as it is typed."""
        found = dict.fromkeys(self._holding(sought), INSIDE)
        found.update(dict.fromkeys(self._beginning(sought), BEGUN))
        if sought in self._numbers:
            found[self._numbers[sought]] = EXACT
        return found

    def misspelt(self, sought: str) -> Answers:
        """The words that sound like the sought one, or are it with typos, finished or not."""
        typos = allowed(sought)
        if not typos:
            return {}
        found: Answers = {}
        likely = self._likely(sought, typos)
        length = len(sought)
        _keep_best(found, _close(sought, likely, typos), _worth(_WHOLE, length))
        typos = length // 4 if length < 8 else typos
        for cut in (length - 1, length, length + 1) if typos else ():
            begun = [(number, word[:cut]) for number, word in likely if len(word) > cut]
            _keep_best(found, _close(sought, begun, typos), _CUT)
        for number in self._sounding(sought):
            found[number] = max(SOUND, found.get(number, 0.0) + 0.1)
        return found

    def _order(self) -> None:
        fresh = self.words[len(self._sorted) :]
        if len(fresh) > _SORTED_ANEW:
            self._sorted = sorted(self.words)
        else:
            for word in fresh:
                insort(self._sorted, word)

    def _beginning(self, sought: str) -> list[int]:
        self._order()
        # The greatest character comes after every continuation of the word.
        start, stop = bisect_left(self._sorted, sought), bisect_left(self._sorted, sought + "\U0010ffff")
        return [self._numbers[word] for word in self._sorted[start:stop]]

    def _holding(self, sought: str) -> list[int]:
        """The words that hold the sought one; one or two Latin letters are in too many to mean anything."""
        if len(sought) < 3 and sought.isascii():
            return []
        if len(self._starts) < len(self.words):
            self._line = "\n".join(self.words) + "\n"
            self._starts = array("q", _starts(self.words))
        found = []
        place = self._line.find(sought)
        while place >= 0:
            number = bisect_left(self._starts, place + 1) - 1
            found.append(number)
            place = self._line.find(sought, self._starts[number] + len(self.words[number]))
        return found

    def _sounding(self, sought: str) -> Sequence[int]:
        for number in range(self._heard, len(self.words)):
            self._sounds.setdefault(sound(self.words[number]), []).append(number)
        self._heard = len(self.words)
        return self._sounds.get(sound(sought), ())

    def _likely(self, sought: str, typos: int) -> list[tuple[int, str]]:
        """The words that may be near the sought one, with their numbers."""
        least = len(sought) - typos
        if len(self.words) <= _FEW:
            return [(number, word) for number, word in enumerate(self.words) if len(word) >= least]
        return [(number, self.words[number]) for number in self._sharing(sought, least)]

    def _sharing(self, sought: str, least: int) -> list[int]:
        """The words that share most pairs of letters with the sought one, those of about its length first."""
        import numpy as np  # late: only a large list needs it

        self._pair()
        views = [np.frombuffer(self._pairs[pair], np.uint32) for pair in pairs(sought) if pair in self._pairs]
        if not views:
            return []
        shared = np.bincount(np.concatenate(views), minlength=len(self.words))
        lengths = np.frombuffer(self._lengths, np.uint16)
        # A typo spoils three pairs at most, where two letters have changed places.
        enough = max(1, len(sought) - 3 * (len(sought) - least))
        numbers = np.flatnonzero((shared >= enough) & (lengths >= least))
        if len(numbers) > _LIKELY:
            apart = np.abs(lengths[numbers].astype(np.int32) - len(sought))
            merit = 32 * shared[numbers].astype(np.int32) - np.minimum(apart, 31)
            numbers = numbers[np.argpartition(-merit, _LIKELY)[:_LIKELY]]
        return numbers.tolist()

    def _pair(self) -> None:
        for number in range(self._paired, len(self.words)):
            word = self.words[number]
            self._lengths.append(min(len(word), 65_535))
            for pair in set(pairs(word)):
                self._pairs.setdefault(pair, array("I")).append(number)
        self._paired = len(self.words)


def allowed(sought: str) -> int:
    """How many typos the word may have."""
    return next((typos for length, typos in _TYPOS if len(sought) >= length), 0)


def _worth(qualities: dict[int, float], length: int) -> dict[int, float]:
    """How good answers with typos are to a word of this length."""
    return {typos: worth if length > 3 * typos else _DOUBTFUL for typos, worth in qualities.items()}


def pairs(word: str) -> list[str]:
    """The pairs of neighbouring letters, the ends of the word among them."""
    padded = f" {word} "
    return [padded[place : place + 2] for place in range(len(padded) - 1)]


def _starts(words: Sequence[str]) -> Iterable[int]:
    start = 0
    for word in words:
        yield start
        start += len(word) + 1


def _close(sought: str, words: Sequence[tuple[int, str]], typos: int) -> list[tuple[int, int]]:
    """The numbers of the words that are not further than the typos from the sought one, and how far they are."""
    from rapidfuzz.distance import OSA  # late: nothing is ranked before the first paint
    from rapidfuzz.process import extract

    found = extract(sought, [word for _, word in words], scorer=OSA.distance, score_cutoff=typos, limit=None)
    return [(words[place][0], int(distance)) for _, distance, place in found]


def _keep_best(found: Answers, close: Iterable[tuple[int, int]], worth: dict[int, float]) -> None:
    for number, distance in close:
        found[number] = max(worth.get(distance, EXACT), found.get(number, 0.0))
