"""Tagging by keys, checked in what a new process exports from the file."""

from __future__ import annotations

import pytest
from screen.driving import Opening, Program

from corpus.spans import Span


async def test_the_quote_under_the_cursor_takes_two_keys(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter")
        river = program.export()["documents"][0]
        (quote,) = river["quotes"]
        (part,) = quote["parts"]
        assert part["exact"] == "We have waited for nine years, and the river has not,"
        assert part["exact"] == river["text"][part["start"] : part["end"]]
        assert quote["type"] == "direct"
        assert [actor["name"] for actor in program.export()["actors"]] == ["Lena Orsini"]
        assert quote["speaker"] == program.export()["actors"][0]["id"]
        assert "saved: quote" in program.foot()[1]


async def test_a_name_takes_two_keys_and_is_linked_to_the_fullest_form(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Orsini told")
        await program.press("a", "enter")
        exported = program.export()
        (mention,) = exported["documents"][0]["mentions"]
        assert mention["exact"] == "Orsini"
        assert exported["actors"][0]["name"] == "Lena Orsini"


async def test_a_stance_takes_three_keys_when_the_target_is_on_the_list(opened: Opening) -> None:
    async with opened() as program:
        await tag_stance_on_treaty(program)
        await program.find("We will build")
        await program.press("q", "enter")
        await program.press("s", "1", "1")
        first, second = program.export()["documents"][0]["stances"]
        assert first["target"] == second["target"]
        assert (first["position"], first["strength"]) == ("support", 2)
        assert (second["position"], second["strength"]) == ("oppose", 2)
        assert second["evidence"] == [{"quote": program.export()["documents"][0]["quotes"][1]["id"]}]


async def tag_stance_on_treaty(program: Program) -> None:
    await program.find("We have waited")
    await program.press("q", "enter", "s")
    await program.type("river treaty")
    await program.press("enter", "5")


@pytest.mark.parametrize(
    ("key", "position", "strength"),
    [
        ("1", "oppose", 2),
        ("2", "oppose", 1),
        ("3", "neutral", None),
        ("4", "support", 1),
        ("5", "support", 2),
        ("m", "mixed", None),
        ("u", "unclear", None),
    ],
)
async def test_each_position_is_one_key(opened: Opening, key: str, position: str, strength: int | None) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter", "s")
        await program.type("dam")
        await program.press("enter", key)
        (stance,) = program.export()["documents"][0]["stances"]
        assert (stance["position"], stance["strength"]) == (position, strength)


async def test_three_undos_take_all_back_and_three_redos_bring_it_again(opened: Opening) -> None:
    async with opened() as program:
        await tag_stance_on_treaty(program)
        await program.find("Orsini told")
        await program.press("a", "enter")
        full = program.export()
        await program.press("u", "u", "u")
        empty = program.export()
        assert not any(empty["documents"][0][kind] for kind in ("quotes", "mentions", "stances"))
        assert empty["actors"] == empty["concepts"] == []
        await program.press("U", "U", "U")
        assert program.export()["documents"] == full["documents"]
        assert program.export()["actors"] == full["actors"]


async def test_undo_works_in_the_next_session(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter")
    async with opened() as program:
        await program.press("u")
        assert program.export()["documents"][0]["quotes"] == []
        assert "undone: quote" in program.foot()[1]


async def test_a_burst_of_keys_is_dealt_with_in_order(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.burst("q", "enter", "s", *"dam", "enter", "2", "u", "U", "J")
        (stance,) = program.export()["documents"][0]["stances"]
        assert stance["position"] == "oppose"
        assert "2 of 3" in program.screen()[0]


async def test_a_burst_types_into_the_search_and_the_list_that_it_opens(opened: Opening) -> None:
    async with opened() as program:
        await program.burst("slash", *"reckless", "enter", "o", *"market", "enter", "K")
        assert "2 of 3" in program.screen()[0]
        await program.burst("K", "f", "escape", "question_mark", *"next document", "enter", "D")
        assert "3 of 3" in program.screen()[0]
        assert program.export()["documents"][0]["stances"] == []


async def test_quitting_waits_for_what_was_typed_ahead(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.burst("q", "enter", "ctrl+q")
        assert len(program.export()["documents"][0]["quotes"]) == 1


async def test_a_recoding_that_changes_nothing_is_not_called_saved(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter", "r")
        await program.type("type")
        await program.press("enter")
        await program.type("direct")
        await program.press("enter")
        assert "nothing changed" in program.foot()[1]
        assert "undo: quote" in program.foot()[1]


async def test_a_key_for_an_option_out_of_view_means_nothing(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter", "r", "9", "x", "y")
        assert "nothing fits" in program.foot()[0]
        await program.press("backspace", "backspace", "backspace")
        assert "READ" in program.foot()[1]


async def test_targets_of_other_documents_come_before_what_was_never_a_target(opened: Opening) -> None:
    async with opened() as program:
        await tag_stance_on_treaty(program)
        await program.press("J")
        await program.find("This is not")
        await program.press("q", "enter", "s")
        assert "1 river treaty" in " ".join(program.foot()[0].split())


async def test_an_unnamed_source_is_nobody(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q")
        await program.type("nobody")
        await program.press("enter")
        (quote,) = program.export()["documents"][0]["quotes"]
        assert quote["speaker"] is None
        assert program.export()["actors"] == []


async def test_a_typed_name_becomes_an_actor_in_the_same_step(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q")
        await program.type("Zora Quill")
        await program.press("enter")
        assert [actor["name"] for actor in program.export()["actors"]] == ["Zora Quill"]


@pytest.mark.parametrize(
    ("name", "kind"), [("Zora Quill", "person"), ("Harbour Council", "organisation"), ("a man at the gate", "source")]
)
async def test_the_question_tells_what_a_new_actor_will_be(opened: Opening, name: str, kind: str) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q")
        await program.type(name)
        assert f"{name} new {kind}" in " ".join(program.foot()[0].split())
        await program.press("enter")
        assert [(actor["name"], actor["kind"]) for actor in program.export()["actors"]] == [(name, kind)]


async def test_a_selected_description_is_a_source(opened: Opening) -> None:
    async with opened() as program:
        await program.find("nine years")
        program.desk.reader.select(Span(program.desk.reader.cursor.start, program.desk.reader.cursor.start + 10))
        await program.press("a", "enter")
        assert [actor["kind"] for actor in program.export()["actors"]] == ["source"]


async def test_going_back_writes_nothing(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "backspace")
        assert program.export()["documents"][0]["quotes"] == []
        await program.press("q", "escape")
        assert program.export()["documents"][0]["quotes"] == []
        assert program.desk.reader.state == "READ"


async def test_what_is_selected_outside_quote_marks_is_indirect_speech(opened: Opening) -> None:
    async with opened() as program:
        await program.find("talks with")
        await program.press("v")
        assert program.selected() == "talks with Sorrand remain open"
        await program.press("q", "enter")
        (quote,) = program.export()["documents"][0]["quotes"]
        assert quote["type"] == "indirect"
        assert quote["parts"][0]["exact"] == "talks with Sorrand remain open"


async def test_a_selection_that_holds_quote_marks_is_mixed_speech(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Deputy")
        program.desk.reader.select(program.desk.segments.paragraph_at(program.desk.reader.cursor.start))
        await program.press("q", "enter")
        assert program.export()["documents"][0]["quotes"][0]["type"] == "mixed"


async def test_a_quote_inside_a_quote_knows_its_outer_one(opened: Opening) -> None:
    async with opened() as program:
        await program.find("I call it")
        await program.press("q", "enter")
        await program.find("wall of water")
        await program.press("q", "enter")
        outer, inner = program.export()["documents"][0]["quotes"]
        assert inner["parts"][0]["exact"] == "a wall of water"
        assert (outer["inside"], inner["inside"]) == (None, outer["id"])


async def test_pieces_are_added_to_the_last_quote(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter")
        await program.find("We will build")
        await program.press("p", "enter")
        await program.find("told")
        await program.press("p", "enter")
        await program.find("Orsini told")
        await program.press("p", "enter")
        (quote,) = program.export()["documents"][0]["quotes"]
        assert sorted((part["role"], part["exact"]) for part in quote["parts"]) == [
            ("content", "We have waited for nine years, and the river has not,"),
            ("content", "We will build the dam alone,"),
            ("cue", "told"),
            ("source", "Orsini"),
        ]


async def test_the_last_tagging_is_repeated_by_one_key(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter")
        await program.find("We will build")
        await program.press("full_stop")
        one, other = program.export()["documents"][0]["quotes"]
        assert one["speaker"] == other["speaker"]
        assert other["parts"][0]["exact"] == "We will build the dam alone,"


async def test_the_same_quote_is_not_tagged_twice(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter", "q")
        assert len(program.export()["documents"][0]["quotes"]) == 1
        assert "already" in program.foot()[1]


async def test_deleting_a_quote_keeps_the_stance_that_rests_on_it(opened: Opening) -> None:
    async with opened() as program:
        await tag_stance_on_treaty(program)
        before = program.export()
        await program.press("g", "t", "d")
        if not program.export()["documents"][0]["stances"]:
            await program.press("u", "t", "d")
        river = program.export()["documents"][0]
        assert river["quotes"] == []
        assert river["stances"][0]["evidence"][0]["exact"].startswith("We have waited")
        await program.press("u")
        assert program.export()["documents"] == before["documents"]


async def test_a_new_concept_and_a_new_actor_of_one_name_can_be_told_apart(opened: Opening) -> None:
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q", "enter", "s")
        await program.type("u")
        shown = " ".join(program.foot()[0].split())
        assert "u new concept" in shown
        assert "u new source" in shown
