"""The position question tells what earlier stances on the target make of the evidence, and takes nothing by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from screen.driving import Opening, make_project

from corpus.spans import Span
from db import actors, concepts, documents, history, stances
from db.engine import open_project
from db.records import Position

NEW = """Sorrand speaks on the treaty

"We welcome the new treaty and praise those who wrote it," Aldo Venn said.

"Nobody asked us about boats," Venn added.
"""
PRAISE = "They praise the treaty of {} and welcome it."
BLAME = "They condemn the treaty of {} and reject it."
TOWNS = (
    "Halven",
    "Merrow",
    "Orrane",
    "Tessel",
    "Port Else",
    "Castev",
    "Dovan",
    "Lorvik",
    "Corwen",
    "Orbin",
    "Ister",
    "Neve",
)
OLD = "\n\n".join(words.format(town) for town in TOWNS for words in (PRAISE, BLAME))


def teach(path: Path, judge: Callable[[int], Position]) -> Path:
    """A project in which an old article's sentences have been judged, by their place in it."""
    make_project(path, {"new.txt": NEW, "old.txt": OLD})
    project = open_project(str(path))
    with history.act(project, coder="ben", verb="stance") as session:
        holder, treaty = actors.create(session, "Aldo Venn"), concepts.create(session, "river treaty")
        old = documents.listing(session)[1].id
        for place, sentence in enumerate(OLD.split("\n\n")):
            start = OLD.index(sentence)
            stances.add(
                session,
                old,
                holder=holder,
                target_concept=treaty,
                position=judge(place),
                strength=1,
                evidence=[Span(start, start + len(sentence))],
            )
    project.close()
    return path


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    return teach(tmp_path / "taught.db", lambda place: "oppose" if place % 2 else "support")


async def test_the_guess_is_told_with_the_words_that_speak_for_it(opened: Opening, taught: Path) -> None:
    async with opened(path=taught) as program:
        await program.find("We welcome")
        await program.press("q", "enter", "s")
        await program.type("river treaty")
        await program.press("enter")
        assert "position" in program.foot()[1]
        assert "guess: support, by “" in program.foot()[1]
        assert "“welcome" in program.foot()[1] or "praise" in program.foot()[1]
        before = program.export()["documents"]
        await program.press("enter", "space")
        assert program.export()["documents"] == before
        await program.press("2")
        (stance,) = program.export()["documents"][0]["stances"]
        assert stance["position"] == "oppose"
        assert stance["origin"] == "hand"


async def test_going_back_on_the_question_writes_nothing(opened: Opening, taught: Path) -> None:
    async with opened(path=taught) as program:
        await program.find("We welcome")
        await program.press("q", "enter", "s")
        await program.type("river treaty")
        await program.press("enter", "backspace")
        assert program.export()["documents"][0]["stances"] == []


async def test_words_that_say_nothing_get_no_guess(opened: Opening, taught: Path) -> None:
    async with opened(path=taught) as program:
        await program.find("Nobody asked")
        await program.press("q", "enter", "s")
        await program.type("river treaty")
        await program.press("enter")
        assert "position" in program.foot()[1]
        assert "guess" not in program.foot()[1]


async def test_a_new_target_gets_no_guess(opened: Opening, taught: Path) -> None:
    async with opened(path=taught) as program:
        await program.find("We welcome")
        await program.press("q", "enter", "s")
        await program.type("boats")
        await program.press("enter")
        assert "position" in program.foot()[1]
        assert "guess" not in program.foot()[1]


async def test_judgements_that_the_words_do_not_tell_get_no_guess(opened: Opening, tmp_path: Path) -> None:
    path = teach(tmp_path / "mixed.db", lambda place: "oppose" if (place // 2 + place) % 2 else "support")
    async with opened(path=path) as program:
        await program.find("We welcome")
        await program.press("q", "enter", "s")
        await program.type("river treaty")
        await program.press("enter")
        assert "position" in program.foot()[1]
        assert "guess" not in program.foot()[1]
