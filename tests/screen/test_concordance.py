"""The concordance: aligned, sorted, opened, and tagged from as one act."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.driving import Opening, Program, exported, make_project

from tui.screens.concordance import ConcordanceScreen
from tui.widths import cell_len

DAM = """The dam at Halven

“The dam is ours,” said Lena Orsini of Velmara.

The dam leaks. “A dam of 水 and stone,” said Aldo Venn.
"""
WEIR = """A weir instead

“No dam was promised,” said Ivo Karel. Nobody spoke of the dam before.
"""


@pytest.fixture
def dams(tmp_path: Path) -> Path:
    return make_project(tmp_path / "dams.db", {"dam.txt": DAM, "weir.txt": WEIR})


async def show(program: Program, line: str) -> ConcordanceScreen:
    """Show the places of a line in context."""
    await program.press("F")
    await program.burst(*line)
    await program.press("tab")
    return screen(program)


def screen(program: Program) -> ConcordanceScreen:
    shown = program.app.screen
    assert isinstance(shown, ConcordanceScreen)
    return shown


def rows(program: Program) -> list[str]:
    return [row for row in program.screen()[2:-2] if row]


def marks(path: Path, noun: str) -> list[str]:
    """What is marked in the project, by its words."""
    found = [mark for document in exported(path)["documents"] for mark in document[noun]]
    return [mark["exact"] if noun == "mentions" else mark["parts"][0]["exact"] for mark in found]


async def test_keywords_stand_below_each_other_also_beside_wide_letters(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        await show(program, "dam ")
        shown = rows(program)
        assert len(shown) == 6
        assert {cell_len(row[: row.lower().index("dam", 30)]) for row in shown} == {38}


async def test_tab_goes_to_the_context_and_back_to_the_same_line(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        await show(program, "dam ")
        assert "IN CONTEXT   dam   6 places" in program.screen()[0]
        await program.press("tab")
        assert "FIND IN CORPUS   dam ▏" in program.screen()[0]
        await program.press("tab", "backspace")
        assert program.app.screen is program.app.reading


async def test_lines_are_sorted_by_keys_that_are_shown(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        shown = await show(program, "dam ")
        assert "l r d o sort" in program.screen()[-1]
        await program.press("r")
        after = [shown.lines.place(number).after.split()[0] for number in shown.lines.order]
        assert after == sorted(after)
        assert "by right" in program.screen()[0]


async def test_an_opened_place_comes_back_to_its_line_also_after_tagging_there(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        await show(program, "dam ")
        await program.press("l", "g", "j", "j", "enter")
        assert program.cursor().lower() == "dam"
        assert "Backspace" in program.foot()[1]
        await program.press("s")
        await program.burst(*"Orsini")
        await program.press("enter")
        await program.burst(*"the dam")
        await program.press("enter", "4")
        await program.press("backspace")
        shown = screen(program)
        assert (shown.lines.row, shown.lines.orders) == (2, ["left"])
        await program.press("backspace")
        assert program.app.screen is program.app.reading


async def test_marked_lines_are_tagged_as_one_act_and_one_undo(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        shown = await show(program, "dam ")
        await program.press("V", "q")
        assert "speaker of 3" in program.screen()[-1]
        await program.press("1")
        assert sorted(marks(dams, "quotes")) == ["A dam of 水 and stone,", "No dam was promised,", "The dam is ours,"]
        told = program.screen()[-2]
        assert "saved: 3 quotes; 3 between no quote marks" in told
        assert list(shown.lines.signs.values()) == ["Q", "Q", "Q"]
        await program.press("V", "q")
        assert "nothing tagged: 3 tagged already, 3 between no quote marks" in program.screen()[-2]
        await program.press("u")
        assert marks(dams, "quotes") == []
        assert "undone: 3 quotes" in program.screen()[-2]


async def test_one_line_and_a_range_are_linked_to_a_new_actor(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        await show(program, "dam ")
        await program.press("space", "j", "v", "a")
        await program.burst(*"The Halven dam")
        await program.press("enter")
        value = exported(dams)
        (actor,) = value["actors"]
        assert actor["name"] == "The Halven dam"
        assert len(marks(dams, "mentions")) == 3
        await program.press("backspace", "u")
        assert exported(dams)["actors"] == []


async def test_stances_are_their_quotes_speakers_or_the_one_who_is_named(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        await show(program, "dam ")
        await program.press("V", "q", "1", "V", "s")
        assert "holder" in program.screen()[-1]
        await program.burst(*"Karel")
        await program.press("enter")
        await program.burst(*"the dam")
        await program.press("enter", "4")
        stances = [stance for document in exported(dams)["documents"] for stance in document["stances"]]
        by_quote = [stance for stance in stances if "quote" in stance["evidence"][0]]
        assert (len(stances), len(by_quote)) == (6, 3)
        assert len({stance["holder"] for stance in by_quote}) == 1
        assert all(stance["position"] == "support" for stance in stances)
        await program.press("V", "s")
        await program.burst(*"Karel")
        await program.press("enter", "1", "4")
        assert "6 tagged already" in program.screen()[-2]


async def test_a_new_holder_and_a_new_target_of_one_name_are_an_actor_and_a_concept(
    opened: Opening, dams: Path
) -> None:
    async with opened(path=dams) as program:
        await show(program, "dam ")
        await program.press("V", "s")
        await program.burst(*"NATO")
        await program.press("enter")
        await program.burst(*"NATO")
        await program.press("enter", "4")
        value = exported(dams)
        stances = [stance for document in value["documents"] for stance in document["stances"]]
        (actor,), (concept,) = value["actors"], value["concepts"]
        assert {stance["holder"] for stance in stances} == {actor["id"]}
        assert [stance["target"] for stance in stances] == 6 * [{"concept": concept["id"]}]


async def test_going_back_on_the_question_writes_nothing_and_leaves_the_list(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        shown = await show(program, "dam ")
        before = program.desk.document
        await program.press("V", "q", "backspace")
        assert screen(program) is shown
        assert len(shown.lines.marked) == 6
        await program.press("backspace")
        assert marks(dams, "quotes") == []
        assert program.desk.document is not None
        assert before is not None
        assert program.desk.document.id == before.id


async def test_places_that_are_left_are_gone_back_to_also_in_the_next_session(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        await program.find("leaks")
        await program.press("F")
        await program.burst(*"promised")
        await program.press("enter")
        assert program.cursor() == "promised"
        await program.press("ctrl+o")
        assert program.cursor() == "leaks"
        await program.press("ctrl+n")
        assert program.cursor() == "promised"
        await program.press("ctrl+n")
        assert "last place" in program.foot()[1]
    async with opened(path=dams) as program:
        await program.press("ctrl+o")
        assert program.cursor() == "leaks"


async def test_ends_and_marks_out_of_view_are_gone_back_from(opened: Opening, tmp_path: Path) -> None:
    text = "The first dam.\n" + "A line of words between them.\n" * 60 + "The last dam.\n"
    async with opened(path=make_project(tmp_path / "long.db", {"long.txt": text})) as program:
        await program.press("l", "G", "ctrl+o")
        assert program.cursor() == "first"
        await program.press("l", "g", "ctrl+o")
        assert "first place" in program.foot()[1]
        await program.press("slash")
        await program.burst(*"dam")
        await program.press("enter", "n", "ctrl+o")
        assert program.desk.reader.cursor.start < 20
        await program.press("ctrl+n")
        assert program.desk.reader.cursor.start > 1000


async def test_keys_typed_ahead_reach_the_screens_that_they_are_meant_for(opened: Opening, dams: Path) -> None:
    async with opened(path=dams) as program:
        await program.burst("F", *"dam ", "tab", "V", "q", "1", "g", "enter", "backspace")
        shown = screen(program)
        assert len(shown.lines) == 6
        assert len(marks(dams, "quotes")) == 3
        assert shown.lines.row == 0
