"""Who says a quotation: the words right after it, right before it, or a label in front of it."""

from __future__ import annotations

from corpus.suggest import grammar, nouns, subjects, verbs
from corpus.suggest.cues import Cue
from corpus.suggest.drafts import Attribution
from corpus.suggest.passages import Passage
from corpus.suggest.tokens import Kind

_WINDOW = 45
"""How many tokens from a quotation its verb stands at most."""
_GAP = 25
"""How many tokens may stand between a verb and the quotation that it introduces."""
_LEAD = 14
"""How many tokens may stand between a quotation and the subject after it."""
_LABEL = 8
"""How many words a label in front of a quotation has at most."""


def after(passage: Passage, index: int) -> Attribution | None:
    """The attribution that follows the quotation."""
    tokens = passage.tokens
    first = index + 1
    comma = first < len(tokens) and tokens[first].word in {",", "—", "–"}
    first += comma
    limit = _clause_end(passage, index, first)
    if first >= limit:
        return None
    if found := _according_to(passage, first, limit) or signed(passage, index):
        return found
    last = tokens[index].last
    for cue in passage.cues_within(first, min(limit, first + _WINDOW)):
        if "quotation" not in cue.verb.takes or cue.verb.is_gerund or not verbs.is_verbal(passage, cue, first):
            continue
        if cue.first == first:
            found = _inverted(passage, cue, limit)
            if found:
                return found
            continue
        phrase = subjects.before(tokens, cue.first, first)
        if not phrase or phrase.first - first > _LEAD or _introduces_another(passage, cue, limit, comma, last):
            return None
        if last == "." and not comma and cue.last < passage.sentence_of(cue.first)[1] - 1:
            return None
        return Attribution(phrase, "quote.after", cue, cue.last)
    return _unknown_verb(passage, first, limit) if last == "," or comma else None


def _unknown_verb(passage: Passage, first: int, limit: int) -> Attribution | None:
    """A speaker with a verb that is in no lexicon: "No," she barked."""
    tokens = passage.tokens
    phrase = nouns.phrase_at(tokens, first, limit)
    if not phrase or phrase.last >= limit:
        return None
    verb = tokens[phrase.last].lower
    return Attribution(phrase, "quote.verb", None, phrase.last + 1) if verb.endswith("ed") else None


def _clause_end(passage: Passage, index: int, first: int) -> int:
    """The number after the last token that may belong to an attribution: the sentence's end or the next quotation."""
    if first >= len(passage.tokens):
        return first
    end = passage.sentence_of(first)[1]
    for place in range(first, min(end, first + _WINDOW)):
        if passage.tokens[place].kind is Kind.QUOTATION:
            return place
    return end


def _inverted(passage: Passage, cue: Cue, limit: int) -> Attribution | None:
    if "inverted" not in cue.verb.takes:
        return None
    first = cue.last
    tokens = passage.tokens
    while first < limit and (tokens[first].lower in grammar.DAYS or grammar.is_adverb(tokens[first].lower)):
        first += 1
    phrase = nouns.phrase_at(tokens, first, limit)
    if not phrase:
        return None
    return Attribution(phrase, "quote.inverted", cue, phrase.last)


def _introduces_another(passage: Passage, cue: Cue, limit: int, comma: bool, last: str) -> bool:
    """Whether the verb rather belongs to the quotation that follows it: "No." He added: "Never."."""
    tokens = passage.tokens
    if comma or last == "," or limit >= len(tokens) or tokens[limit].kind is not Kind.QUOTATION:
        return False
    return tokens[limit - 1].word in ",:" and limit - cue.last <= _LEAD and last in ".…?!"


def _according_to(passage: Passage, first: int, limit: int) -> Attribution | None:
    tokens = passage.tokens
    cue = passage.cue_at(first, limit)
    if not cue or not cue.verb.names_source:
        return None
    phrase = nouns.phrase_at(tokens, cue.last, limit, objects=True)
    return Attribution(phrase, "quote.according_to", cue, phrase.last) if phrase else None


def before(passage: Passage, index: int) -> Attribution | None:
    """The attribution that introduces the quotation."""
    tokens = passage.tokens
    begun, _ = passage.sentence_of(index)
    floor = begun
    for place in range(index - 1, max(begun, index - _WINDOW) - 1, -1):
        if tokens[place].kind is Kind.QUOTATION:
            floor = place + 1
            break
    for cue in reversed(passage.cues_within(max(floor, index - _WINDOW), index)):
        if "quotation" not in cue.verb.takes or cue.first in passage.taken or not verbs.is_verbal(passage, cue, begun):
            continue
        if not _leads_in(passage, cue, index):
            continue
        phrase = verbs.speaker_before(passage, cue, begun)
        if phrase:
            return Attribution(phrase, "quote.before", cue, cue.last)
    return _label(passage, floor, index)


def _leads_in(passage: Passage, cue: Cue, index: int) -> bool:
    """Whether the words after a verb lead straight to the quotation: nothing, or the hearer, the time or the place."""
    tokens = passage.tokens
    if cue.last == index:
        return True
    if tokens[index - 1].word not in ",:" or index - cue.last > _GAP:
        return False
    if cue.last == index - 1:
        return True
    if tokens[index - 1].word == "," and not passage.begins_with_capital(index):
        return not _holds_clause(passage, cue.last, index)
    return "that" not in {tokens[place].lower for place in range(cue.last, index)}


def _holds_clause(passage: Passage, first: int, index: int) -> bool:
    """Whether a clause begins between a verb and a quotation, which then is only a part of what was said."""
    tokens = passage.tokens
    return any(
        tokens[place].lower in grammar.AUXILIARIES
        or tokens[place].lower in grammar.CONJUNCTIONS
        or tokens[place].lower in grammar.SUBJECT_PRONOUNS
        for place in range(first, index)
    )


def announcing(passage: Passage) -> Attribution | None:
    """The attribution with which a paragraph ends, for the quotation in the next: "She said:"."""
    return before(passage, len(passage.tokens)) if passage.tokens and passage.tokens[-1].word == ":" else None


def signed(passage: Passage, index: int) -> Attribution | None:
    """The name after a dash with which a paragraph that is one quotation ends."""
    tokens = passage.tokens
    first = index + 1
    while first < len(tokens) and tokens[first].word in "—–-―,":
        first += 1
    if first == index + 1 or first >= len(tokens) or len(tokens) - first > _LABEL or not tokens[first].is_capital:
        return None
    phrase = nouns.phrase_at(tokens, first, len(tokens))
    if not phrase or (phrase.last < len(tokens) and tokens[phrase.last].kind is not Kind.MARK):
        return None
    return Attribution(phrase, "quote.signed", None, len(tokens))


def _behind_dash(passage: Passage, floor: int, index: int) -> int:
    """The number after the last dash in front of a label: "Poll of the week - Lena Orsini: "."""
    dashes = (place for place in range(index - 1, floor, -1) if passage.tokens[place].word in "—–-")
    return next(dashes, floor - 1) + 1


def _label(passage: Passage, floor: int, index: int) -> Attribution | None:
    """The name in front of a quotation, with nothing but a colon between them."""
    tokens = passage.tokens
    if index - floor < 2 or tokens[index - 1].word != ":" or index - floor > _WINDOW:
        return None
    floor = _behind_dash(passage, floor, index)
    if index - floor <= _LABEL and tokens[floor].is_capital:
        phrase = nouns.phrase_at(tokens, floor, index)
        if phrase and phrase.last == index - 1:
            return Attribution(phrase, "quote.label", None, index)
    phrase = subjects.of_sentence(tokens, floor, index)
    return Attribution(phrase, "quote.colon", None, index) if phrase else None
