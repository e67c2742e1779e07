"""The codebook applied to proposals: who is meant, which aliases stand in the text, what a stance may be about.

Nobody is linked by a surname that only the codebook completes: then the candidates are a question.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast, get_args

from corpus import lexicon
from corpus.names import ActorKind
from corpus.spans import Span
from corpus.suggest import codebook, confidence, mentions, targets, titles
from corpus.suggest.codebook import Alias, Index, fold, ids
from corpus.suggest.records import (
    Knowledge,
    KnownActor,
    MentionSuggestion,
    QuoteSuggestion,
    Source,
    Speaker,
    Suggestion,
)

_KINDS: frozenset[str] = frozenset(get_args(ActorKind))
_MOST = 9
"""How many candidates a question may have."""
_GAP = 2
"""How many characters may stand between two words of a name."""
_ACRONYM = 5
_SHOUTED = re.compile(r"\s[A-Z]{2}")
_NAME_FOLLOWS = re.compile(r",?\s[A-ZÀ-Þ]")
_NO_SURNAMES = lexicon.COMMON | lexicon.CALENDAR | lexicon.ROLES
"""Words that are no surname by themselves, whatever the codebook has."""
_WHY = {
    "name.codebook": "a name in the codebook",
    "name.shared": "a name of several actors in the codebook",
    "name.surname": "a surname that only the codebook completes",
    "name.spelling": "nearly a name in the codebook",
    "name.role": "a role in the codebook on that day",
}


def link(source: Source, proposed: Sequence[Suggestion], knowledge: Knowledge) -> tuple[Suggestion, ...]:
    """The proposals with the codebook's actors in them, and those that only the codebook makes, in text order.

    Cheap beside `engine.propose`, so that it can be done anew whenever the codebook grows.
    """
    if not knowledge.actors and not knowledge.concepts:
        return tuple(proposed)
    linker = _Linker(source, codebook.index_of(knowledge))
    named = linker.mentions([each for each in proposed if isinstance(each, MentionSuggestion)])
    quotes = [linker.quote(each) for each in proposed if isinstance(each, QuoteSuggestion)]
    rest = [each for each in proposed if not isinstance(each, MentionSuggestion | QuoteSuggestion)]
    stances = targets.propose_stances(source, quotes, named, linker.index)
    return tuple(sorted([*named, *quotes, *rest, *stances], key=lambda each: each.span))


class _Linker:
    """A text and a codebook."""

    def __init__(self, source: Source, index: Index) -> None:
        self.source = source
        self.text = source.text
        self.index = index

    def quote(self, quote: QuoteSuggestion) -> QuoteSuggestion:
        """The quote with its speaker linked."""
        return replace(quote, speaker=self._speaker(quote.speaker)) if quote.speaker else quote

    def mentions(self, proposed: Sequence[MentionSuggestion]) -> list[MentionSuggestion]:
        """The mentions linked, and those that the codebook adds, in text order."""
        avoid = _merged(self.source.avoid)
        larger, surnames = self._seen()
        larger = [each for each in _apart(larger) if not _met(avoid, each.span)]
        spans = [each.span for each in larger]
        kept = [self._mention(each) for each in proposed if not _swallowed(spans, each.span)]
        for added in (larger, surnames):
            taken = _merged([*avoid, *(each.span for each in kept)])
            kept += [each for each in _apart(added) if not _met(taken, each.span)]
        return sorted(kept, key=lambda each: each.span)

    def _seen(self) -> tuple[list[MentionSuggestion], list[MentionSuggestion]]:
        """What the codebook sees in the text: names and descriptions by a role, and bare surnames."""
        larger: list[MentionSuggestion] = []
        surnames: list[MentionSuggestion] = []
        index = self.index
        for key, span in self._occurring():
            if key in index.aliases:
                larger += self._alias(key, span.start)
            if key in index.by_surname and self.text[span.start].isupper() and key not in _NO_SURNAMES:
                surnames.append(self._question(span, index.surnamed(key), "name.surname"))
            if key in index.role_heads:
                larger += self._description(span)
        return larger, surnames

    def _occurring(self) -> Iterator[tuple[str, Span]]:
        """The words of the text with which something in the codebook begins or ends, folded."""
        lowered = self.text.lower()
        if len(lowered) != len(self.text):
            lowered = self.text
        for word in set(codebook.WORD.findall(lowered)):
            key = word if word.isascii() else fold(word)
            if key in self.index.words:
                yield from ((key, span) for span in _places(lowered, word))

    def _alias(self, key: str, start: int) -> Iterator[MentionSuggestion]:
        """The longest name in the codebook that stands here."""
        for alias in self.index.aliases[key]:
            span = _whole(self.text, start, alias)
            if span and not _is_dateline(self.text, span, alias):
                if len(alias.actors) > 1:
                    yield self._question(span, alias.actors, "name.shared")
                else:
                    yield self._answer(span, alias.actors[0], "name.codebook")
                return

    def _description(self, head: Span) -> Iterator[MentionSuggestion]:
        """The description that ends in this word, if it tells more than an office and no name follows."""
        start, _ = titles.title_before(self.text, head.start)
        told = self.text[start : head.end]
        if start == head.start or told.lower().startswith(("a ", "an ")) or _NAME_FOLLOWS.match(self.text, head.end):
            return
        if lexicon.ROLES.issuperset(titles.plain(told)):
            return
        if actors := self.index.holding(told, self.source.published[:10]):
            yield self._question(Span(start, head.end), actors, "name.role")

    def _mention(self, mention: MentionSuggestion) -> MentionSuggestion:
        """The mention with the actor whose name it is, or with those that may be meant."""
        name = mention.name or ""
        form = self.text[mention.span.start : mention.span.end]
        actors, rule = self._known(name)
        if not actors and rule != "name.spelling" and form != name:
            actors, rule = self.index.named(form), "name.codebook"
        if not actors:
            return mention
        if rule == "name.codebook" and len(actors) == 1:
            same = fold(form) == fold(name)
            return self._answer(mention.span, actors[0], rule if same else mention.rule)
        return self._question(mention.span, actors, "name.shared" if rule == "name.codebook" else rule)

    def _speaker(self, speaker: Speaker) -> Speaker:
        """The speaker with the actor who is meant, or with those who may be."""
        actors, rule = self._known(speaker.name)
        if not actors and " " in speaker.name:
            actors, rule = self.index.holding(speaker.name, self.source.published[:10]), "name.role"
        if rule == "name.codebook" and len(actors) == 1:
            return replace(speaker, name=actors[0].name, actor=actors[0].id)
        return replace(speaker, candidates=ids(actors[:_MOST])) if actors else speaker

    def _known(self, name: str) -> tuple[list[KnownActor], str]:
        """The actors that a name may mean, and by which rule."""
        if actors := self.index.named(name):
            return actors, "name.codebook"
        if actors := self.index.surnamed(name):
            return actors, "name.surname"
        if " " in name and name[0].isupper():
            return self.index.spelled(name), "name.spelling"
        return [], ""

    def _answer(self, span: Span, actor: KnownActor, rule: str) -> MentionSuggestion:
        kind = cast(ActorKind, actor.kind) if actor.kind in _KINDS else "source"
        why = _WHY.get(rule) or mentions.WHY.get(rule, "")
        return MentionSuggestion(span, actor.name, rule, confidence.of(rule), why, kind, actor.id)

    def _question(self, span: Span, actors: Sequence[KnownActor], rule: str) -> MentionSuggestion:
        kind = cast(ActorKind, actors[0].kind) if actors[0].kind in _KINDS else "source"
        candidates = ids(actors[:_MOST])
        return MentionSuggestion(span, None, rule, confidence.of(rule), _WHY[rule], kind, None, candidates)


def _places(lowered: str, word: str) -> Iterator[Span]:
    """Where a word stands in a text as a whole word."""
    start = lowered.find(word)
    while start >= 0:
        end = start + len(word)
        if not (start and _in_word(lowered[start - 1])) and not _in_word(lowered[end : end + 1]):
            yield Span(start, end)
        start = lowered.find(word, end)


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _whole(text: str, start: int, alias: Alias) -> Span | None:
    """The alias that stands in the text with the word by which it is looked up at `start`, if it does."""
    if alias.key:
        reach = sum(len(word) + _GAP for word in alias.words[: alias.key])
        before = list(codebook.WORD.finditer(text, max(0, start - reach), start))[-alias.key :]
        start = before[0].start() if before else start
    end = start
    for number, wanted in enumerate(alias.words):
        match = codebook.WORD.search(text, end, end + len(wanted) + _GAP)
        if match is None or match.start() - end > (_GAP if number else 0) or not _is_written(match[0], wanted):
            return None
        end = match.end()
    return None if text[end : end + 1].isalnum() else Span(start, end)


def _is_dateline(text: str, span: Span, alias: Alias) -> bool:
    """Whether a name stands in capitals that neither the codebook gives it nor the words around it have."""
    form = text[span.start : span.end]
    person = len(alias.words) > 1 and alias.actors[0].kind == "person"
    if not form.isupper() or person or any(word.isupper() for word in alias.words):
        return False
    before, after = text[max(0, span.start - 3) : span.start], text[span.end : span.end + 3]
    return not (_SHOUTED.fullmatch(before[::-1]) or _SHOUTED.fullmatch(after))


def _is_written(word: str, wanted: str) -> bool:
    """Whether a word of the text is this word of a name; an acronym has to be in capitals, a name to begin so."""
    if wanted.isupper() and len(wanted) <= _ACRONYM:
        return word == wanted
    return fold(word) == fold(wanted) and (word[0].isupper() or not wanted[0].isupper())


def _apart(found: Sequence[MentionSuggestion]) -> list[MentionSuggestion]:
    """In text order without those that overlap the one before."""
    kept: list[MentionSuggestion] = []
    for each in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if not kept or kept[-1].span.end <= each.span.start:
            kept.append(each)
    return kept


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in text order, those that meet made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _met(taken: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, which lie apart, has a character in common with this one."""
    place = bisect_left(taken, (span.end, 0)) - 1
    return place >= 0 and taken[place].meets(span)


def _swallowed(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, which lie apart, holds this one and more."""
    place = bisect_left(spans, (span.end, 0)) - 1
    return place >= 0 and spans[place].holds(span) and spans[place] != span
