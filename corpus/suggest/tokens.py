"""A paragraph as the rules read it: words and marks, with every quotation as one token that hides what is inside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from corpus.quotations import Quotation
from corpus.spans import Span
from corpus.suggest import grammar

LONGEST = 250
"""No sentence has more tokens: a longer one is an accident, and is cut so that every rule stays linear."""

_TITLES = "Mr Mrs Ms Dr Sen Rep Reps Sens Gov Gen Col Lt Sgt Capt Cmdr Maj Prof Rev Hon St Jr Sr Messrs Adm Amb"
_SHORT = (
    "vs No Jan Feb Mar Apr Aug Sept Oct Nov Dec Ore Ariz Calif Colo Conn Fla Ga Ill Ind Kan La Mass Md Mich Minn Miss"
    " Mo Mont Neb Nev Okla Pa Tenn Tex Va Vt Wash Wis Wyo Inc Corp Co Ltd"
)
_ABBREVIATIONS = frozenset((*_TITLES.split(), *_SHORT.split()))
_TOKEN = re.compile(
    r"[^\W_]+(?:[-‐‑'’.&@/,][^\W_]+){0,9}"
    r"|(?P<mark>[.!?…,;:()—–―\[\]-])(?P=mark){0,99}"
)
_ENDS = frozenset(".!?…")
_new = tuple.__new__
"""Makes a token in half the time of `Token(...)`, which is a function around it."""


class Kind(IntEnum):
    """What a token is."""

    WORD = 0
    MARK = 1
    QUOTATION = 2


_WORD, _MARK = Kind.WORD, Kind.MARK


class Token(NamedTuple):
    """A word, a punctuation mark (once, however often repeated) or a whole quotation."""

    start: int
    end: int
    word: str
    """As it stands in the text; one quote mark for a quotation."""
    lower: str
    """In lower case, with straight apostrophes."""
    kind: Kind
    is_capital: bool
    """Whether it is a word with a capital letter, as in a name; "al-Venn" counts as well."""
    last: str
    """Its last character; of a quotation the last one between the marks."""
    quotation: Quotation | None


def tokens_of(text: str, paragraph: Span, quotations: Sequence[Quotation]) -> list[Token]:
    """The tokens of a paragraph; quotations inside of others are not seen."""
    found: list[Token] = []
    edge = paragraph.start
    for quotation in quotations:
        if quotation.depth or quotation.outer.start < edge:
            continue
        found += _plain(text, edge, quotation.outer.start)
        last = text[quotation.inner.end - 1]
        found.append(Token(*quotation.outer, '"', '"', Kind.QUOTATION, False, last, quotation))
        edge = quotation.outer.end
    found += _plain(text, edge, paragraph.end)
    return found


def _plain(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch without quotations."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        begun, ended = match.span()
        word = text[begun:ended]
        if match.lastindex is None:
            lower = word.lower()
            capital = lower != word and (word[0].isupper() or (word[2:3] == "-" and word[3:4].isupper()))
            if "’" in lower:
                lower = lower.replace("’", "'")
            found.append(_new(Token, (begun, ended, word, lower, _WORD, capital, word[-1], None)))
        elif word == "." and found and found[-1].end == begun and _is_abbreviation(found[-1].word):
            short = found.pop()
            longer, lower = f"{short.word}.", f"{short.lower}."
            found.append(Token(short.start, ended, longer, lower, Kind.WORD, short.is_capital, ".", None))
        else:
            sign = word[0]
            found.append(_new(Token, (begun, ended, sign, sign, _MARK, False, sign, None)))
    return found


def _is_abbreviation(word: str) -> bool:
    """Whether a full stop after the word belongs to it: "Mr.", "J.", "U.S."."""
    initials = len(word) % 2 == 1 and len(word) <= 7 and word[1::2] == "." * (len(word) // 2)
    return word in _ABBREVIATIONS or (initials and word != "I" and word[0].isupper())


def sentences_of(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """The sentences of a paragraph as ranges of its tokens."""
    found: list[tuple[int, int]] = []
    begun = 0
    for index in [index for index, token in enumerate(tokens) if token.last in _ENDS]:
        if index + 1 < len(tokens) and _begins(tokens, index):
            found += _cut(begun, index + 1)
            begun = index + 1
    return [*found, *_cut(begun, len(tokens))]


def _cut(first: int, last: int) -> Iterator[tuple[int, int]]:
    """A sentence, in pieces where it is too long."""
    for begun in range(first, last, LONGEST):
        yield begun, min(begun + LONGEST, last)


def _begins(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sentence begins after the token."""
    token, following = tokens[index], tokens[index + 1]
    if following.start == token.end:
        return False
    if token.kind is Kind.WORD:
        return following.lower in grammar.NO_NAMES and following.word[0].isupper() and len(token.word) > 2
    if following.kind is Kind.QUOTATION:
        return True
    if following.kind is Kind.MARK:
        return following.word in "([" or (following.word in "—–-" and token.kind is Kind.MARK)
    return following.word[0].isupper() or following.word[0].isdigit()
