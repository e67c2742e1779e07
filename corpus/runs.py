"""Words with capitals in a row, and what of them may be a name: the first half of finding names.

What a row tells by itself is worked out once for each different row and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from corpus import lexicon

Kind = Literal["person", "organisation", "country"]
After = Literal["", "title", "adjective", "body"]
"""What makes words a name besides their capitals: the title or the adjective before them, or their last noun."""
Standing = Literal["sure", "acronym", "weak", "spoken", "never"]
"""What makes a piece a name by itself: nothing more; that its word is nowhere written small; that its capital is not
due to its place; that a verb of speech follows; or nothing, unless another piece of the same form is one."""

_UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f\u0386-\u03ab\u0400-\u042f\u1e00-\u1fff"
_IN_WORD = "\\w\u0300-\u036f"
_CAPITAL = (
    rf"[{_UPPER}](?<![\w.].)(?:(?:\.[{_UPPER}](?!\w))+\.?|[{_IN_WORD}]*(?:[-‐‑'’&](?=[{_IN_WORD}])[{_IN_WORD}]+)*)"
)
"""A word that begins with a capital, or an abbreviation in capitals."""
_ABBREVIATED = "|".join(rf"(?<=\b{word.capitalize()}\.)" for word in sorted(lexicon.ABBREVIATED))
_PARTICLE = "|".join(sorted(lexicon.PARTICLES))
ARTICLE = rf"(?:al|el|ad|ul|as|ash|ben|bin|d|l)[-'’](?=[{_UPPER}])"
"""What an Arabic or French name may begin with, before its capital."""
_GAP = (
    rf"(?:[ \xa0]{{1,2}}|\.(?:(?<=\b[{_UPPER}]\.)|{_ABBREVIATED})[ \xa0])"
    rf"(?:(?:{_PARTICLE}|of(?: the)?)[ \xa0]){{0,2}}(?:{ARTICLE})?"
)
RUN = re.compile(rf"{_CAPITAL}(?:{_GAP}{_CAPITAL})*")
"""Capitalised words in a row, with the small words that names have inside them."""
_TOKEN = re.compile(rf"{_CAPITAL}|[^\W\d_][\w'’-]*")
_ARTICLE = re.compile(ARTICLE)
_CONTRACTION = re.compile(r"['’](?:m|d|t|ve|ll|re)\Z")
_POSSESSIVES = ("’s", "'s", "’S", "'S")
_NO_SINGLES = (lexicon.COMMON | lexicon.CALENDAR | lexicon.ROLES | lexicon.NATIONALITIES | {"pac", "pacs"}) - {
    acronym.lower() for acronym in lexicon.ACRONYMS
}
_PLACE_ENDS = frozenset(place.rpartition(" ")[2] for place in lexicon.PLACES if " " in place)
"""The last words of places with two words or more."""
_LONGEST = 6
"""More words are a heading, not a name."""
_ACRONYM = 6
"""The longest word in capitals that is taken for an acronym."""


class Piece(NamedTuple):
    """A part of a run that may be a name; offsets count from the start of the run."""

    start: int
    end: int
    form: str
    """Its words with single spaces between them."""
    second: int
    """Where its second word begins, or 0."""
    kind: Kind
    standing: Standing
    leading: bool
    """Whether only common words stand before it in the run."""


class Token(NamedTuple):
    """A word of a run, without a possessive ’s."""

    word: str
    key: str
    start: int
    end: int
    possessive: bool


class _Part(NamedTuple):
    """Words of a run that may be one name."""

    words: Sequence[Token]
    after: After


@cache
def complement() -> re.Pattern[str]:
    """Matches what the name of an institution may go on with; few texts need it, and it takes long to compile."""
    more = rf"(?:{_GAP}{_CAPITAL})"
    return re.compile(
        rf" (?:for|on|of)(?: the)? (?P<first>{_CAPITAL}){more}{{0,4}}"
        rf"(?: and(?: the)? (?P<second>{_CAPITAL}){more}{{0,3}})?"
    )


@lru_cache(maxsize=4096)
def pieces(run: str) -> tuple[Piece, ...]:
    """What may be names in a run, in its order and apart from each other."""
    row = tokens(run)
    if len(row) == 1 and (row[0].key in _NO_SINGLES or row[0].key in lexicon.THINGS):
        return ()
    leads = next((token.start for token in row if token.key not in lexicon.COMMON), 0)
    found = [_piece(part, run, leads) for segment in _segments(row) for part in _parts(segment)]
    return tuple(piece._replace(standing="never") for piece in found) if _shouts(row) else tuple(found)


def tokens(run: str) -> list[Token]:
    """The words of a run; those of a place with two words are one."""
    row: list[Token] = []
    for match in _TOKEN.finditer(run):
        word, (start, end) = match[0], match.span()
        possessive = word.endswith(_POSSESSIVES)
        if possessive:
            word, end = word[:-2], end - 2
        key = word.lower()
        if key in _PLACE_ENDS and row and not row[-1].possessive and f"{row[-1].key} {key}" in lexicon.PLACES:
            before = row.pop()
            start, word, key = before.start, f"{before.word} {word}", f"{before.key} {key}"
        row.append(Token(word, key, start, end, possessive))
    return row


def _segments(row: Sequence[Token]) -> Iterator[list[Token]]:
    """The run cut where no name goes on: at a possessive, a day, a month, and an "of" that no institution leads."""
    segment: list[Token] = []
    for token in row:
        named = bool(segment) and (segment[-1].key in lexicon.MEN or segment[-1].key in lexicon.WOMEN)
        loose = token.key == "of" and segment and segment[-1].key not in lexicon.ORGANISATION_NOUNS
        if loose or (token.key in lexicon.CALENDAR and not named):
            yield segment
            segment = []
            continue
        segment.append(token)
        if token.possessive:
            yield segment
            segment = []
    yield segment


def _parts(segment: Sequence[Token]) -> Iterator[_Part]:
    """The parts of a segment: an organisation up to its last noun, then what titles and common words leave over."""
    begin, end = _organisation(segment)
    if end > begin:
        yield _Part(segment[begin:end], "body")
    part: list[Token] = []
    after: After = ""
    for index, token in enumerate(segment[end:], end):
        nothing = _is_no_name(token) and not _is_kept(token, part, segment[index + 1 : index + 2])
        alone = token.word in lexicon.ACRONYMS or token.key in lexicon.SEATS
        if part and (nothing or alone or _starts_person(part, segment, index)):
            yield from _settled(part, after)
            part, after = [], ""
        if nothing:
            after = "title" if token.key in lexicon.ROLES else "adjective" if _is_adjective(token) else ""
        elif part or token.word[0].isupper() or _ARTICLE.match(token.word):
            part.append(token)
            if alone:
                yield from _settled(part, "")
                part, after = [], ""
    yield from _settled(part, after)


def _is_kept(token: Token, part: Sequence[Token], following: Sequence[Token]) -> bool:
    """Whether a word that is no name by itself is part of one here: New Velmara, June Orsini."""
    if following and following[0].key in lexicon.PLACES:
        return token.key in lexicon.NATIONALITIES
    return bool(part) and token.key in lexicon.CALENDAR and _is_first_name(part[-1])


def _organisation(segment: Sequence[Token]) -> tuple[int, int]:
    """Where the name of an organisation begins and ends in a segment; both 0 where there is none."""
    end = 0
    for index, token in enumerate(segment):
        if _makes_organisation(segment, index):
            end = index + 1
        elif token.key == "of" and end == index > 0:
            end = _complement(segment, index + 1)
    begin = 0
    while begin < end and (segment[begin].key in lexicon.COMMON or not segment[begin].word[0].isupper()):
        begin += 1
    return (begin, end) if end - begin else (end, end)


def _complement(segment: Sequence[Token], start: int) -> int:
    """Where the words after the "of" of an organisation's name end: the Bank of England, the House of Lords."""
    if start < len(segment) and segment[start].key == "the":
        start += 1
    end = min(start + 1, len(segment))
    while end < len(segment) and not _is_no_name(segment[end]) and not _is_first_name(segment[end]):
        end += 1
    return end


def _makes_organisation(segment: Sequence[Token], index: int) -> bool:
    """Whether the word makes an organisation of the ones before it; "state" alone does not: Secretary of State."""
    key = segment[index].key
    if key in ("state", "house"):
        return index > 0 and (segment[index - 1].key in lexicon.NATIONALITIES or segment[index - 1].key == "white")
    return key in lexicon.ORGANISATION_NOUNS


def _is_no_name(token: Token) -> bool:
    """Whether a capitalised word stands beside names without being part of one."""
    key = token.key
    if token.word in lexicon.ACRONYMS:
        return False
    if key in lexicon.ROLES or key in lexicon.COMMON or key in lexicon.NATIONALITIES or key in lexicon.SPEECH:
        return True
    if "-" not in key or _ARTICLE.match(token.word):
        return _CONTRACTION.sub("", key) in lexicon.COMMON
    parts = key.split("-")
    return (
        len(parts[0]) == 1
        or token.word.rsplit("-", 1)[1][:1].islower()
        or all(part in lexicon.NATIONALITIES or part in lexicon.HALF_NATIONALITIES for part in parts)
    )


def _is_adjective(token: Token) -> bool:
    return token.key in lexicon.NATIONALITIES or "-" in token.key


def _starts_person(piece: Sequence[Token], segment: Sequence[Token], index: int) -> bool:
    """Whether a first name and another word begin a person's name here, so that what is before it is something else."""
    follows = index + 1 < len(segment) and not _is_no_name(segment[index + 1])
    return _is_first_name(segment[index]) and follows and not any(_is_first_name(token) for token in piece)


def _is_first_name(token: Token) -> bool:
    return token.key in lexicon.MEN or token.key in lexicon.WOMEN


def _settled(part: Sequence[Token], after: After) -> Iterator[_Part]:
    """The part without small words at its end, unless it is too long or names a thing that cannot act."""
    while part and not part[-1].word[0].isupper() and not _ARTICLE.match(part[-1].word):
        part = part[:-1]
    if 0 < len(part) <= _LONGEST and part[-1].key not in lexicon.THINGS:
        yield _Part(part, after)


def _piece(part: _Part, run: str, leads: int) -> Piece:
    """The part as it stands in its run, of which the first `leads` characters are common words."""
    words, after = part
    first, last = words[0], words[-1]
    form = " ".join(run[first.start : last.end].split())
    second = words[1].start if len(words) > 1 else 0
    return Piece(
        first.start, last.end, form, second, _kind(words, after), _standing(words, after), first.start <= leads
    )


def _shouts(row: Sequence[Token]) -> bool:
    """Whether the words are in capitals for emphasis."""
    return len(row) > 2 and sum(token.word.isupper() and len(token.word) > 1 for token in row) > 2


def _kind(words: Sequence[Token], after: After) -> Kind:
    """What the words name, as far as they tell."""
    key = " ".join(token.key for token in words)
    if key in lexicon.SEATS:
        return "organisation"
    if key in lexicon.PLACES or (words[-1].key in lexicon.PLACES and after != "body" and not _is_first_name(words[0])):
        return "country"
    shouted = words[-1].word.isupper() and len(words[-1].word) > 1
    if after == "body" or key in lexicon.AGENCIES or (shouted and after != "title"):
        return "organisation"
    return "person" if after == "title" or len(words) > 1 or _is_first_name(words[0]) else "organisation"


def _standing(words: Sequence[Token], after: After) -> Standing:
    """What it takes for the words to be a name by themselves."""
    first = words[0]
    if len(words) > 1:
        return "never" if all(token.word.isupper() for token in words) else "sure"
    if first.word in lexicon.ACRONYMS:
        return "sure"
    if len(first.word) == 1:
        return "never"
    if first.word.isupper():
        return "acronym" if len(first.word) <= _ACRONYM and first.key not in lexicon.PLACES else "never"
    if after == "title" or first.key in lexicon.AGENCIES or first.key in lexicon.ORGANISATION_NOUNS:
        return "acronym"
    if first.key in lexicon.PLACES:
        return "sure"
    return "spoken" if after == "adjective" else "weak"
