"""The one safe door between data and the terminal.

A document, a title or a file name can hold anything, and a terminal obeys much of it: `safe()` makes every character
visible and harmless, one character for one character, so that offsets stay true.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    import regex

UNKNOWN = "\ufffd"
BIDI = "◇"
INVISIBLE = "·"
NEW_LINE = "␤"
DELETE = "␡"
MOST_MARKS = 4
"""How many characters that take no room may sit on one letter; more of them climb over the neighbouring lines."""
FLAGS = range(0x1F1E6, 0x1F200)
"""The letters that flags are made of."""
SKIN_TONES = range(0x1F3FB, 0x1F400)
EMOJI_OR_TEXT = range(0xFE0E, 0xFE10)
"""Ask for a character as emoji, or as text."""

# What news is made of in scripts that do not combine; text of these characters alone needs no work. Left out on
# purpose: soft hyphen (AD), combining marks (300...), bidi controls (61C, 200E, 202A, 2066), joiners (200C, 200D),
# skin tones (1F3FB...).
_PLAIN = (
    r"\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u202f-\u205f\u2070-\u20cf\u2100-\u2cee"
    r"\u2cf2-\u2d7e\u2d80-\u2ddf\u2e00-\u3029\u3030-\u3098\u309b-\u3163\u3165-\ua66e\uac00-\ud7ff\uf900-\ufb1d"
    r"\uff01-\uff9f\uffe0-\uffe6\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
)
_is_plain = re.compile(rf"[{_PLAIN}]*").fullmatch


def safe(text: str, *, lines: bool = False) -> str:
    """The text with nothing in it that a terminal obeys, hides or reorders; of the same length.

    Nor is there anything of which terminals disagree how wide it is, or columns would not line up: what joins emoji or
    changes their looks is shown beside them, flags are shown by their letters, and letters are not joined by force.

    Args:
        text: Anything.
        lines: Keep line breaks; otherwise they are shown as a character too.
    """
    if _is_plain(text.replace("\n", " ") if lines else text):
        return text
    text = text.translate(_TABLE_LINES if lines else _TABLE)
    return text if text.isascii() else _tame(text)


def _tame(text: str) -> str:
    """Without what no table holds, marks that stand first or pile up, and joiners that join nothing."""
    for pattern, shown in _patterns():
        text = pattern.sub(shown, text)
    return text


@cache
def _patterns() -> tuple[tuple[regex.Pattern[str], str], ...]:
    # `re` knows no Unicode categories; importing `regex`, and compiling all this, would slow every start.
    import regex

    # Surrogates, private use, and what Unicode promises never to assign.
    never = r"[\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
    never += "".join(rf"\U{code:08x}\U{code + 1:08x}" for code in range(0x1FFFE, 0xF0000, 0x10000)) + "]"
    inner_jamo = r"\u1161-\u11ff\ud7b0-\ud7ff"
    mark = rf"[\p{{M}}\u200c\u200d{inner_jamo}]"
    joinable = r"[[\p{L}\p{M}]--[\p{Latin}\p{Greek}\p{Cyrillic}]]"
    sources = (
        (never, UNKNOWN),
        (r"[\U000e0000-\U000e0fff]", INVISIBLE),
        (rf"(?<![^\n]){mark}", INVISIBLE),
        (rf"(?<={mark}{{{MOST_MARKS}}}){mark}", INVISIBLE),
        (rf"(?<![\u1100-\u11ff\ua960-\ua97c\uac00-\ud7ff])[{inner_jamo}]", INVISIBLE),
        (rf"(?<!{joinable})[\u200c\u200d]", INVISIBLE),
        # Some terminals, and Rich, count what follows a joiner as nothing; a non-joiner is nothing everywhere.
        (r"\u200d", "\u200c"),
    )
    return tuple((regex.compile(source, regex.V1), shown) for source, shown in sources)


def _table() -> dict[int, str]:
    """What each character that is never shown as it is becomes."""
    table = {code: chr(0x2400 + code) for code in range(0x20)}
    rows: tuple[tuple[str, Iterable[int]], ...] = (
        (DELETE, [0x7F]),
        (UNKNOWN, range(0x80, 0xA0)),
        (BIDI, [0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
        (NEW_LINE, [0x2028, 0x2029]),
        (INVISIBLE, [0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x200B, 0x3164]),
        (INVISIBLE, [*range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF, 0xFFA0, *range(0xFFF0, 0xFFFC)]),
        (INVISIBLE, [*range(0x13430, 0x13441), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)]),
        (INVISIBLE, [*EMOJI_OR_TEXT, *SKIN_TONES]),
    )
    for shown, codes in rows:
        table.update(dict.fromkeys(codes, shown))
    return table | {code: chr(ord("Ⓐ") + place) for place, code in enumerate(FLAGS)}


_TABLE = _table()
_TABLE_LINES = {code: shown for code, shown in _TABLE.items() if code != 0x0A}
