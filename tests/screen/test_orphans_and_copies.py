"""Annotations that lost their place are given another, and copies of a text are named and read beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.driving import HARBOUR, RIVER, Opening, Program, make_project

from corpus.articles import read_article
from db import editions, history, taking
from db.engine import open_project

NEWER = RIVER.replace("We have waited for nine years, and the river has not", "Nine years we waited, the river did not")
"""The river article with one quote in other words."""

COPY = (
    RIVER.replace("(Meridian)", "(Coastal Wire)")
    .replace("nine years", "ten years")
    .replace("READ MORE: Ten pictures of the river", "Sorrand has not answered.")
)
"""The river article as another outlet brings it."""


def replace(path: Path, name: str, text: str) -> None:
    """Give the document of a file a new text, as `add --update` does."""
    project = open_project(str(path))
    with history.act(project, coder="bea", verb="new version") as session:
        article = read_article(text.encode(), name)
        document = editions.match(session, article, last=9)
        assert document is not None
        editions.update(session, document, taking.prepared(article))
    project.close()


async def tag(program: Program, words: str) -> None:
    await program.find(words)
    await program.press("q")
    await program.type("Orsini")
    await program.press("enter")


@pytest.fixture
async def orphaned(opened: Opening) -> Opening:
    """The program on a project whose one quote has lost its place."""
    async with opened() as program:
        await tag(program, "We have waited")
    replace(program.path, "river.txt", NEWER)
    return opened


async def select(program: Program, first: str, count: int) -> None:
    """Select so many words from the first one on."""
    await program.find(first)
    await program.press("V", *["l"] * (count - 1))


async def test_an_orphan_is_listed_with_its_old_words_and_attached_to_what_is_selected(orphaned: Opening) -> None:
    async with orphaned() as program:
        assert "O 1 orphan" in program.foot()[0]
        await program.press("O")
        screen = program.screen()
        assert "1 orphan" in screen[0]
        assert any("Velmara will not wait" in line and "quote" in line for line in screen)
        assert any("We have waited for nine years" in line for line in screen)
        await program.press("enter")
        assert "select its new place, then O: “We have" in program.foot()[1]
        await select(program, "Nine years we", 8)
        await program.press("O")
        assert "quote “We have waited" in program.foot()[0]
        await program.press("enter")
        (quote,) = program.export()["documents"][0]["quotes"]
        (part,) = quote["parts"]
        assert part["exact"] == "Nine years we waited, the river did not"
        assert NEWER[part["start"] : part["end"]] == part["exact"]
        assert "saved: attach" in program.foot()[1]
        assert "Orsini, direct" in program.foot()[0]


async def test_attaching_is_one_act_that_undo_takes_back(orphaned: Opening) -> None:
    async with orphaned() as program:
        before = program.export()["documents"]
        await select(program, "Nine years we", 8)
        await program.press("O", "enter")
        assert program.export()["documents"] != before
        await program.press("u")
        assert "undone: attach" in program.foot()[1]
        await program.press("g")
        assert "O 1 orphan" in program.foot()[0]
        assert program.export()["documents"][0]["quotes"][0]["parts"] == before[0]["quotes"][0]["parts"]


async def test_going_back_on_an_orphan_changes_nothing(orphaned: Opening) -> None:
    async with orphaned() as program:
        before = program.export()["documents"]
        await program.press("O", "escape")
        await select(program, "Nine years we", 8)
        await program.press("O", "escape")
        assert program.export()["documents"] == before


async def test_an_orphan_of_another_document_is_reached_from_anywhere(orphaned: Opening) -> None:
    async with orphaned() as program:
        await program.press("J", "O")
        await program.type("waited")
        await program.press("enter")
        assert "1 of 3" in program.screen()[0]
        assert "select its new place, then O: “We have" in program.foot()[1]


async def test_without_orphans_the_key_says_so(opened: Opening) -> None:
    async with opened() as program:
        assert "orphan" not in program.foot()[0]
        await program.press("v", "O")
        assert "no orphan in this document" in program.foot()[1]
        await program.press("backspace", "O")
        assert "no orphans" in program.screen()[0]
        await program.press("enter", "escape")
        assert "READ" in program.foot()[1]


async def test_an_orphan_that_found_its_place_meanwhile_is_left_there(orphaned: Opening) -> None:
    async with orphaned() as program:
        await select(program, "Nine years we", 8)
        await program.press("O")
        replace(program.path, "river.txt", RIVER)
        await program.press("enter")
        assert "not done" in program.foot()[0]
        (quote,) = program.export()["documents"][0]["quotes"]
        assert quote["parts"][0]["exact"].startswith("We have waited")


async def test_what_was_selected_in_the_old_text_is_not_written_into_the_new_one(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        replace(program.path, "river.txt", NEWER)
        await program.press("q")
        await program.type("Orsini")
        await program.press("enter")
        assert "got a new text meanwhile; nothing was saved" in program.foot()[0]
        assert program.desk.annotations.quotes == ()
        assert "Nine years we waited" in program.desk.reader.text


async def test_undoing_a_new_version_shows_the_earlier_text(opened: Opening) -> None:
    async with opened() as program:
        project = open_project(str(program.path))
        with history.act(project, coder="ann", verb="new version") as session:
            article = read_article(NEWER.encode(), "river.txt")
            document = editions.match(session, article, last=9)
            assert document is not None
            editions.update(session, document, taking.prepared(article))
        project.close()
    async with opened() as program:
        assert program.desk.reader.text == NEWER
        await program.press("u")
        assert program.desk.reader.text == RIVER


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A project with a near copy of an article, and with the same article from a second file."""
    return make_project(
        tmp_path / "copies.db",
        {"river.txt": RIVER, "harbour.txt": HARBOUR, "wire/river.txt": COPY, "again/river-2.txt": RIVER},
    )


async def test_the_foot_names_where_else_a_text_stands(opened: Opening, copied: Path) -> None:
    async with opened(path=copied) as program:
        assert "C also in: Coastal Wire, river-2.txt" in program.foot()[0]
        await program.press("J")
        assert "also in" not in program.foot()[0]
        await program.press("C")
        assert "no copy of this text is known" in program.foot()[1]


async def test_copies_are_listed_with_their_likeness(opened: Opening, copied: Path) -> None:
    async with opened(path=copied) as program:
        await program.press("C")
        screen = program.screen()
        assert "2 copies" in screen[0]
        assert "%" in screen[2]
        assert "Coastal Wire  Velmara will not wait" in screen[2]
        assert "same" in screen[3]
        assert "again/river-2.txt" in screen[3]
        await program.press("down", "enter")
        assert "the same text, character for character" in program.screen()[-1]
        await program.press("escape")
        assert "READ" in program.foot()[1]


async def test_a_copy_is_read_beside_the_text_on_a_wide_screen(opened: Opening, copied: Path) -> None:
    async with opened((120, 40), copied) as program:
        await program.press("C", "enter")
        screen = program.screen()
        assert "1 Meridian" in screen[0]
        assert "2 Coastal Wire" in screen[0]
        both = next(line for line in screen if "nine years" in line)
        assert both.index("nine years") < both.index("│") < both.index("ten years")
        marked = [
            segment.text
            for strip in program.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline
        ]
        assert {"nine", "ten"} <= set(marked)
        assert not any("waited" in text for text in marked)


async def test_a_copy_is_read_below_the_text_on_a_narrow_one(opened: Opening, copied: Path) -> None:
    async with opened((80, 24), copied) as program:
        await program.press("C", "enter")
        screen = program.screen()
        rows = [line for line in screen if "waited" in line and "years" in line]
        assert [row[:3] for row in rows] == [" 1 ", " 2 "]
        assert sum("Velmara will not wait" in line for line in screen) == 1
        await program.press("pagedown", "up", "down", "pageup")
        assert program.screen()[1:] == screen[1:]


async def test_the_other_document_is_opened_from_beside(opened: Opening, copied: Path) -> None:
    async with opened(path=copied) as program:
        await program.press("C", "enter", "backspace")
        assert "COPIES" in program.screen()[0]
        await program.press("enter", "enter")
        assert "3 of 3" in program.screen()[0]
        assert program.desk.reader.text == COPY


async def test_what_a_copy_holds_reaches_the_terminal_only_as_text(opened: Opening, tmp_path: Path) -> None:
    hostile = COPY.replace("reckless", "\x1b[2Jreckless\u202e").replace("(Coastal Wire)", "(Wire\x1b]0;x\x07)")
    path = make_project(tmp_path / "hostile.db", {"river.txt": RIVER, "\x1b[2J.txt": hostile})
    async with opened((120, 40), path) as program:
        shown = list(program.foot())
        await program.press("C")
        shown += program.screen()
        await program.press("enter")
        shown += program.screen()
        assert any("reckless" in line for line in shown)
        assert not any(character in line for line in shown for character in "\x1b\x07\u202e")
