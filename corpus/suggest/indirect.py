"""Indirect and mixed quotes: what a verb of speech reports without quote marks around all of it.

A report takes its words out of the sentence: whatever verb of speech stands inside of them makes no report of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from corpus.spans import Span
from corpus.suggest import complements, grammar, nouns, verbs
from corpus.suggest.complements import Content
from corpus.suggest.cues import Cue
from corpus.suggest.drafts import Draft
from corpus.suggest.nouns import Phrase
from corpus.suggest.passages import Passage
from corpus.suggest.tokens import Kind

_LEAST_WORDS = 4
"""A sentence with a verb of speech at its end needs so many words before it."""
_MOST_CUES = 40
"""A sentence with more verbs of speech is an accident."""
_TAIL = 30
"""How near the end of the sentence an attribution stands that holds for all of it."""
_ASIDE = 24
"""How many tokens behind a source in front of a sentence may tell more about it."""
_ADJECTIVES = 4
"""How many tokens before a noun the word stands that tells whose it is, at most."""
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_CLOSES = grammar.OCCASIONS | grammar.DAYS | grammar.HEARERS | grammar.RECENT | {"as", "when", "while", "adding"}
"""What may follow a verb of speech that ends its sentence."""


class _Place(NamedTuple):
    """Where a speaker stands behind a comma, with the verb."""

    speaker: Phrase
    comma: int
    behind: int
    """The number after the last token of the attribution."""
    rule: str


class _Tail(NamedTuple):
    """A report whose attribution ends the sentence."""

    draft: Draft
    comma: int
    passes_on: bool
    """Whether it may only repeat that somebody has said something, which then is the report: ..., a paper reported."""


def find(passage: Passage) -> list[Draft]:
    """The reports of a paragraph, in text order."""
    found: list[Draft] = []
    for first, last in sorted({passage.sentence_of(cue.first) for cue in passage.cues}):
        found += _Sentence(passage, first, last).reports()
    return found


class _Sentence:
    """One sentence, from which reports are taken until none is left."""

    def __init__(self, passage: Passage, first: int, last: int) -> None:
        self.passage = passage
        self.tokens = passage.tokens
        self.first = first
        self.limit = last
        while self.limit > first and self.tokens[self.limit - 1].word in ".!?…":
            self.limit -= 1
        self.edge = first
        """The number after the last token that a report has taken."""
        self._places: dict[tuple[int, int, int], _Place | None] = {}

    def reports(self) -> list[Draft]:
        """The reports of the sentence, in text order."""
        if len(self.passage.cues_within(self.first, self.limit)) > _MOST_CUES:
            return []
        tail = self._tail()
        if tail is None:
            return self._walk()
        if not tail.passes_on:
            return [tail.draft]
        self.limit, self.edge = tail.comma, self.first
        return self._walk() or [tail.draft]

    def _tail(self) -> _Tail | None:
        """The report that the end of the sentence makes of all of it."""
        last = max(self.first, self.limit - _TAIL)
        for cue in reversed(self.passage.cues_within(last, self.limit)):
            if cue.first in self.passage.taken or not verbs.is_verbal(self.passage, cue, self.first):
                continue
            place = self._place(cue)
            draft = self._whole(place, cue) if place else None
            if place and draft:
                pronoun = self.tokens[place.speaker.first].lower in _PRONOUNS
                return _Tail(draft, place.comma, "relay" in cue.verb.takes or pronoun)
        return None

    def _walk(self) -> list[Draft]:
        """The reports that the verbs make one after the other."""
        found: list[Draft] = []
        for cue in self.passage.cues_within(self.first, self.limit):
            if cue.first < self.edge or cue.first in self.passage.taken:
                continue
            draft = self._according_to(cue) if cue.verb.names_source else self._report(cue)
            if draft:
                found.append(draft)
        return found

    def _report(self, cue: Cue) -> Draft | None:
        """What the verb reports: what stands before it, around it or behind it."""
        if "clause noun" in cue.verb.takes and (draft := self._noun(cue)):
            return draft
        if not verbs.is_verbal(self.passage, cue, self.first):
            return None
        place = self._place(cue)
        if place and (draft := self._whole(place, cue) or self._around(place, cue)):
            return draft
        speaker = verbs.speaker_before(self.passage, cue, self.first)
        if not speaker:
            return None
        content = complements.of(self.passage, cue, self.limit)
        return self._draft([content], speaker, cue, content.rule) if content else None

    def _noun(self, cue: Cue) -> Draft | None:
        """What a noun tells in a clause: "his claim that it was late"."""
        if cue.last + 2 > self.limit or self.tokens[cue.last].lower != "that":
            return None
        content = complements.of_noun(self.passage, cue, self.limit)
        near = range(cue.first - 1, max(self.first, cue.first - _ADJECTIVES) - 1, -1)
        owner = next((index for index in near if self._owns(index)), None)
        if owner is None:
            return None
        phrase = nouns.owner(self.tokens, owner, self.first)
        draft = self._draft([content], phrase, cue, content.rule)
        if self.tokens[owner].lower.endswith("'s"):
            draft.source = Span(draft.source.start, draft.source.end - 2) if draft.source else None
        return draft

    def _owns(self, index: int) -> bool:
        """Whether the token tells whose something is."""
        lower = self.tokens[index].lower
        return lower in {"his", "her", "their", "its", "my", "our"} or lower.endswith(("'s", "s'"))

    def _place(self, cue: Cue) -> _Place | None:
        """Where the speaker of a verb stands with a comma before it: "It was late, she said"; looked for once."""
        key = cue.first, self.edge, self.limit
        if key not in self._places:
            self._places[key] = self._placed(cue)
        return self._places[key]

    def _placed(self, cue: Cue) -> _Place | None:
        """The same, looked for anew."""
        if cue.verb.is_gerund or cue.verb.takes.isdisjoint({"clause", "quotation"}):
            return None
        if verbs.is_passive(self.passage, cue, self.first):
            return None
        speaker = verbs.subject_before(self.passage, cue.first, self.edge)
        if speaker:
            place = _Place(speaker, speaker.first - 1, cue.last, "report.after")
        elif cue.verb.takes >= {"any", "inverted"}:
            speaker = nouns.phrase_at(self.tokens, cue.last, self.limit)
            place = _Place(speaker or Phrase(0, 0), cue.first - 1, self.limit, "report.inverted")
        if not speaker or place.comma <= self.edge or not self._is_comma(place.comma):
            return None
        if self.tokens[speaker.first].lower == "who" or not self._is_free(self.edge, place.comma):
            return None
        return place

    def _whole(self, place: _Place, cue: Cue) -> Draft | None:
        """The report of all that stands before the speaker, when the sentence ends with the attribution."""
        last = self._behind_quotation(place.comma)
        if not self._closes(cue, place.behind) or not self._is_long(self.edge, last) or self._is_front(self.edge, last):
            return None
        return self._draft([Content(self.edge, last, place.rule)], place.speaker, cue, place.rule)

    def _around(self, place: _Place, cue: Cue) -> Draft | None:
        """The report that goes on behind the attribution: "The bridge, she said, was late"."""
        rest = place.behind + 1
        if not self._is_comma(place.behind) or not self._goes_on(rest) or self._is_relative(rest):
            return None
        rule = "report.around"
        pieces = [Content(self.edge, self._behind_quotation(place.comma), rule), Content(rest, self.limit, rule)]
        return self._draft(pieces, place.speaker, cue, rule)

    def _behind_quotation(self, comma: int) -> int:
        """The number after the last token of what ends at a comma; a quotation that ends with one is part of it."""
        return comma + (self.tokens[comma].kind is Kind.QUOTATION)

    def _is_free(self, first: int, last: int) -> bool:
        """Whether no direct quote stands there."""
        return self.passage.spoken.isdisjoint(range(first, last))

    def _goes_on(self, first: int) -> bool:
        """Whether enough follows to be the rest of what was said."""
        return self.limit - first > 1 or (first < self.limit and self.tokens[first].quotation is not None)

    def _is_long(self, first: int, last: int) -> bool:
        """Whether so much stands there that it may be a sentence."""
        return last - first >= _LEAST_WORDS or any(token.quotation for token in self.tokens[first:last])

    def _is_relative(self, index: int) -> bool:
        """Whether what follows a comma only tells more about what is before it, or begins another report."""
        token = self.tokens[index]
        if token.lower in {"who", "which", "whose", "where", "when", "but", "and", "as", "while"}:
            return True
        cue = self.passage.cue_at(index, self.limit)
        return cue is not None and cue.verb.is_gerund

    def _is_comma(self, index: int) -> bool:
        """Whether a comma stands there, or a quotation that ends with one."""
        if index >= self.limit or index < self.first:
            return False
        token = self.tokens[index]
        if token.kind is Kind.QUOTATION:
            return token.last in ",—–" and index not in self.passage.spoken
        return token.word in ",—–"

    def _closes(self, cue: Cue, index: int) -> bool:
        """Whether nothing but the time, the place or the hearers follows from a token on."""
        if index >= self.limit:
            return True
        if "quotation" not in cue.verb.takes:
            return False
        token = self.tokens[index]
        if token.lower not in _CLOSES and not ("hearer" in cue.verb.takes and self._is_hearer(index)):
            return False
        return not any(self.tokens[place].lower == "that" for place in range(index, min(index + 8, self.limit)))

    def _is_hearer(self, index: int) -> bool:
        """Whether somebody who is told begins at a token, and nothing but the time or the place follows."""
        hearer = nouns.phrase_at(self.tokens, index, self.limit, objects=True)
        return hearer is not None and (hearer.last >= self.limit or self.tokens[hearer.last].lower in _CLOSES)

    def _is_front(self, first: int, last: int) -> bool:
        """Whether the words are an adverbial in front of a sentence, and no sentence."""
        first += self.tokens[first].lower in {"and", "but", "so", "or", "yet"}
        opener = self.tokens[first].lower
        if opener not in grammar.PREPOSITIONS and opener not in grammar.CONJUNCTIONS:
            return False
        return not any(self._is_comma(place) for place in range(first, last))

    def _according_to(self, cue: Cue) -> Draft | None:
        """A report that names its source with "according to", behind it or in front of it."""
        speaker = nouns.phrase_at(self.tokens, cue.last, self.limit, objects=True)
        if not speaker:
            return None
        index = cue.first
        if index - self.edge >= _LEAST_WORDS:
            last = index - 1 if self._is_comma(index - 1) else index
            if not self._is_free(self.edge, last):
                return None
            return self._draft([Content(self.edge, last, "")], speaker, cue, "report.according_to")
        near = range(speaker.last, min(self.limit, speaker.last + _ASIDE))
        comma = next((index for index in near if self._is_comma(index)), None)
        if comma is None or self.limit - comma < _LEAST_WORDS:
            return None
        return self._draft([Content(comma + 1, self.limit, "")], speaker, cue, "report.according_to_first")

    def _draft(self, contents: Sequence[Content], speaker: Phrase, cue: Cue, rule: str) -> Draft:
        """The report, its words taken."""
        self.edge = max(self.edge, cue.last, *(content.last for content in contents))
        quoted = any(
            self.tokens[place].kind is Kind.QUOTATION
            for content in contents
            for place in range(content.first, content.last)
        )
        spans = [self.passage.span_of(content.first, content.last) for content in contents]
        source = self.passage.span_of(*speaker)
        return Draft("mixed" if quoted else "indirect", spans, source, rule, self.passage.span_of(cue.first, cue.last))
