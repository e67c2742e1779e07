"""Suggestions that the codebook makes: stances, questions of who is meant, and names learned from the analyst."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.driving import Opening, make_project
from screen.walking import decided, first, walk_to

from db import actors, concepts, history
from db.engine import open_project


async def test_a_name_linked_by_hand_is_known_in_the_next_document(opened: Opening, tmp_path: Path) -> None:
    texts = {
        "a.txt": "One title\n\nThe Dam Queen, Lena Orsini, spoke in Halven.\n",
        "b.txt": "Another title\n\nNobody heard from Leni Vale on Monday. Leni Vale was away.\n",
        "c.txt": "A third title\n\nNobody heard from Leni Vale on Tuesday. Leni Vale was away.\n",
    }
    async with opened(path=make_project(tmp_path / "names.db", texts)) as program:
        await program.find("Lena")
        await program.press("a", "enter", "J")
        await program.find("Leni")
        await program.press("a")
        await program.type("Lena Orsini")
        await program.press("enter")
        assert program.export()["actors"][0]["aliases"] == ["Leni Vale"]
        await program.press("J")
        await walk_to(program, "Leni Vale", "mention")
        assert "= Lena Orsini" in program.foot()[0]
        assert "new" not in program.foot()[0]
        await program.press("enter", "K", "u", "u")
        assert program.export()["actors"][0]["aliases"] == []


async def test_words_for_a_speaker_are_offered_as_whom_they_meant_before(opened: Opening, tmp_path: Path) -> None:
    text = (
        "A title\n\n"
        '"We will open the harbour again in the spring," the ministry said on Monday.\n\n'
        '"There is no reason to be afraid of anything," the ministry said on Tuesday.\n'
    )
    async with opened(path=make_project(tmp_path / "ministry.db", {"a.txt": text})) as program:
        await walk_to(program, "We will open")
        await program.press("e")
        await program.type("Sorrand Sea Ministry")
        await program.press("enter")
        await program.find("There is no")
        await program.press("q")
        assert program.foot()[0].lstrip().startswith("1 Sorrand Sea Ministry")
        await program.press("backspace")
        await walk_to(program, "There is no")
        assert "quote by Sorrand Sea Ministry," in program.foot()[0]


TREATY = (
    "A title\n\n"
    "HALVEN, March 3 (Meridian) - Velmara's foreign minister Lena Orsini spoke on Friday.\n\n"
    '"The river treaty must be signed before the summer, and it will be," Orsini told reporters.\n'
)


@pytest.fixture
def treaty(tmp_path: Path) -> Path:
    """A project whose codebook knows what the quote in its article is about."""
    path = make_project(tmp_path / "treaty.db", {"treaty.txt": TREATY})
    project = open_project(str(path))
    with history.act(project, coder="ann", verb="concept", undoable=False) as session:
        concepts.create(session, "river treaty")
    project.close()
    return path


async def test_a_quote_and_the_stance_that_rests_on_it_are_written_one_after_the_other(
    opened: Opening, treaty: Path
) -> None:
    async with opened(path=treaty) as program:
        await walk_to(program, "The river treaty")
        await program.press("enter", "enter")
        assert program.foot()[1].lstrip().startswith("position")
        await program.press("5")
        value = program.export()
        (quotes,), (stances,) = first(value, "quotes"), first(value, "stances")
        (quote,), (stance,) = quotes, stances
        (actor,), (concept,) = value["actors"], value["concepts"]
        assert [part["role"] for part in quote["parts"]].count("content") == 1
        assert quote["speaker"] == stance["holder"] == actor["id"]
        assert (stance["target"], stance["position"], stance["strength"]) == ({"concept": concept["id"]}, "support", 2)
        assert stance["evidence"] == [{"quote": quote["id"]}]
        assert stance["origin"].startswith("rule:")
        assert stance["date"] == quote["said_on"]
        assert decided(program.path) == (2, 0, 0)
        await program.press("u", "u")
        assert first(program.export(), "quotes", "stances") == [[], []]
        assert decided(program.path) == (0, 0, 0)


async def test_a_stance_shows_its_words_and_never_its_position(opened: Opening, treaty: Path) -> None:
    async with opened(path=treaty) as program:
        await walk_to(program, "The river treaty", "stance")
        assert "stance of Lena Orsini on river treaty, position asked" in program.foot()[0]
        offer = program.desk.reader.offer
        assert offer is not None
        assert "river treaty" in [program.exact(span) for span in offer.telling]
        await program.press("enter", "backspace")
        assert first(program.export(), "stances") == [[]]
        assert program.desk.reader.state == "SUGGEST"


async def test_a_stance_whose_quote_is_not_marked_rests_on_the_text(opened: Opening, treaty: Path) -> None:
    async with opened(path=treaty) as program:
        await walk_to(program, "The river treaty", "stance")
        await program.press("enter", "2")
        (stance,) = first(program.export(), "stances")[0]
        assert [piece["exact"][:16] for piece in stance["evidence"]] == ["The river treaty"]
        assert stance["position"] == "oppose"


async def test_a_stance_is_held_by_whom_the_analyst_made_the_speaker(opened: Opening, treaty: Path) -> None:
    async with opened(path=treaty) as program:
        await walk_to(program, "The river treaty", "quote")
        await program.press("e")
        await program.type("Ivo Karel")
        await program.press("enter")
        assert "stance of Ivo Karel on river treaty" in program.foot()[0]
        await program.press("enter", "4")
        value = program.export()
        held = {actor["id"]: actor["name"] for actor in value["actors"]}
        assert [held[stance["holder"]] for stance in first(value, "stances")[0]] == ["Ivo Karel"]


async def test_a_stance_can_be_given_another_target_before_it_is_written(opened: Opening, treaty: Path) -> None:
    async with opened(path=treaty) as program:
        await walk_to(program, "The river treaty", "stance")
        await program.press("e")
        assert program.foot()[0].lstrip().startswith("1 river treaty")
        await program.type("the summer")
        await program.press("enter", "1")
        value = program.export()
        target = {concept["name"]: concept["id"] for concept in value["concepts"]}["the summer"]
        (stance,) = first(value, "stances")[0]
        assert (stance["target"], stance["position"]) == ({"concept": target}, "oppose")
        assert decided(program.path) == (0, 1, 0)


async def test_a_surname_that_only_the_codebook_knows_is_a_question(opened: Opening, tmp_path: Path) -> None:
    text = "A title\n\nNobody in Halven heard from Orsini on Monday, and Orsini said nothing.\n"
    path = make_project(tmp_path / "surname.db", {"a.txt": text})
    project = open_project(str(path))
    with history.act(project, coder="ann", verb="actor", undoable=False) as session:
        actors.create(session, "Lena Orsini")
        actors.create(session, "Bruno Orsini")
    project.close()
    async with opened(path=path) as program:
        await walk_to(program, "Orsini", "mention")
        assert "who is it? 2 may be meant" in program.foot()[0]
        await program.press("enter")
        first_two = " ".join(program.foot()[0].split()[:8])
        assert "Lena Orsini" in first_two
        assert "Bruno Orsini" in first_two
        await program.press("2")
        value = program.export()
        assert len(first(value, "mentions")[0]) == 1
        assert len(value["actors"]) == 2
        assert decided(program.path) == (1, 0, 0)
