"""What a verb of speech reports behind it: a clause with "that" or without, an infinitive, a noun phrase."""

from __future__ import annotations

from typing import NamedTuple

from corpus.suggest import grammar, nouns, subjects, verbs
from corpus.suggest.cues import Cue
from corpus.suggest.passages import Passage
from corpus.suggest.tokens import Kind, Token


class Content(NamedTuple):
    """What was said, as a range of tokens, and the rule that finds it."""

    first: int
    last: int
    rule: str


_GAP = 20
"""How many tokens may stand between a verb and its "that"."""
_LEAST_WORDS = 3
"""A clause without "that" has at least so many words."""
_QUOTED_WITHIN = 8
"""How far behind a verb such as "call" the words between quote marks stand."""
_VERB_WITHIN = 25
"""How far into a clause its verb is looked for."""
_FRONT = 15
"""How far into its sentence the verb of a leading clause stands."""
_LEADING = frozenset(
    {"although", "though", "while", "if", "when", "whereas", "because", "since", "after", "before", "once"}
)
"""Words with which a clause leads up to the main one."""
_TURNS = frozenset({"but", "although", "though", "whereas"})
"""Words with which a sentence leaves what was said."""
_CONTRACTED = frozenset({"he", "she", "they", "we", "i"})
"""Pronouns that with a contracted verb, "she's", begin a clause."""
_ASKED = frozenset({"if", "whether", "what", "how", "why", "when", "where", "who", "which"})
"""Words that begin a question in indirect speech."""
_BEGINS = _ASKED | {"while", "because", "as"}
"""Conjunctions that may begin a clause without "that"."""
_OTHERS = grammar.OBJECT_PRONOUNS - {"it", "you"}
"""Pronouns for somebody who is quoted by somebody else."""
_BREAKS = grammar.CONJUNCTIONS - {"and"}
"""Conjunctions that part a verb from a "that" further on."""
_TIMES = grammar.DAYS | grammar.SPELLS
_FINITE = grammar.AUXILIARIES | (grammar.SUBJECT_PRONOUNS - {"who", "you", "it"})


def of(passage: Passage, cue: Cue, limit: int) -> Content | None:
    """What the verb reports, if something it may take follows it."""
    if cue.last + 1 < limit and _names_other(passage, cue.last):
        return None
    found = _that(passage, cue, limit) or _clause(passage, cue, limit) or _infinitive(passage, cue, limit)
    found = found or _question(passage, cue, limit) or _thing(passage, cue, limit)
    if not found:
        return None
    last = _end(passage, found.first, limit, cue)
    least = 1 if passage.tokens[found.first].quotation else 2
    return found._replace(last=last) if last - found.first >= least else None


def of_noun(passage: Passage, cue: Cue, limit: int) -> Content:
    """The clause with "that" right behind a noun."""
    last = _end(passage, cue.last, limit, cue)
    return Content(cue.last, max(last, cue.last + 1), "report.noun")


def _names_other(passage: Passage, index: int) -> bool:
    """Whether somebody else is quoted behind the verb: "reported her as saying"."""
    tokens = passage.tokens
    return tokens[index].lower in _OTHERS and tokens[index + 1].lower == "as"


def _that(passage: Passage, cue: Cue, limit: int) -> Content | None:
    """A clause with "that", behind the hearer, the time or the place."""
    if "that" not in cue.verb.takes:
        return None
    tokens = passage.tokens
    for index in range(cue.last, min(limit, cue.last + _GAP)):
        token = tokens[index]
        if token.kind is not Kind.WORD and token.word != ",":
            return None
        if token.lower == "that":
            if index > cue.last and not _may_follow(cue, tokens[cue.last]):
                return None
            if any(verbs.is_verbal(passage, other, cue.last) for other in passage.cues_within(cue.last + 1, index)):
                return None
            return Content(index, limit, "report.that")
        if token.lower in grammar.AUXILIARIES or token.lower in _BREAKS:
            return None
    return None


def _may_follow(cue: Cue, token: Token) -> bool:
    """Whether a token may open what stands between a verb and its "that"."""
    if "hearer" in cue.verb.takes or token.kind is Kind.MARK:
        return True
    return (
        token.lower in grammar.OCCASIONS
        or token.lower in grammar.DAYS
        or grammar.is_adverb(token.lower)
        or token.lower in {"again", "as"}
    )


def _clause(passage: Passage, cue: Cue, limit: int) -> Content | None:
    """A clause without "that"."""
    if "clause" not in cue.verb.takes:
        return None
    first = _behind_occasion(passage, cue, limit)
    if first is None or not _is_long(passage, first, limit) or not _may_begin(passage.tokens[first]):
        return None
    if "any" not in cue.verb.takes and not _holds_verb(passage, first, limit):
        return None
    return Content(first, limit, "report.said" if "any" in cue.verb.takes else "report.clause")


def _is_long(passage: Passage, first: int, limit: int) -> bool:
    """Whether so much follows from a token on that it may be a clause."""
    return limit - first >= _LEAST_WORDS or any(token.quotation for token in passage.tokens[first:limit])


def _behind_occasion(passage: Passage, cue: Cue, limit: int) -> int | None:
    """The first token behind the hearer, the time and the place that may follow the verb."""
    tokens = passage.tokens
    index = cue.last
    if "hearer" in cue.verb.takes:
        hearer = nouns.phrase_at(tokens, index, limit, objects=True)
        if hearer:
            index = hearer.last
        elif index < limit and tokens[index].lower in grammar.HEARERS:
            index += 1
        elif "told" in cue.verb.takes:
            return None
    for _ in range(4):
        if index >= limit:
            return None
        lower = tokens[index].lower
        if lower in grammar.DAYS or grammar.is_adverb(lower) or lower in {"again", "then", ":"}:
            index += 1
        elif lower in grammar.RECENT and index + 1 < limit and tokens[index + 1].lower in _TIMES:
            index += 2
        elif lower in grammar.OCCASIONS:
            place = nouns.phrase_at(tokens, index + 1, limit)
            if place is None or place.last >= limit:
                return None
            index = place.last
        else:
            return index
    return index


def _may_begin(token: Token) -> bool:
    """Whether a clause may begin with the token."""
    if token.kind is Kind.QUOTATION:
        return True
    if token.kind is Kind.MARK:
        return token.word in "([$"
    return token.lower in _BEGINS or not (token.lower in grammar.PREPOSITIONS or token.lower in grammar.CONJUNCTIONS)


def _holds_verb(passage: Passage, first: int, limit: int) -> bool:
    """Whether a clause rather than a noun phrase begins at the token."""
    for index in range(first, min(limit, first + _VERB_WITHIN)):
        token = passage.tokens[index]
        if token.kind is Kind.MARK and index > first:
            return False
        if token.lower in _FINITE or token.lower.partition("'")[0] in _CONTRACTED:
            return True
        if token.lower in {"who", "which", "that"}:
            return False
    return False


def _question(passage: Passage, cue: Cue, limit: int) -> Content | None:
    """A question in indirect speech, behind the hearer: "asked her whether it was late"."""
    if "question" not in cue.verb.takes:
        return None
    for index in range(cue.last, min(limit - 2, cue.last + 6)):
        if passage.tokens[index].lower in _ASKED:
            return Content(index, limit, "report.question")
        if passage.tokens[index].kind is not Kind.WORD:
            return None
    return None


def _infinitive(passage: Passage, cue: Cue, limit: int) -> Content | None:
    if "to" not in cue.verb.takes or cue.last + 1 >= limit or passage.tokens[cue.last].lower != "to":
        return None
    return Content(cue.last, limit, "report.to")


def _thing(passage: Passage, cue: Cue, limit: int) -> Content | None:
    """A noun phrase or what else follows a verb that takes one."""
    if cue.verb.takes.isdisjoint({"person", "thing", "label"}):
        return None
    first = cue.last
    tokens = passage.tokens
    labels = cue.verb.takes.isdisjoint({"person", "thing"})
    if labels and not any(token.quotation for token in tokens[first : first + _QUOTED_WITHIN]):
        return None
    while first < limit and (_is_when(tokens, first) or grammar.is_adverb(tokens[first].lower)):
        first += 1
    if limit - first < 2 or tokens[first].kind is Kind.MARK or not _may_begin(tokens[first]):
        return None
    return Content(first, limit, "report.person" if "person" in cue.verb.takes else "report.thing")


def _is_when(tokens: list[Token], index: int) -> bool:
    """Whether the token belongs to a day such as "on Monday"."""
    if tokens[index].lower in grammar.DAYS:
        return True
    return (
        tokens[index].lower in {"on", "last", "late", "early"}
        and tokens[min(index + 1, len(tokens) - 1)].lower in grammar.DAYS
    )


def _end(passage: Passage, first: int, limit: int, cue: Cue) -> int:
    """Where what was said ends: before the next report of the sentence, or with the sentence."""
    tokens = passage.tokens
    if _is_subordinate(passage, cue):
        limit = next((place for place in range(first + 2, limit) if tokens[place].word == ","), limit)
    else:
        limit = _before_turn(tokens, first, limit)
    quoted = next((index for index in range(first, limit) if index in passage.spoken), None)
    if quoted is not None:
        limit = _without_joint(tokens, quoted)
    cuts = (_cut(passage, other, cue, first, limit) for other in passage.cues_within(first + 2, limit))
    return next((cut for cut in cuts if cut is not None), limit)


def _cut(passage: Passage, other: Cue, cue: Cue, first: int, limit: int) -> int | None:
    """Where what the first verb reports ends because of another one, if that one makes a report of its own."""
    tokens = passage.tokens
    index = other.first
    previous = tokens[index - 1].lower
    if other.verb.names_source:
        return _without_joint(tokens, index)
    if other.verb.is_gerund:
        if previous == ",":
            return index - 1
        follows = other.last < limit and _introduces(tokens[other.last])
        return index if follows and previous not in grammar.BEING else None
    alike = other.verb.form == cue.verb.form != "plain"
    if alike and (previous in {"and", "but"} or (previous == "," and cue.verb.form == "third")):
        return _without_joint(tokens, index)
    if "relay" in other.verb.takes and other.last == limit:
        relay = subjects.before(tokens, index, first)
        return relay.first - 1 if relay and tokens[relay.first - 1].word == "," else None
    return None


def _is_subordinate(passage: Passage, cue: Cue) -> bool:
    """Whether the verb stands in a clause that only leads up to the main one: "Although she says so, "."""
    first, _ = passage.sentence_of(cue.first)
    tokens = passage.tokens
    if tokens[first].lower not in _LEADING or cue.first - first > _FRONT:
        return False
    return not any(tokens[place].word == "," for place in range(first, cue.first))


def _before_turn(tokens: list[Token], first: int, limit: int) -> int:
    """The limit, or the comma at which the sentence turns to something else: ", but "."""
    turns = (
        place
        for place in range(first + 2, limit - 1)
        if tokens[place].word == "," and tokens[place + 1].lower in _TURNS
    )
    return next(turns, limit)


def _introduces(token: Token) -> bool:
    """Whether what follows a verb shows that it reports something."""
    return token.lower in {"that", ":"} or token.quotation is not None


def _without_joint(tokens: list[Token], index: int) -> int:
    """The number after the last token before a joint such as ", and"."""
    while index > 0 and (tokens[index - 1].lower in {"and", "but"} or tokens[index - 1].word in ",:—–"):
        index -= 1
    return index
