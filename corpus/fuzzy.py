"""Ranking names and titles against what is being typed: words in any order, unfinished, with a typo or two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
_TYPOS = ((8, 2), (4, 1))
"""How many typos a word may have, from which length on."""


@dataclass(frozen=True, slots=True)
class Match:
    """A choice that answers the query."""

    index: int
    """Its place among the choices."""
    score: float
    """Higher is better; only its order means something."""
    positions: tuple[int, ...]
    """The characters of the choice that were matched, to be shown."""


class _Folded(NamedTuple):
    """A string without case and diacritics."""

    text: str
    origin: tuple[int, ...]
    """For each of its characters, the offset in the string that it was made from."""
    words: tuple[tuple[int, int], ...]


class _Hit(NamedTuple):
    """How well one word of the query is answered, and by which folded characters."""

    quality: float
    word: int
    offsets: tuple[int, ...]


def rank(query: str, choices: Sequence[str], limit: int = 50) -> list[Match]:
    """The choices that hold every word of the query, best first; without a query the first ones in their order."""
    sought = _fold(query)
    if not sought.words:
        return [Match(index, 0.0, ()) for index in range(min(limit, len(choices)))]
    matches = [match for index, choice in enumerate(choices) if (match := _match(sought, index, _fold(choice)))]
    matches.sort(key=lambda match: (-match.score, len(choices[match.index]), match.index))
    return matches[:limit]


def _match(sought: _Folded, index: int, choice: _Folded) -> Match | None:
    """The match of one choice: whole and prefix hits of the whole query first, then by how each word is answered."""
    free = dict(enumerate(choice.words))
    quality = 0.0
    offsets: set[int] = set()
    # Longer words first: a short one could take the word that a longer one needs.
    for start, end in sorted(sought.words, key=lambda word: word[0] - word[1]):
        hits = (_hit(sought.text[start:end], choice.text, number, word) for number, word in free.items())
        best = max((hit for hit in hits if hit), default=None, key=lambda hit: hit.quality)
        if best is None:
            return None
        del free[best.word]
        quality += best.quality / len(sought.words)
        offsets.update(best.offsets)
    phrase = sought.text.strip()
    whole = 2.0 if choice.text == phrase else 1.0 if choice.text.startswith(phrase) else 0.0
    return Match(index, whole + quality, tuple(sorted({choice.origin[offset] for offset in offsets})))


def _hit(sought: str, text: str, number: int, word: tuple[int, int]) -> _Hit | None:
    """How the word of a choice answers the sought one: the same, begun, inside it, or with typos."""
    start, end = word
    found = text.find(sought, start, end)
    if found >= 0:
        share = len(sought) / (end - start)
        quality = 0.8 + 0.2 * share if found == start else 0.4 + 0.2 * share
        return _Hit(quality, number, tuple(range(found, found + len(sought))))
    allowed = next((typos for length, typos in _TYPOS if len(sought) >= length), 0)
    return _misspelt(sought, text, number, word, allowed) if allowed else None


def _misspelt(sought: str, text: str, number: int, word: tuple[int, int], allowed: int) -> _Hit | None:
    """The hit of a word with typos, finished or not."""
    from rapidfuzz.distance import OSA, Indel  # late: nothing is ranked before the first paint

    start, end = word
    stops = {end, *(min(end, start + len(sought) + extra) for extra in (-1, 0, 1))}
    distance, stop = min((OSA.distance(sought, text[start:stop], score_cutoff=allowed), stop) for stop in stops)
    if distance > allowed:
        return None
    blocks = Indel.opcodes(sought, text[start:stop])
    same = [offset for block in blocks if block.tag == "equal" for offset in range(block.dest_start, block.dest_end)]
    return _Hit(0.4 - 0.1 * distance, number, tuple(start + offset for offset in same))


@lru_cache(maxsize=20_000)
def _fold(text: str) -> _Folded:
    """The text without case and diacritics, and where each of its characters came from."""
    folded: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        base = "".join(c for c in unicodedata.normalize("NFKD", character.casefold()) if not unicodedata.combining(c))
        folded.append(base)
        origin += [offset] * len(base)
    joined = "".join(folded)
    return _Folded(joined, tuple(origin), tuple(match.span() for match in _WORD.finditer(joined)))
