"""The rules put together: from a text to its proposals, without a codebook; `linking` adds what the codebook knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus import names as naming
from corpus.names import Name
from corpus.suggest import confidence, mentions, people, quoting, reasons, when
from corpus.suggest.cues import Lexicon
from corpus.suggest.drafts import Draft
from corpus.suggest.records import Part, QuoteSuggestion, Source, Speaker, Suggestion

NAME = "rules"
VERSION = "4"
"""Grows whenever a rule or its confidence changes: kept proposals of another version are void."""


def propose(source: Source, lexicon: Lexicon | None = None) -> tuple[Suggestion, ...]:
    """What the built-in rules propose for a text, in text order; by the cues of a lexicon, if one is given.

    Proposals made with a lexicon are of the version `version_with` tells.
    """
    names = naming.spot(source.text, source.avoid)
    found: list[Suggestion] = [*_quotes(source, names, lexicon), *mentions.propose_mentions(source, names)]
    return tuple(sorted(found, key=lambda each: each.span))


def version_with(lexicon: Lexicon | None) -> str:
    """The version of the rules together with the cues that a user has added."""
    return f"{VERSION}.{lexicon.digest}" if lexicon and lexicon.digest else VERSION


def _quotes(source: Source, names: Sequence[Name], lexicon: Lexicon | None) -> Iterator[QuoteSuggestion]:
    drafts = quoting.quotes_of(source, lexicon)
    places = sorted({draft.source for draft in drafts if draft.source})
    full = dict(zip(places, people.identify(source.text, names, places), strict=True))
    for draft in drafts:
        yield QuoteSuggestion(
            type=draft.type,
            parts=_parts(draft),
            speaker=Speaker(draft.source, full[draft.source]) if draft.source else None,
            said_on=_said_on(source, draft),
            rule=draft.rule,
            confidence=confidence.of(draft.rule),
            why=reasons.WHY[draft.rule],
        )


def _said_on(source: Source, draft: Draft) -> str:
    near = draft.cue or draft.source
    return when.said_on(source.text, near, source.published, draft.contents) if near else ""


def _parts(draft: Draft) -> tuple[Part, ...]:
    """The parts of a quote in text order."""
    parts = [Part("content", content) for content in draft.contents]
    if draft.source:
        parts.append(Part("source", draft.source))
    if draft.cue:
        parts.append(Part("cue", draft.cue))
    return tuple(sorted(parts, key=lambda part: part.span))
