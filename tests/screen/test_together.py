"""Several screens on one project: each shows what the others do, and takes nothing away from its analyst."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Unpack

import pytest
from screen.driving import RIVER, Opening, Program
from textual.widgets import TextArea

from corpus.articles import read_article
from corpus.spans import Span
from db import actors, annotations, concepts, documents, drafts, editions, history, mentions, quotes, taking
from db.engine import Project, open_project
from tui.screens.versions import VersionsPanel

LOOK = 0.05
"""How often the screens of these tests look."""

WAITED = "We have waited for nine years, and the river has not,"
CALLED = "I call it “a wall of water”, and I am not alone,"


@pytest.fixture
def other(project_path: Path) -> Iterator[Project]:
    """The project as another program has it open."""
    project = open_project(str(project_path))
    yield project
    project.close()


async def shows(program: Program, is_there: Callable[[], object]) -> None:
    """Wait until the screen has heard of it."""
    for _ in range(1500):
        if is_there():
            await program.pilot.pause()
            return
        await program.pilot.pause(0.02)
    raise AssertionError("\n".join(program.screen()))


def river(other: Project) -> str:
    """The first document's id."""
    with other.reading() as session:
        return documents.listing(session)[0].id


def quote(other: Project, words: str) -> str:
    """Another coder marks a quote in the first document."""
    document, start = river(other), RIVER.index(words)
    with history.act(other, coder="bea", verb="quote", document=document) as session:
        return quotes.add(session, document, type="direct", parts=[("content", Span(start, start + len(words)))])


def recode(other: Project, verb: str = "type", **changes: Unpack[quotes.Changes]) -> None:
    """Another coder recodes the only quote in the first document."""
    document = river(other)
    with history.act(other, coder="bea", verb=verb, document=document) as session:
        (found,) = annotations.of_document(session, document).quotes
        quotes.recode(session, found.id, found.version, **changes)


def delete(other: Project) -> None:
    """Another coder deletes the only quote in the first document."""
    document = river(other)
    with history.act(other, coder="bea", verb="delete quote", document=document) as session:
        (found,) = annotations.of_document(session, document).quotes
        quotes.delete(session, found.id)


def rewrite(other: Project, text: str) -> None:
    """Another program gives the first document a new text."""
    document = river(other)
    with history.act(other, coder="bea", verb="new version", document=document) as session:
        editions.update(session, document, taking.prepared(read_article(text.encode(), "river.txt")))


def first_quote(program: Program) -> dict[str, object]:
    exported: list[dict[str, object]] = program.export()["documents"][0]["quotes"]
    (found,) = exported
    return found


async def tagged(program: Program) -> None:
    await program.find("We have waited")
    await program.press("q", "enter")


async def change(program: Program, field: str, value: str) -> None:
    await program.press("r")
    await program.type(field)
    await program.press("enter")
    await program.type(value)


async def test_what_another_coder_marks_appears_and_takes_nothing_away(opened: Opening, other: Project) -> None:
    async with opened(size=(140, 24), look_seconds=LOOK) as program:
        await program.find("Brandt")
        await program.press("v")
        before = (program.desk.reader.cursor, program.selected(), program.desk.reader.top)
        made = quote(other, WAITED)
        await shows(program, lambda: program.desk.reader.marks.by_id(made))
        assert (program.desk.reader.cursor, program.selected(), program.desk.reader.top) == before
        assert "bea: quote" in program.foot()[1]
        assert any("1Q" in line for line in program.screen())
        assert any("nobody named, direct" in line for line in program.screen())
        await program.press("l")
        assert "bea" not in program.foot()[1]
        with history.act(other, coder="bea", verb="done", document=river(other)) as session:
            documents.mark(session, river(other), "done")
        await shows(program, lambda: "✓ done" in program.screen()[0])
        assert program.screen()[1].startswith("✓")
        await program.press("z")
        with history.act(other, coder="bea", verb="open again", document=river(other)) as session:
            documents.mark(session, river(other), "open")
        await shows(program, lambda: "✓ done" not in program.screen()[0])
        await program.press("z")
        assert program.screen()[1].startswith("·")


async def test_an_open_question_is_answered_as_it_was_asked(opened: Opening, other: Project) -> None:
    async with opened(look_seconds=LOOK) as program:
        await program.find("We have waited")
        await program.press("q")
        await program.type("Tomas Br")
        made = quote(other, CALLED)
        await shows(program, lambda: program.desk.reader.marks.by_id(made))
        assert "Tomas Br" in program.foot()[1]
        await program.press("enter")
        exported = program.export()
        names = {actor["id"]: actor["name"] for actor in exported["actors"]}
        found = {
            entry["parts"][0]["exact"]: names.get(entry["speaker"]) for entry in exported["documents"][0]["quotes"]
        }
        assert found == {WAITED: "Tomas Brandt", CALLED: None}


async def test_two_screens_follow_each_other(opened: Opening) -> None:
    async with (
        opened(look_seconds=LOOK) as ann,
        opened(look_seconds=LOOK, coder="bea") as bea,
        opened(look_seconds=LOOK) as elsewhere,
    ):
        await tagged(ann)
        await shows(bea, lambda: bea.desk.annotations.quotes)
        assert "ann: quote" in bea.foot()[1]
        await shows(elsewhere, lambda: elsewhere.desk.undo == "quote")
        assert "you elsewhere: quote" in elsewhere.foot()[1]
        await bea.find("Brandt called")
        await bea.press("a", "enter")
        await shows(ann, lambda: ann.desk.annotations.mentions)
        assert "bea: actor" in ann.foot()[1]
        await elsewhere.press("u")
        await shows(ann, lambda: not ann.desk.annotations.quotes)
        await shows(bea, lambda: not bea.desk.annotations.quotes)


async def test_of_two_edits_both_are_shown_and_one_undo_takes_the_choice_back(opened: Opening, other: Project) -> None:
    async with opened() as program:
        await tagged(program)
        recode(other, type="indirect")
        await change(program, "type", "mixed")
        await program.burst("enter", "enter", "d")
        assert isinstance(program.app.screen, VersionsPanel)
        told = "\n".join(program.screen())
        assert "changed by bea on" in told
        assert told.index("leave theirs") < told.index("indirect") < told.index("over theirs") < told.index("mixed")
        await program.press("down", "enter")
        assert first_quote(program)["type"] == "mixed"
        assert "saved: type" in program.foot()[1]
        await program.press("u")
        assert first_quote(program)["type"] == "indirect"


async def test_an_edit_of_something_else_is_offered_beside_theirs_first(opened: Opening, other: Project) -> None:
    async with opened() as program:
        await tagged(program)
        recode(other, type="indirect")
        await change(program, "date", "2020-02")
        await program.press("enter")
        assert "write yours beside theirs" in program.screen()[2]
        await program.press("enter")
        assert (first_quote(program)["type"], first_quote(program)["said_on"]) == ("indirect", "2020-02")
        recode(other, type="direct")
        await change(program, "type", "direct")
        await program.press("enter")
        assert "the same was written by bea" in program.foot()[1]
        recode(other, type="mixed")
        await program.press("d")
        await program.press("enter")
        assert "left as it is now, by bea" in program.foot()[1]
        assert first_quote(program)["type"] == "mixed"


async def test_what_nobody_has_changed_is_not_shown_of_a_concept(opened: Opening, other: Project) -> None:
    with history.act(other, coder="bea", verb="concepts") as session:
        above = concepts.create(session, "trade")
        tolls = concepts.create(session, "river tolls", above)
    async with opened() as program:
        await program.press("W")
        await program.type("river tolls")
        await program.press("enter")
        await program.type("rename")
        await program.press("enter")
        with history.act(other, coder="bea", verb="definition") as session:
            concepts.edit(session, tolls, 1, definition="what a ship pays")
        await program.type(" of the Elve")
        await program.press("enter")
        told = "\n".join(program.screen())
        assert "what a ship pays" in told
        assert "parent" not in told
        assert "write yours beside theirs" in program.screen()[2]


async def test_of_two_memos_both_are_kept(opened: Opening, other: Project) -> None:
    async with opened(look_seconds=LOOK) as program:
        await tagged(program)
        await program.press("m")
        await program.type("mine")
        document = river(other)
        with history.act(other, coder="bea", verb="memo", document=document) as session:
            (found,) = annotations.of_document(session, document).quotes
            annotations.write_note(session, "quote", found.id, found.version, "hers")
        await shows(program, lambda: program.desk.annotations.quotes[0].note == "hers")
        assert program.app.screen.query_one(TextArea).text == "mine"
        await program.press("ctrl+s")
        assert "keep both" in program.screen()[2]
        await program.press("enter")
        assert first_quote(program)["note"] == "hers\n\nmine"
        await program.press("u")
        assert first_quote(program)["note"] == "hers"


async def test_a_draft_that_was_brought_back_does_not_overwrite_a_memo_unseen(opened: Opening, other: Project) -> None:
    async with opened() as program:
        await tagged(program)
        (found,) = program.desk.annotations.quotes
        drafts.save(other, "ann", found.id, "half a thought", found.version)
        with history.act(other, coder="bea", verb="memo", document=river(other)) as session:
            annotations.write_note(session, "quote", found.id, found.version, "hers")
        await program.press("J", "K", "t", "m", "ctrl+s")
        assert "changed by bea" in program.screen()[0]
        await program.press("backspace", "m", "ctrl+s", "enter")
        assert first_quote(program)["note"] == "hers\n\nhalf a thought"


async def test_what_was_deleted_underneath_is_brought_back(opened: Opening, other: Project) -> None:
    async with opened(look_seconds=LOOK) as program:
        await tagged(program)
        await program.press("r")
        await program.type("type")
        await program.press("enter")
        delete(other)
        await shows(program, lambda: not program.desk.annotations.quotes)
        await program.type("mixed")
        await program.press("enter")
        assert "deleted by bea" in program.screen()[0]
        await program.press("down", "enter")
        assert first_quote(program)["type"] == "mixed"
        await program.press("u")
        assert program.export()["documents"][0]["quotes"] == []


async def test_a_key_meant_for_what_is_gone_does_not_strike_what_lies_beneath(opened: Opening, other: Project) -> None:
    async with opened(look_seconds=LOOK) as program:
        await tagged(program)
        await program.find("river has not")
        await program.press("a", "enter")
        (mention,) = program.desk.annotations.mentions
        with history.act(other, coder="bea", verb="delete actor", document=river(other)) as session:
            mentions.delete(session, mention.id)
        await shows(program, lambda: not program.desk.annotations.mentions)
        await program.press("d")
        assert "actor deleted" in program.foot()[1]
        assert first_quote(program)
        await program.type("bring")
        await program.press("enter")
        assert len(program.export()["documents"][0]["mentions"]) == 1
        await program.press("u")
        assert program.export()["documents"][0]["mentions"] == []


async def test_a_key_that_would_have_asked_does_not_strike_what_is_left(opened: Opening, other: Project) -> None:
    async with opened(look_seconds=LOOK) as program:
        await tagged(program)
        await program.find("river has not")
        await program.press("a", "enter", "l", "h")
        delete(other)
        await shows(program, lambda: not program.desk.annotations.quotes)
        await program.press("d")
        assert "quote deleted" in program.foot()[1]
        await program.press("enter")
        assert len(program.export()["documents"][0]["mentions"]) == 1


async def test_a_speaker_merged_while_the_picker_is_open_is_who_goes_by_the_name(
    opened: Opening, other: Project
) -> None:
    async with opened() as program:
        await program.find("Orsini told")
        await program.press("a", "enter")
        await program.find("Karel stressed")
        await program.press("a", "enter")
        await program.find("We have waited")
        await program.press("q")
        await program.type("Ivo Karel")
        known = {actor["name"]: actor["id"] for actor in program.export()["actors"]}
        with history.act(other, coder="bea", verb="merge") as session:
            actors.merge(session, known["Ivo Karel"], known["Lena Orsini"])
        await program.press("enter")
        assert first_quote(program)["speaker"] == known["Lena Orsini"]


async def test_a_new_text_under_the_reader_never_gives_a_wrong_span(opened: Opening, other: Project) -> None:
    async with opened(look_seconds=LOOK) as program:
        await tagged(program)
        await program.find("reckless")
        await program.press("q")
        await program.burst("backspace")
        await program.find("I call it")
        await program.press("q")
        rewrite(other, f"Corrected on Saturday.\n\n{RIVER}")
        await program.press("enter")
        assert "new text meanwhile; nothing was saved" in " ".join(program.foot())
        assert program.desk.reader.text.startswith("Corrected")
        assert program.cursor() == "I"
        (kept,) = program.export()["documents"][0]["quotes"]
        assert kept["parts"][0]["exact"] == WAITED
        rewrite(other, RIVER.replace("Deputy", "The deputy"))
        await shows(program, lambda: not program.desk.reader.text.startswith("Corrected"))
        assert program.cursor() == "I"


async def test_a_list_that_is_read_anew_does_not_hold_a_document_that_is_gone(opened: Opening, other: Project) -> None:
    with history.act(other, coder="bea", verb="import") as session:
        documents.add(session, read_article(b"Extra\n\nA text that will go.\n", "extra.txt"))
    async with opened() as program:
        await program.press("J", "J", "J")
        assert len(program.desk.rows) == 4
        history.undo(other, "bea")
        program.app.reading.action_flow("refresh")
        await program.settle()
        assert "no longer in the project: Extra" in " ".join(program.foot())
        assert [row.title for row in program.desk.rows if row.title == "Extra"] == []
        assert len(program.desk.rows) == 3


async def test_with_the_last_document_list_and_undo_are_empty_too(opened: Opening, tmp_path: Path) -> None:
    path = tmp_path / "single.db"
    project = open_project(str(path))
    with history.act(project, coder="ann", verb="import") as session:
        documents.add(session, read_article(b"Extra\n\nA text that will go.\n", "extra.txt"))
    project.close()
    async with opened(path=path) as program:
        assert "u undo: import" in program.foot()[1]
        await program.press("u")
        assert "undone: import" in program.foot()[1]
        assert "u undo" not in program.foot()[1]
        assert (len(program.desk.rows), program.desk.count, program.desk.document) == (0, 0, None)
        await program.press("U")
        assert program.desk.reader.text.startswith("Extra")
        assert (len(program.desk.rows), program.desk.count) == (1, 1)


async def test_a_document_taken_away_under_the_reader_is_told(opened: Opening, other: Project) -> None:
    with history.act(other, coder="bea", verb="import") as session:
        documents.add(session, read_article(b"Extra\n\nA text that will go.\n", "extra.txt"))
    async with opened(look_seconds=LOOK) as program:
        await program.press("J", "J", "J")
        assert program.desk.reader.text.startswith("Extra")
        history.undo(other, "bea")
        await shows(program, lambda: "no longer in the project: Extra" in " ".join(program.foot()))
        assert len(program.desk.rows) == 3
        history.redo(other, "bea")
        await shows(program, lambda: len(program.desk.rows) == 4)
