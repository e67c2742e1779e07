"""What can be changed of an annotation: each field with its present value and the step that changes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.dates import is_date
from tui import describe, keymap
from tui.asking import Option, Question
from tui.desk import Desk

T = TypeVar("T", bound=str)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an annotation says."""

    name: str
    value: str
    """What it says now, in words."""
    change: Callable[[], Awaitable[None]]
    """Asks for another value and writes it."""


async def change_one(desk: Desk, fields: Sequence[Field]) -> None:
    """Ask which field to change, and change it."""
    field = await desk.choose("change", [Option(field, field.name, field.value) for field in fields])
    await field.change()


async def pick(desk: Desk, title: str, options: Sequence[Option[V]]) -> V:
    """Ask for one of several, also where there is only one: what follows from it cannot be seen before."""
    return await desk.ask(Question(title, "", options, picks=keymap.picks()))


async def ask_word(desk: Desk, title: str, words: Sequence[tuple[T, str]]) -> T:
    """Ask for one of a few words, each with a hint."""
    return await desk.choose(title, [Option(word, word, hint) for word, hint in words])


async def ask_date(desk: Desk, present: str, title: str = "date", accepts: Callable[[str], bool] = is_date) -> str:
    """Ask for a date: a year, a month or a day of the calendar; or none."""

    def dates(typed: str) -> list[Option[str]]:
        return [Option(typed, describe.day(typed), "this date")] if accepts(typed) else []

    about, options = "as 2018-08-27 or 2018-08", [Option("", "no date")]
    return await desk.ask(Question(title, about, options, typing=dates, start=present, nothing="no date yet"))


async def ask_text(desk: Desk, title: str, present: str = "") -> str:
    """Ask for a few words; the present ones can be changed."""

    def taken(typed: str) -> list[Option[str]]:
        return [Option(typed, typed or "nothing")] if typed or present else []

    return await desk.ask(Question(title, typing=taken, start=present))
