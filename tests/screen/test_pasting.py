"""Pasted text has its place among the keys: behind those that came before it, before those that came behind."""

from __future__ import annotations

from screen.driving import Opening


async def test_a_key_behind_a_paste_comes_behind_it(opened: Opening) -> None:
    async with opened() as program:
        await program.press("slash")
        await program.paste("Brandt", behind=["enter", "v"])
        assert "Brandt" in (program.selected() or "")


async def test_a_paste_waits_for_the_question_that_the_key_before_it_asks(opened: Opening) -> None:
    async with opened() as program:
        await program.find("waited")
        await program.paste("The ferrymen", before=["a"], behind=["enter"])
        assert [actor["name"] for actor in program.export()["actors"]] == ["The ferrymen"]


async def test_a_paste_waits_for_the_list_that_the_key_before_it_opens(opened: Opening) -> None:
    async with opened() as program:
        await program.paste("harbour dues", before=["F"])
        assert "harbour dues▏" in program.screen()[0]


async def test_a_paste_answers_what_a_list_asks_and_does_not_search_the_list(opened: Opening) -> None:
    async with opened() as program:
        await program.press("W")
        await program.type("Sorrand")
        await program.press("enter", "enter")
        await program.type("name")
        await program.press("enter", "ctrl+u")
        await program.paste("Sorrand the Younger", behind=["enter"])
        assert [actor["name"] for actor in program.export()["actors"]] == ["Sorrand the Younger"]


async def test_where_nothing_can_be_typed_pasted_text_is_no_command(opened: Opening) -> None:
    async with opened() as program:
        before = program.screen()
        await program.paste("vqDd", before=["f"])
        await program.press("backspace")
        await program.paste("vqDd")
        assert program.screen() == before
