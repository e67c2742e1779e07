"""Near copies: how much of one text stands in another, and sketches that tell which texts are worth comparing.

A text is the set of its runs of four words. Two texts are near copies when the shorter one has at least 40 % of its
runs in the other: of invented rewrites that change every tenth word, also of halves of them, all are found; unrelated
news share less than 2 %. The sketch are the smallest hashes of a text's runs: two texts that have many runs in common
have most likely some of these in common. What every article of an outlet repeats is left out of it.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

from corpus import repeats
from corpus.articles import Article
from corpus.spans import Zone

RUN = 4
"""How many words make a run."""
KEPT = 16
"""How many hashes make a sketch."""
TOGETHER = 2
"""How many hashes of their sketches two texts share that are worth comparing."""
NEAR = 0.4
"""From which share of runs on two texts are near copies."""

_REPEATED = frozenset(("boilerplate", "caption", "byline", "date"))
"""Zones that say nothing about what an article tells."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Scripts that put no space between words: there each sign counts as one."""
_WORD = re.compile(f"[{UNSPACED}]|[^\\W_{UNSPACED}]+")
_ASCII_WORD = re.compile(rb"[a-z0-9]+")
_SPREAD = 0x9E3779B1
"""An odd number that takes apart the checksums of runs that differ in a letter."""
_BITS = 0x7FFFFFFF
"""Hashes are positive numbers that an integer column of every database holds."""


class Fingerprint(NamedTuple):
    """What a text is compared by: its sketch, and its runs packed, as they are seldom needed and often sent."""

    sketch: tuple[int, ...]
    packed: bytes

    @property
    def runs(self) -> frozenset[int]:
        """The hashes of all runs."""
        return frozenset(array("I", self.packed))


class Prepared(NamedTuple):
    """An article with what costs more to find than a writer has time for: whoever reads it finds it."""

    article: Article
    fingerprint: Fingerprint
    ends: frozenset[int]
    """The hashes of the lines at its ends, for what its outlet repeats."""


def prepared(article: Article) -> Prepared:
    """The article with its fingerprint and its lines."""
    return Prepared(article, fingerprint(article.text, article.zones), repeats.ends(article.text))


def fingerprint(text: str, zones: Iterable[Zone] = ()) -> Fingerprint:
    """The fingerprint of a text, its repeated zones left out."""
    found = runs(text, zones)
    return Fingerprint(sketch(found), array("I", found).tobytes())


def runs(text: str, zones: Iterable[Zone] = ()) -> frozenset[int]:
    """The hashes of all runs of words in a text, its repeated zones left out; the same on every machine."""
    words = _words(_telling(text, zones))
    if len(words) < RUN:
        return frozenset([_hash(b" ".join(words))] if words else ())
    data = b" ".join(words)
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    # Written out, because it is done for every word of every article.
    pairs = zip(starts, starts[RUN:], strict=False)
    return frozenset([crc32(data[start : end - 1]) * _SPREAD & _BITS for start, end in pairs])


def _words(text: str) -> list[bytes]:
    """The words of a text, whatever their case and however their accents are written."""
    if text.isascii():  # as most of an English text: much quicker, and the same
        return _ASCII_WORD.findall(text.lower().encode())
    return [word.encode() for word in _WORD.findall(unicodedata.normalize("NFC", text).casefold())]


def sketch(found: Iterable[int]) -> tuple[int, ...]:
    """The few of a text's runs that stand for all of them."""
    return tuple(sorted(found)[:KEPT])


def likeness(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the shorter text stands in the other, from 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def _hash(run: bytes) -> int:
    return crc32(run) * _SPREAD & _BITS


def _telling(text: str, zones: Iterable[Zone]) -> str:
    """The text without what tells nothing."""
    kept, start = [], 0
    for zone in sorted((zone for zone in zones if zone.kind in _REPEATED), key=lambda zone: zone.span):
        kept.append(text[start : zone.span.start])
        start = max(start, zone.span.end)
    return "\n".join([*kept, text[start:]])
