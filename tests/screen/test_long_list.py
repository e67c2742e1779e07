"""A list that is longer than what the screen holds of it: the pane, and the picker that reads titles bit by bit."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.driving import Opening, make_project

from db import documents
from db.engine import open_project
from db.places import save
from db.records import Place
from tui import catalogue
from tui.screens.concordance import ConcordanceScreen


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of 600 short articles."""
    texts = {f"{number:03}.txt": f"Report {number} of the river watch\n\nNo news.\n" for number in range(1, 601)}
    return make_project(tmp_path_factory.mktemp("long") / "long.db", texts)


def stand_in(path: Path, number: int) -> None:
    """Let the program open with this document."""
    project = open_project(str(path))
    with project.reading() as session:
        (row,) = documents.rows_of(session, [number])
    save(project, "ann", Place(row.id, 0, 0))
    project.close()


async def test_the_list_shows_the_open_documents_neighbours_wherever_it_stands(
    opened: Opening, long_list: Path
) -> None:
    stand_in(long_list, 240)
    async with opened((120, 40), long_list) as program:
        assert "240 of 600" in program.screen()[0]
        await program.burst(*"J" * 70)
        shown = "\n".join(program.screen())
        assert "310 of 600" in program.screen()[0]
        assert all(f"Report {number} of" in shown for number in (300, 309, 310))
        assert len(program.desk.rows) <= 200
        await program.press("D")
        assert "311 of 600" in program.screen()[0]
        await program.press("K", "K")
        assert "309 of 600" in program.screen()[0]


async def test_the_first_and_the_last_document_have_no_further_one(opened: Opening, long_list: Path) -> None:
    for number, key in ((1, "K"), (600, "J")):
        stand_in(long_list, number)
        async with opened((80, 24), long_list) as program:
            await program.press(key)
            assert "no further document" in "\n".join(program.foot())
            assert f"{number} of 600" in program.screen()[0]


async def test_the_picker_walks_on_from_the_open_document_as_far_as_the_list_goes(
    opened: Opening, long_list: Path
) -> None:
    stand_in(long_list, 300)
    async with opened((80, 24), long_list) as program:
        await program.press("o")
        assert "600 documents" in program.screen()[0]
        await program.press(*["pagedown"] * 20)
        await program.press("enter")
        number = 300 + 20 * 21
        assert f"{min(number, 600)} of 600" in program.screen()[0]
        await program.press("o", *["pageup"] * 40, "enter")
        assert "1 of 600" in program.screen()[0]


async def test_titles_are_found_in_what_is_read_so_far_and_then_in_all(
    opened: Opening, long_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "CHUNK", 50)
    stand_in(long_list, 1)
    async with opened((80, 24), long_list) as program:
        await program.press("o")
        await program.type("570")
        while "so far" in program.screen()[0] or "1 found" not in program.screen()[0]:
            await program.pilot.pause()
        await program.press("enter")
        assert "570 of 600" in program.screen()[0]


async def test_a_document_is_found_by_what_was_told_of_it_a_moment_ago(opened: Opening) -> None:
    async with opened() as program:
        await program.press("o", "escape", "i")
        await program.type("outlet")
        await program.press("enter", "ctrl+u")
        await program.type("Zephyr")
        await program.press("enter", "J", "o")
        await program.type("zephyr")
        await program.press("enter")
        assert "1 of 3" in program.screen()[0]


async def test_places_far_from_the_open_document_have_their_documents_number_and_name(
    opened: Opening, tmp_path: Path
) -> None:
    texts = {f"{number:03}.txt": f"Report {number} of the river watch\n\nNo news.\n" for number in range(1, 301)}
    texts |= {"098.txt": "a gate is shut, and nobody says why.\n", "299.txt": "nobody knows whose gate that is.\n"}
    async with opened((100, 30), make_project(tmp_path / "far.db", texts)) as program:
        await program.press("F")
        await program.burst(*"gate ")
        shown = "\n".join(program.screen())
        assert "[098.txt]" in shown
        assert "[299.txt]" in shown
        await program.press("tab")
        panel = program.app.screen
        assert isinstance(panel, ConcordanceScreen)
        assert {panel.lines.place(number).key[0] for number in panel.lines.order} == {98, 299}
