"""What can be changed of an annotation: each field with its present value and the step that changes it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui import describe
from tui.asking import Option, Question
from tui.desk import Desk

T = TypeVar("T", bound=str)

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


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


async def ask_word(desk: Desk, title: str, words: Sequence[tuple[T, str]]) -> T:
    """Ask for one of a few words, each with a hint."""
    return await desk.choose(title, [Option(word, word, hint) for word, hint in words])


async def ask_date(desk: Desk, present: str) -> str:
    """Ask for a date: a year, a month or a day; or none."""

    def dates(typed: str) -> list[Option[str]]:
        return [Option(typed, describe.day(typed), "this date")] if _DATE.fullmatch(typed) else []

    options = [Option("", "no date")]
    return await desk.ask(Question("date", "as 2018-08-27", options, typing=dates, start=present))


async def ask_text(desk: Desk, title: str, present: str = "") -> str:
    """Ask for a few words; the present ones can be changed."""

    def taken(typed: str) -> list[Option[str]]:
        return [Option(typed, typed or "nothing")] if typed or present else []

    return await desk.ask(Question(title, typing=taken, start=present))
