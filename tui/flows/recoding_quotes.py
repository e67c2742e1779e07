"""What can be changed of a quote."""

from __future__ import annotations

from functools import partial
from typing import Any

from corpus.spans import trimmed
from db import quotes
from db.engine import Session
from db.records import Part, Quote, QuoteType
from tui import describe
from tui.asking import Option
from tui.desk import Desk
from tui.flows import candidates, conflicts, versions
from tui.flows.fields import Field, ask_date, ask_word

TYPES: tuple[tuple[QuoteType, str], ...] = (
    ("direct", "word for word"),
    ("indirect", "in the reporter's words"),
    ("mixed", "partly word for word"),
)


def fields(desk: Desk, quote: Quote) -> list[Field]:
    """The fields of a quote, the likeliest to be changed first."""
    found = [
        Field("speaker", describe.speaker(quote, desk.annotations.names), partial(_speaker, desk, quote)),
        Field("type", quote.type, partial(_type, desk, quote)),
        Field("date", describe.day(quote.said_on) or "none", partial(_date, desk, quote)),
        Field("inside", "another quote" if quote.inside else "no other", partial(_inside, desk, quote)),
    ]
    if len(quote.parts) > 1:
        found.append(Field("drop", "a piece", partial(_drop, desk, quote)))
    if desk.reader.selection is not None:
        found.insert(0, Field("extent", "to the selection", partial(_extent, desk, quote)))
    return found


async def _speaker(desk: Desk, quote: Quote) -> None:
    who = await desk.ask(await candidates.speaker_question(desk, quote.parts[0].span))

    def say(session: Session, version: int) -> None:
        quotes.recode(session, quote.id, version, speaker=candidates.speaker_id(session, who))

    await conflicts.write(desk, "speaker", versions.annotation(desk, quote), say, quote.parts[0].span)


async def _type(desk: Desk, quote: Quote) -> None:
    await _write(desk, quote, "type", type=await ask_word(desk, "type", TYPES))


async def _date(desk: Desk, quote: Quote) -> None:
    await _write(desk, quote, "date", said_on=await ask_date(desk, quote.said_on))


async def _inside(desk: Desk, quote: Quote) -> None:
    others = [other for other in desk.annotations.quotes if other.id != quote.id and _holds(other, quote)]
    options = [Option(other.id, describe.quoted(other.parts[0].exact, 24)) for other in others]
    outer = await desk.choose("inside", [Option("", "no other quote"), *options])
    await _write(desk, quote, "nesting", inside=outer or None)


def _holds(outer: Quote, inner: Quote) -> bool:
    """Whether a piece of the one quote holds a piece of the other."""
    placed = [part.span for part in inner.parts if not part.orphan]
    return any(part.span.holds(span) for part in outer.parts if not part.orphan for span in placed)


async def _write(desk: Desk, quote: Quote, verb: str, **changes: Any) -> None:
    def recode(session: Session, version: int) -> None:
        quotes.recode(session, quote.id, version, **changes)

    await conflicts.write(desk, verb, versions.annotation(desk, quote), recode, quote.parts[0].span)


async def _extent(desk: Desk, quote: Quote) -> None:
    """A piece of the quote is moved to the selection."""
    span = trimmed(desk.reader.text, desk.reader.selection or desk.reader.cursor)
    moved = await desk.choose("move", _pieces(quote))

    def move(session: Session, version: int) -> None:
        quotes.move_part(session, quote.id, version, moved, span)

    await conflicts.write(desk, "extent", versions.annotation(desk, quote), move, span)


async def _drop(desk: Desk, quote: Quote) -> None:
    dropped = await desk.choose("drop", _pieces(quote))

    def drop(session: Session, version: int) -> None:
        quotes.drop_part(session, quote.id, version, dropped)

    await conflicts.write(desk, "drop piece", versions.annotation(desk, quote), drop, dropped.span)


def _pieces(quote: Quote) -> list[Option[Part]]:
    return [Option(part, f"{part.role} {describe.quoted(part.exact, 24)}") for part in quote.parts]
