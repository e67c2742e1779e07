from __future__ import annotations

from pathlib import Path
from typing import Any

from screen.driving import MARKET, RIVER, Opening, Program, exported, make_project

from tui.screens.parallels import LINES, wrapped

SAID = "We have waited for nine years, and the river has not"
COAST = """Orsini has had enough of waiting

PORT ELSE, March 4 (Coastal Wire) - Nine years we waited while the river did not wait, Lena Orsini \x1b[31msaid.

Her ministry gave no date for the dam.
"""


def made(tmp_path: Path) -> Path:
    return make_project(tmp_path / "told.db", {"river.txt": RIVER, "coast.txt": COAST, "market.txt": MARKET})


def links(path: Path) -> Any:
    return exported(path).get("parallels", [])


async def quoted(program: Program) -> None:
    """Tag the first quotation."""
    await program.find("waited for nine")
    await program.press("q", "1")


async def test_what_others_tell_of_a_quote_is_listed_with_the_words_that_differ_and_opened(
    opened: Opening, tmp_path: Path
) -> None:
    async with opened((100, 30), made(tmp_path)) as program:
        await quoted(program)
        await program.press("equals_sign")
        screen = "\n".join(program.screen())
        assert "SAME STATEMENT" in screen
        assert SAID in screen
        assert "Nine years we waited while the river did not wait" in screen
        assert "\x1b" not in screen
        await program.press("enter")
        assert program.desk.document is not None
        assert program.desk.document.title == "Orsini has had enough of waiting"
        assert program.desk.reader.text[program.desk.reader.cursor.start :].startswith(("PORT", "Nine"))


async def test_one_key_links_it_and_the_same_key_takes_that_back(opened: Opening, tmp_path: Path) -> None:
    path = made(tmp_path)
    async with opened((100, 30), path) as program:
        await quoted(program)
        await program.burst("equals_sign", "equals_sign")
        await program.settle()
        assert [link["quote"] for link in links(path)] == [program.desk.annotations.quotes[0].id]
        assert any(line.startswith(" = same") or line.startswith(" =same") for line in program.screen())
        await program.press("equals_sign")
        assert links(path) == []
        await program.press("equals_sign", "escape")
        assert "same in Coastal Wire" in program.foot()[0]


async def test_a_link_is_one_undo(opened: Opening, tmp_path: Path) -> None:
    path = made(tmp_path)
    async with opened((100, 30), path) as program:
        await quoted(program)
        await program.press("equals_sign", "equals_sign", "escape")
        await program.press("u")
        assert links(path) == []
        assert len(exported(path)["documents"][0]["quotes"]) == 1
        assert "same in" not in program.foot()[0]


async def test_a_sentence_that_is_no_quote_is_looked_for_but_not_linked(opened: Opening, tmp_path: Path) -> None:
    path = made(tmp_path)
    async with opened((100, 30), path) as program:
        await program.find("waited for nine")
        await program.press("equals_sign", "equals_sign")
        assert "tag it as a quote first (q)" in program.screen()[-1]
        await program.press("backspace")
        assert links(path) == []


async def test_where_nobody_tells_it_the_list_says_so(opened: Opening, tmp_path: Path) -> None:
    async with opened((80, 24), made(tmp_path)) as program:
        await program.find("stressed that")
        await program.press("equals_sign")
        assert "no other documents tell it" in program.screen()[0]
        await program.press("equals_sign", "enter", "backspace")
        assert program.foot()[1].startswith(" READ")


def test_words_that_differ_are_marked_and_what_has_no_room_is_cut() -> None:
    from corpus.spans import Span
    from tui import look

    lines = wrapped("one two three", [Span(4, 6)], look.PLAIN, 10)
    assert len(lines) == LINES
    assert [text for text, style in lines[0] if style == look.FOUND] == ["two"]
    assert "".join(text for text, _ in lines[1]).split() == ["three"]
