"""Anchors: a span that can be found again after its text has changed, or is known to be lost.

They are the W3C's text position and text quote selectors. A wrong place is worse than none: what cannot be told from
another place, or has too little left of its surroundings, is not located.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from typing import NamedTuple

from corpus import graphemes
from corpus.spans import Span

CONTEXT = 32
"""How many characters of context an anchor keeps on each side."""
_SURE = 24
"""How many characters, of the anchor and its context together, must be found again."""
_SIDE = 8
"""How many characters of context must be found on one side at least."""
_LIKENESS = 0.75
_MOST = 4_000
"""The longest anchor that is compared letter by letter when its words have changed."""
_FEW = 50
"""How many places are looked at where the words have changed."""
_MANY = 20_000
"""From how many equal strings on none is told from the others."""

_SPACE = re.compile(r"\s+|\S")
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚", "'"), **dict.fromkeys("“”„«»", '"')})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span with what it holds and what stands around it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


class _Tolerant(NamedTuple):
    """A text with one space for any white space, straight quote marks, and accents as marks of their own."""

    text: str
    origin: list[int]
    """For each of its characters, and for its end, the offset in the text that it was made from."""


def make(text: str, start: int, end: int) -> Anchor:
    """The anchor of a span."""
    return Anchor(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def locate(text: str, anchor: Anchor) -> Span | None:
    """Where the anchor's span is now; None when it is gone or cannot be told from another one."""
    if not anchor.exact:
        return None
    begin = anchor.start - len(anchor.prefix)
    if begin >= 0 and text.startswith(anchor.prefix + anchor.exact + anchor.suffix, begin):
        return Span(anchor.start, anchor.start + len(anchor.exact))
    places = list(islice(_occurrences(text, anchor.exact), _MANY))
    if len(places) == _MANY:
        return None
    candidates = [span for span in places if _on_borders(text, span)]
    return _best(text, anchor, candidates) if candidates else _tolerantly(text, anchor)


def places(text: str, words: str) -> list[Span]:
    """Where the words stand: as they are, else with other white space, quote marks or another spelling of accents."""
    if not words.strip():
        return []
    exact = [span for span in islice(_occurrences(text, words), _MANY) if _on_borders(text, span)]
    if exact:
        return exact
    tolerant, sought = _tolerant_text(text), _tolerant(words.strip()).text
    found = (_back(text, tolerant, span) for span in islice(_occurrences(tolerant.text, sought), _MANY))
    return [span for span in found if span]


def _tolerantly(text: str, anchor: Anchor) -> Span | None:
    """The place that differs only in white space, quote marks or the spelling of accents, else in a few letters."""
    tolerant = _tolerant_text(text)
    exact, prefix, suffix = (_tolerant(part).text for part in (anchor.exact, anchor.prefix, anchor.suffix))
    sought = Anchor(0, len(exact), exact, prefix, suffix)
    places = list(islice(_occurrences(tolerant.text, exact), _MANY))
    if len(places) == _MANY:
        return None
    candidates = [span for span in places if _back(text, tolerant, span)]
    found = _best(tolerant.text, sought, candidates) if candidates else _reworded(tolerant.text, sought)
    return _back(text, tolerant, found) if found else None


def _best(text: str, anchor: Anchor, candidates: Sequence[Span]) -> Span | None:
    """The candidate with the most of the anchor's context around it, if it is one and enough."""
    kept = [_kept(text, anchor, span) for span in candidates]
    most = max(map(sum, kept))
    best = [(span, sides) for span, sides in zip(candidates, kept, strict=True) if sum(sides) == most]
    if len(best) > 1:
        return None
    span, sides = best[0]
    wanted = min(_SURE, len(anchor.exact) + len(anchor.prefix) + len(anchor.suffix))
    side = min(_SIDE, max(len(anchor.prefix), len(anchor.suffix)))
    long = len(anchor.exact) >= CONTEXT
    return span if long or (max(sides) >= side and len(anchor.exact) + most >= wanted) else None


def _kept(text: str, anchor: Anchor, span: Span) -> tuple[int, int]:
    """How much of the context still touches the span, before it and after it."""
    before = text[max(0, span.start - len(anchor.prefix)) : span.start]
    after = text[span.end : span.end + len(anchor.suffix)]
    return _common(reversed(before), reversed(anchor.prefix)), _common(after, anchor.suffix)


def _common(first: Iterable[str], second: Iterable[str]) -> int:
    """How many characters the two have in common from their beginnings on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _reworded(text: str, anchor: Anchor) -> Span | None:
    """The one stretch much like the anchor's between its whole prefix and its whole suffix."""
    from rapidfuzz.distance import Indel  # late: only where a text has changed

    if min(len(anchor.prefix), len(anchor.suffix)) < _SIDE or len(anchor.exact) > _MOST:
        return None
    found: list[Span] = []
    for place in islice(_occurrences(text, anchor.prefix), _FEW + 1):
        stop = text.find(anchor.suffix, place.end, place.end + 2 * len(anchor.exact) + len(anchor.suffix))
        inside = text[place.end : max(stop, place.end)]
        if Indel.normalized_similarity(inside, anchor.exact, score_cutoff=_LIKENESS):
            found.append(Span(place.end, stop))
    return found[0] if len(found) == 1 else None


def _occurrences(text: str, sought: str) -> Iterator[Span]:
    """All places of a string, also overlapping ones."""
    start = text.find(sought)
    while start >= 0:
        yield Span(start, start + len(sought))
        start = text.find(sought, start + 1)


def _on_borders(text: str, span: Span) -> bool:
    """Whether the span begins and ends on grapheme borders."""
    return graphemes.snap_start(text, span.start) == span.start and graphemes.snap_end(text, span.end) == span.end


@lru_cache(maxsize=1)
def _tolerant_text(text: str) -> _Tolerant:
    """The whole text as the second pass sees it; kept, because its anchors are located one after the other."""
    return _tolerant(text)


def _tolerant(text: str) -> _Tolerant:
    """A text as the second pass sees it."""
    signs: list[str] = []
    origin: list[int] = []
    for match in _SPACE.finditer(text):
        piece = match.group()
        sign = " " if piece.isspace() else unicodedata.normalize("NFD", piece).translate(_QUOTES)
        signs.append(sign)
        origin += [match.start()] * len(sign)
    return _Tolerant("".join(signs), [*origin, len(text)])


def _back(text: str, tolerant: _Tolerant, span: Span) -> Span | None:
    """The span in the text itself, None where it would cut a character or a grapheme."""
    start, end = tolerant.origin[span.start], tolerant.origin[span.end]
    cut = tolerant.origin[span.end - 1] == end or (span.start and tolerant.origin[span.start - 1] == start)
    found = Span(start, end)
    return None if cut or not _on_borders(text, found) else found
