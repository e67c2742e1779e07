"""The main job on real articles: what each task costs in keys, and that the export says exactly that."""

from __future__ import annotations

from pathlib import Path

import pytest
from screen.driving import Opening, Program

from corpus.files import Refusal, read_paths
from db import concepts, documents, history
from db.engine import open_project


@pytest.fixture
def seeds(seed_folder: Path, tmp_path: Path) -> Path:
    """A project of the five seed articles."""
    path = tmp_path / "seeds.db"
    project = open_project(str(path))
    with history.act(project, coder="ann", verb="add", undoable=False) as session:
        for article in read_paths([seed_folder]):
            assert not isinstance(article, Refusal)
            documents.add(session, article)
    project.close()
    return path


async def at_the_first_quote(program: Program) -> None:
    await program.press("J")
    await program.find("Europe can")


async def test_a_quote_and_a_name_cost_two_keys_each(opened: Opening, seeds: Path) -> None:
    async with opened(path=seeds) as program:
        await at_the_first_quote(program)
        await program.press("q", "enter")
        await program.find("Macron added")
        await program.press("a", "enter")
        exported = program.export()
        document = exported["documents"][1]
        names = {actor["id"]: actor["name"] for actor in exported["actors"]}
        (quote,), (mention,) = document["quotes"], document["mentions"]
        (part,) = quote["parts"]
        assert part["exact"] == document["text"][part["start"] : part["end"]]
        assert part["exact"].startswith("Europe can")
        assert part["exact"].endswith("Cold War,")
        assert names[quote["speaker"]] == names[mention["actor"]] == "Emmanuel Macron"


async def test_a_stance_whose_target_is_on_the_list_costs_three_keys(opened: Opening, seeds: Path) -> None:
    async with opened(path=seeds) as program:
        await at_the_first_quote(program)
        await program.press("q", "enter", "s", *"security", "enter", "4")
        await program.find("I call for")
        await program.press("q", "enter")
        await program.press("s", "1", "5")
        stances = program.export()["documents"][1]["stances"]
        assert [(stance["position"], stance["strength"]) for stance in stances] == [("support", 1), ("support", 2)]
        assert stances[0]["target"] == stances[1]["target"]


async def test_a_suggested_quote_and_a_suggested_name_cost_two_keys_each(opened: Opening, seeds: Path) -> None:
    async with opened(path=seeds) as program:
        await at_the_first_quote(program)
        await program.press("tab", "enter")
        await program.find("Macron added")
        await program.press("tab", "enter")
        exported = program.export()
        document = exported["documents"][1]
        names = {actor["id"]: actor["name"] for actor in exported["actors"]}
        (quote,), (mention,) = document["quotes"], document["mentions"]
        contents = [part["exact"] for part in quote["parts"] if part["role"] == "content"]
        assert contents[0].startswith("Europe can")
        assert contents[-1].endswith("Cold War,")
        assert mention["exact"] == "Macron"
        assert names[quote["speaker"]] == names[mention["actor"]] == "Emmanuel Macron"
        assert {quote["origin"][:5], mention["origin"][:5]} == {"rule:"}


async def test_a_suggested_record_costs_four_keys(opened: Opening, seeds: Path) -> None:
    project = open_project(str(seeds))
    with history.act(project, coder="ann", verb="concept", undoable=False) as session:
        concepts.create(session, "European sovereignty")
    project.close()
    async with opened(path=seeds) as program:
        await at_the_first_quote(program)
        await program.press("tab", "enter", "enter", "5")
        exported = program.export()
        document = exported["documents"][1]
        (quote,), (stance,) = document["quotes"], document["stances"]
        (actor,), (concept,) = exported["actors"], exported["concepts"]
        assert actor["name"] == "Emmanuel Macron"
        assert (quote["speaker"], stance["holder"], stance["target"]) == (
            actor["id"],
            actor["id"],
            {"concept": concept["id"]},
        )
        assert (stance["position"], stance["strength"]) == ("support", 2)
        assert stance["date"] == quote["said_on"]
        assert stance["evidence"] == [{"quote": quote["id"]}]


async def test_all_suggestions_of_an_article_can_be_accepted_one_after_the_other(opened: Opening, seeds: Path) -> None:
    async with opened(path=seeds) as program:
        for number in range(2):
            await program.press("tab")
            assert program.desk.reader.state == "SUGGEST"
            for _ in range(300):  # what is accepted makes the codebook grow, and that proposes more
                if program.desk.reader.offer is None:
                    break
                await program.press("enter")
                if program.app.reading.foot.is_asking:
                    await program.press("backspace", "x")
            assert program.desk.proposals.offers.every == ()
            document = program.export()["documents"][number]
            for quote in document["quotes"]:
                for part in quote["parts"]:
                    assert part["exact"] == document["text"][part["start"] : part["end"]]
            await program.press("J")


async def test_insertions_in_brackets_are_on_the_screen(opened: Opening, seeds: Path) -> None:
    async with opened(path=seeds) as program:
        assert any("[European countries]" in line for line in program.screen())
        await program.press("J", "J", "J")
        await program.find("in Syria]")
        assert any("[in Syria]" in line for line in program.screen())


@pytest.mark.parametrize(
    ("number", "quote", "speaker"),
    [
        (0, "So on this", "Damien Lempereur"),
        (1, "This amplified", "Emmanuel Macron"),
        (2, "We always", "Jean-Yves Le Drian"),
        (3, "Once Le", "Vladimir Putin"),
        (4, "It is not in", "Stephane Sejourne"),
    ],
)
async def test_the_likeliest_speaker_is_the_right_one(
    opened: Opening, seeds: Path, number: int, quote: str, speaker: str
) -> None:
    async with opened(path=seeds) as program:
        await program.press(*"J" * number)
        await program.find(quote)
        await program.press("q", "enter")
        assert [actor["name"] for actor in program.export()["actors"]] == [speaker]
