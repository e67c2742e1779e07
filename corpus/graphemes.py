"""Grapheme borders: where a cursor may stand and a span may begin or end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from corpus.spans import Span

if TYPE_CHECKING:
    import regex

# One code point, one cell, one grapheme: Latin, Greek and Cyrillic letters, typographic marks, and
# what else fills news texts. Left out are controls, the soft hyphen, and all that is invisible, wide or combining.
_PLAIN = (
    "\t\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"
    "\u2000-\u200a\u2010-\u2027\u202f-\u205f\u20a0-\u20bf\u2100-\u2319\u2500-\u25fc"
)
_ODD = re.compile(f"[^{_PLAIN}]")

# Letters that join their neighbour although Unicode calls them letters: Thai and Lao AM, the Malayalam dot reph,
# half-width kana voicing, Hangul jamo.
_JOINING = frozenset("\u0e33\u0eb3\u0d4e\uff9e\uff9f")
_JAMO = (range(0x1100, 0x1200), range(0xA960, 0xA980), range(0xD7B0, 0xD800))


def is_plain(text: str) -> bool:
    """Whether each code point of the text is one grapheme and, line breaks apart, one terminal cell."""
    return _ODD.search(text) is None


def joining(text: str) -> frozenset[str]:
    """The characters of the text that may join a neighbour; without them on either side an offset is a border."""
    return frozenset() if is_plain(text) else frozenset(sign for sign in set(text) if not _stands_alone(sign))


def borders(text: str, span: Span | None = None) -> Sequence[int]:
    """All grapheme borders within the span (default: the whole text), its two ends included."""
    start, end = span or (0, len(text))
    if is_plain(text[start:end]):
        return range(start, end + 1)
    return [start, *(match.end() for match in _cluster().finditer(text, start, end))]


def snap_start(text: str, offset: int) -> int:
    """The last grapheme border at or before the offset."""
    return _around(text, offset)[0]


def snap_end(text: str, offset: int) -> int:
    """The first grapheme border at or after the offset."""
    return _around(text, offset)[1]


def _around(text: str, offset: int) -> tuple[int, int]:
    """The borders on both sides of the offset; the offset itself twice where it is one."""
    offset = max(0, min(offset, len(text)))
    start = offset
    while 0 < start < len(text) and not _surely_parted(text[start - 1], text[start]):
        start -= 1
    if start == offset:
        return offset, offset
    for match in _cluster().finditer(text, start):
        if match.end() >= offset:
            return (offset, offset) if match.end() == offset else match.span()
    return offset, offset


def _surely_parted(before: str, after: str) -> bool:
    """Whether there is a border between two characters, whatever stands around them."""
    if not _stands_alone(after):
        return False
    return _stands_alone(before) or (is_plain(after) and unicodedata.category(before)[0] == "M")


@cache
def _stands_alone(character: str) -> bool:
    """Whether it never joins another such character; between two of them there is a border for sure."""
    if is_plain(character):
        return True
    if character in _JOINING or any(ord(character) in jamo for jamo in _JAMO):
        return False
    return character < "\U00011000" and unicodedata.category(character)[0] in "LNPZ"


@cache
def _cluster() -> regex.Pattern[str]:
    """Matches one grapheme."""
    import regex  # late: it costs 30 ms, and most texts are plain

    # Flags first: from one flag to the next, regex's \X counts back through all the flags before it.
    return regex.compile(r"\p{RI}{2}(?![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}])|\X")
