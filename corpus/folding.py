"""Letters without case and diacritics, and words as they sound: what is compared instead of what is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

WORD = re.compile(r"[^\W_]+")
"""A run of letters and digits, in a folded text as in any other."""

_WHOLE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
"""Letters that Unicode does not take apart into a base and a mark."""

_CYRILLIC = dict(zip("абвгґдежзийіклмнопрстуфхцыьъ", "abvggdezziyiklmnoprstufhsi  ", strict=True))
_CYRILLIC |= {"ч": "c", "ш": "s", "щ": "s", "э": "e", "ю": "iu", "я": "ia", "ё": "e", "є": "e", "ї": "i"}
_ROMAN = str.maketrans({letter: roman.strip() for letter, roman in _CYRILLIC.items()})

_ALIKE = {
    **dict.fromkeys(("tsch", "tch", "ch"), "c"),
    **dict.fromkeys(("shch", "sch", "sh", "tz", "ts", "zh", "z", "ce", "ci"), "s"),
    **dict.fromkeys(("dzh", "dj", "dsch"), "j"),
    **dict.fromkeys(("iy", "yi", "yy", "ij", "ee", "ie", "ye", "je", "y", "j"), "i"),
    **dict.fromkeys(("ou", "oo", "ue"), "u"),
    **{"ph": "f", "w": "v", "q": "k", "ck": "k", "c": "k", "kh": "h", "gh": "g", "dh": "d", "th": "t", "x": "ks"},
    **{"oe": "o", "ae": "a"},
}
_SOUNDS = re.compile("|".join(sorted(_ALIKE, key=len, reverse=True)))
_TWICE = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """The text without case and diacritics."""
    return text.lower() if text.isascii() else "".join(map(_base, text))


def origin(text: str) -> Sequence[int]:
    """For each character of the folded text, the offset in the text that it was made from."""
    if text.isascii():
        return range(len(text))
    return [offset for offset, character in enumerate(text) for _ in _base(character)]


def sound(word: str) -> str:
    """A folded word in a spelling that all its transcriptions share, more or less: Zelenskyy and Selenski are one."""
    heard = word if word.isascii() else word.translate(_ROMAN)
    heard = _TWICE.sub(r"\1", _SOUNDS.sub(lambda match: _ALIKE[match.group()], _TWICE.sub(r"\1", heard)))
    return heard[:-1] if len(heard) > 3 and heard.endswith("e") else heard


@cache
def _base(character: str) -> str:
    """A character without case and diacritics."""
    plain = unicodedata.normalize("NFKD", character.casefold())
    return "".join(_WHOLE.get(letter, letter) for letter in plain if not unicodedata.combining(letter))
