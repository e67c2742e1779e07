"""Walking suggestions in the running program, and what was decided about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from screen.driving import Program

from db import suggestions
from db.engine import open_project
from db.records import RuleRecord

MOST = 60
"""No text here has as many suggestions."""


async def walk_to(program: Program, words: str, noun: str = "quote", key: str = "tab") -> None:
    """Walk until the suggestion of this kind that begins with the words is selected."""
    for _ in range(MOST):
        await program.press(key)
        offer = program.desk.reader.offer
        if offer and offer.noun == noun and program.exact(offer.extent).startswith(words):
            return
    raise AssertionError(f"no {noun} is suggested at {words!r}: {offered(program)}")


def offered(program: Program) -> list[str]:
    """The words that are suggested, in the order in which they are walked."""
    return [program.exact(offer.extent) for offer in program.desk.proposals.offers.every]


def records(path: Path) -> list[RuleRecord]:
    project = open_project(str(path))
    try:
        with project.reading() as session:
            return suggestions.records(session)
    finally:
        project.close()


def decided(path: Path) -> tuple[int, int, int]:
    """How many suggestions were accepted, edited and rejected."""
    found = records(path)
    return sum(r.accepted for r in found), sum(r.edited for r in found), sum(r.rejected for r in found)


def first(value: Any, *nouns: str) -> list[list[Any]]:
    """What is marked in the first document."""
    return [value["documents"][0][noun] for noun in nouns]


def names(value: Any) -> list[str]:
    return [actor["name"] for actor in value["actors"]]
