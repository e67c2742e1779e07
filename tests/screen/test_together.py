"""Several screens on one project: each shows what the others do, and takes nothing away from its analyst."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from screen.driving import RIVER, Opening, Program
from textual.widgets import TextArea

from corpus.articles import read_article
from corpus.spans import Span
from db import actors, annotations, documents, editions, history, quotes, taking
from db.engine import Project, open_project

LOOK = 0.05
"""How often the screens of these tests look."""


@pytest.fixture
def other(project_path: Path) -> Iterator[Project]:
    """The project as another program has it open."""
    project = open_project(str(project_path))
    yield project
    project.close()


async def shows(program: Program, is_there: Callable[[], bool]) -> None:
    """Wait until the screen has heard."""
    for _ in range(600):
        if is_there():
            return
        await program.pilot.pause(0.02)
    raise AssertionError("\n".join(program.screen()))


def quote(other: Project, words: str, coder: str = "bea") -> str:
    """Another coder marks a quote."""
    start = RIVER.index(words)
    with other.reading() as session:
        document = next(row.id for row in documents.listing(session) if "Velmara" in row.title)
    with history.act(other, coder=coder, verb="quote", document=document) as session:
        return quotes.add(session, document, type="direct", parts=[("content", Span(start, start + len(words)))])


async def test_what_another_coder_marks_appears_without_a_key(opened: Opening, other: Project) -> None:
    async with opened(look_seconds=LOOK) as program:
        await program.find("Brandt")
        await program.press("v")
        before = (program.desk.reader.cursor, program.selected(), program.desk.reader.top)
        made = quote(other, "We have waited for nine years")
        await shows(program, lambda: program.desk.reader.marks.by_id(made) is not None)
        assert (program.desk.reader.cursor, program.selected(), program.desk.reader.top) == before
        assert "bea: quote" in program.foot()[1]
        await program.press("l")
        assert "bea" not in program.foot()[1]
