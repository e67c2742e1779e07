"""The search line: completed, blamed and amended while it is typed; places, annotations and saved searches."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.driving import Opening, Program, make_project
from textual import events

from db import search_words, searches
from db.engine import open_project
from tui.screens.annotations import AnnotationPanel
from tui.screens.corpus_search import CorpusSearch
from tui.searching import PAUSE


async def mark(program: Program) -> None:
    """A quote with its speaker, a stance on it, and a name."""
    await program.find("We have waited")
    await program.press("q", "enter", "s")
    await program.burst(*"river treaty")
    await program.press("enter", "2")
    await program.find("Deputy")
    await program.press("l", "a", "enter")


def rows(program: Program) -> list[str]:
    """The rows of the list, between the line and the hint."""
    return [row for row in program.screen()[2:-1] if row]


def query(program: Program) -> str:
    return program.screen()[0]


def hint(program: Program) -> str:
    return program.screen()[-1]


async def test_a_filter_is_completed_by_one_key(opened: Opening) -> None:
    async with opened() as program:
        await program.press("F")
        await program.burst(*"blockade out")
        assert "blockade out▏let:" in query(program)
        await program.press("right")
        assert 'outlet:▏"Coastal Wire"' in query(program)
        assert "Meridian" in hint(program)
        await program.burst(*"mrid")
        assert "→ Meridian" in query(program)
        await program.press("right")
        assert "blockade outlet:Meridian ▏" in query(program)
        assert "nothing" in " ".join(rows(program))


async def test_a_fault_is_told_with_its_place_and_what_to_do(opened: Opening) -> None:
    async with opened() as program:
        await program.press("F")
        await program.burst(*"dam outlt:x")
        line, below = program.screen()[:2]
        assert below.index("^") == line.index("outlt")
        assert below.count("^") == len("outlt:x")
        told = " ".join(rows(program))
        assert "there is no filter outlt" in told
        assert "outlet" in told


async def test_it_is_told_that_a_document_holds_more_places_than_are_listed(tmp_path: Path, opened: Opening) -> None:
    path = make_project(tmp_path / "many.db", {"a.txt": "The dam holds. " * 7, "b.txt": "One dam broke."})
    async with opened(path=path, size=(120, 24)) as program:
        await program.press("F")
        await program.burst(*"dam ")
        assert "6 found, the first 5 of each document" in query(program)
        await program.press("ctrl+u")
        await program.burst(*"broke ")
        assert query(program).rstrip().endswith("1 found")


async def test_the_nearest_word_is_taken_by_one_key(opened: Opening) -> None:
    async with opened() as program:
        await program.press("F")
        await program.burst(*"blocade ")
        assert "nothing found" in query(program)
        assert rows(program)[0].strip() == "blockade"
        await program.press("right")
        assert "blockade ▏" in query(program)
        assert any("This is not a" in row for row in rows(program))


async def test_annotations_are_shown_as_such_and_opened_as_such(opened: Opening) -> None:
    async with opened() as program:
        await mark(program)
        await program.press("F")
        await program.burst(*"actor:orsini ")
        found = rows(program)
        assert found[0].startswith(" Q Lena Orsini, direct")
        assert found[2].startswith(" - river treaty: oppose (Lena Orsini)")
        await program.press("down", "enter")
        walked = program.desk.reader.walked
        assert walked is not None
        assert walked.noun == "stance"
        await program.press("backspace")
        assert "actor:orsini ▏" in query(program)


async def test_an_annotation_is_found_by_a_slip_of_the_finger_and_come_back_from(opened: Opening) -> None:
    async with opened() as program:
        await mark(program)
        await program.press("M")
        assert "3 annotations" in query(program)
        panel = program.app.screen
        assert isinstance(panel, AnnotationPanel)
        assert panel.rows.items[panel.rows.chosen or 0].kind == "mention"
        await program.press("ctrl+g", "J")
        left = program.desk.document
        await program.press("M")
        await program.burst(*"orisni direct")
        assert "1 found" in query(program)
        assert rows(program)[0].startswith(" Q Lena Orsini, direct  We have waited")
        await program.press("ctrl+u")
        await program.burst(*"treaty rivr")
        assert rows(program)[0].startswith(" - river treaty: oppose (Lena Orsini)")
        await program.press("enter")
        walked = program.desk.reader.walked
        assert walked is not None
        assert walked.noun == "stance"
        assert program.desk.document != left
        await program.press("backspace")
        assert "treaty rivr▏" in query(program)
        await program.press("ctrl+g", "ctrl+o")
        assert program.desk.document == left


async def test_backspace_comes_back_to_the_same_row_of_the_same_list(opened: Opening) -> None:
    async with opened() as program:
        await program.press("F")
        await program.burst(*"velmara ")
        before = rows(program)
        await program.press("down", "down", "enter")
        await program.press("a", "enter")
        await program.press("backspace")
        assert rows(program) == before
        panel = program.app.screen
        assert isinstance(panel, CorpusSearch)
        assert panel.rows.chosen == 2


async def test_without_a_list_backspace_goes_nowhere(opened: Opening) -> None:
    async with opened() as program:
        await program.press("F")
        await program.burst(*"blockade")
        await program.press("enter", "K", "backspace")
        assert program.app.screen is program.app.reading


async def test_a_search_is_saved_opened_by_its_key_changed_and_deleted(opened: Opening, project_path: Path) -> None:
    async with opened() as program:
        await program.press("F")
        await program.burst(*"blockade")
        await program.press("ctrl+s")
        await program.burst(*"The blockade")
        await program.press("enter", "3")
        assert "saved: @The blockade, on key 3" in hint(program)
        await program.press("ctrl+g", "3")
        assert "blockade ▏" in query(program)
        await program.press("ctrl+u")
        assert rows(program)[0].startswith(" 3 @The blockade")
        await program.press("ctrl+r")
        await program.burst(*"harbour")
        await program.press("enter", "5")
        assert rows(program)[0].startswith(" 5 @harbour")
        await program.press("ctrl+d")
        assert "deleted: @harbour" in hint(program)
        await program.press("backspace", "u", "5")
        assert "blockade ▏" in query(program)
        await program.press("ctrl+g", "7")
        assert "no saved search has the key 7" in program.foot()[1]
    project = open_project(str(project_path))
    with project.reading() as session:
        assert [(saved.name, saved.key) for saved in searches.listing(session)] == [("harbour", 5)]
    project.close()


async def test_one_key_finds_all_places_of_what_is_under_the_cursor(opened: Opening) -> None:
    async with opened() as program:
        await mark(program)
        await program.find("We have waited")
        await program.press("w", "1")
        lines = [query(program)]
        await program.press("ctrl+g", "w", "2")
        lines.append(query(program))
        assert sum('actor:"Lena Orsini" ▏   2 found' in line for line in lines) == 1
        assert sum('about:"river treaty" ▏   1 found' in line for line in lines) == 1
        await program.press("ctrl+g")
        await program.find("Sorrand")
        await program.press("w")
        assert '"Sorrand" ▏' in query(program)
        assert sum("Sorrand" in row for row in rows(program)) >= 3


async def test_hostile_text_is_found_and_shown_safely(opened: Opening, tmp_path: Path) -> None:
    text = "The \u202edam\u202c is \x1b[31mred\x1b[0m and wa\u200bter runs.\n"
    path = make_project(tmp_path / "hostile.db", {"hostile.txt": text})
    async with opened(path=path) as program:
        await program.press("F")
        for word in ("dam", "red", "runs"):
            await program.press("ctrl+u")
            await program.burst(*word)
            assert rows(program), word
            await program.press("tab")
            shown = "".join(program.screen())
            assert not {"\x1b", "\u202e", "\u200b"} & set(shown)
            await program.press("tab")


async def test_a_regular_expression_that_takes_too_long_is_blamed(
    opened: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_words, "PATIENCE", 0.2)
    path = make_project(tmp_path / "slow.db", {"1.txt": "aa zzz\n", "slow.txt": "a" * 40 + "!\n"})
    async with opened(path=path) as program:
        await program.press("F")
        await program.burst(*"/(a|aa)+$|aaaa!zzz/")
        assert "took too long: make it simpler" in " ".join(rows(program))
        await program.burst("ctrl+u", *"zzz")
        assert "zzz▏   1 found" in query(program)


async def test_a_search_that_takes_long_is_left_by_typing_on(opened: Opening, tmp_path: Path) -> None:
    path = make_project(tmp_path / "slow.db", {"slow.txt": "a" * 40 + "!\n", "river.txt": "The river waits.\n"})
    async with opened(path=path) as program:
        await program.press("F")
        for key in "/(a|aa)+$|zzz/":
            program.app.post_message(events.Key(key, key))
        await program.pilot.pause(2 * PAUSE)
        await program.burst("ctrl+u", *"river")
        assert "river▏   1 found" in query(program)
        assert "The river waits" in rows(program)[0]
        assert "too long" not in hint(program)


async def test_a_letter_begins_another_line_than_the_one_that_was_left(opened: Opening) -> None:
    async with opened() as program:
        for keys, line in (("dam", "dam"), ("treaty", "treaty"), (" outlet:", "treaty outlet:"), ("x", "x")):
            await program.press("F")
            await program.type(keys)
            panel = program.app.screen
            assert isinstance(panel, CorpusSearch)
            assert panel.typed == line
            await program.press("escape")
        await program.press("F", "backspace")
        await program.type("dam")
        panel = program.app.screen
        assert isinstance(panel, CorpusSearch)
        assert panel.typed == "dam"
