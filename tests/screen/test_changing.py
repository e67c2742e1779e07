"""Recoding, memos, metadata, yanking, and what is said when something cannot be done."""

from __future__ import annotations

import json
import sqlite3
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest
from screen.driving import Opening, Program, exported
from textual import events
from textual.widgets import TextArea

from db import actors, annotations, history, quotes
from db.engine import open_project
from db.exchange import native
from tui.desk import Cancelled
from tui.screens.commands import CommandPanel


async def tagged(program: Program) -> None:
    await program.find("We have waited")
    await program.press("q", "enter")


async def change(program: Program, field: str) -> None:
    await program.press("r")
    await program.type(field)
    await program.press("enter")


async def test_the_speaker_is_recoded(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await change(program, "speaker")
        await program.type("Tomas Brandt")
        await program.press("enter")
        exported = program.export()
        names = {actor["id"]: actor["name"] for actor in exported["actors"]}
        assert names[exported["documents"][0]["quotes"][0]["speaker"]] == "Tomas Brandt"


async def test_the_type_and_the_date_are_recoded(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await change(program, "type")
        await program.type("mixed")
        await program.press("enter")
        await change(program, "date")
        await program.press("ctrl+u")
        await program.type("2023-03")
        await program.press("enter")
        (quote,) = program.export()["documents"][0]["quotes"]
        assert (quote["type"], quote["said_on"]) == ("mixed", "2023-03")


async def test_a_selection_becomes_the_extent(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.press("V", "l", "l")
        await program.press("r")
        await program.type("extent")
        await program.press("enter")
        (quote,) = program.export()["documents"][0]["quotes"]
        assert quote["parts"][0]["exact"] == "We have waited"


async def test_a_stance_is_recoded_in_each_field(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.press("s")
        await program.type("dam")
        await program.press("enter", "4")
        await change(program, "position")
        await program.press("m")
        await change(program, "modality")
        await program.type("denied")
        await program.press("enter")
        await change(program, "inferred")
        await change(program, "target")
        await program.type("river treaty")
        await program.press("enter")
        exported = program.export()
        (stance,) = exported["documents"][0]["stances"]
        assert (stance["position"], stance["strength"]) == ("mixed", None)
        assert (stance["modality"], stance["explicit"]) == ("denied", False)
        concepts = {concept["id"]: concept["name"] for concept in exported["concepts"]}
        assert concepts[stance["target"]["concept"]] == "river treaty"


async def test_an_actor_is_renamed_and_given_an_alias_and_a_role(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Orsini told")
        await program.press("a", "enter")
        await change(program, "alias")
        await program.press("enter")
        await change(program, "kind")
        await program.type("group")
        await program.press("enter")
        await change(program, "role")
        await program.type("foreign minister")
        await program.press("enter", "ctrl+u")
        await program.type("Velmara")
        await program.press("enter", "enter", "enter")
        (actor,) = program.export()["actors"]
        assert actor["aliases"] == ["Orsini"]
        assert actor["kind"] == "group"
        assert actor["roles"] == [{"title": "foreign minister", "organisation": "Velmara", "from": None, "to": None}]


async def test_a_memo_is_kept_and_taken_back(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.press("m")
        await program.type("is this a threat")
        await program.press("ctrl+s")
        assert program.export()["documents"][0]["quotes"][0]["note"] == "is this a threat"
        assert "✎" in program.foot()[0]
        await program.press("u")
        assert program.export()["documents"][0]["quotes"][0]["note"] == ""


async def test_a_memo_being_typed_is_there_after_a_crash(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.press("m")
        await program.type("half a thought")
        while program.app.screen.is_waiting:
            await program.pilot.pause()
    async with opened() as program:
        await program.press("m")
        assert program.app.screen.query_one(TextArea).text == "half a thought"
        await program.press("ctrl+s")
        assert program.export()["documents"][0]["quotes"][0]["note"] == "half a thought"


async def test_a_memo_that_is_there_after_a_crash_is_held_against_no_earlier_one_of_the_same_coder(
    opened: Opening,
) -> None:
    async with opened() as program:
        await tagged(program)
        await program.press("m")
        await program.type("base")
        await program.press("ctrl+s", "m")
        await program.type(" and more")
        while program.app.screen.is_waiting:
            await program.pilot.pause()
    async with opened() as program:
        await program.press("m", "ctrl+s")
        assert "saved: memo" in program.foot()[1]
        assert program.export()["documents"][0]["quotes"][0]["note"] == "base and more"


async def test_a_memo_keeps_what_its_field_cannot_show_where_nobody_touched_it(opened: Opening) -> None:
    odd = "ශ්\u200dරී 👩🏽\u200d🚀 a\tb soft\u00adhyphen\nthe second line"
    async with opened() as program:
        await tagged(program)
        (quote,) = program.desk.annotations.quotes
        with (
            closing(open_project(str(program.path))) as project,
            history.act(project, coder="ann", verb="memo") as session,
        ):
            annotations.write_note(session, "quote", quote.id, quote.version, odd)
        await program.press("J", "K", "t", "m")
        await program.type("!")
        await program.press("home")
        await program.type("so ")
        await program.press("ctrl+s")
        note = program.export()["documents"][0]["quotes"][0]["note"]
        assert note == odd.replace("the second", "so the second") + "!"


async def test_a_memo_that_nobody_typed_in_is_not_brought_back(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.press("m", "left")
        assert not program.app.screen.is_waiting
        await program.app.reading.keep_place()
    async with opened() as program:
        await program.press("m")
        assert not any("brought back" in line for line in program.screen())


async def test_metadata_is_shown_and_changed_and_taken_back(opened: Opening) -> None:
    async with opened() as program:
        await program.press("i")
        assert any("outlet" in line and "Meridian" in line for line in program.screen())
        await program.type("outlet")
        await program.press("enter", "ctrl+u")
        await program.type("The Meridian Post")
        await program.press("enter")
        assert program.export()["documents"][0]["outlet"] == "The Meridian Post"
        assert "The Meridian Post" in program.screen()[0]
        await program.press("u")
        assert program.export()["documents"][0]["outlet"] == "Meridian"
        assert "The Meridian Post" not in program.screen()[0]


async def test_a_yank_goes_to_the_terminals_clipboard(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    async with opened() as program:
        written: list[bytes] = []
        program.desk.face.to_terminal = written.append
        await program.find("We have waited")
        await program.press("v", "y")
        assert "yanked" in program.foot()[1]
        head = b64encode("“We have waited for nine years".encode())[:30]
        assert written
        assert head in written[0]


async def test_help_shows_every_key_and_runs_a_command(opened: Opening) -> None:
    async with opened() as program:
        await program.press("question_mark")
        assert any("COMMANDS AND KEYS" in line for line in program.screen())
        await program.type("next document")
        await program.press("enter")
        assert "2 of 3" in program.screen()[0]


async def test_a_change_of_somebody_else_is_never_overwritten(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        (quote,) = program.desk.annotations.quotes
        other = open_project(str(program.path))
        with history.act(other, coder="bea", verb="type") as session:
            quotes.recode(session, quote.id, quote.version, type="indirect")
        other.close()
        await change(program, "type")
        await program.type("mixed")
        await program.press("enter")
        assert "bea" in program.screen()[0]
        await program.press("backspace")
        assert program.export()["documents"][0]["quotes"][0]["type"] == "indirect"
        await change(program, "type")
        await program.type("mixed")
        await program.press("enter")
        assert program.export()["documents"][0]["quotes"][0]["type"] == "mixed"


async def test_a_project_without_documents_says_what_to_do(opened: Opening, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    open_project(str(empty)).close()
    async with opened(path=empty) as program:
        assert "glossator add" in program.foot()[1]
        await program.press("q", "a", "s", "t", "d", "J", "space", "v", "f")
        assert "READ" in program.foot()[1]


async def test_a_claim_on_a_piece_of_a_quote_is_its_speakers(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.find("nine years")
        await program.press("V", "l", "s")
        await program.type("patience")
        await program.press("enter", "3")
        exported = program.export()
        (stance,) = exported["documents"][0]["stances"]
        assert stance["holder"] == exported["documents"][0]["quotes"][0]["speaker"]
        assert stance["evidence"][0]["exact"] == "nine years"


async def test_an_actor_that_is_gone_ends_nothing(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Orsini told")
        await program.press("a", "enter")
        await program.find("Tomas")
        await program.press("a", "enter")
        known = {actor["name"]: actor["id"] for actor in program.export()["actors"]}
        other = open_project(str(program.path))
        with history.act(other, coder="bea", verb="merge") as session:
            actors.merge(session, known["Tomas Brandt"], known["Lena Orsini"])
        other.close()
        await program.press("r")
        assert "not done" in program.foot()[0]
        await program.press("r")
        assert "change" in program.foot()[1]


async def test_what_cannot_be_taken_is_not_taken_even_in_a_burst(opened: Opening) -> None:
    async with opened() as program:
        await program.burst("question_mark", *"strongly opposes", "enter")
        await program.press("escape")
        await program.burst("i", *"encoding", "enter")
        await program.press("escape")
        assert "READ" in program.foot()[1]


async def test_pasted_text_does_not_block_the_position_question(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.press("s")
        await program.type("dam")
        await program.press("enter")
        program.app.post_message(events.Paste("pasted"))
        await program.press("backspace")
        assert "READ" in program.foot()[1]


async def test_quitting_works_from_a_question_a_list_and_a_memo(opened: Opening) -> None:
    for keys in (("q",), ("o",), ("q", "enter", "m", "x")):
        async with opened() as program:
            await program.find("We have waited")
            await program.press(*keys, "ctrl+q")
            assert program.app.return_code == 0


async def test_what_is_typed_behind_quitting_does_nothing(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        program.app.exit()
        with pytest.raises(Cancelled):
            await program.app.reading.show_screen(CommandPanel())
        await program.app.reading.on_key(events.Key("q", "q"))
        assert program.app.reading.is_quiet
    assert exported(program.path)["documents"][0]["quotes"] == []


async def test_quitting_does_not_wait_for_a_writer_that_holds_the_project(opened: Opening) -> None:
    async with opened() as program:
        with closing(sqlite3.connect(program.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await program.press("ctrl+q")
            assert program.app.return_code == 0
            other.execute("ROLLBACK")


async def test_an_early_key_never_mixes_two_documents(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
    async with opened(settled=False) as program:
        await program.burst("J")
        assert "2 of 3" in program.screen()[0]
        assert program.desk.annotations.quotes == ()


async def test_what_somebody_else_changed_does_not_bar_the_way_of_undo(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await program.find("We will build")
        await program.press("q")
        await program.type("nobody")
        await program.press("enter")
        last = program.desk.annotations.quotes[1]
        other = open_project(str(program.path))
        with history.act(other, coder="bea", verb="type") as session:
            quotes.recode(session, last.id, last.version, type="indirect")
        other.close()
        await program.press("u")
        assert "bea" in "".join(program.foot())
        await program.press("u")
        (left,) = program.export()["documents"][0]["quotes"]
        assert left["id"] == last.id


async def test_a_typed_date_takes_the_place_of_the_present_one(opened: Opening) -> None:
    async with opened() as program:
        await tagged(program)
        await change(program, "date")
        await program.type("2023-03")
        await program.press("enter")
        await change(program, "date")
        await program.type("2021-02-30")
        await program.press("enter")
        assert "no date yet" in program.foot()[0]
        await program.press("ctrl+u")
        await program.type("2021-02-28")
        await program.press("enter")
        assert program.export()["documents"][0]["quotes"][0]["said_on"] == "2021-02-28"


async def test_an_import_is_undone_by_one_key_after_its_documents_were_read(opened: Opening, tmp_path: Path) -> None:
    async with opened() as program:
        await tagged(program)
        full = program.export()
    empty = tmp_path / "other.db"
    project = open_project(str(empty))
    with (tmp_path / "full.json").open("w+") as file:
        file.write(json.dumps(full))
        file.seek(0)
        native.load(project, file, coder="ann")
    project.close()
    async with opened(path=empty) as program:
        await program.press("J", "K", "u")
        assert program.export()["documents"] == []
        await program.press("U", "q")
        assert len(program.export()["documents"]) == 3


async def test_what_was_walked_to_stays_so_when_its_change_is_taken_back(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter", "s", "enter", "1")
        stance = program.desk.reader.walked
        assert stance is not None
        assert stance.noun == "stance"
        await change(program, "position")
        await program.press("5", "u")
        assert "undone: position" in program.foot()[1]
        assert program.desk.reader.walked == program.desk.reader.marks.by_id(stance.id)


async def test_an_actor_who_is_given_anothers_name_is_told(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q")
        await program.type("Zora Quill")
        await program.press("enter")
        await program.find("Orsini told")
        await program.press("a", "enter")
        await change(program, "rename")
        await program.type("zora quill")
        await program.press("enter")
        assert "another actor has this name" in " ".join(program.foot())


async def test_a_role_does_not_end_before_it_begins(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Orsini told")
        await program.press("a", "enter")
        await change(program, "role")
        for answer in ("envoy", "-", "2018", "2017"):
            await program.type(answer)
            await program.press("enter")
        assert "a role that begins in 2018 cannot end in 2017." in " ".join(program.foot())
        assert program.export()["actors"][0]["roles"] == []
