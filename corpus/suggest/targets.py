"""What a stance may be about: the actors and concepts of the codebook that a quote names, not what is thought of them.

The words that may tell the position are shown; the position is the analyst's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus import countries, lexicon
from corpus.spans import Span
from corpus.suggest import codebook, confidence
from corpus.suggest.codebook import Index, Topic, fold, stem
from corpus.suggest.records import MentionSuggestion, QuoteSuggestion, Source, Speaker, StanceSuggestion
from corpus.suggest.titles import akin

_MOST = 3
"""How many targets of one statement are proposed."""
_REACH = 6
"""How many words from its head the other words of a concept may stand."""
_ENOUGH = 0.6
"""Which share of a concept's words has to be there, its head always."""
_BARE = 0.4
"""The weight of an actor that is only named."""
_LONGEST = 1_500
"""How much of a statement is looked at, in characters."""
_VERB_REACH = 40
"""How far after its subject the verb of a sentence begins that takes a position, in characters."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*(?=\s)|\n")
_CUE = re.compile(
    r"\b(?:accus|back(?:s|ed|ing)\b|blam|block|boycott|call(?:s|ed|ing)?\s(?:for|on)\b|commend|condemn|criticis|criticiz"
    r"|danger|defend|demand|denounc|deplor|endors|essential|fail(?:s|ed|ure)\b|favou?r|hail|harm|hinder|important"
    r"|insist|lament|lies?\b|mistake|must\b|necessar|need(?:s|ed)?\b|never\b|oppos|praise|prais|protest|refus|regret"
    r"|reject|resist|should\b|slam|sovereignty\sof|strengthen|support|threat|trust|unacceptable|undermin|urg|vital|vow"
    r"|warn|welcom|wrong)\w*",
    re.IGNORECASE,
)
"""Words that may tell what somebody thinks of something."""
_TAKES_POSITION = re.compile(
    r"(?:\s(?:has|have|had|also|again|repeatedly|strongly|firmly|will|would)){0,3}\s(?:accus|back|blam|block|boycott"
    r"|call(?:s|ed)?\s(?:for|on)|commend|condemn|criticis|criticiz|defend|demand|denounc|endors|favou?r|hail|oppos|prais"
    r"|protest|refus|reject|resist|slam|support|threaten|urg|warn|welcom)\w*\b"
)
"""What makes a sentence a statement of its subject's position."""
_WHY = {
    "stance.concept": "the statement names a concept of the codebook",
    "stance.actor": "the statement names an actor beside a word that may tell the position",
    "stance.named": "the statement names an actor of the codebook",
    "stance.subject": "the sentence tells the position of its subject",
}


@dataclass(frozen=True, slots=True)
class _Statement:
    """Something of which somebody may think something."""

    evidence: Span
    holder: Speaker
    regions: tuple[Span, ...]
    """Where targets are looked for."""
    frame: tuple[Span, ...]
    """Where cues are looked for besides."""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Target:
    """An entry of the codebook where a statement names it."""

    id: str
    noun: str
    span: Span
    weight: float
    """How much of its name is there; more where a word that takes a position is near."""


def propose_stances(
    source: Source, quotes: Sequence[QuoteSuggestion], mentions: Sequence[MentionSuggestion], index: Index
) -> list[StanceSuggestion]:
    """A few stances for each quote and for each sentence whose subject takes a position, the likeliest target first."""
    known = [mention for mention in mentions if mention.actor]
    statements = [*_of_quotes(quotes), *_of_sentences(source, known, quotes)]
    finder = _Finder(source.text, known, index)
    return [stance for statement in statements for stance in finder.stances(statement)]


def _of_quotes(quotes: Sequence[QuoteSuggestion]) -> Iterator[_Statement]:
    for quote in quotes:
        if quote.speaker:
            frame = tuple(part.span for part in quote.parts if part.role == "cue")
            yield _Statement(quote.span, quote.speaker, quote.contents, frame)


def _of_sentences(
    source: Source, known: Sequence[MentionSuggestion], quotes: Sequence[QuoteSuggestion]
) -> Iterator[_Statement]:
    """The sentences without a quote that begin with an actor and a verb that takes a position."""
    said = sorted(part.span for quote in quotes for part in quote.parts)
    for mention in known:
        verb = _TAKES_POSITION.match(source.text, mention.span.end, mention.span.end + _VERB_REACH)
        if verb is None or not _opens_sentence(source.text, mention.span.start):
            continue
        end = _SENTENCE_END.search(source.text, verb.end(), mention.span.start + _LONGEST)
        sentence = Span(mention.span.start, end.start() if end else verb.end())
        place = bisect_left(said, (sentence.end, 0)) - 1
        if place < 0 or not any(span.meets(sentence) for span in said[max(0, place - 8) : place + 1]):
            holder = Speaker(mention.span, mention.name or "", mention.actor)
            yield _Statement(
                sentence, holder, (Span(verb.end(), sentence.end),), (Span(*verb.span()),), "stance.subject"
            )


def _opens_sentence(text: str, start: int) -> bool:
    """Whether nothing but a title stands before the name in its sentence."""
    before = text[max(0, start - 60) : start]
    words = re.split(r"[.!?…:;,\"”’»\n]\s*", before)[-1].split()
    return all(word.lower() in lexicon.ROLES | lexicon.NATIONALITIES | lexicon.COMMON for word in words)


class _Finder:
    """The targets in the statements of one text."""

    def __init__(self, text: str, known: Sequence[MentionSuggestion], index: Index) -> None:
        self.text = text
        self.known = known
        self.starts = [mention.span.start for mention in known]
        self.index = index
        self.lowered = text.lower()
        heads = index.topics.keys()
        self.roots = [] if heads & countries.ADJECTIVES else [head[:-1] for head in heads]
        """What a statement must have one of to name a concept; nothing where a head may be written in another way."""

    def stances(self, statement: _Statement) -> Iterator[StanceSuggestion]:
        """The stances that a statement may show, the likeliest first."""
        holder = self._ids(statement.holder)
        regions = [Span(region.start, min(region.end, region.start + _LONGEST)) for region in statement.regions]
        cues = [
            Span(*cue.span()) for region in (*statement.frame, *regions) for cue in _CUE.finditer(self.text, *region)
        ]
        best: dict[str, _Target] = {}
        for region in regions:
            for target in (*self._concepts(region), *self._actors(region, cues)):
                if target.id not in holder and (target.id not in best or best[target.id].weight < target.weight):
                    best[target.id] = target
        for target in _best(best.values()):
            rule = statement.rule or ("stance.named" if target.weight <= _BARE else f"stance.{target.noun}")
            yield StanceSuggestion(
                statement.evidence,
                statement.holder,
                target.id,
                "concept" if target.noun == "concept" else "actor",
                target.span,
                tuple(sorted(cues)),
                rule,
                confidence.of(rule),
                _WHY[rule],
            )

    def _ids(self, holder: Speaker) -> set[str]:
        """The actors that the holder is or may be."""
        return {holder.actor or "", *holder.candidates, *codebook.ids(self.index.named(holder.name))}

    def _actors(self, region: Span, cues: Sequence[Span]) -> Iterator[_Target]:
        for place in range(bisect_left(self.starts, region.start), bisect_left(self.starts, region.end)):
            mention = self.known[place]
            if mention.actor and region.holds(mention.span):
                near = any(abs(cue.start - mention.span.start) < _VERB_REACH for cue in cues)
                yield _Target(mention.actor, "actor", mention.span, 0.7 if near else _BARE)

    def _concepts(self, region: Span) -> Iterator[_Target]:
        stretch = self.lowered[region.start : region.end]
        if not self.index.topics or (
            self.roots and stretch.isascii() and not any(root in stretch for root in self.roots)
        ):
            return
        words = [(stem(fold(match[0])), *match.span()) for match in codebook.WORD.finditer(self.text, *region)]
        for place, (key, *_) in enumerate(words):
            for topic in self.index.topics.get(key, ()):
                if found := _named(topic, words, place):
                    yield found


def _best(found: Iterable[_Target]) -> list[_Target]:
    """The likeliest targets; an actor near no word that takes a position is one only where there is nothing else."""
    ranked = sorted(found, key=lambda target: (-target.weight, target.span))
    strong = [target for target in ranked if target.weight > _BARE]
    return strong[:_MOST] or ranked[:1]


def _named(topic: Topic, words: Sequence[tuple[str, int, int]], place: int) -> _Target | None:
    """The concept, if enough of its words stand around its head."""
    first = max(0, place - _REACH)
    last = min(len(words), place + _REACH + 1)
    near = [(number, key) for number in range(first, last) if (key := _stem_of(topic, words[number][0]))]
    found = {key for _, key in near}
    share = len(found) / len(topic.stems)
    if share < _ENOUGH:
        return None
    kept = [
        min((number for number, key in near if key == each), key=lambda number: abs(number - place)) for each in found
    ]
    span = Span(words[min(kept)][1], words[max(kept)][2])
    return _Target(topic.concept.id, "concept", span, share + 0.05 * len(found))


def _stem_of(topic: Topic, word: str) -> str:
    """The word of a concept that this word is or is the adjective of; empty if there is none."""
    if word in topic.stems:
        return word
    return next((key for key in topic.stems if akin(word, key)), "")
