"""The words of a statement as they compare across retellings: light stems, numbers as digits, no small words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.folding import WORD, fold

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
_GROUPED = re.compile(r"(?<=\d)[,.\u00a0\u202f](?=\d{3}\b)")
_HEAD = 5
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Term:
    """A word as it compares."""

    stem: str
    head: str
    """The beginning that it shares with words derived from the same root."""
    weight: float
    """Names and numbers say more than other words."""


def terms(text: str) -> list[Term]:
    """The words of a text that say something, in their order."""
    words = WORD.findall(_GROUPED.sub("", text))
    # The first word of a sentence has a capital in any case.
    return [term for place, word in enumerate(words) for term in _terms_of(word, first=not place)]


@lru_cache(maxsize=1 << 16)
def _terms_of(written: str, *, first: bool) -> tuple[Term, ...]:
    word = fold(written)
    if _UNSPACED.fullmatch(word):
        return tuple(Term(word[place : place + 2], word[place : place + 2], 1.0) for place in range(len(word) - 1))
    if word in _SMALL or (len(word) == 1 and not word.isdigit()):
        return ()
    stem = _NUMBERS.get(word) or _stem(word)
    tells_more = stem.isdigit() or (written[0].isupper() and not first)
    return (Term(stem, stem[:_HEAD], 1.5 if tells_more else 1.0),)


def _stem(word: str) -> str:
    """The word without its ending; crude, and the same for all."""
    if word.isdigit() or len(word) < 5:
        return word.removesuffix("s") if len(word) == 4 and not word.endswith("ss") else word
    return _ENDINGS.sub("", word)
