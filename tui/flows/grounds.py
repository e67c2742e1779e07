"""What would be marked at each of many places that were found, and why nothing would at some of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus import find, speech
from corpus.segments import Segments
from corpus.spans import Span
from db import documents
from db.annotations import of_document
from db.engine import Session
from db.records import Annotations, Document, Hit, Quote, QuoteType
from tui.flows import quoting

ALREADY = "tagged already"
CHANGED = "not there any more"
UNQUOTED = "between no quote marks"
UNTOLD = "in no sentence"

SPEECH = 4
"""A place of so many words is taken for what was said, also without quote marks."""


@dataclass(frozen=True)
class Ground:
    """A document with what is marked in it."""

    document: Document
    annotations: Annotations
    segments: Segments


@dataclass(frozen=True, slots=True)
class Spot:
    """What would be marked at one place."""

    number: int
    """The place's number in its list."""
    ground: Ground
    spans: tuple[Span, ...]
    kind: QuoteType = "direct"
    quote: Quote | None = None
    """The quote that a stance would rest on."""


def survey(session: Session, noun: str, hits: Sequence[tuple[int, Hit]], coder: str) -> tuple[list[Spot], list[str]]:
    """What would be marked at each place, each thing once, and the reasons why nothing would at the others."""
    spots: list[Spot] = []
    reasons: list[str] = []
    for document, group in groupby(sorted(hits, key=lambda each: _where(each[1])), key=lambda each: each[1].document):
        seen: set[tuple[Span, ...]] = set()
        for found in _looked_over(ground(session, document), noun, group, coder):
            if isinstance(found, str):
                reasons.append(found)
            elif found.spans in seen:
                reasons.append(ALREADY)
            else:
                seen.add(found.spans)
                spots.append(found)
    order = {number: place for place, (number, _) in enumerate(hits)}
    return sorted(spots, key=lambda spot: order[spot.number]), reasons


def _where(hit: Hit) -> tuple[str, Span]:
    return hit.document, hit.span


def ground(session: Session, document_id: str) -> Ground:
    """A document as it is now."""
    document = documents.read(session, document_id)
    return Ground(document, of_document(session, document_id), Segments(document.text))


def _looked_over(there: Ground, noun: str, hits: Iterable[tuple[int, Hit]], coder: str) -> Iterator[Spot | str]:
    look = {"actor": _name, "quote": _speech, "stance": _evidence}[noun]
    for number, hit in hits:
        if find.context(there.document.text, hit.span, 0)[1] != hit.exact or not hit.exact:
            yield CHANGED
        else:
            yield look(there, number, hit, coder)


def _name(there: Ground, number: int, hit: Hit, coder: str) -> Spot | str:
    """The words as a name."""
    own = (mention.span for mention in there.annotations.mentions if mention.coder == coder and not mention.orphan)
    return ALREADY if any(span.meets(hit.span) for span in own) else Spot(number, there, (hit.span,))


def _speech(there: Ground, number: int, hit: Hit, coder: str) -> Spot | str:
    """What stands between the quote marks around the words; the words themselves where they are many."""
    kind: QuoteType = "direct"
    contents = quoting.quoted_at(there.segments, hit.span.start)
    if not contents and len(there.segments.words(hit.span)) >= SPEECH:
        content, kind = speech.report_of(there.segments, hit.span)
        contents = [content] if content.length else []
    if not contents:
        return UNQUOTED
    if quoting.same_quote(there.annotations.quotes, coder, contents):
        return ALREADY
    return Spot(number, there, tuple(contents), kind)


def _evidence(there: Ground, number: int, hit: Hit, coder: str) -> Spot | str:
    """The smallest quote around the words, or else their sentence."""
    quotes = [quote for quote in there.annotations.quotes if quote.id == hit.annotation or _holds(quote, hit.span)]
    if quotes:
        quote = min(quotes, key=lambda quote: (quote.id != hit.annotation, sum(s.length for s in contents_of(quote))))
        return Spot(number, there, tuple(contents_of(quote)), quote=quote)
    sentence = there.segments.sentence_at(hit.span.start)
    return Spot(number, there, (sentence,)) if sentence else UNTOLD


def contents_of(quote: Quote) -> list[Span]:
    """The pieces of what was said that have their place."""
    return [part.span for part in quote.parts if part.role == "content" and not part.orphan]


def _holds(quote: Quote, span: Span) -> bool:
    return any(content.holds(span) for content in contents_of(quote))
