"""Noun phrases, told by their outside alone: an article or a capital where they begin, a closed class of words where
they cannot go on. Every search looks at a bounded number of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus import lexicon
from corpus.suggest import grammar
from corpus.suggest.tokens import Kind, Token

_MODIFIER = 14
"""How far before its last word a phrase begins at most, with what hangs on it."""
_INSIDE_NAMES = lexicon.PARTICLES | {"of", "the", "for", "and", "&"}
_WHOLE_SUBJECTS = grammar.SUBJECT_PRONOUNS - {"who"}
"""Pronouns that no longer phrase holds."""
_INSIDE_TITLES = lexicon.ROLES | grammar.OUTLETS
"""Words in lower case that may stand before a name: "the Sorrand daily Die Woche"."""
_BODIES = lexicon.ROLES | grammar.BODIES
"""What may stand behind the name of a place or a person and is what speaks: "the Velmaran minister"."""


class Phrase(NamedTuple):
    """A noun phrase, as a range of tokens."""

    first: int
    last: int
    """The number after its last token."""


def phrase_at(tokens: Sequence[Token], first: int, limit: int, *, objects: bool = False) -> Phrase | None:
    """The noun phrase that begins at a token; pronouns in the object's case only where asked for."""
    if first >= limit or tokens[first].kind is not Kind.WORD:
        return None
    lower = tokens[first].lower
    if lower in grammar.SUBJECT_PRONOUNS or (objects and lower in grammar.OBJECT_PRONOUNS):
        follows = tokens[first + 1].is_capital if first + 1 < limit else False
        if lower not in {"her", "his"} or not follows:
            return Phrase(first, first + 1)
    last = _core_end(tokens, first, limit)
    if last is None:
        return None
    while last + 1 < limit and tokens[last].lower in {"of", "for", "from", "at", "with"}:
        if (further := _core_end(tokens, last + 1, limit)) is None or tokens[last + 1].lower in grammar.DAYS:
            break
        last = further
    return Phrase(first, last)


def phrase_ending(tokens: Sequence[Token], last: int, floor: int) -> int | None:
    """The first token of the noun phrase that ends before `last`, with the phrases that it hangs on."""
    core = first = core_start(tokens, last, floor)
    if core is None or first is None:
        return _whole_clause(tokens, last, floor)
    for _ in range(4):
        if is_clause_start(tokens, first, floor):
            return _with_pair(tokens, first, floor)
        if tokens[first - 1].lower not in grammar.LINKS:
            break
        further = core_start(tokens, first - 1, floor)
        if further is None:
            break
        first = further
    if is_clause_start(tokens, first, floor):
        return _with_pair(tokens, first, floor)
    whole = _whole_clause(tokens, last, floor)
    return core if whole is None else whole


def core_before(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """The noun phrase right before a token, without what hangs on it."""
    first = core_start(tokens, last, floor)
    return None if first is None else Phrase(first, last)


def owner(tokens: Sequence[Token], index: int, floor: int) -> Phrase:
    """The phrase of which a token such as "Venn's" or "his" is the last."""
    return Phrase(_with_owner(tokens, index, floor), index + 1)


def is_clause_start(tokens: Sequence[Token], index: int, floor: int) -> bool:
    """Whether a clause may begin with the token."""
    if index <= floor:
        return True
    previous = tokens[index - 1]
    return previous.kind is not Kind.WORD or previous.lower in grammar.OPENERS


def _with_pair(tokens: Sequence[Token], first: int, floor: int) -> int:
    """The first token of a pair, "former and serving officials", whose second half begins at a token."""
    if first - 2 < floor or tokens[first - 1].lower != "and" or tokens[first].lower in grammar.SUBJECT_PRONOUNS:
        return first
    for place in range(first - 2, max(floor, first - 5) - 1, -1):
        token = tokens[place]
        if token.kind is not Kind.WORD or token.lower in grammar.SIGNS_OFF or token.lower in grammar.PREPOSITIONS:
            return first
        if is_clause_start(tokens, place, floor) and token.lower not in grammar.OPENERS:
            return place
    return first


def _whole_clause(tokens: Sequence[Token], last: int, floor: int) -> int | None:
    """The start of the clause that ends before `last`, if nothing in it is more than a noun phrase could be."""
    first = last
    while first > max(floor, last - _MODIFIER) and not is_clause_start(tokens, first, floor):
        first -= 1
        if tokens[first].lower in grammar.SIGNS_OFF or tokens[first].lower in _WHOLE_SUBJECTS:
            return None
    if first == last or not is_clause_start(tokens, first, floor):
        return None
    head = tokens[first]
    if head.lower in grammar.DETERMINERS or head.lower in grammar.PLAIN_SUBJECTS:
        return first
    return first if head.is_capital and head.lower not in grammar.NO_NAMES else None


def core_start(tokens: Sequence[Token], last: int, floor: int) -> int | None:
    """The first token of a noun phrase without what hangs on it, ending before `last`."""
    index = last - 1
    if index < floor or tokens[index].kind is not Kind.WORD:
        return None
    token = tokens[index]
    if token.lower in grammar.SUBJECT_PRONOUNS:
        return index
    lower = token.lower
    if lower in grammar.PREPOSITIONS or lower in grammar.AUXILIARIES or lower in grammar.CONJUNCTIONS:
        return None
    if lower in grammar.DAYS or lower in grammar.MONTHS:
        return None
    if token.is_capital and token.lower not in grammar.NO_NAMES:
        return _name_start(tokens, index, floor)
    return _common_start(tokens, index, floor)


def _name_start(tokens: Sequence[Token], index: int, floor: int) -> int:
    """The first token of a name that ends at a token, with the article and the words of office before it."""
    first = index
    while first > floor:
        previous = tokens[first - 1]
        if previous.kind is not Kind.WORD or previous.lower in grammar.DAYS:
            break
        if (previous.is_capital and previous.lower not in grammar.NO_NAMES) or (
            previous.lower in _INSIDE_NAMES and first - 2 >= floor and _joins(tokens, first - 1)
        ):
            first -= 1
        else:
            break
    while first < index and tokens[first].lower in _INSIDE_NAMES:
        first += 1
    for step in range(1, 8):
        place = first - step
        if place < floor or tokens[place].kind is not Kind.WORD:
            break
        lower = tokens[place].lower
        if lower in grammar.DETERMINERS or lower.endswith(("'s", "s'")):
            return _with_owner(tokens, place, floor)
        if lower in lexicon.ROLES and is_clause_start(tokens, place, floor):
            return place
        if lower in grammar.PREPOSITIONS or lower in grammar.AUXILIARIES or lower in grammar.OPENERS:
            break
    return first


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Whether a small word stands between two parts of a name."""
    previous = tokens[index - 1]
    if tokens[index].lower in {"the", "for"} and previous.lower in {"of", "for", "and"}:
        return tokens[index - 2].is_capital if index >= 2 else False
    return previous.is_capital and previous.lower not in grammar.NO_NAMES and previous.kind is Kind.WORD


def _with_owner(tokens: Sequence[Token], index: int, floor: int) -> int:
    """The first token of the phrase whose owner, "Mr. Venn's", ends at a token; else the token itself."""
    if not tokens[index].lower.endswith(("'s", "s'")) or tokens[index].lower in {"it's", "that's"}:
        return index
    first = index
    while first > floor and tokens[first - 1].is_capital and tokens[first - 1].lower not in grammar.NO_NAMES:
        first -= 1
    if first > floor and tokens[first - 1].lower in grammar.DETERMINERS:
        first -= 1
    return first


def _common_start(tokens: Sequence[Token], index: int, floor: int) -> int | None:
    """The first token of a phrase whose last word is no name: at its article, or where a clause begins."""
    for place in range(index, max(floor, index - 9) - 1, -1):
        token = tokens[place]
        if token.lower in lexicon.ROLES and is_clause_start(tokens, place, floor):
            return place
        if token.kind is not Kind.WORD or token.lower in grammar.SIGNS_OFF:
            break
        if (token.lower in grammar.DETERMINERS or token.word[0].isdigit()) and (
            place < index or token.lower in grammar.PLAIN_SUBJECTS
        ):
            return place
        if place < index and token.lower.endswith(("'s", "s'")):
            return _with_owner(tokens, place, floor)
        if token.lower in grammar.PREPOSITIONS or token.lower in grammar.CONJUNCTIONS:
            break
    first = index
    while first > max(floor, index - 4) and not is_clause_start(tokens, first, floor):
        if tokens[first - 1].lower in grammar.SIGNS_OFF or tokens[first - 1].lower in grammar.PREPOSITIONS:
            break
        first -= 1
    plural = tokens[index].lower.endswith("s") or tokens[index].lower in grammar.PLAIN_SUBJECTS
    if plural and (is_clause_start(tokens, first, floor) or tokens[index].lower in grammar.PLAIN_SUBJECTS):
        return first if is_clause_start(tokens, first, floor) else index
    return None


def _core_end(tokens: Sequence[Token], first: int, limit: int) -> int | None:
    """The number after the last token of a noun phrase, without what hangs on it, that begins at a token."""
    index = first
    if tokens[index].lower in grammar.DETERMINERS or tokens[index].lower.endswith("'s"):
        index += 1
    begun = index
    while index < min(limit, begun + 7):
        token = tokens[index]
        if token.kind is not Kind.WORD or token.lower in grammar.DAYS or token.lower in grammar.MONTHS:
            break
        if token.is_capital and (index > first or token.lower not in grammar.NO_NAMES):
            last = _name_end(tokens, index, limit)
            owned = index > first and last < limit and tokens[last].lower in _BODIES
            return last + 1 if owned else last
        if token.lower in grammar.PREPOSITIONS or token.lower in grammar.OPENERS or token.lower in grammar.AUXILIARIES:
            break
        if index > begun and (grammar.is_adverb(token.lower) or token.lower in grammar.OBJECT_PRONOUNS):
            break
        index += 1
    if index == begun:
        return index if index > first and tokens[first].lower in grammar.PLAIN_SUBJECTS else None
    plain = tokens[first].lower in grammar.DETERMINERS or tokens[first].lower.endswith("'s")
    bare = tokens[index - 1].lower in grammar.PLAIN_SUBJECTS or (
        index - first <= 3 and tokens[index - 1].lower.endswith("s")
    )
    return index if plain or bare else None


def _name_end(tokens: Sequence[Token], index: int, limit: int) -> int:
    """The number after the last token of the name that begins at a token."""
    last = index + 1
    while last < limit:
        token = tokens[last]
        if token.kind is not Kind.WORD or token.lower in grammar.DAYS or token.lower in grammar.MONTHS:
            break
        if token.is_capital:
            last += 1
            continue
        if last + 1 < limit and token.lower in _INSIDE_NAMES and tokens[last + 1].is_capital:
            last += 1
        elif last + 2 < limit and token.lower in {"of", "for", "and"} and tokens[last + 2].is_capital:
            if tokens[last + 1].lower != "the":
                break
            last += 2
        elif last + 1 < limit and token.lower in _INSIDE_TITLES and tokens[last + 1].is_capital:
            last += 1
        else:
            break
    return last
