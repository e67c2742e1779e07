"""Where in a text the words of a search stand, at exact offsets: case and accents do not count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise, product
from typing import TYPE_CHECKING

from corpus.folding import WORD
from corpus.query_tree import And, Filter, Near, Node, Not, Or, Pattern, Phrase, Word
from corpus.spans import Span

if TYPE_CHECKING:
    import regex

_MARKS = "[\u0300-\u036f]*"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Scripts that put no space between words: Thai to Han."""
_KEPT = 256
"""How many terms are kept ready to be looked for: each letter that is typed makes another one."""
_MOST = 200
"""How many places of each word are looked at, to find those that are near each other."""

Seconds = Callable[[], float]
"""How many seconds are left for regular expressions."""


class _Folding(dict[int, int]):
    """A table for `str.translate` that drops case and accents and keeps every offset."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0].casefold()
        self[code] = folded = ord(base) if len(base) == 1 else code
        return folded


_FOLDING = _Folding()


def folded(text: str) -> str:
    """The text without case and accents, as long as before."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def is_unspaced(text: str) -> bool:
    """Whether it holds a script without spaces, whose words no index of words knows."""
    return _UNSPACED.search(text) is not None


def words_of(text: str) -> list[str]:
    """The words that are looked for, composed."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def find(node: Node, text: str, left: Seconds) -> list[Span]:
    """The places of what is asked for, in text order; none when a part of it stands nowhere.

    Raises:
        TimeoutError: If a regular expression takes longer than there is time.
    """
    return sorted(set(_places(node, text, folded(text), left) or ()))


def _places(node: Node, text: str, plain: str, left: Seconds) -> list[Span] | None:
    """The places of a node; None where it needs one and has none. What is ruled out was looked after before."""
    match node:
        case Word() | Phrase():
            return list(_standing(node, plain)) or None
        case Near():
            return _near(node, plain) or None
        case Pattern(source):
            matching = _pattern(source).finditer(text, timeout=max(0.001, left()))
            return [Span(*match.span()) for match in matching if match.end() > match.start()] or None
        case And(parts):
            found = [spans for part in parts if (spans := _places(part, text, plain, left)) is not None]
            return list(chain.from_iterable(found)) if len(found) == len(parts) else None
        case Or(parts):
            found = [spans for part in parts if (spans := _places(part, text, plain, left)) is not None]
            return list(chain.from_iterable(found)) if found else None
        case _:
            return []


def holds(node: Node, text: str, left: Seconds, met: Callable[[Filter], bool]) -> bool:
    """Whether a text is as the words say that are asked for and ruled out, and `met` says of the filters.

    Raises:
        TimeoutError: If a regular expression takes longer than there is time.
    """
    match node:
        case Filter():
            return met(node)
        case Not(part):
            return not holds(part, text, left, met)
        case And(parts):
            return all(holds(part, text, left, met) for part in parts)
        case Or(parts):
            return any(holds(part, text, left, met) for part in parts)
        case _:
            return bool(find(node, text, left))


def _standing(term: Word | Phrase, plain: str) -> Iterator[Span]:
    return (Span(*match.span()) for match in _expression(term.text, begun=term.begun).finditer(plain))


@lru_cache(_KEPT)
def _expression(text: str, *, begun: bool) -> re.Pattern[str]:
    """What finds a term in a folded text: whole words, but for the end of an unfinished one."""
    words = (word.translate(_FOLDING) for word in words_of(text))
    found = r"[\W_]+".join(_MARKS.join(map(re.escape, word)) + _MARKS for word in words)
    if is_unspaced(text):
        return re.compile(found)
    return re.compile(rf"(?<![^\W_]){found}" + (r"[^\W_]*" if begun else r"(?![^\W_])"))


@lru_cache(_KEPT)
def _pattern(source: str) -> regex.Pattern[str]:
    import regex  # late: it costs 30 ms, and most searches have no pattern

    return regex.compile(source, regex.IGNORECASE)


def matches(source: str, text: str, seconds: float) -> bool:
    """Whether a regular expression finds anything; TimeoutError if that takes longer."""
    return _pattern(source).search(text, timeout=max(0.001, seconds)) is not None


def _near(node: Near, plain: str) -> list[Span]:
    """The places of the terms that stand near each other."""
    each = [list(_standing(term, plain))[:_MOST] for term in node.terms]
    if len(each) == 2:
        return [span for pair in product(*each) if _is_near(pair, plain, node.within) for span in pair]
    first, *others = each
    found = []
    for span in first:
        nearest = [min(spans, key=lambda other: abs(other.start - span.start)) for spans in others if spans]
        if len(nearest) == len(others) and _is_near([span, *nearest], plain, node.within):
            found += [span, *nearest]
    return found


def _is_near(spans: Sequence[Span], plain: str, within: int) -> bool:
    """Whether at most so many words stand between the first and the last of these places."""
    ordered = sorted(spans)
    between = (plain[one.end : other.start] for one, other in pairwise(ordered))
    return sum(len(WORD.findall(piece)) for piece in between) <= within
