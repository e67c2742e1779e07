"""Verbs of speech and who they belong to: their own subject, that of the verb they are joined to, or nobody."""

from __future__ import annotations

from corpus import lexicon
from corpus.suggest import grammar, nouns, subjects
from corpus.suggest.cues import Cue
from corpus.suggest.nouns import Phrase
from corpus.suggest.passages import Passage
from corpus.suggest.tokens import Kind

_EARLIER = 3
"""How many verbs before one are asked for their subject."""
_REACH = 60
"""How far before a verb the one that it is joined to is looked for, in tokens."""
_CERTAIN_SUBJECTS = (
    grammar.SUBJECT_PRONOUNS
    | lexicon.ROLES
    | grammar.ADVERBS
    | {"which", "that", "report", "poll", "statement", "article", "and", "but"}
)
"""Words after which even a word that may be a noun is a verb."""
_PLURAL_PRONOUNS = grammar.SUBJECT_PRONOUNS - {"he", "she", "it"}
"""Pronouns with which a verb has no ending."""
_BEFORE_VERBS = grammar.ADVERBS | grammar.AUXILIARIES
_NOMINAL = (grammar.DETERMINERS | grammar.PREPOSITIONS) - grammar.PLAIN_SUBJECTS
"""After these a word is a noun or an infinitive and reports nothing: "the claims", "in reports", "to say"."""


def speaker_before(passage: Passage, cue: Cue, floor: int) -> Phrase | None:
    """The subject of a verb: right before it, or of the verb that it is joined to."""
    tokens = passage.tokens
    previous = tokens[cue.first - 1].lower if cue.first > floor else ""
    if cue.verb.is_gerund and not _is_progressive(passage, cue, floor):
        return (
            _quoted_as(passage, cue, floor, previous)
            or _own(passage, cue, floor)
            or _governing(passage, cue.first, floor)
        )
    if is_passive(passage, cue, floor):
        return None
    if previous in {"and", "but"}:
        return _governing(passage, cue.first, floor) or subject_before(passage, cue.first, floor)
    return subject_before(passage, cue.first, floor) or (
        _governing(passage, cue.first, floor) if previous == "," else None
    )


def subject_before(passage: Passage, index: int, floor: int) -> Phrase | None:
    """The subject that stands before a token, not reaching below the floor; looked for once."""
    key = index, floor
    if key not in passage.subjects:
        passage.subjects[key] = subjects.before(passage.tokens, index, floor)
    return passage.subjects[key]


def is_verbal(passage: Passage, cue: Cue, floor: int) -> bool:
    """Whether the word is used as a verb, and not as the noun of the same form: "claims", "a call", "the press"."""
    tokens = passage.tokens
    if cue.first == floor:
        return True
    previous = tokens[cue.first - 1]
    lower = previous.lower
    if cue.verb.is_gerund:
        return lower not in grammar.DETERMINERS
    if cue.verb.form in {"plain", "third"} and tokens[cue.first].is_capital and not _is_title(passage, cue.first):
        return False
    if "noun" in cue.verb.takes and cue.verb.form == "third":
        named = previous.is_capital and lower not in grammar.NO_NAMES
        return named or lower in _CERTAIN_SUBJECTS or previous.word in ",—–)"
    if lower in _NOMINAL or (previous.kind is Kind.WORD and lower.endswith(("'s", "s'")) and cue.verb.form != "past"):
        return False
    if cue.verb.form != "plain" or lower in _PLURAL_PRONOUNS:
        return True
    return lower.endswith("s") or lower in _BEFORE_VERBS or lower in grammar.PLAIN_SUBJECTS


def _is_title(passage: Passage, index: int) -> bool:
    """Whether the sentence is written as headlines are, with capitals throughout."""
    first, last = passage.sentence_of(index)
    return not any(
        token.word[0].islower() and len(token.word) > 4
        for token in passage.tokens[first:last]
        if token.kind is Kind.WORD
    )


def is_passive(passage: Passage, cue: Cue, floor: int) -> bool:
    """Whether the verb tells what was said of its subject, as in "is said", "was told"."""
    if cue.verb.form not in {"participle", "past"}:
        return False
    tokens = passage.tokens
    place = cue.first - 1
    while place > floor and (grammar.is_adverb(tokens[place].lower) or tokens[place].lower in {"also", "not", "never"}):
        place -= 1
    return place >= floor and tokens[place].lower in grammar.BEING


def _is_progressive(passage: Passage, cue: Cue, floor: int) -> bool:
    """Whether a form of "be" stands before an -ing form: "was saying"."""
    first = max(floor, cue.first - 3)
    return any(passage.tokens[place].lower in grammar.BEING for place in range(first, cue.first))


def _quoted_as(passage: Passage, cue: Cue, floor: int, previous: str) -> Phrase | None:
    """Who is quoted "as saying" something."""
    if previous != "as" or cue.first - 1 <= floor:
        return None
    tokens = passage.tokens
    if tokens[cue.first - 2].lower in grammar.OBJECT_PRONOUNS:
        return Phrase(cue.first - 2, cue.first - 1)
    return subject_before(passage, cue.first - 1, floor)


def _own(passage: Passage, cue: Cue, floor: int) -> Phrase | None:
    """The subject that an -ing form has behind "with": "with both sides accusing each other"."""
    tokens = passage.tokens
    phrase = nouns.core_before(tokens, cue.first, floor)
    if phrase and phrase.first > floor and tokens[phrase.first - 1].lower == "with":
        return phrase
    return None


def _governing(passage: Passage, index: int, floor: int) -> Phrase | None:
    """The subject of the verb before, else of the sentence."""
    tokens = passage.tokens
    earlier = [
        cue
        for cue in passage.cues_within(max(floor, index - _REACH), index)
        if not cue.verb.is_gerund and not cue.verb.names_source
    ]
    for cue in earlier[: -_EARLIER - 1 : -1]:
        if (
            is_verbal(passage, cue, floor)
            and not is_passive(passage, cue, floor)
            and (phrase := subject_before(passage, cue.first, floor))
        ):
            return phrase
    return subjects.of_sentence(tokens, floor, index)
