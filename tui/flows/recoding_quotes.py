"""What can be changed of a quote."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.spans import Span
from db import quotes
from db.records import Part, Quote, QuoteType
from tui import describe
from tui.asking import Option
from tui.desk import Desk
from tui.flows import acts, candidates
from tui.flows.fields import Field, ask_date, ask_word
from tui.flows.quoting import trimmed

TYPES: tuple[tuple[QuoteType, str], ...] = (
    ("direct", "word for word"),
    ("indirect", "in the reporter's words"),
    ("mixed", "partly word for word"),
)


def fields(desk: Desk, quote: Quote) -> list[Field]:
    """The fields of a quote, the likeliest to be changed first."""
    names, version, place = desk.annotations.names, quote.version, quote.parts[0].span

    async def speaker() -> None:
        who = await desk.ask(await candidates.speaker_question(desk, place))
        await acts.write(
            desk,
            "speaker",
            lambda session: quotes.recode(session, quote.id, version, speaker=candidates.actor_id(session, who)),
            place,
        )

    async def kind() -> None:
        chosen = await ask_word(desk, "type", TYPES)
        await acts.write(desk, "type", lambda session: quotes.recode(session, quote.id, version, type=chosen), place)

    async def date() -> None:
        day = await ask_date(desk, quote.said_on)
        await acts.write(desk, "date", lambda session: quotes.recode(session, quote.id, version, said_on=day), place)

    async def inside() -> None:
        outer = await desk.choose("inside", _others(desk, quote))
        await acts.write(
            desk, "nesting", lambda session: quotes.recode(session, quote.id, version, inside=outer or None), place
        )

    return [
        *_extent(desk, quote),
        Field("speaker", describe.speaker(quote, names), speaker),
        Field("type", quote.type, kind),
        Field("date", describe.day(quote.said_on) or "none", date),
        Field("inside", "another quote" if quote.inside else "no other", inside),
        *_drop(desk, quote),
    ]


def _others(desk: Desk, quote: Quote) -> list[Option[str]]:
    """The quotes that this one may stand inside of."""
    others = [other for other in desk.annotations.quotes if other.id != quote.id]
    shown = [Option(other.id, describe.quoted(other.parts[0].exact, 24)) for other in others]
    return [Option("", "no other quote"), *shown]


def _pieces(quote: Quote) -> list[Option[Part]]:
    return [Option(part, f"{part.role} {describe.quoted(part.exact, 24)}") for part in quote.parts]


def _extent(desk: Desk, quote: Quote) -> list[Field]:
    """With a selection: a piece of the quote is moved there."""
    if desk.reader.selection is None:
        return []
    span = trimmed(desk.reader.text, desk.reader.selection)

    async def extent() -> None:
        moved = await desk.choose("move", _pieces(quote))
        there = Part(moved.role, span, desk.reader.text[span.start : span.end])
        await _set_parts(desk, quote, "extent", [there if part is moved else part for part in quote.parts], span)

    return [Field("extent", "to the selection", extent)]


def _drop(desk: Desk, quote: Quote) -> list[Field]:
    """With several pieces: one of them is dropped."""
    if len(quote.parts) < 2:
        return []

    async def drop() -> None:
        dropped = await desk.choose("drop", _pieces(quote))
        rest = [part for part in quote.parts if part is not dropped]
        await _set_parts(desk, quote, "drop piece", rest, dropped.span)

    return [Field("drop", "a piece", drop)]


async def _set_parts(desk: Desk, quote: Quote, verb: str, parts: Sequence[Part], span: Span) -> None:
    places = [(part.role, part.span) for part in parts]
    await acts.write(desk, verb, lambda session: quotes.set_parts(session, quote.id, quote.version, places), span)
