"""Proposed quotes against gold.

A proposal and a gold quote match (overlap) when the contents of both, laid over each other, agree: the characters that
are in both are at least half of those that are in either (IoU of .5). Each is matched at most once, the best pairs
first. Before, quote marks, white space and punctuation are taken off the ends of each piece, and pieces between which
there is nothing else become one. A match is exact when the contents are then the same, and with speaker when the places
at which the text names the speaker overlap, or neither names one.

Precision is the share of proposals that match, recall the share of gold that is matched, F1 their harmonic mean. Both
are counted in two units. In pieces, each unbroken stretch of content stands for itself, as tools count that propose
what is between two quote marks. In quotes, all pieces of a content count together, so that one whose pieces were not
joined is no match, or a poor one.

The figures of a kind count the proposals of that kind, which are right when they match gold of any kind, and the gold
of that kind, which is found when a proposal of any kind matches: words between quote marks that gold begins a word
earlier, and so takes for mixed, are no fault. The kinds are the three types and speech: gold whose cue holds a common
verb of speech, and proposals with such a cue or of the type direct. Gold that does not tell its type is direct where it
begins and ends with quote marks, mixed where it holds some otherwise, and else indirect.

Rules and tiers of confidence are counted in pieces, at overlap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from corpus.evaluation.gold import GoldDocument, GoldQuote, told_type
from corpus.evaluation.speech import SPEECH
from corpus.spans import Span
from corpus.suggest.records import QuoteSuggestion, QuoteType

UNITS = ("pieces", "quotes")
MATCHES = ("overlap", "exact", "speaker")
KINDS = ("all", "direct", "mixed", "indirect", "speech")
TIERS = (0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
"""The confidences from which on proposals are counted together."""
ENOUGH = 0.5
"""The overlap (IoU) from which on two contents are the same quote."""


@dataclass(slots=True)
class Tally:
    """Counts of one kind of quote, from which its figures come."""

    gold: int = 0
    found: int = 0
    """How many gold quotes are matched."""
    predicted: int = 0
    right: int = 0
    """How many proposals match."""

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.gold += other.gold
        self.found += other.found
        self.predicted += other.predicted
        self.right += other.right

    @property
    def precision(self) -> float | None:
        """The share of proposals that are right; None where nothing was proposed."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of gold that was found; None where there is no gold."""
        return self.found / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where one of them is."""
        if self.precision is None or self.recall is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Scores:
    """What is counted in one document or in many."""

    documents: int = 0
    seconds: float = 0.0
    """How long the proposals took, on one processor."""
    kinds: dict[tuple[str, str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    """By unit, kind and match."""
    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    """By the name of a rule, at overlap; no gold belongs to a rule."""
    tiers: dict[float, Tally] = field(default_factory=lambda: defaultdict(Tally))
    """By the least confidence that was asked for, at overlap."""

    @property
    def speed(self) -> float:
        """Documents per second of processor time."""
        return self.documents / self.seconds if self.seconds else 0.0

    def add(self, other: Scores) -> None:
        """Count the scores of other documents in."""
        self.documents += other.documents
        self.seconds += other.seconds
        for kind, tally in other.kinds.items():
            self.kinds[kind].add(tally)
        for rule, tally in other.rules.items():
            self.rules[rule].add(tally)
        for tier, tally in other.tiers.items():
            self.tiers[tier].add(tally)


@dataclass(frozen=True, slots=True)
class _Item:
    """A quote, or a piece of one, that can be matched."""

    content: tuple[Span, ...]
    kinds: frozenset[str]
    speaker: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A gold item and the proposed one that matches it, by number."""

    gold: int
    proposed: int
    matches: frozenset[str]


def score(document: GoldDocument, proposed: Sequence[QuoteSuggestion]) -> Scores:
    """The scores of what was proposed for one document."""
    text = document.text
    scores = Scores(documents=1)
    whole = [_item(text, quote, quote.type, quote.spans("content")) for quote in document.quotes]
    ours = [_item(text, proposal, proposal.type, proposal.contents) for proposal in proposed]
    _count_kinds(scores, "quotes", whole, ours, _pairs(whole, ours))
    pieces = _pieces(document)
    apart = [(proposal, piece) for proposal in proposed for piece in _joined(text, proposal.contents)]
    ours = [_item(text, proposal, proposal.type, [piece]) for proposal, piece in apart]
    pairs = _pairs(pieces, ours)
    _count_kinds(scores, "pieces", pieces, ours, pairs)
    sources = [proposal for proposal, _ in apart]
    _count_rules(scores, sources, {pair.proposed for pair in pairs})
    _count_tiers(scores, len(pieces), sources, pairs)
    return scores


def judged(document: GoldDocument, proposed: Sequence[QuoteSuggestion]) -> Iterator[tuple[str, frozenset[str]]]:
    """For each piece that was proposed, the rule behind it and how far it is right: some of `MATCHES`, or nothing."""
    text = document.text
    apart = [(proposal, piece) for proposal in proposed for piece in _joined(text, proposal.contents)]
    ours = [_item(text, proposal, proposal.type, [piece]) for proposal, piece in apart]
    matches = {pair.proposed: pair.matches for pair in _pairs(_pieces(document), ours)}
    for number, (proposal, _) in enumerate(apart):
        yield proposal.rule, matches.get(number, frozenset())


def _pieces(document: GoldDocument) -> list[_Item]:
    """The pieces of the gold, each as it is matched."""
    text = document.text
    return [
        _item(text, quote, quote.type if document.typed else told_type(text, [piece]), [piece])
        for quote in document.quotes
        for piece in _joined(text, quote.spans("content"))
    ]


def _item(text: str, quote: GoldQuote | QuoteSuggestion, kind: QuoteType, content: Iterable[Span]) -> _Item:
    """A quote as it is matched, with so much of its content."""
    cues = (text[part.span.start : part.span.end] for part in quote.parts if part.role == "cue")
    kinds = {"all", kind}
    if (isinstance(quote, QuoteSuggestion) and kind == "direct") or any(map(_is_speech, cues)):
        kinds.add("speech")
    return _Item(_bare(text, content), frozenset(kinds), _speaker(quote))


def _speaker(quote: GoldQuote | QuoteSuggestion) -> tuple[Span, ...]:
    """Where the text says who says it."""
    if isinstance(quote, GoldQuote):
        return quote.spans("source")
    return (quote.speaker.span,) if quote.speaker else ()


def _is_speech(cue: str) -> bool:
    return not SPEECH.isdisjoint(cue.casefold().split())


def _joined(text: str, content: Iterable[Span]) -> list[Span]:
    """The pieces, those as one between which is neither letter nor digit, as where a new paragraph begins."""
    pieces: list[Span] = []
    for start, end in sorted(content):
        if pieces and not any(map(str.isalnum, text[pieces[-1].end : start])):
            pieces[-1] = Span(pieces[-1].start, max(end, pieces[-1].end))
        else:
            pieces.append(Span(start, end))
    return pieces


def _bare(text: str, content: Iterable[Span]) -> tuple[Span, ...]:
    """The pieces, joined, without what is neither letter nor digit at their ends; none without either."""
    pieces = []
    for start, end in _joined(text, content):
        while start < end and not text[start].isalnum():
            start += 1
        while start < end and not text[end - 1].isalnum():
            end -= 1
        if start < end:
            pieces.append(Span(start, end))
    return tuple(pieces)


def _pairs(gold: Sequence[_Item], proposed: Sequence[_Item]) -> list[_Pair]:
    """Each gold item with the proposed one that matches it, the best pairs first."""
    likely = [
        (-overlap, one, other)
        for one, item in enumerate(gold)
        for other, candidate in enumerate(proposed)
        if (overlap := _overlap(item.content, candidate.content)) >= ENOUGH
    ]
    free_gold, free_proposed = set(range(len(gold))), set(range(len(proposed)))
    pairs = []
    for _, one, other in sorted(likely):
        if one in free_gold and other in free_proposed:
            free_gold.remove(one)
            free_proposed.remove(other)
            pairs.append(_Pair(one, other, frozenset(_matches(gold[one], proposed[other]))))
    return pairs


def _matches(gold: _Item, proposed: _Item) -> Iterable[str]:
    """How far two items that overlap agree."""
    yield "overlap"
    if gold.content == proposed.content:
        yield "exact"
    if any(one.meets(other) for one in gold.speaker for other in proposed.speaker) or not (
        gold.speaker or proposed.speaker
    ):
        yield "speaker"


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The characters in both as a share of those in either; 0 where one is empty."""
    if not one or not other or one[-1].end <= other[0].start or other[-1].end <= one[0].start:
        return 0.0
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return both / (sum(span.length for span in (*one, *other)) - both)


def _count_kinds(
    scores: Scores, unit: str, gold: Sequence[_Item], proposed: Sequence[_Item], pairs: Sequence[_Pair]
) -> None:
    for match in MATCHES:
        hits = [pair for pair in pairs if match in pair.matches]
        found, right = {pair.gold for pair in hits}, {pair.proposed for pair in hits}
        for number, item in enumerate(gold):
            for kind in item.kinds:
                scores.kinds[unit, kind, match].add(Tally(gold=1, found=number in found))
        for number, item in enumerate(proposed):
            for kind in item.kinds:
                scores.kinds[unit, kind, match].add(Tally(predicted=1, right=number in right))


def _count_rules(scores: Scores, sources: Sequence[QuoteSuggestion], right: Set[int]) -> None:
    for number, source in enumerate(sources):
        scores.rules[source.rule].add(Tally(predicted=1, right=number in right))


def _count_tiers(scores: Scores, gold: int, sources: Sequence[QuoteSuggestion], pairs: Sequence[_Pair]) -> None:
    for tier in TIERS:
        predicted = sum(source.confidence >= tier for source in sources)
        right = sum(sources[pair.proposed].confidence >= tier for pair in pairs)
        scores.tiers[tier].add(Tally(gold, right, predicted, right))
