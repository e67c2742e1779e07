"""Finding a string in a text, and the words around what was found."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import graphemes
from corpus.spans import Span

_ALIKE = {" ": "\xa0\u2007\u2009\u202f", "'": "‘’‚", '"': "“”„"}
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def occurrences(text: str, query: str, limit: int = 10_000) -> list[Span]:
    """Where the query stands in the text, from the start, none overlapping another.

    Case counts when the query has a capital; a space finds a no-break space, a straight quote mark a curly one.
    """
    if not query:
        return []
    folded = query == query.lower()
    found: list[Span] = []
    for hit in (_folded_hits if folded else _hits)(_alike(text), _alike(query)):
        span = Span(graphemes.snap_start(text, hit.start), graphemes.snap_end(text, hit.end))
        if not found or found[-1].end <= span.start:
            found.append(span)
        if len(found) >= limit:
            break
    return found


def context(text: str, span: Span, width: int) -> tuple[str, str, str]:
    """What stands before, in and after the span, at most `width` characters on each side, as one line."""
    start = graphemes.snap_end(text, max(0, span.start - width))
    end = graphemes.snap_start(text, min(len(text), span.end + width))
    pieces = (text[start : span.start], text[span.start : span.end], text[span.end : end])
    before, exact, after = (piece.translate(_BREAKS) for piece in pieces)
    return before, exact, after


def _alike(text: str) -> str:
    """The text with plain spaces and straight quote marks; `str.translate` would take ten times as long."""
    for plain, signs in _ALIKE.items():
        for sign in signs:
            text = text.replace(sign, plain)
    return text


def _hits(text: str, query: str) -> Iterator[Span]:
    """The exact occurrences."""
    start = text.find(query)
    while start >= 0:
        yield Span(start, start + len(query))
        start = text.find(query, start + len(query))


def _folded_hits(text: str, query: str) -> Iterator[Span]:
    """The occurrences in the case-folded text, as offsets of the text itself."""
    folded, query = text.casefold(), query.casefold()
    if len(folded) == len(text):
        yield from _hits(folded, query)
        return
    # Folding lengthens some letters: ß becomes ss. A hit must begin and end with whole letters.
    origin = [offset for offset, letter in enumerate(text) for _ in letter.casefold()]
    origin.append(len(text))
    start = folded.find(query)
    while start >= 0:
        end = start + len(query)
        whole = (start == 0 or origin[start - 1] < origin[start]) and origin[end - 1] < origin[end]
        if whole:
            yield Span(origin[start], origin[end])
        start = folded.find(query, end if whole else start + 1)
