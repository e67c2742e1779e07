"""Quotes: `q` makes one, `p` adds a piece to one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from corpus import speech
from corpus.segments import Segments
from corpus.spans import Span, trimmed
from db import quotes
from db.engine import Session
from db.records import Document, PartRole, Quote, QuoteType
from tui import describe
from tui.asking import Option
from tui.desk import Desk
from tui.flows import acts, candidates, conflicts, versions
from tui.flows.candidates import Choice

ROLES: tuple[tuple[PartRole, str], ...] = (
    ("content", "more of what was said"),
    ("source", "who said it"),
    ("cue", "the word that says so"),
    ("addressee", "whom it was said to"),
)


async def tag_quote(desk: Desk, speaker: Choice | None = None) -> None:
    """Make a quote of the selection, or of the quote under the cursor; ask only for the speaker."""
    contents, kind = contents_here(desk)
    if not contents:
        desk.say("no quote marks around the cursor: select what was said first")
        return
    same = same_quote(desk.annotations.quotes, desk.coder, contents)
    if same is not None:
        desk.reader.go(contents[0].start, mark=same.id)
        desk.say("this is a quote already: recode changes it")
        return
    if speaker is None:
        speaker = await desk.ask(await candidates.speaker_question(desk, contents[0]))
    document, who = acts.opened(desk), speaker
    desk.quote = await acts.write(
        desk,
        "quote",
        lambda session: add(session, document, contents, kind, candidates.speaker_id(session, who)),
        contents[0],
    )
    desk.reader.go(contents[0].start, mark=desk.quote)
    desk.repeat = partial(tag_quote, speaker=speaker)


def add(session: Session, document: Document, contents: Sequence[Span], kind: QuoteType, speaker: str | None) -> str:
    """Write a quote, said on the day on which the article appeared; its id."""
    return quotes.add(
        session,
        document.id,
        type=kind,
        parts=[("content", content) for content in contents],
        speaker=speaker,
        said_on=document.published[:10],
    )


def contents_here(desk: Desk) -> tuple[list[Span], QuoteType]:
    """What was said, by the selection or by the quote marks around the cursor, and how it was reported."""
    segments, selection = desk.segments, desk.reader.selection
    if selection is None:
        return quoted_at(segments, desk.reader.cursor.start), "direct"
    content, kind = speech.report_of(segments, selection)
    return [content] if content.length else [], kind


def quoted_at(segments: Segments, offset: int) -> list[Span]:
    """What stands between the quote marks around an offset, and goes on in further paragraphs."""
    around = segments.quotations_at(offset)
    pieces = segments.continued(around[0]) if around else []
    return [piece.inner for piece in pieces if piece.inner.length]


def same_quote(among: Iterable[Quote], coder: str, contents: Sequence[Span]) -> Quote | None:
    """The quote of a coder with just these contents."""
    for quote in among:
        if quote.coder == coder and [part.span for part in quote.parts if part.role == "content"] == [*contents]:
            return quote
    return None


async def add_part(desk: Desk) -> None:
    """Add the selection to the current quote as a further piece of it."""
    span = piece_here(desk)
    quote = current_quote(desk, span)
    if quote is None:
        desk.say("no quote yet to add to: tag one first")
        return
    likeliest = speech.likeliest_part(desk.reader.text, desk.segments, span, await desk.names())
    roles = sorted(ROLES, key=lambda role: role[0] != likeliest)
    about = f"of {describe.quoted(quote.parts[0].exact, 24)}: {describe.quoted(desk.reader.text[slice(*span)], 20)}"
    role = await desk.choose("part", [Option(role, role, hint) for role, hint in roles], about)

    def add(session: Session, version: int) -> None:
        quotes.add_part(session, quote.id, version, role, span)

    await conflicts.write(desk, role, versions.annotation(desk, quote), add, span)
    desk.quote = quote.id
    desk.reader.select(None)


def piece_here(desk: Desk) -> Span:
    """The selection, or the annotation walked to, or the quote or word under the cursor."""
    cursor = desk.reader.cursor
    if desk.reader.selection is not None:
        return trimmed(desk.reader.text, desk.reader.selection)
    if desk.reader.walked is not None:
        return desk.reader.walked.extent
    return next((quotation.inner for quotation in desk.segments.quotations_at(cursor.start)), cursor)


def current_quote(desk: Desk, span: Span) -> Quote | None:
    """The quote last tagged or walked to, or the one nearest to the span."""
    chosen = desk.quote_by_id(desk.quote)
    if chosen is not None:
        return chosen
    return min(desk.annotations.quotes, key=lambda quote: _distance(quote, span), default=None)


def _distance(quote: Quote, span: Span) -> int:
    return min(max(part.span.start - span.end, span.start - part.span.end, 0) for part in quote.parts)
