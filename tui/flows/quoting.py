"""Quotes: `q` makes one, `p` adds a piece to one."""

from __future__ import annotations

from functools import partial

from corpus.quotations import Quotation
from corpus.segments import Segments
from corpus.spans import Span
from db import quotes
from db.records import PartRole, Quote, QuoteType
from tui import describe
from tui.asking import Option
from tui.desk import Desk
from tui.flows import acts, candidates
from tui.flows.candidates import Choice

ROLES: tuple[tuple[PartRole, str], ...] = (
    ("content", "more of what was said"),
    ("source", "who said it"),
    ("cue", "the word that says so"),
    ("addressee", "whom it was said to"),
)


CLAUSE_WORDS = 4
"""A selection of this many words is rather more of what was said than a cue."""

PRONOUNS = {"he", "she", "they", "it", "who"}


async def tag_quote(desk: Desk, speaker: Choice | None = None) -> None:
    """Make a quote of the selection, or of the quote under the cursor; ask only for the speaker."""
    contents, kind = contents_here(desk)
    if not contents:
        desk.say("no quote marks around the cursor: select what was said first")
        return
    same = _same_quote(desk, contents)
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
        lambda session: quotes.add(
            session,
            document.id,
            type=kind,
            parts=[("content", content) for content in contents],
            speaker=candidates.speaker_id(session, who),
            said_on=document.published[:10],
        ),
        contents[0],
    )
    desk.reader.go(contents[0].start, mark=desk.quote)
    desk.repeat = partial(tag_quote, speaker=speaker)


def contents_here(desk: Desk) -> tuple[list[Span], QuoteType]:
    """What was said, by the selection or by the quote marks around the cursor, and how it was reported."""
    segments, selection = desk.segments, desk.reader.selection
    if selection is None:
        around = segments.quotations_at(desk.reader.cursor.start)
        return (_whole(segments, around[0]), "direct") if around else ([], "direct")
    span = trimmed(segments.text, selection)
    for quotation in segments.quotations_at(span.start):
        if quotation.outer == span:
            return [quotation.inner], "direct"
        if quotation.inner.holds(span):
            return [span], "direct"
    partly = any(span.holds(quotation.outer) for quotation in segments.quotations)
    return [span] if span.length else [], "mixed" if partly else "indirect"


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    exact = text[span.start : span.end]
    start = span.start + len(exact) - len(exact.lstrip())
    return Span(start, max(start, span.start + len(exact.rstrip())))


def _whole(segments: Segments, quotation: Quotation) -> list[Span]:
    """The quotation's content, with the paragraphs over which it runs on when it is not closed."""
    every = segments.quotations
    place = every.index(quotation)
    first = last = place
    while first > 0 and _runs_on(segments, every[first - 1], every[first]):
        first -= 1
    while last + 1 < len(every) and _runs_on(segments, every[last], every[last + 1]):
        last += 1
    return [piece.inner for piece in every[first : last + 1] if piece.inner.length]


def _runs_on(segments: Segments, quotation: Quotation, following: Quotation) -> bool:
    """Whether a quotation that its paragraph leaves open is taken up again by the next paragraph."""
    between = segments.text[quotation.outer.end : following.outer.start]
    return not quotation.closed and not between.strip()


def _same_quote(desk: Desk, contents: list[Span]) -> Quote | None:
    """The quote of this coder with just these contents."""
    for quote in desk.annotations.quotes:
        if quote.coder == desk.coder and [part.span for part in quote.parts if part.role == "content"] == contents:
            return quote
    return None


async def add_part(desk: Desk) -> None:
    """Add the selection to the current quote as a further piece of it."""
    span = piece_here(desk)
    quote = current_quote(desk, span)
    if quote is None:
        desk.say("no quote yet to add to: tag one first")
        return
    likeliest = await _likeliest_role(desk, span)
    roles = sorted(ROLES, key=lambda role: role[0] != likeliest)
    about = f"of {describe.quoted(quote.parts[0].exact, 24)}: {describe.quoted(desk.reader.text[slice(*span)], 20)}"
    role = await desk.choose("part", [Option(role, role, hint) for role, hint in roles], about)
    await acts.write(desk, role, lambda session: quotes.add_part(session, quote.id, role, span), span)
    desk.quote = quote.id
    desk.reader.select(None)


async def _likeliest_role(desk: Desk, span: Span) -> PartRole:
    """Between quote marks or of several words: content; a name or a pronoun: the source; else the cue."""
    words = desk.reader.text[span.start : span.end].casefold().split()
    inside = any(quotation.inner.holds(span) for quotation in desk.segments.quotations_at(span.start))
    if inside or len(words) >= CLAUSE_WORDS:
        return "content"
    named = any(name.span.meets(span) for name in await desk.names())
    return "source" if named or PRONOUNS.issuperset(words) else "cue"


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
