"""Words, clauses, sentences, paragraphs and quotations of a text: what the keys select and walk over.

All is computed for one paragraph when that paragraph is first touched, and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from corpus import graphemes
from corpus.spans import Span, trimmed

if TYPE_CHECKING:
    import regex

    from corpus.quotations import Quotation

_LINE = re.compile(r"\S(?:[^\n]*\S)?")

_WORD = re.compile(
    r"[^\W\d_]\.(?:[^\W\d_]\.){0,5}[^\W\d_]\b\.?(?:[-‐‑'’][^\W_]+)*"
    r"|[^\W_]+(?:(?:[-‐‑'’]|(?<=\d)[.,:](?=\d))[^\W_]+)*"
)
"""An abbreviation of single letters, or letters and digits with what may join them; for a plain text."""
_LONG_QUOTATION = 12
"""From how many words on a quotation has clauses of its own; a shorter one is never cut."""
_DEEPEST = 16
"""How many quotations around a span are walked through; more of them are an accident of stray marks."""
_CHUNK = 8_000
"""The longest stretch given to `sentencex` at once: it is quadratic in unpaired quote marks."""
_SUBORDINATORS = (
    "because|but|while|whereas|although|though|unless|until|since|whether|if|when|where|who|whom|whose|which"
)
_LOOSE = " \t\xa0\u2009\u202f,;:–—.!?…-،؛؟，；：。！？、"

_INSIDE_NAME = re.compile(r"[^\Wa-z_]\.\w")
"""A full stop within a word, as in TODAY.AZ, where `sentencex` sees the end of a sentence."""


class Segments:
    """The segments of one text; every border is a grapheme border."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: dict[int, list[Span]] = {}
        self._quotations: dict[int, list[Quotation]] = {}
        self._sentences: dict[Span, list[Span]] = {}
        self._clauses: dict[Span, list[Span]] = {}

    @cached_property
    def paragraphs(self) -> Sequence[Span]:
        """The lines that are not blank, without white space at their ends."""
        return self._on_borders([Span(*match.span()) for match in _LINE.finditer(self.text)])

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        """All quotations, by start."""
        return [quotation for index in range(len(self.paragraphs)) for quotation in self._quotations_of(index)]

    def word_at(self, offset: int) -> Span | None:
        """The word at the offset, else the next one, else the last one; None only where the text has no word."""
        before = self.previous_word(offset + 1)
        if before and offset < before.end:
            return before
        return self.next_word(offset) or before

    def next_word(self, offset: int) -> Span | None:
        """The first word that starts after the offset."""
        for index in range(max(0, self._index(offset)), len(self.paragraphs)):
            words = self._words_of(index)
            place = bisect_left(words, (offset + 1, 0))
            if place < len(words):
                return words[place]
        return None

    def previous_word(self, offset: int) -> Span | None:
        """The last word that starts before the offset."""
        for index in range(self._index(offset), -1, -1):
            words = self._words_of(index)
            place = bisect_left(words, (offset, 0))
            if place:
                return words[place - 1]
        return None

    def words(self, span: Span) -> list[Span]:
        """The words that start within the span."""
        found: list[Span] = []
        for index in range(max(0, self._index(span.start)), self._index(span.end) + 1):
            words = self._words_of(index)
            found += words[bisect_left(words, (span.start, 0)) : bisect_left(words, (span.end, 0))]
        return found

    def paragraph_at(self, offset: int) -> Span | None:
        """The paragraph that holds the offset or ends at it."""
        index = self._index(offset)
        return self.paragraphs[index] if index >= 0 and offset <= self.paragraphs[index].end else None

    def paragraphs_in(self, span: Span) -> Sequence[Span]:
        """The paragraphs with a character in common with the span."""
        indexes = range(max(0, self._index(span.start)), self._index(span.end) + 1)
        return [self.paragraphs[index] for index in indexes if self.paragraphs[index].meets(span)]

    def sentences(self, paragraph: Span) -> Sequence[Span]:
        """The sentences of a paragraph."""
        if paragraph not in self._sentences:
            self._sentences[paragraph] = self._on_borders(_sentences(self.text, paragraph))
        return self._sentences[paragraph]

    def sentence_at(self, offset: int) -> Span | None:
        """The sentence that holds the offset, else the one before it in its paragraph."""
        paragraph = self.paragraph_at(offset)
        return _nearest(self.sentences(paragraph), offset) if paragraph else None

    def clauses(self, sentence: Span) -> Sequence[Span]:
        """The clauses of a sentence: each lies wholly inside or wholly outside of any long quotation."""
        if sentence not in self._clauses:
            self._clauses[sentence] = self._on_borders(self._cut(sentence))
        return self._clauses[sentence]

    def clause_at(self, offset: int) -> Span | None:
        """The clause that holds the offset, else the one before it in its sentence, else the first."""
        sentence = self.sentence_at(offset)
        return _nearest(self.clauses(sentence), offset) if sentence else None

    def quotations_at(self, offset: int) -> list[Quotation]:
        """The quotations whose outer span holds the offset, innermost first."""
        index = self._index(offset)
        if index < 0:
            return []
        quotations = self._quotations_of(index)
        found = []
        for place in range(bisect_right(quotations, offset, key=lambda quotation: quotation.outer.start) - 1, -1, -1):
            if offset < quotations[place].outer.end:
                found.append(quotations[place])
            if not quotations[place].depth:
                break
        return found

    def quotations_in(self, span: Span) -> list[Quotation]:
        """The quotations with a character in common with the span, by start."""
        indexes = range(max(0, self._index(span.start)), self._index(span.end) + 1)
        return [found for index in indexes for found in self._quotations_of(index) if found.outer.meets(span)]

    def continued(self, quotation: Quotation) -> list[Quotation]:
        """The quotation with those of the paragraphs around over which it runs on."""
        before = [quotation]
        while earlier := self._taking_up(before[-1]):
            before.append(earlier)
        found = before[::-1]
        while later := self._taken_up(found[-1]):
            found.append(later)
        return found

    def _taking_up(self, quotation: Quotation) -> Quotation | None:
        """The quotation that the paragraph before leaves open and this one takes up again."""
        index = self._index(quotation.outer.start) - 1
        left_open = (
            next((found for found in self._quotations_of(index) if not found.closed), None) if index >= 0 else None
        )
        return left_open if left_open and self._taken_up(left_open) == quotation else None

    def _taken_up(self, quotation: Quotation) -> Quotation | None:
        """The quotation with which the next paragraph begins, when this one is left open."""
        index = self._index(quotation.outer.start) + 1
        if quotation.closed or index == len(self.paragraphs):
            return None
        first = next(iter(self._quotations_of(index)), None)
        return first if first and not self.text[quotation.outer.end : first.outer.start].strip() else None

    def widening(self, span: Span, extra: Sequence[Span] = ()) -> list[Span]:
        """The spans that hold this one, smallest first, each holding the one before it.

        They are the extra ones, the insides of quotations, the clause, the sentence and the paragraph. Where two of
        them cross, the earlier kind in this list is kept.
        """
        paragraph = self.paragraph_at(span.start)
        sentence = self.sentence_at(span.start)
        ranked = sorted(extra, key=lambda wider: wider.length)
        ranked += [quotation.inner for quotation in self.quotations_at(span.start)[:_DEEPEST]]
        ranked += [wider for wider in (self.clause_at(span.start), sentence, paragraph) if wider]
        chain: list[Span] = []
        for wider in ranked:
            if wider != span and wider.holds(span) and all(wider.holds(other) or other.holds(wider) for other in chain):
                chain.append(wider)
        return sorted(set(chain), key=lambda wider: wider.length)

    @cached_property
    def _joining(self) -> frozenset[str]:
        return graphemes.joining(self.text)

    def _on_borders(self, spans: Iterable[Span]) -> list[Span]:
        """The spans, moved to grapheme borders where the text needs that."""
        return list(_parted(self.text, spans, self._joining) if self._joining else spans)

    def _index(self, offset: int) -> int:
        """The number of the last paragraph that starts at or before the offset, or -1."""
        return bisect_right(self.paragraphs, (offset, len(self.text) + 1)) - 1

    def _words_of(self, index: int) -> list[Span]:
        """The words of a paragraph."""
        if index not in self._words:
            self._words[index] = self._on_borders(_words(self.text, self.paragraphs[index]))
        return self._words[index]

    def _quotations_of(self, index: int) -> list[Quotation]:
        """The quotations of a paragraph."""
        if index not in self._quotations:
            from corpus.quotations import in_paragraph  # late: the first paint needs none

            self._quotations[index] = in_paragraph(self.text, self.paragraphs[index])
        return self._quotations[index]

    def _cut(self, sentence: Span) -> Iterator[Span]:
        """The clauses of a sentence, around and inside its long quotations."""
        index = max(0, self._index(sentence.start))
        words = self._words_of(index)
        whole: list[Span] = []
        insides: list[Span] = []
        edges = set(sentence)
        for quotation in self._quotations_of(index):
            outer, inner = quotation.outer, quotation.inner
            if not outer.meets(sentence) or (whole and whole[-1].holds(outer)):
                continue
            if _count(words, inner) < _LONG_QUOTATION:
                whole.append(outer)
            else:
                insides.append(inner)
                edges.update(edge for edge in (*outer, *inner) if sentence.at(edge))
        furthest = list(accumulate((inner.end for inner in insides), max, initial=0))
        for region in map(Span._make, pairwise(sorted(edges))):
            inside = region.end <= furthest[bisect_left(insides, (region.start + 1, 0))]
            if inside and region != sentence:
                for unit in self.sentences(region):
                    yield from _clauses(self.text, unit, words, whole)
            else:
                yield from _clauses(self.text, region, words, whole, loose=region != sentence)


def _clauses(text: str, unit: Span, words: Sequence[Span], whole: Sequence[Span], *, loose: bool = False) -> list[Span]:
    """The clauses of a stretch of text, cut nowhere inside the `whole` spans.

    They have no punctuation at their ends, but the whole stretch keeps its own unless it is loose.
    """
    cuts = _cuts(text, unit, words, whole)
    starts = [unit.start, *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), unit.end]
    pieces = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    if cuts or loose:
        pieces = [_stripped(text, piece, words) for piece in pieces]
    return [piece for piece in pieces if _count(words, piece)]


def _cuts(text: str, unit: Span, words: Sequence[Span], whole: Sequence[Span]) -> list[Span]:
    """What stands between the clauses of a stretch of text; each clause has two words or more."""
    cuts: list[Span] = []
    start = unit.start
    for match in _between_clauses().finditer(text, *unit):
        cut = Span(*match.span())
        quotation = _nearest(whole, cut.start)
        if quotation and quotation.at(cut.start):
            continue
        if _count(words, Span(cut.end, unit.end)) < 2:
            break
        if _count(words, Span(start, cut.start)) >= 2:
            cuts.append(cut)
        elif cuts and match["that"]:
            cuts[-1] = cut
        else:
            continue
        start = cut.end
    return cuts


@cache
def _between_clauses() -> re.Pattern[str]:
    """Matches where one clause ends and the next begins; what it matches belongs to neither."""
    return re.compile(
        r"[,،](?=\s)(?!(?<=\d,)\s\d{4}\b)|[;:؛](?=\s)|[，；：]|(?<=[\u3040-\u309f])、|(?<=\s)[–—-]+(?=\s)|—"
        r"|(?<=\s)(?P<that>(?:and\s)?that)(?=\s)(?!\sis,)"
        rf"|(?<=\s)(?=(?:{_SUBORDINATORS})\s)",
        re.IGNORECASE,
    )


def _stripped(text: str, piece: Span, words: Sequence[Span]) -> Span:
    """The piece without white space and punctuation at its ends; the full stop of an abbreviation stays."""
    inside = text[piece.start : piece.end]
    start = piece.start + len(inside) - len(inside.lstrip(_LOOSE))
    end = piece.start + len(inside.rstrip(_LOOSE))
    last = bisect_left(words, (piece.end, 0)) - 1
    if last >= 0 and start <= words[last].start:
        end = max(end, min(words[last].end, piece.end))
    return Span(min(start, end), end)


def _count(words: Sequence[Span], span: Span) -> int:
    """How many of the words start within the span."""
    return bisect_left(words, (span.end, 0)) - bisect_left(words, (span.start, 0))


def _nearest(spans: Sequence[Span], offset: int) -> Span | None:
    """The last span that starts at or before the offset, else the first."""
    return spans[max(0, bisect_left(spans, (offset + 1, 0)) - 1)] if spans else None


def _words(text: str, paragraph: Span) -> Iterator[Span]:
    """The words of a paragraph."""
    pattern = _WORD if graphemes.is_plain(text[paragraph.start : paragraph.end]) else _any_word()
    return (Span(*match.span()) for match in pattern.finditer(text, *paragraph))


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    """The sentences of a paragraph."""
    # Late: the first paint needs no sentences.
    from sentencex import get_sentence_boundaries

    start = begun = paragraph.start
    while start < paragraph.end:
        stop = min(start + _CHUNK, paragraph.end)
        found = get_sentence_boundaries("en", text[start:stop])
        if stop < paragraph.end:
            # The last sentence may go on: the next stretch begins with it, unless it is all that there is.
            last = found.pop()
            stop = start + last["start_index"] if found else stop
        for sentence in found:
            end = start + sentence["end_index"]
            if end == paragraph.end or not _INSIDE_NAME.match(text, max(0, end - 2)):
                if (kept := trimmed(text, Span(begun, end))).length:
                    yield kept
                begun = end
        start = stop


def _parted(text: str, spans: Iterable[Span], joining: frozenset[str]) -> Iterator[Span]:
    """The spans on grapheme borders, none overlapping the one before it."""
    edge = 0
    for start, end in spans:
        if not joining.isdisjoint((text[start - 1 : start], text[start], text[end - 1], text[end : end + 1])):
            start, end = graphemes.snap_start(text, start), graphemes.snap_end(text, end)
        if max(start, edge) < end:
            yield Span(max(start, edge), end)
            edge = end


@cache
def _any_word() -> regex.Pattern[str]:
    """Matches a word of any script.

    Where words are not spaced each grapheme is one, but katakana, which writes foreign names, go together.
    """
    import regex  # late: it costs 30 ms, and most texts are plain

    unspaced = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
    letter = rf"[[\p{{L}}\p{{N}}]--[{unspaced}]]"
    letters = rf"{letter}[[\p{{L}}\p{{N}}\p{{M}}\u200c\u200d]--[{unspaced}]]*"
    return regex.compile(
        rf"(?V1)\p{{Katakana}}[\p{{Katakana}}ー]*(?:[・＝]\p{{Katakana}}[\p{{Katakana}}ー]*)*"
        rf"|(?=[[{unspaced}]&&[\p{{L}}\p{{N}}]])\X"
        rf"|{letter}\.(?:{letter}\.){{0,5}}{letter}\b\.?(?:[-‐‑'’]{letters})*"
        rf"|{letters}(?:(?:[-‐‑'’״׳]|(?<=\p{{Hebrew}})\"(?=\p{{Hebrew}})|(?<=\d)[.,:](?=\d)){letters})*"
    )
