"""Suggestions in the reader: walked, accepted, rejected, edited, and nothing written without a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.driving import HARBOUR, RIVER, Opening, exported, make_project
from screen.walking import decided, first, names, offered, records, walk_to

from corpus.suggest.records import QuoteSuggestion
from db import actors, history, mentions, quotes
from db.engine import open_project
from tui.suggesting import SHOWN

NEVER = 3600.0
"""How often a screen looks that is to hear of nothing in a test."""


async def test_nothing_is_written_by_looking_at_suggestions(opened: Opening, project_path: Path) -> None:
    before = exported(project_path)
    async with opened() as program:
        assert len(offered(program)) > 3
        await program.press("tab", "tab", "tab", "shift+tab", "S", "S", "S", "S", "S", "S", "J", "K")
    assert exported(project_path) == before
    assert records(project_path) == []


async def test_enter_writes_the_quote_that_the_foot_tells(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "We have waited")
        line, status = program.foot()
        assert line.startswith(" · quote by Lena Orsini (new), direct")
        assert status.startswith(" SUGGEST ")
        await program.press("enter")
        value = program.export()
        (quote,), (actor,) = value["documents"][0]["quotes"], value["actors"]
        text = value["documents"][0]["text"]
        contents = [part for part in quote["parts"] if part["role"] == "content"]
        assert [text[part["start"] : part["end"]] for part in contents] == [part["exact"] for part in contents]
        assert contents[0]["exact"].startswith("We have waited for nine years, and the river has not")
        assert [part["exact"] for part in quote["parts"] if part["role"] == "source"] == ["Orsini"]
        assert (quote["type"], quote["speaker"], quote["coder"]) == ("direct", actor["id"], value["coders"][0]["id"])
        assert quote["said_on"] == value["documents"][0]["published"]
        assert quote["origin"].startswith("rule:")
        assert (actor["name"], actor["kind"]) == ("Lena Orsini", "person")
        assert "saved: quote" in program.foot()[1]
        assert decided(program.path) == (1, 0, 0)


async def test_enter_goes_on_to_the_next_suggestion(opened: Opening) -> None:
    async with opened() as program:
        await program.press("tab")
        begin = offered(program)
        assert program.selected() == begin[0]
        await program.press("enter")
        assert program.selected() == offered(program)[0]
        assert len(offered(program)) < len(begin)
        assert program.desk.reader.state == "SUGGEST"


async def test_a_name_is_accepted_with_two_keys_and_known_from_then_on(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "Lena Orsini", "mention")
        await program.press("enter")
        value = program.export()
        (mention,), (actor,) = value["documents"][0]["mentions"], value["actors"]
        assert (mention["exact"], mention["actor"], actor["name"]) == ("Lena Orsini", actor["id"], "Lena Orsini")
        assert mention["origin"].startswith("rule:")
        await walk_to(program, "Orsini", "mention")
        assert "new" not in program.foot()[0]


async def test_undo_takes_back_annotation_actor_and_decision_and_offers_it_again(opened: Opening) -> None:
    async with opened() as program:
        before, begin = program.export(), offered(program)
        await walk_to(program, "We have waited")
        await program.press("enter", "u")
        after = program.export()
        assert first(after, "quotes") == first(before, "quotes") == [[]]
        assert after["actors"] == []
        assert offered(program) == begin
        assert decided(program.path) == (0, 0, 0)
        assert program.desk.reader.state == "SUGGEST"
        assert (program.selected() or "").startswith("We have waited")
        await program.press("U")
        assert len(first(program.export(), "quotes")[0]) == 1
        assert decided(program.path) == (1, 0, 0)


async def test_what_was_rejected_stays_away_also_in_the_next_session_until_undone(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "We have waited")
        count = len(offered(program))
        await program.press("x")
        assert len(offered(program)) == count - 1
        assert not program.selected() or not (program.selected() or "").startswith("We have waited")
        assert first(program.export(), "quotes") == [[]]
        assert decided(program.path) == (0, 0, 1)
    async with opened() as program:
        assert not any(words.startswith("We have waited") for words in offered(program))
        await program.press("u")
        assert any(words.startswith("We have waited") for words in offered(program))
        assert decided(program.path) == (0, 0, 0)


async def test_editing_asks_with_what_is_proposed_first(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "We have waited")
        await program.press("e")
        options, prompt = program.foot()
        assert prompt.lstrip().startswith("speaker")
        assert options.lstrip().startswith("1 Lena Orsini")
        await program.type("Nobody Else")
        await program.press("enter")
        value = program.export()
        assert names(value) == ["Nobody Else"]
        assert first(value, "quotes")[0][0]["origin"].startswith("rule:")
        assert decided(program.path) == (0, 1, 0)


async def test_an_edit_that_changes_nothing_counts_for_the_rule(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "We have waited")
        await program.press("e", "enter")
        assert names(program.export()) == ["Lena Orsini"]
        assert decided(program.path) == (1, 0, 0)


async def test_a_name_can_be_given_to_another_actor_before_it_is_written(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "Lena Orsini", "mention")
        await program.press("e")
        await program.type("The Foreign Ministry")
        await program.press("enter")
        value = program.export()
        assert names(value) == ["The Foreign Ministry"]
        assert value["actors"][0]["aliases"] == ["Lena Orsini"]
        assert decided(program.path) == (0, 1, 0)


async def test_going_back_on_the_question_writes_nothing_and_stays_at_the_suggestion(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "We have waited")
        await program.press("e", "backspace")
        assert program.desk.reader.state == "SUGGEST"
        assert first(program.export(), "quotes") == [[]]
        await program.press("backspace")
        assert (program.desk.reader.state, program.selected()) == ("READ", None)


async def test_all_alike_in_view_are_one_act_and_one_undo(opened: Opening) -> None:
    async with opened() as program:
        await walk_to(program, "Orsini", "mention")
        offer = program.desk.reader.offer
        assert offer is not None
        alike = program.desk.proposals.offers.alike(offer, program.desk.reader.view)
        assert len(alike) >= 2
        assert f"alike ({len(alike)})" in program.foot()[1]
        await program.press("A")
        assert f"saved: {len(alike)} actors" in program.foot()[1]
        value = program.export()
        assert names(value) == ["Lena Orsini"]
        assert sorted(mention["start"] for mention in first(value, "mentions")[0]) == sorted(
            each.extent.start for each in alike
        )
        assert decided(program.path) == (len(alike), 0, 0)
        await program.press("u")
        assert first(program.export(), "mentions") == [[]]
        assert decided(program.path) == (0, 0, 0)


async def test_only_what_is_in_view_is_alike(opened: Opening, tmp_path: Path) -> None:
    text = "A title\n\n" + "Minister Lena Orsini said so.\n\nNothing else was told of it.\n\n" * 30
    async with opened(path=make_project(tmp_path / "long.db", {"long.txt": text})) as program:
        await walk_to(program, "Lena Orsini", "mention")
        await program.press("A")
        linked = len(first(program.export(), "mentions")[0])
        assert 2 <= linked < 15
        assert len([words for words in offered(program) if words == "Lena Orsini"]) == 30 - linked


async def test_one_key_shows_other_kinds_and_hides_all(opened: Opening) -> None:
    async with opened() as program:
        every = len(offered(program))
        assert f"suggestion ({every} left)" in program.foot()[1]
        for shown in (*SHOWN[1:], SHOWN[0]):
            await program.press("S")
            assert f"suggestions shown: {shown}" in program.foot()[1]
            nouns = {offer.noun for offer in program.desk.proposals.offers.every}
            if shown in ("quotes", "names", "stances"):
                assert nouns <= {{"quotes": "quote", "names": "mention", "stances": "stance"}[shown]}
            if shown == "none":
                assert not any(row.startswith(("·", " ·")) for row in program.screen())
                await program.press("tab")
                assert "no suggestion left of what is shown: none" in program.foot()[1]
        assert len(offered(program)) == every


async def test_what_is_hidden_stays_hidden_in_the_next_document(opened: Opening) -> None:
    async with opened() as program:
        await program.press("S", "S", "S", "S", "S", "J")
        assert offered(program) == []


async def test_the_walk_goes_round_and_says_so(opened: Opening) -> None:
    async with opened() as program:
        count = len(offered(program))
        await program.press(*["tab"] * count)
        assert f"{count} of {count}" in program.foot()[0]
        assert "from the other end" not in program.foot()[1]
        await program.press("tab")
        assert f"1 of {count}" in program.foot()[0]
        assert "from the other end" in program.foot()[1]
        await program.press("shift+tab")
        assert f"{count} of {count}" in program.foot()[0]
        assert "from the other end" in program.foot()[1]


async def test_a_burst_of_keys_accepts_one_after_the_other(opened: Opening) -> None:
    async with opened() as program:
        begin = offered(program)
        await program.burst("tab", "enter", "enter", "x", "enter")
        value = program.export()
        marked = [*first(value, "mentions")[0], *first(value, "quotes")[0]]
        assert len(marked) == 3
        assert decided(program.path) == (3, 0, 1)
        assert len(offered(program)) <= len(begin) - 4


async def test_keys_that_come_before_the_suggestions_wait_for_them(opened: Opening) -> None:
    async with opened(settled=False) as program:
        await program.burst("tab", "enter")
        assert decided(program.path) == (1, 0, 0)


async def test_suggestions_of_a_document_left_behind_do_not_come_to_the_next(opened: Opening) -> None:
    async with opened(settled=False) as program:
        await program.burst("J")
        assert program.desk.reader.text == HARBOUR
        assert offered(program)
        assert all(words in HARBOUR for words in offered(program))
        await program.burst("K", "J", "K")
        assert program.desk.reader.text == RIVER
        assert all(words in RIVER for words in offered(program))


@pytest.mark.parametrize(
    ("keys", "noun", "words"),
    [
        (["q", "enter"], "quote", "We have waited"),
        (["a", "enter"], "mention", "Lena Orsini"),
        (["s", "enter", *"river", "enter", "2"], "stance", "We have waited"),
    ],
)
async def test_a_suggestion_can_be_tagged_by_hand(opened: Opening, keys: list[str], noun: str, words: str) -> None:
    async with opened() as program:
        await walk_to(program, words, "quote" if noun == "stance" else noun)
        walked = program.desk.reader.offer
        await program.press(*keys)
        (mark,) = first(program.export(), f"{noun}s")[0]
        assert mark["origin"] == "hand"
        assert decided(program.path) == (0, 0, 0)
        assert walked is not None
        left = [offer.key for offer in program.desk.proposals.offers.every]
        assert (walked.key in left) is (noun == "stance")


async def test_what_somebody_else_marked_is_not_offered(opened: Opening, project_path: Path) -> None:
    async with opened() as program:
        begin = offered(program)
        document = program.desk.document
        assert document is not None
        place = next(offer.extent for offer in program.desk.proposals.offers.every if offer.noun == "mention")
    project = open_project(str(project_path))
    with history.act(project, coder="bea", verb="actor") as session:
        mentions.add(session, document.id, actors.create(session, "Somebody"), place)
    project.close()
    async with opened() as program:
        assert len(offered(program)) == len(begin) - 1
        assert not any(
            offer.extent == place for offer in program.desk.proposals.offers.every if offer.noun == "mention"
        )


async def test_what_another_screen_accepted_just_now_is_not_marked_twice(opened: Opening, project_path: Path) -> None:
    async with opened(look_seconds=NEVER) as program:
        await walk_to(program, "We have waited")
        offer, document = program.desk.reader.offer, program.desk.document
        assert offer is not None
        assert document is not None
        assert isinstance(offer.suggestion, QuoteSuggestion)
        parts = [(part.role, part.span) for part in offer.suggestion.parts]
        other = open_project(str(project_path))
        with history.act(other, coder=program.desk.coder, verb="quote", document=document.id) as session:
            quotes.add(session, document.id, type="direct", parts=parts)
        other.close()
        await program.press("enter")
        assert "not done: another screen has marked that meanwhile" in program.foot()[0]
        assert len(first(program.export(), "quotes")[0]) == 1
        assert decided(program.path) == (0, 0, 0)
        assert not any(words.startswith("We have waited") for words in offered(program))


async def test_nothing_is_suggested_in_boilerplate(opened: Opening) -> None:
    async with opened() as program:
        document = program.desk.document
        assert document is not None
        zones = [zone for zone in document.zones if zone.kind == "boilerplate"]
        assert zones
        for offer in program.desk.proposals.offers.every:
            assert not any(
                zone.start < piece.end and piece.start < zone.end for zone in zones for piece in offer.pieces
            )


async def test_suggestions_come_from_what_was_kept_and_from_the_text_alike(opened: Opening) -> None:
    async with opened() as program:
        found = offered(program)
    async with opened() as program:
        assert offered(program) == found


async def test_a_fault_in_a_suggester_costs_no_session(
    opened: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "suggesters.toml"
    broken.write_text("[nowhere]\n")
    monkeypatch.setenv("GLOSSATOR_SUGGESTERS", str(broken))
    async with opened((200, 24)) as program:
        assert "[nowhere] there is no such suggester" in " ".join(program.foot())
        assert offered(program)


async def test_keys_for_suggestions_say_what_is_missing_where_none_is_chosen(opened: Opening) -> None:
    async with opened() as program:
        for key in ("enter", "x", "e", "A"):
            await program.press(key)
            assert "no suggestion is chosen" in program.foot()[1]
        assert decided(program.path) == (0, 0, 0)
