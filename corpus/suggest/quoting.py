"""The quotes of a text: direct, mixed and indirect, from its first paragraph to its last."""

from __future__ import annotations

from dataclasses import replace

from corpus import graphemes
from corpus.spans import Span
from corpus.suggest import carrying, cues, direct, indirect
from corpus.suggest.cues import Lexicon
from corpus.suggest.drafts import Draft, Story
from corpus.suggest.passages import passages_of
from corpus.suggest.records import Source


def quotes_of(source: Source, lexicon: Lexicon | None = None) -> list[Draft]:
    """The quotes of a text, in text order of their first content; all borders are grapheme borders."""
    story = Story()
    for passage in passages_of(source, lexicon or cues.builtin()):
        quotes = direct.find(passage, story)
        reports = indirect.find(passage)
        carrying.carry(passage, story, quotes, reports)
        fresh = quotes[1:] if quotes and quotes[0] is story.lengthened else quotes
        story.drafts += [*reports, *fresh]
    found = sorted(story.drafts, key=lambda draft: draft.contents)
    return found if graphemes.is_plain(source.text) else [_snapped(source.text, draft) for draft in found]


def _snapped(text: str, draft: Draft) -> Draft:
    """The quote with all its borders on grapheme borders."""
    source = _widened(text, draft.source) if draft.source else None
    cue = _widened(text, draft.cue) if draft.cue else None
    return replace(draft, contents=[_widened(text, content) for content in draft.contents], source=source, cue=cue)


def _widened(text: str, span: Span) -> Span:
    return Span(graphemes.snap_start(text, span.start), graphemes.snap_end(text, span.end))
