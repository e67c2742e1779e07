"""A text in which white space, quote marks and the spelling of accents make no difference, with the way back."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass

import regex

from corpus import graphemes
from corpus.spans import Span

_PIECE = regex.compile(r"\s{2,}|[^\S ]|.\p{M}+|[^\x00-\x7f]")
"""What is not left as it is: white space that is no single space, a letter with its marks, whatever is not ASCII."""
_QUOTES = str.maketrans({**dict.fromkeys("‘’‚", "'"), **dict.fromkeys("“”„«»", '"')})


@dataclass(frozen=True, slots=True)
class Tolerant:
    """A text with one space for any white space, straight quote marks, and accents as marks of their own."""

    source: str
    text: str
    origin: array[int]
    """For each character of `text`, and for its end, the offset in the source that it was made from."""

    def forth(self, span: Span) -> Span | None:
        """The stretch that was made from a span of the source, None where that is not whole signs."""
        found = Span(bisect_left(self.origin, span.start), bisect_left(self.origin, span.end))
        is_whole = self.origin[found.start] == span.start and self.origin[found.end] == span.end
        return found if is_whole and found.start < found.end else None

    def back(self, span: Span) -> Span | None:
        """The span of the source, None where it would cut a character or a grapheme."""
        start, end = self.origin[span.start], self.origin[span.end]
        cut = self.origin[span.end - 1] == end or (span.start and self.origin[span.start - 1] == start)
        found = Span(start, end)
        return None if cut or not on_borders(self.source, found) else found


def tolerant(source: str) -> Tolerant:
    """The text as it is compared."""
    signs: list[str] = []
    origin = array("L")
    start = 0
    for match in _PIECE.finditer(source):
        plain, piece = source[start : match.start()], match.group()
        sign = " " if piece.isspace() else unicodedata.normalize("NFD", piece).translate(_QUOTES)
        signs += (plain, sign)
        origin.extend(range(start, match.start()))
        origin.extend([match.start()] * len(sign))
        start = match.end()
    origin.extend(range(start, len(source) + 1))
    return Tolerant(source, "".join([*signs, source[start:]]), origin)


def on_borders(text: str, span: Span) -> bool:
    """Whether the span begins and ends on grapheme borders."""
    return graphemes.snap_start(text, span.start) == span.start and graphemes.snap_end(text, span.end) == span.end
