"""Who speaks: the noun phrase before a verb of speech, or at the head of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import lexicon
from corpus.suggest import grammar
from corpus.suggest.nouns import Phrase, core_start, is_clause_start, phrase_at, phrase_ending
from corpus.suggest.tokens import Kind, Token

_APPOSITION = 45
"""How many tokens between a name and its verb may tell who that is."""
_FRONT = 36
"""How many tokens an adverbial in front of a sentence has at most."""
_BRACKET = 12
"""How many tokens stand between brackets behind a name at most."""
_FRONT_WORDS = frozenset({"asked", "earlier", "later", "just", "last", "early", "late", "next"})
"""Words that open an adverbial in front of a sentence, and are no prepositions."""
_BEHIND_SPELLS = frozenset({"later", "earlier", "ago", "after", "before"})


def before(tokens: Sequence[Token], verb: int, floor: int) -> Phrase | None:
    """The subject that stands before a verb, not reaching below the floor."""
    last = _without_adverbs(tokens, verb, floor)
    if last <= floor:
        return None
    mark = tokens[last - 1]
    if mark.word == ")":
        last = _before_bracket(tokens, last - 1, floor)
        if last <= floor:
            return None
        mark = tokens[last - 1]
    if mark.kind is Kind.MARK:
        return _apposed(tokens, last - 1, floor) if mark.word in ",—–" else None
    first = phrase_ending(tokens, last, floor)
    if first is None:
        return None
    return _named_before(tokens, first, last, floor) or Phrase(first, last)


def of_sentence(tokens: Sequence[Token], first: int, limit: int) -> Phrase | None:
    """The subject at the head of a sentence, behind what may stand in front of it."""
    first = _behind_place(tokens, first, limit)
    start = _behind_front(tokens, first, limit)
    while start < limit and (tokens[start].lower in grammar.OPENERS or tokens[start].kind is Kind.MARK):
        start += 1
    phrase = phrase_at(tokens, start, limit)
    return phrase if phrase and phrase.last <= limit else None


def _without_adverbs(tokens: Sequence[Token], verb: int, floor: int) -> int:
    """The number after the last token before the verb that is no adverb, auxiliary or weekday."""
    last = verb
    while last > floor:
        token = tokens[last - 1]
        lower = token.lower
        if token.kind is not Kind.WORD:
            break
        if lower in grammar.ADVERBS or grammar.is_adverb(lower):
            last -= 1
        elif lower in grammar.DAYS or (lower in grammar.SPELLS and tokens[last - 2].lower in grammar.RECENT):
            last -= 1
            while last > floor and tokens[last - 1].lower in grammar.RECENT:
                last -= 1
        else:
            break
    return last


def _before_bracket(tokens: Sequence[Token], closing: int, floor: int) -> int:
    """The number of the opening bracket that belongs to a closing one near by."""
    for index in range(closing - 1, max(floor, closing - _BRACKET) - 1, -1):
        if tokens[index].word == "(":
            return index
    return floor


def _apposed(tokens: Sequence[Token], comma: int, floor: int) -> Phrase | None:
    """The subject before something set off by commas or dashes that ends at the comma."""
    sign = tokens[comma].word
    for index in range(comma - 1, max(floor, comma - _APPOSITION), -1):
        token = tokens[index]
        if token.kind is Kind.QUOTATION or token.word in ";:":
            break
        if token.word != sign:
            continue
        first = phrase_ending(tokens, index, floor)
        if first is None or not is_clause_start(tokens, first, floor):
            continue
        head = tokens[first]
        if head.is_capital or head.lower in grammar.DETERMINERS or head.lower in grammar.SUBJECT_PRONOUNS:
            return Phrase(first, index)
    first = phrase_ending(tokens, comma, floor)
    if first is not None and is_clause_start(tokens, first, floor) and not _is_address(tokens, first, floor):
        return Phrase(first, comma)
    return None


def _is_address(tokens: Sequence[Token], first: int, floor: int) -> bool:
    """Whether a phrase between two commas is more likely the end of what comes before than a subject."""
    return first > floor and tokens[first - 1].word == ","


def _named_before(tokens: Sequence[Token], first: int, last: int, floor: int) -> Phrase | None:
    """The name before an apposition that no comma closes: "Lena Orsini, spokeswoman for the bank said"."""
    if first - 2 < floor or tokens[first - 1].word != "," or tokens[first].is_capital:
        return None
    if tokens[first].lower in grammar.SUBJECT_PRONOUNS:
        return None
    if not any(
        tokens[place].lower in grammar.LINKS or tokens[place].lower in lexicon.ROLES for place in range(first, last)
    ):
        return None
    name = core_start(tokens, first - 1, floor)
    if name is not None and name > floor and tokens[name - 1].lower in grammar.PREPOSITIONS:
        return None
    if name is None or not tokens[name].is_capital or not is_clause_start(tokens, name, floor):
        return None
    return Phrase(name, first - 1)


def _behind_place(tokens: Sequence[Token], first: int, limit: int) -> int:
    """The number after the place that a report begins with: "SORRAND (AP) — "."""
    if first >= limit or not tokens[first].word.isupper():
        return first
    dashes = (index for index in range(first + 1, min(limit, first + 8)) if tokens[index].word in "—–-―")
    return next(dashes, first - 1) + 1


def _behind_front(tokens: Sequence[Token], first: int, limit: int) -> int:
    """The number after an adverbial in front of the sentence: "In the capital, "."""
    if first >= limit:
        return first
    opener = tokens[first]
    fronted = (
        opener.lower in grammar.PREPOSITIONS or opener.lower in grammar.CONJUNCTIONS or opener.lower.endswith("ing")
    )
    fronted = fronted or opener.lower in _FRONT_WORDS or grammar.is_adverb(opener.lower)
    fronted = fronted or any(tokens[place].lower in _BEHIND_SPELLS for place in range(first + 1, min(limit, first + 4)))
    if not fronted or opener.lower in {"and", "but"}:
        return first
    for index in range(first + 1, min(limit, first + _FRONT)):
        if tokens[index].kind is Kind.QUOTATION:
            break
        if tokens[index].word == ",":
            follower = phrase_at(tokens, index + 1, limit)
            if follower and tokens[index + 1].lower not in grammar.OPENERS:
                return index + 1
    return first
