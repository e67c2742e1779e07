"""What keys cost, told without a clock: the statements that they give to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from screen.driving import HARBOUR, MARKET, RIVER, Opening, Program, make_project
from sqlalchemy import event

from db.models import METADATA

WHOLE = {"actor", "alias", "role", "concept", "project"}
"""The codebook, and a table of one row."""

MOVES = ("j", "l", "l", "h", "k", "space", "pageup", "v", "backspace", "G", "g", "f", "backspace")


@contextmanager
def statements(program: Program) -> Iterator[list[str]]:
    """The statements that the program gives to the database meanwhile."""
    clerk_project = program.desk.clerk._project
    assert clerk_project is not None
    given: list[str] = []

    def note(*told: object) -> None:
        given.append(str(told[2]))

    event.listen(clerk_project.engine, "before_cursor_execute", note)
    try:
        yield given
    finally:
        event.remove(clerk_project.engine, "before_cursor_execute", note)


async def tag_and_undo(program: Program) -> int:
    """How many statements tagging an actor and undoing it take."""
    await program.find("Orsini")
    with statements(program) as given:
        await program.press("a", "enter", "u")
    return len(given)


async def test_moving_and_selecting_ask_the_database_nothing(opened: Opening) -> None:
    async with opened() as program:
        with statements(program) as given:
            await program.press(*MOVES)
        assert given == []


async def test_tagging_gives_as_many_statements_in_a_large_project_with_marks_as_in_a_small_one(
    opened: Opening, tmp_path: Path
) -> None:
    many = {f"{number}.txt": f"{number}\n{text}" for number in range(40) for text in (HARBOUR, MARKET)}
    large = make_project(tmp_path / "large.db", {"river.txt": RIVER} | many)
    async with opened(path=make_project(tmp_path / "small.db", {"river.txt": RIVER})) as program:
        few = await tag_and_undo(program)
    async with opened(path=large) as program:
        for words in ("Velmara", "Brandt", "Karel", "Sorrand"):
            await program.find(words)
            await program.press("a", "enter")
        assert await tag_and_undo(program) <= few


async def test_no_key_looks_through_a_table_that_grows_with_the_project(opened: Opening) -> None:
    async with opened() as program:
        with statements(program) as given:
            await program.find("Velmara")
            await program.press("a", "enter")
            await program.find("We have waited")
            await program.press("q", "enter", "s")
            await program.type("dam")
            await program.press("enter", "5", "u", "u", "u", "U", "U", "U", "D", "K", "u", "J")
        article = program.export()["documents"][0]
        assert [len(article[nouns]) for nouns in ("mentions", "quotes", "stances")] == [1, 1, 1]
        assert {name: each for each in given for name in scanned(program, each) if name not in WHOLE} == {}


def scanned(program: Program, statement: str) -> list[str]:
    """The tables of which SQLite would look at each row."""
    if statement.startswith(("PRAGMA", "BEGIN", "INSERT")):  # an insert looks only for keys that rows wait for
        return []
    project = program.desk.clerk._project
    assert project is not None
    with project.reading() as session:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?"))
        steps = [step.split() for *_, step in plan]
    return [step[1] for step in steps if step[0] == "SCAN" and step[1] in METADATA.tables]
