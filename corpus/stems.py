"""The words of a statement as they compare across retellings: light stems, numbers as digits, no small words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from corpus import kin
from corpus.folding import WORD, fold

HEAD = 5
"""How many letters a word has in common with those that are derived from it."""
_SMALL = frozenset(
    WORD.findall(
        "a about after all also am an and any are as at be because been before being both but by can could did do does"
        " each even for from get gets going had has have having he her here him his how i if in into is it its just may"
        " me might more most must my no nor not of off on one only or other our out over own same shall she should so"
        " some such than that the their them then there these they this those through to too under until up upon us"
        " very was we were what when where which while who whoever will with would you your said says say told"
    )
)
"""Words that stand in every statement; they are English, and in other languages their rarity tells instead."""
_DIGITS = WORD.findall("zero one two three four five six seven eight nine ten eleven twelve")
_NUMBERS = {word: str(number) for number, word in enumerate(_DIGITS)}
_NUMBERS |= {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70"}
_NUMBERS |= {"eighty": "80", "ninety": "90", "hundred": "100", "thousand": "1000"}
_ENDINGS = re.compile(r"(?<=...)(?:ations?|ings?|ies|ed|es|ly|ments?|s|e|y)$")
_GROUPED = re.compile(r"(?<=\d)[,.\u00a0\u202f ](?=\d{3}\b)")
_ALIKE = 0.6
"""Which part of the longer of two stems must be their common beginning."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it compares."""

    stem: str
    weight: float
    """Names and numbers say more than other words."""
    number: int
    """How many words stand before it."""

    @property
    def head(self) -> str:
        """The beginning that it shares with words derived from the same root."""
        return self.stem[:HEAD]


def terms(text: str) -> list[Term]:
    """The words of a text that say something, in their order."""
    plain = _GROUPED.sub(lambda match: "\0" * len(match[0]), text) if any(map(str.isdigit, text)) else text
    found: list[Term] = []
    for number, word in enumerate(_RUN.findall(plain)):
        # The first word of a sentence has a capital in any case.
        found += (Term(stem, weight, number) for stem, weight in stems_of(word, first=not number))
    return found


_RUN = re.compile(r"(?:[^\W_]|(?<=\d)\0(?=\d))+")
"""A word, or a number whose thousands are parted."""


@lru_cache(maxsize=1 << 16)
def stems_of(written: str, *, first: bool = False) -> tuple[tuple[str, float], ...]:
    """The stem of a word and what it weighs; none for a small word, and pairs of letters where no spaces part words."""
    word = fold(written.replace("\0", ""))
    if _UNSPACED.fullmatch(word):
        return tuple((word[place : place + 2], 1.0) for place in range(len(word) - 1))
    if word in _SMALL or (len(word) == 1 and not word.isdigit()):
        return ()
    stem = _NUMBERS.get(word) or stem_of(word)
    tells_more = stem.isdigit() or (written[0].isupper() and not first)
    return ((stem, 1.5 if tells_more else 1.0),)


def stem_of(word: str) -> str:
    """The word without its ending; crude, and the same for all."""
    if word.isdigit() or len(word) < HEAD:
        return word.removesuffix("s") if len(word) == HEAD - 1 and not word.endswith("ss") else word
    return _ENDINGS.sub("", word)


def are_alike(one: str, other: str) -> bool:
    """Whether two stems are likely to be of one root, by their common beginning."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return shared >= HEAD - 1 and shared >= _ALIKE * max(len(one), len(other))


def kindred(stem: str) -> frozenset[str]:
    """The stems of words that stand for this one in other reports."""
    return _kindred().get(stem, frozenset())


@cache
def written(number: str) -> str:
    """A number in letters where it is a short one, else empty."""
    return next((word for word, digits in _NUMBERS.items() if digits == number), "")


@cache
def _kindred() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for words in kin.groups():
        stems = {stem_of(word) for word in words}
        for stem in stems:
            found[stem] |= stems - {stem}
    return {stem: frozenset(others) for stem, others in found.items()}
