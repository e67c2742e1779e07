"""The codebook by keys: actors and concepts are listed, made, renamed, merged and deleted, and all of it undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.codebook import CodebookPanel, line_of

if TYPE_CHECKING:
    from screen.conftest import Opening
    from screen.driving import Program


def listed(program: Program) -> list[str]:
    """The rows of the list, in words."""
    panel = program.app.screen
    assert isinstance(panel, CodebookPanel)
    return [line_of(row) for row in panel.rows.items]


async def change(program: Program, entry: str, field: str) -> None:
    """Take an entry from the list and one of its fields."""
    await program.press("W")
    await program.type(entry)
    await program.press("enter")
    await program.type(field)
    await program.press("enter")


async def test_an_actor_is_made_given_a_kind_and_taken_back(opened: Opening) -> None:
    async with opened() as program:
        await program.press("W")
        await program.type("Sorrand")
        await program.press("enter")
        assert listed(program) == ["Sorrand  person"]
        await program.press("enter")
        await program.type("kind")
        await program.press("enter")
        await program.type("country")
        await program.press("enter")
        assert listed(program) == ["Sorrand  country"]
        await program.press("escape", "u", "u")
        assert program.export()["actors"] == []


async def test_two_actors_become_one_with_all_their_marks(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Orsini told")
        await program.press("a")
        await program.type("Orsini the elder")
        await program.press("enter")
        await program.find("Brandt said")
        await program.press("a", "enter")
        await change(program, "elder", "merge")
        await program.type("brandt")
        await program.press("enter", "escape")
        exported = program.export()
        (actor,) = exported["actors"]
        assert actor["name"] == "Tomas Brandt"
        assert "Orsini the elder" in actor["aliases"]
        mentions = [mention for document in exported["documents"] for mention in document["mentions"]]
        assert {mention["actor"] for mention in mentions} == {actor["id"]}
        await program.press("u")
        assert len(program.export()["actors"]) == 2


async def test_a_concept_gets_a_definition_and_a_new_one_above_it(opened: Opening) -> None:
    async with opened() as program:
        await program.press("W")
        await program.type("river tolls")
        await program.press("down", "enter")
        await program.press("escape")
        await change(program, "river tolls", "parent")
        await program.type("trade")
        await program.press("enter", "escape")
        await change(program, "river tolls", "definition")
        await program.type("what a ship pays")
        await program.press("enter", "ctrl+u")
        assert listed(program) == ["trade", "river tolls  what a ship pays"]
        await program.press("escape")
        concepts = {concept["name"]: concept for concept in program.export()["concepts"]}
        assert concepts["river tolls"]["parent"] == concepts["trade"]["id"]


async def test_a_concept_above_is_known_by_its_name_whatever_its_capitals(opened: Opening) -> None:
    async with opened() as program:
        for name in ("EU", "river tolls"):
            await program.press("W")
            await program.type(name)
            await program.press("down", "enter")
            await program.press("escape")
        await change(program, "river tolls", "parent")
        await program.type("eu")
        await program.press("2", "escape")
        concepts = {concept["name"]: concept for concept in program.export()["concepts"]}
        assert sorted(concepts) == ["EU", "river tolls"]
        assert concepts["river tolls"]["parent"] == concepts["EU"]["id"]


async def test_only_what_nothing_refers_to_can_be_deleted(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Orsini told")
        await program.press("a", "enter")
        await change(program, "orsini", "delete")
        assert program.app.reading.foot.is_asking
        assert [actor["name"] for actor in program.export()["actors"]] == ["Lena Orsini"]
        await program.press("escape", "escape", "W")
        await program.type("Aldo Venn")
        await program.press("enter", "escape")
        assert len(program.export()["actors"]) == 2
        await change(program, "aldo", "delete")
        await program.press("escape")
        assert [actor["name"] for actor in program.export()["actors"]] == ["Lena Orsini"]
