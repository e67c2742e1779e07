"""What the screen looks like; each snapshot says in a sentence what it is there to show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from screen.driving import Program
from textual.pilot import Pilot

from db.glance import glance
from tui.app import Glossator
from tui.clerk import Clerk

Look = Callable[..., bool]


@pytest.fixture
def looks(snap_compare: Any, project_path: Path) -> Iterator[Look]:
    """Compares the screen, after some keys, with the picture that is kept."""
    clerk = Clerk(str(project_path), "ann")
    app = Glossator(clerk, glance(str(project_path), "ann"))

    def compare(size: tuple[int, int], act: Callable[[Program], Awaitable[None]]) -> bool:
        async def run(pilot: Pilot[None]) -> None:
            program = Program(app, pilot, project_path)
            await program.settle()
            await act(program)

        return bool(snap_compare(app, terminal_size=size, run_before=run))

    yield compare
    clerk.close()


async def mark(program: Program) -> None:
    """A quote with its speaker, a stance on it, a quote inside a quote, a name."""
    await program.find("We have waited")
    await program.press("q", "enter", "s")
    await program.type("river treaty")
    await program.press("enter", "2")
    await program.find("I call it")
    await program.press("q", "enter")
    await program.find("wall of water")
    await program.press("q", "enter")
    await program.find("Deputy")
    await program.press("l", "a", "enter")


def test_marks_on_a_small_screen(looks: Look) -> None:
    """Glyphs in the gutter, the mark under the cursor told below, boilerplate dimmed."""
    assert looks((80, 24), mark)


def test_three_panes_on_a_wide_screen(looks: Look) -> None:
    """The list with its counts, the text, and the sidebar with the evidence."""
    assert looks((120, 40), mark)


def test_the_question_for_a_speaker(looks: Look) -> None:
    """One line asks, the likeliest first, and the text stays where it was."""

    async def ask(program: Program) -> None:
        await program.find("We have waited")
        await program.press("q")

    assert looks((80, 24), ask)


async def suggest(program: Program) -> None:
    """A name and a quote that are kept, and the next suggestion under the cursor."""
    await program.find("Lena")
    await program.press("a", "enter")
    await program.find("We have waited")
    await program.press("q", "enter")
    await program.find("We will build")
    await program.press("tab")


def test_a_suggestion_on_a_small_screen(looks: Look) -> None:
    """What is suggested is told from what is kept; what Enter would write, why, and the keys for it."""
    assert looks((80, 24), suggest)


def test_a_suggestion_on_a_wide_screen(looks: Look) -> None:
    """The whole reason has room; list and sidebar show only what is kept."""
    assert looks((120, 40), suggest)


def test_the_keys(looks: Look) -> None:
    """Every command with its keys, by group."""

    async def help_(program: Program) -> None:
        await program.press("question_mark")

    assert looks((80, 24), help_)


async def search(program: Program) -> None:
    """The search line with a filter half typed, and what is found for it."""
    await mark(program)
    await program.press("F")
    await program.burst(*"velmara OR treaty out")


def test_the_search_line_with_a_completion_on_a_small_screen(looks: Look) -> None:
    """What may follow is dim behind the line, the keys for it are told, and the hits stand in their context."""
    assert looks((80, 24), search)


def test_the_search_line_with_a_completion_on_a_wide_screen(looks: Look) -> None:
    """The same with room for more of the context."""
    assert looks((120, 40), search)


async def context(program: Program) -> None:
    """A concordance, sorted, with one line tagged and two marked."""
    await mark(program)
    await program.press("F")
    await program.burst(*"river OR velmara ")
    await program.press("tab", "r", "g", "a", "enter", "j", "space", "space")


def test_a_concordance_with_marks_on_a_small_screen(looks: Look) -> None:
    """Keywords below each other, marked lines bold with a star, the sign of what was tagged."""
    assert looks((80, 24), context)


def test_a_concordance_with_marks_on_a_wide_screen(looks: Look) -> None:
    """Outlet and date have room beside the lines."""
    assert looks((120, 40), context)
