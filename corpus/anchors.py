"""Anchors: a span that can be found again after its text has changed, or is known to be lost.

They are the W3C's text position and text quote selectors. A wrong place is worse than none: what cannot be told from
another place, or has not all of its surroundings left, is not located. Where the text from before is at hand as well,
`corpus.revisions` finds more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from corpus.spans import Span
from corpus.tolerance import Tolerant, on_borders, tolerant

CONTEXT = 32
"""How many characters of context an anchor keeps on each side."""
_SURE = 24
"""How many characters, of the anchor and its context together, must be found again."""
_SIDE = 8
"""How many characters of context there must be on each side where the words have changed."""
_LIKENESS = 0.75
_MOST = 4_000
"""The longest anchor that is compared letter by letter when its words have changed."""
_FEW = 50
"""How many places are looked at where the words have changed."""
_MANY = 20_000
"""So many places of the same words are told at most."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span with what it holds and what stands around it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


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
    return _only(text, anchor) if _cuts_white_space(anchor) else _tolerantly(text, anchor)


def _cuts_white_space(anchor: Anchor) -> bool:
    """Whether the span begins or ends inside of white space, of which any amount counts as one."""
    edges = (anchor.prefix[-1:] + anchor.exact[0], anchor.exact[-1] + anchor.suffix[:1])
    return any(len(edge) == 2 and edge.isspace() for edge in edges)


def places(text: str, words: str) -> list[Span]:
    """Where the words stand: as they are, else with other white space, quote marks or another spelling of accents."""
    if not words.strip():
        return []
    exact = [span for span in islice(_occurrences(text, words), _MANY) if on_borders(text, span)]
    if exact:
        return exact
    whole, sought = _tolerant_text(text), tolerant(words.strip()).text
    found = (whole.back(span) for span in islice(_occurrences(whole.text, sought), _MANY))
    return [span for span in found if span]


def _tolerantly(text: str, anchor: Anchor) -> Span | None:
    """The place that differs only in white space, quote marks or the spelling of accents, else in a few letters."""
    whole = _tolerant_text(text)
    exact, prefix, suffix = (tolerant(part).text for part in (anchor.exact, anchor.prefix, anchor.suffix))
    sought = Anchor(0, len(exact), exact, prefix, suffix)
    found = _only(whole.text, sought) or _reworded(whole.text, sought)
    return whole.back(found) if found else None


def _only(text: str, anchor: Anchor) -> Span | None:
    """The one place of the anchor's words between its whole prefix and its whole suffix."""
    words = anchor.prefix + anchor.exact + anchor.suffix
    places = list(islice(_occurrences(text, words), 2))
    if len(places) != 1 or len(words) < _SURE:
        return None
    start = places[0].start + len(anchor.prefix)
    return Span(start, start + len(anchor.exact))


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


@lru_cache(maxsize=1)
def _tolerant_text(text: str) -> Tolerant:
    """The whole text as the second pass sees it; kept, because its anchors are located one after the other."""
    return tolerant(text)
