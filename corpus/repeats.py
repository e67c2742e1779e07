"""What repeats across one outlet's articles: lines at their starts and ends that are the site's, not the article's.

A count of hashed lines, added to article by article: no text is kept. A line is only looked at near an article's start
or end, counts once an article, and is told as repeating when enough of the outlet's articles have it. Copies of one
article are to be added once: what they share is the article.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from corpus.spans import Span, Zone

RULE = "repeats"
"""The name of the rule in the zones that it makes."""
REACH = 12
"""So many lines from each end are looked at."""
LEAST = 3
SHARE = 0.2
"""In so many articles, and in such a share of all, a line must stand to repeat."""
_LONGEST = 600
_MOST = 200_000
"""So many different lines are counted; those seen only once give way to others."""
_LINE = re.compile(r"\S[^\n]*")
_NOT_WORDS = re.compile(r"[\W\d_]+")
_ASCII_LETTERS = bytes(ord(chr(code).lower()) if chr(code).isalpha() and code < 128 else 32 for code in range(256))
"""Each byte as a small letter, or as a blank."""


@dataclass(slots=True)
class Repeats:
    """The lines at the ends of an outlet's articles, counted."""

    articles: int = 0
    _seen: Counter[int] = field(default_factory=Counter)

    def add(self, keys: Set[int]) -> None:
        """Count an article's lines, told by their hashes: see `ends`."""
        self.articles += 1
        self._seen.update(keys)
        if len(self._seen) > _MOST:
            self._seen = Counter({key: count for key, count in self._seen.items() if count > 1})

    def lines(self) -> frozenset[int]:
        """The hashes of the lines that repeat."""
        least = max(LEAST, SHARE * self.articles)
        return frozenset(key for key, count in self._seen.items() if count >= least)


def ends(text: str) -> frozenset[int]:
    """The hashes of the lines at both ends of a text."""
    return frozenset(key for line in _ends(text) if (key := _key(text, line)))


def zones_with(text: str, zones: Sequence[Zone], repeating: Set[int]) -> tuple[Zone, ...]:
    """The zones with the body's lines that repeat, at its start and end, as boilerplate.

    A body keeps at least one line: an article that is the same as others throughout is no boilerplate.
    """
    if not repeating:
        return tuple(zones)
    found = {line for line in _ends(text) if _key(text, line) in repeating}
    bodies = [zone for zone in zones if zone.kind == "body"]
    lines = [line for zone in bodies for line in _lines(text, zone.span)]
    above = _run(lines, found)
    below = _run(lines[::-1], found)
    if above + below >= len(lines):
        return tuple(zones)
    marked = {*lines[:above], *lines[len(lines) - below :]}
    return tuple(part for zone in zones for part in (_split(text, zone, marked) if zone.kind == "body" else (zone,)))


def _run(lines: Sequence[Span], found: Set[Span]) -> int:
    """How many lines from the first one on repeat without a break."""
    return next((index for index, line in enumerate(lines) if line not in found), len(lines))


def _split(text: str, body: Zone, marked: Set[Span]) -> Iterator[Zone]:
    """A body in pieces: what repeats as boilerplate, the rest as it was."""
    lines = list(_lines(text, body.span))
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or (lines[index] in marked) != (lines[start] in marked):
            span = Span(lines[start].start, lines[index - 1].end)
            yield Zone("boilerplate", span, RULE) if lines[start] in marked else Zone(body.kind, span, body.rule)
            start = index


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines in a stretch of the text that are not blank, without the white space at their ends."""
    for line in _LINE.finditer(text, span.start, span.end):
        yield Span(line.start(), line.start() + len(line[0].rstrip()))


def _ends(text: str) -> list[Span]:
    """The lines at both ends of a text."""
    first: list[Span] = []
    position = 0
    while len(first) < REACH and (line := _LINE.search(text, position)):
        first.append(Span(line.start(), line.start() + len(line[0].rstrip())))
        position = line.end()
    last: list[Span] = []
    end = len(text)
    while len(last) < REACH and end > position:
        start = max(text.rfind("\n", position, end) + 1, position)
        if line := _LINE.search(text, start, end):
            last.append(Span(line.start(), line.start() + len(line[0].rstrip())))
        end = start - 1
    return [*first, *reversed(last)]


def _key(text: str, line: Span) -> int:
    """A line's hash, numbers and marks left out, since a counter or a year may differ; 0 for what is no such line."""
    if line.length > _LONGEST:
        return 0
    told = text[line.start : line.end]
    if told.isascii():  # as most of an English text: much quicker, and the same
        words = b" ".join(told.encode().translate(_ASCII_LETTERS).split())
    else:
        words = _NOT_WORDS.sub(" ", told).strip().casefold().encode()
    return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest(), "big") if words else 0
