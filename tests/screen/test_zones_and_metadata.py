"""Zones corrected by hand, and the metadata with where each value came from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from screen.driving import HARBOUR, RIVER, Opening, Program, make_project

from corpus.articles import read_article
from corpus.spans import Span
from db import documents, editions, history, taking
from db.engine import open_project
from tui import keymap

READ_MORE = "READ MORE: Ten pictures of the river"
KAREL = "President Ivo Karel stressed that talks with Sorrand remain open."


def zones(program: Program) -> list[tuple[str, str]]:
    """Each zone's kind and words, as they are kept."""
    document = program.export()["documents"][0]
    return [(zone["kind"], document["text"][zone["start"] : zone["end"]].strip()) for zone in document["zones"]]


def row(program: Program, name: str) -> str:
    """The panel's row with this name."""
    return next(line for line in program.screen() if line.startswith(f" {name} "))


async def label(program: Program, kind: str) -> None:
    await program.press("B")
    await program.type(kind)
    await program.press("enter")


def offered(program: Program, words: str) -> bool:
    """Whether anything is proposed in these words."""
    start = program.desk.reader.text.index(words)
    span = Span(start, start + len(words))
    return any(piece.meets(span) for offer in program.desk.proposals.offers.every for piece in offer.pieces)


def is_dim(program: Program, words: str) -> bool:
    """Whether the words are drawn dim."""
    for strip in program.app.screen._compositor.render_strips():
        for segment in strip:
            if words in segment.text and segment.style is not None:
                return bool(segment.style.dim)
    raise AssertionError(f"{words!r} is not on the screen")


async def test_the_paragraph_under_the_cursor_is_made_boilerplate_and_it_is_undone(opened: Opening) -> None:
    async with opened() as program:
        before = zones(program)
        await program.find("stressed")
        assert not is_dim(program, "stressed")
        await program.press("B")
        assert "now body: “President Ivo Karel" in program.foot()[1]
        await program.press("enter")
        assert ("boilerplate", KAREL) in zones(program)
        assert is_dim(program, "stressed")
        assert "saved: zone boilerplate" in program.foot()[1]
        await program.press("u")
        assert zones(program) == before
        assert "undone: zone boilerplate" in program.foot()[1]


async def test_the_likeliest_kinds_come_first_and_the_present_one_last(opened: Opening) -> None:
    async with opened((120, 40)) as program:
        await program.find("stressed")
        await program.press("B")
        assert program.foot()[0].split()[:4] == ["1", "boilerplate", "2", "caption"]
        assert program.foot()[0].endswith("8 body now")
        await program.press("backspace")
        await program.find("Ten pictures")
        await program.press("B")
        assert program.foot()[0].split()[:4] == ["1", "body", "2", "caption"]
        assert "now boilerplate, rule read more: “READ MORE" in program.foot()[1]


async def test_nothing_is_proposed_any_more_in_what_was_made_boilerplate(opened: Opening) -> None:
    async with opened() as program:
        assert offered(program, KAREL)
        await program.find("stressed")
        await label(program, "boilerplate")
        assert not offered(program, KAREL)
        await program.press("u")
        assert offered(program, KAREL)


async def named(program: Program) -> list[Span]:
    start = program.desk.reader.text.index(KAREL)
    return [name.span for name in await program.desk.names() if name.span.start >= start]


async def test_names_are_found_anew_when_zones_change(opened: Opening) -> None:
    async with opened() as program:
        assert await named(program)
        await program.find("stressed")
        await label(program, "boilerplate")
        assert not await named(program)


async def test_cursor_and_place_stay_and_what_is_folded_follows(opened: Opening) -> None:
    async with opened() as program:
        await program.find("stressed")
        await program.press("b")
        top = program.desk.reader.top
        await program.find("Deputy")
        await label(program, "boilerplate")
        assert program.cursor() == "Deputy"
        assert program.desk.reader.top == top
        assert any("3 lines of boilerplate" in line for line in program.screen())
        assert not any("Tomas Brandt" in line for line in program.screen())


async def test_what_was_taken_for_boilerplate_is_body_again(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Ten pictures")
        await program.press("B", "enter")
        assert ("body", READ_MORE) in zones(program)
        await program.press("b")
        assert "no boilerplate in this text" in program.foot()[1]
        assert any(READ_MORE in line for line in program.screen())


async def test_a_selection_is_labelled_and_the_rest_of_its_zone_stays(opened: Opening) -> None:
    async with opened() as program:
        await program.find("Deputy Tomas")
        await program.press("V", "l", "l")
        await label(program, "byline")
        kinds = [kind for kind, _ in zones(program)]
        assert ("byline", "Deputy Tomas Brandt") in zones(program)
        assert kinds == ["headline", "dateline", "body", "byline", "body", "boilerplate", "body"]


async def test_the_same_zone_again_changes_nothing(opened: Opening) -> None:
    async with opened() as program:
        await program.find("stressed")
        await label(program, "caption")
        await program.press("B")
        assert "now caption, by hand" in program.foot()[1]
        await program.type("caption")
        await program.press("enter")
        assert "zone caption: nothing changed" in program.foot()[1]


async def test_going_back_labels_nothing(opened: Opening) -> None:
    async with opened() as program:
        before = zones(program)
        await program.find("stressed")
        await program.press("B", "backspace")
        assert zones(program) == before


async def test_a_text_without_words_has_nothing_to_label(opened: Opening, tmp_path: Path) -> None:
    path = make_project(tmp_path / "dash.db", {"dash.txt": "\n\n—\n"})
    async with opened(path=path) as program:
        await program.press("B")
        assert "no text here" in program.foot()[1]


def test_the_azerty_preset_has_room_for_all_keys(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('preset = "azerty"\n')
    assert keymap.resolve(path)["reading.label_zone"] == ("B",)


async def test_each_value_stands_with_where_it_came_from(opened: Opening) -> None:
    async with opened() as program:
        await program.press("i")
        assert row(program, "title").endswith("says Orsini  text")
        assert row(program, "outlet").endswith("Meridian  dateline, guessed")
        assert row(program, "section").endswith("—")


async def test_what_is_edited_is_told_by_hand_until_it_is_undone(opened: Opening) -> None:
    async with opened() as program:
        await program.press("i")
        await program.type("section")
        await program.press("enter")
        await program.type("World")
        await program.press("enter", "i")
        assert row(program, "section").endswith("World  hand")
        await program.press("escape", "u", "i")
        assert row(program, "section").endswith("—")


async def test_an_outlet_corrected_by_hand_is_no_guess_any_more(opened: Opening) -> None:
    async with opened() as program:
        await program.press("i")
        await program.type("outlet")
        await program.press("enter", "ctrl+u")
        await program.type("Post")
        await program.press("enter", "i")
        assert row(program, "outlet").endswith("Post  hand")
        await program.press("escape", "u", "i")
        assert row(program, "outlet").endswith("Meridian  dateline, guessed")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A project whose one text came from two more outlets, and had an earlier version."""
    path = make_project(tmp_path / "copied.db", {"harbour.txt": HARBOUR})
    project = open_project(str(path))
    with history.act(project, coder="ann", verb="add", undoable=False) as session:
        (document,) = documents.listing(session)
        later = taking.prepared(read_article(RIVER.encode(), "river.txt"))
        editions.update(session, document.id, later)
        told: list[dict[str, Any]] = [
            {"file": "ndtv.txt", "outlet": "NDTV", "published": "2017-05-30"},
            {"file": "a\x1b[2J.txt", "outlet": ""},
        ]
        for each in told:
            documents.add(session, replace(later.article, **each))
    project.close()
    return path


async def test_other_places_and_earlier_versions_of_the_text_are_listed_and_fixed(
    opened: Opening, copied: Path
) -> None:
    async with opened(path=copied) as program:
        await program.press("i")
        also = [line for line in program.screen() if line.startswith(" also in ")]
        assert also[0].endswith("a␛[2J.txt")
        assert also[1].endswith("NDTV, 30 May 2017  ndtv.txt")
        assert "harbour.txt  until " in row(program, "version 1")
        await program.type("version")
        assert "an earlier version of the text, kept as it was" in program.foot()[1]
        await program.press("enter")
        assert "METADATA" in program.screen()[0]


async def test_where_a_value_came_from_is_told_behind_a_long_one(opened: Opening) -> None:
    async with opened((40, 24)) as program:
        await program.press("i")
        assert row(program, "title").endswith("…  text")
