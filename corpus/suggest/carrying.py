"""Speakers carried over: quotations beside which nobody is named, and what one paragraph tells the next."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.suggest import attributing, subjects
from corpus.suggest.drafts import Draft, Story
from corpus.suggest.passages import Passage


def carry(passage: Passage, story: Story, quotes: Sequence[Draft], reports: Sequence[Draft]) -> None:
    """Name the speakers of a paragraph's quotes by what comes before, and remember the paragraph for the next."""
    if quotes and quotes[0].source is None:
        _name(passage, story, quotes[0], reports)
    story.announced = _announced(passage)
    story.running = _running(passage, quotes)
    story.quoted = quotes[-1] if quotes else None
    latest = [*quotes, *reports]
    story.reported = max(latest, key=lambda draft: draft.contents[-1]) if latest else None


def _name(passage: Passage, story: Story, quote: Draft, reports: Sequence[Draft]) -> None:
    """Give the first quote of a paragraph, the only one that may lack it, the speaker that the text before names."""
    start = quote.contents[0].start
    if start <= passage.span.start + 2:
        if story.announced:
            quote.source, quote.cue, quote.rule = story.announced.source, story.announced.cue, story.announced.rule
        elif story.quoted and story.quoted.source:
            quote.source, quote.rule = story.quoted.source, "quote.next_paragraph"
        elif story.reported and story.reported.source:
            quote.source, quote.rule = story.reported.source, "quote.next_report"
        return
    earlier = [report for report in reports if report.source and report.contents[0] < quote.contents[0]]
    if earlier:
        quote.source, quote.rule = earlier[-1].source, "quote.same_paragraph"
        return
    index = next(number for number in passage.quotations if passage.tokens[number].end >= quote.contents[0].end)
    first, _ = passage.sentence_of(index - 1) if index else (0, 0)
    phrase = subjects.of_sentence(passage.tokens, first, index)
    if phrase:
        quote.source, quote.rule = passage.span_of(*phrase), "quote.sentence_before"


def _announced(passage: Passage) -> Draft | None:
    found = attributing.announcing(passage)
    if not found:
        return None
    cue = passage.span_of(found.cue.first, found.cue.last) if found.cue else None
    return Draft("direct", [], passage.span_of(*found.source), "quote.announced", cue)


def _running(passage: Passage, quotes: Sequence[Draft]) -> Draft | None:
    """The quote that the paragraph leaves open."""
    last = passage.tokens[-1] if passage.tokens else None
    if not last or not last.quotation or last.quotation.closed or not quotes:
        return None
    return quotes[-1] if quotes[-1].contents[-1] == last.quotation.inner else None
