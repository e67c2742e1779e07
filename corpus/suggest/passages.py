"""A text as the rules walk through it: its paragraphs with tokens, sentences and quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.quotations import in_paragraph
from corpus.spans import Span
from corpus.suggest.cues import Cue, Lexicon
from corpus.suggest.nouns import Phrase
from corpus.suggest.records import Source
from corpus.suggest.tokens import Token, sentences_of, tokens_of

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_LEAST_WORDS = 4
"""A paragraph without quote marks needs so many words to report anything."""
_LONG = 50_000
"""From how many characters on a text may be no article at all."""
_DENSEST = 20
"""A long text with more than one quote mark in so many characters is none."""
_WORDS = re.compile("[a-z]+")
_MARKS = re.compile("[\"'“”„‘’‚«»‹›`「『]")


@dataclass(slots=True)
class Passage:
    """One paragraph."""

    text: str
    span: Span
    tokens: list[Token]
    quotations: list[int]
    """The numbers of the tokens that are quotations."""
    sentences: list[tuple[int, int]]
    """Ranges of tokens."""
    cues: list[Cue]
    """The verbs and phrases of speech, in text order."""
    cue_places: list[int] = field(init=False)
    """The tokens at which they begin."""
    taken: set[int] = field(default_factory=set)
    """The tokens at which cues begin that a quotation has already."""
    spoken: set[int] = field(default_factory=set)
    """The tokens that are direct quotes."""
    subjects: dict[tuple[int, int], Phrase | None] = field(default_factory=dict)
    """What was found before a verb as its subject, by the verb's token and the one below which it may not reach."""

    def __post_init__(self) -> None:
        self.cue_places = [cue.first for cue in self.cues]

    def sentence_of(self, index: int) -> tuple[int, int]:
        """The sentence that holds a token."""
        return self.sentences[bisect_right(self.sentences, (index, len(self.tokens))) - 1]

    def begins_with_capital(self, index: int) -> bool:
        """Whether the quotation that a token is begins as a sentence does."""
        quotation = self.tokens[index].quotation
        return quotation is not None and not self.text[quotation.inner.start].islower()

    def cues_within(self, first: int, limit: int) -> list[Cue]:
        """The cues that stand between two tokens, in text order."""
        start = bisect_left(self.cue_places, first)
        end = bisect_left(self.cue_places, limit, start)
        found = self.cues[start:end]
        return found if not found or found[-1].last <= limit else found[:-1]

    def cue_at(self, index: int, limit: int) -> Cue | None:
        """The cue that begins at a token."""
        found = self.cues_within(index, limit)
        return found[0] if found and found[0].first == index else None

    def span_of(self, first: int, last: int) -> Span:
        """The stretch of text that a range of tokens covers."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def passages_of(source: Source, lexicon: Lexicon) -> Iterator[Passage]:
    """The paragraphs of a text, without the stretches in which nothing may be proposed."""
    if _is_noise(source.text):
        return
    avoid = _merged(source.avoid)
    for match in _LINE.finditer(source.text):
        for span in _kept(Span(*match.span()), avoid):
            yield passage_of(source.text, span, lexicon)


def passage_of(text: str, span: Span, lexicon: Lexicon) -> Passage:
    """One paragraph of a text; without tokens when nothing in it can be a quote."""
    marked = _MARKS.search(text, *span) is not None
    quotations = in_paragraph(text, span) if marked else []
    if not quotations and _is_silent(text[span.start : span.end], lexicon, marked=marked):
        return Passage(text, span, [], [], [], [])
    tokens = tokens_of(text, span, quotations)
    quoted = [number for number, token in enumerate(tokens) if token.quotation] if quotations else []
    return Passage(text, span, tokens, quoted, sentences_of(tokens), lexicon.cues_of(tokens))


def _is_silent(paragraph: str, lexicon: Lexicon, *, marked: bool) -> bool:
    """Whether a paragraph without a quotation can neither report anything nor announce a quotation."""
    words = _WORDS.findall(paragraph.lower())
    speechless = lexicon.verbs.keys().isdisjoint(words)
    if marked:
        return speechless and not lexicon.digest and ":" not in paragraph
    return paragraph[-1] != ":" and (speechless or len(words) < _LEAST_WORDS)


def _is_noise(text: str) -> bool:
    """Whether a long text holds more quote marks than any article does."""
    if len(text) < _LONG:
        return False
    marks = sum(1 for _ in _MARKS.finditer(text))
    return marks * _DENSEST > len(text)


def _kept(span: Span, avoid: Sequence[Span]) -> Iterator[Span]:
    """The stretches of a paragraph between those that are to be avoided."""
    start = span.start
    for index in range(bisect_left(avoid, span.start, key=_end), len(avoid)):
        other = avoid[index]
        if other.start >= span.end:
            break
        if start < other.start:
            yield Span(start, other.start)
        start = max(start, other.end)
    if start < span.end:
        yield Span(start, span.end)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in text order, those that meet as one, and without the empty ones."""
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.length):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _end(span: Span) -> int:
    return span.end
