"""What the disk refuses stays on the screen with all its answers, to be tried again or written to a file."""

from __future__ import annotations

import io
import json
import os
import resource
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from screen.driving import MARKET, RIVER, Opening, Program, exported, make_project
from sqlalchemy import event
from sqlmodel import Session

from db.engine import open_project
from db.errors import StorageError
from db.exchange import native


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("db.engine.BUSY_MILLISECONDS", 20)
    monkeypatch.setattr("db.engine.PATIENCE", 0.1)
    monkeypatch.chdir(tmp_path)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program writes and writes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def no_room(path: Path) -> Iterator[None]:
    """No file of this process may grow, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    grown = path.with_name(f"{path.name}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (grown, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def quote(program: Program, words: str = "We have waited", speaker: str = "Tomas Brandt") -> None:
    await program.find(words)
    await program.press("q")
    await program.type(speaker)
    await program.press("enter")


def quotes(path: Path) -> list[tuple[str, str]]:
    """The quotes of the first document: their first words and their speakers."""
    kept = exported(path)
    names = {actor["id"]: actor["name"] for actor in kept["actors"]}
    return [(each["parts"][0]["exact"][:14], names[each["speaker"]]) for each in kept["documents"][0]["quotes"]]


@pytest.mark.parametrize(("fault", "reason"), [(locked, "keeps writing"), (no_room, "the disk")])
async def test_what_was_refused_is_told_and_saved_when_it_is_tried_again(
    opened: Opening, project_path: Path, fault: Callable[[Path], AbstractContextManager[object]], reason: str
) -> None:
    async with opened(size=(120, 24)) as program:
        with fault(project_path):
            await quote(program)
            told = " ".join(program.foot())
            assert told.startswith(" not saved: R tries again, E writes it to a file: river:")
            assert reason in told
            await program.press("R")
            assert "not saved" in " ".join(program.foot())
            await program.press("l")
            assert "1 not saved  R try again" in program.foot()[1]
        assert quotes(project_path) == []
        await program.press("R")
        assert "saved: quote" in program.foot()[1]
        assert quotes(project_path) == [("We have waited", "Tomas Brandt")]
        await program.press("l")
        assert "not saved" not in program.foot()[1]
        await program.press("u")
        assert quotes(project_path) == []


async def test_an_act_that_waits_for_another_program_says_so(
    opened: Opening, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.flows.acts.SLOW", 0.0)
    monkeypatch.setattr("db.engine.PATIENCE", 30.0)
    async with opened() as program:
        await program.find("We have waited")
        await program.press("q")
        with locked(project_path):
            await program.pilot.press("1")
            await program.until(lambda: "quote: not saved yet, the project is busy" in program.foot()[1])
        await program.settle()
        assert "saved: quote" in program.foot()[1]


async def test_reading_on_waits_for_no_other_program(
    opened: Opening, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.PATIENCE", 3600.0)
    async with opened((120, 24)) as program:
        assert program.desk.document is not None
        first = program.desk.document.number
        with locked(project_path):
            await program.press("J")
            assert program.desk.document.number == first + 1


async def test_acts_are_saved_in_their_order_once_the_disk_takes_them(opened: Opening, project_path: Path) -> None:
    async with opened() as program:
        with locked(project_path):
            await quote(program, speaker="Ivo Karel")
            await quote(program, "We will build", "Ivo Karel")
            await program.press("l")
            assert "2 not saved" in program.foot()[1]
        await program.press("R")
        assert "saved: all 2" in program.foot()[1]
        assert quotes(project_path) == [("We have waited", "Ivo Karel"), ("We will build ", "Ivo Karel")]
        assert [actor["name"] for actor in program.export()["actors"]] == ["Ivo Karel"]


async def test_what_was_not_saved_goes_into_a_file_and_import_brings_it_in(
    opened: Opening, project_path: Path, tmp_path: Path
) -> None:
    async with opened() as program:
        await quote(program, "We will build", "Lena Orsini")
        with locked(project_path):
            await quote(program)
            await program.press("E", "ctrl+u")
            await program.type("kept.json")
            await program.press("enter")
            assert "written, for glossator import:" in program.foot()[0]  # the path may take the next line
            assert program.desk.unsaved == []
    text = (tmp_path / "kept.json").read_text()
    assert [each["parts"][0]["exact"][:4] for each in json.loads(text)["documents"][0]["quotes"]] == ["We h"]
    project = open_project(str(project_path))
    report = native.load(project, io.StringIO(text), coder="ben")
    project.close()
    assert report.problems == []
    assert quotes(project_path) == [("We have waited", "Tomas Brandt"), ("We will build ", "Lena Orsini")]


@pytest.mark.parametrize("name", ["~nosuchuser/x.json", "x" * 300], ids=["user", "long"])
async def test_a_name_that_cannot_be_looked_for_is_told_and_nothing_is_lost(
    opened: Opening, project_path: Path, name: str
) -> None:
    async with opened() as program:
        with locked(project_path):
            await quote(program)
            await program.press("E", "ctrl+u")
            await program.type(name)
            await program.press("enter")
            assert name[:40] in " ".join(program.foot())
            assert len(program.desk.unsaved) == 1
        await program.press("R")
    assert quotes(project_path) == [("We have waited", "Tomas Brandt")]


async def test_leaving_takes_what_was_not_saved_along(opened: Opening, project_path: Path, tmp_path: Path) -> None:
    with locked(project_path):
        async with opened() as program:
            await quote(program)
            await program.press("ctrl+q")
            assert program.app.return_code == 1
    (file,) = (tmp_path / "state" / "glossator").glob("unsaved-*.json")
    assert file.stat().st_mode & 0o077 == 0
    (document,) = json.loads(file.read_text())["documents"]
    assert [each["parts"][0]["exact"][:14] for each in document["quotes"]] == ["We have waited"]
    async with opened(settled=False) as program:
        await program.until(lambda: "not saved in an earlier session" in program.foot()[0])


async def test_a_memo_that_was_refused_is_not_lost(opened: Opening, project_path: Path) -> None:
    async with opened() as program:
        await quote(program)
        await program.press("m")
        with locked(project_path):
            await program.type("ask her")
            await program.press("ctrl+s")
            assert "not saved" in program.foot()[0]
        await program.press("R")
        assert program.export()["documents"][0]["quotes"][0]["note"] == "ask her"


async def test_a_deletion_that_was_refused_is_told_in_the_file(
    opened: Opening, project_path: Path, tmp_path: Path
) -> None:
    async with opened() as program:
        await quote(program)
        with locked(project_path):
            await program.press("d", "E", "ctrl+u")
            await program.type("kept.json")
            await program.press("enter")
    kept = json.loads((tmp_path / "kept.json").read_text())
    assert {(change["verb"], change["table_name"]) for change in kept["changes"]} == {
        ("delete quote", "quote"),
        ("delete quote", "quote_part"),
    }
    assert kept["documents"][0]["quotes"] == []


async def test_a_project_that_is_gone_is_told_and_what_was_done_is_written_elsewhere(
    opened: Opening, project_path: Path, tmp_path: Path
) -> None:
    async with opened() as program:
        away = tmp_path / "away.db"
        project_path.rename(away)
        try:
            await quote(program)
            assert "file is gone" in " ".join(" ".join(program.foot()).split())
        finally:
            away.rename(project_path)
        await program.press("R")
        assert quotes(project_path) == [("We have waited", "Tomas Brandt")]


async def test_what_was_saved_before_the_disk_failed_is_not_called_undone(opened: Opening, project_path: Path) -> None:
    async with opened() as program:
        whole = project_path.read_bytes()
        event.listen(Session, "after_commit", lambda _: os.truncate(project_path, 512), once=True)
        await quote(program)
        assert "saved, but not shown: " in " ".join(program.foot())
        project_path.write_bytes(whole)
        assert program.desk.unsaved == []
    assert quotes(project_path) == [("We have waited", "Tomas Brandt")]


def refuse(*_: object, **__: object) -> None:
    raise StorageError("the disk: it can no longer be read.")


async def mark_done(program: Program) -> None:
    await program.press("D")


async def edit_title(program: Program) -> None:
    await program.burst("i", *"title", "enter")
    await program.press("ctrl+u", *"River", "enter")


async def label_zone(program: Program) -> None:
    await program.find("stressed")
    await program.press("B", "enter")


@pytest.mark.parametrize(
    ("act", "read_after"),
    [
        (mark_done, "db.documents.undone"),
        (edit_title, "tui.flows.opening.read"),
        (label_zone, "tui.flows.opening.read"),
    ],
)
async def test_what_cannot_be_read_after_an_act_does_not_make_it_undone(
    opened: Opening, monkeypatch: pytest.MonkeyPatch, act: Callable[[Program], Awaitable[None]], read_after: str
) -> None:
    async with opened() as program:
        before = program.export()
        monkeypatch.setattr(read_after, refuse)
        await act(program)
        assert "saved, but not shown: " in " ".join(program.foot())
        assert program.export() != before


async def test_a_draft_that_cannot_be_dropped_does_not_make_its_memo_undone(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as program:
        await quote(program)
        monkeypatch.setattr("db.drafts.drop", refuse)
        await program.press("m", *"ask", "ctrl+s")
        assert "saved: memo" in " ".join(program.foot())
        assert program.export()["documents"][0]["quotes"][0]["note"] == "ask"


async def rescued(program: Program, tmp_path: Path) -> tuple[Any, str]:
    """What goes into a file, and what the foot tells of it."""
    await program.press("E", "ctrl+u")
    await program.type("kept.json")
    await program.press("enter")
    return json.loads((tmp_path / "kept.json").read_text()), " ".join(program.foot())


@pytest.mark.parametrize("tagged", [False, True])
async def test_a_link_that_was_refused_goes_into_a_file_and_import_brings_it_in(
    opened: Opening, tmp_path: Path, tagged: bool
) -> None:
    coast = "Orsini at the coast\n\n“Nine years we waited while the river did not wait,” Lena Orsini said.\n"
    path = make_project(tmp_path / "told.db", {"river.txt": RIVER, "coast.txt": coast, "market.txt": MARKET})
    async with opened((200, 30), path) as program:
        if tagged:
            await program.press("J")
            await quote(program, "Nine years", "Lena Orsini")
            await program.press("K")
        await quote(program, speaker="Lena Orsini")
        with locked(path):
            await program.burst("equals_sign", "equals_sign")
            await program.press("escape")
            kept, told = await rescued(program, tmp_path)
    assert "written, for glossator import" in told
    assert "left out" not in told
    assert [document["quotes"] for document in kept["documents"]] == ([[]] if tagged else [[], []])
    assert "parallels" not in exported(path)
    project = open_project(str(path))
    report = native.load(project, io.StringIO(json.dumps(kept)), coder="ben")
    project.close()
    assert (report.added, report.problems) == (1, [])
    assert [sorted(link["other"])[-1] for link in exported(path)["parallels"]] == (["quote"] if tagged else ["suffix"])


async def test_an_act_that_no_import_brings_in_is_told_as_left_out(
    opened: Opening, project_path: Path, tmp_path: Path
) -> None:
    async with opened((200, 30)) as program:
        with locked(project_path):
            await program.press("D")
            _, told = await rescued(program, tmp_path)
    assert "import takes nothing from it" in told
    assert "left out: done" in told


async def test_leaving_tells_what_no_import_brings_in(opened: Opening, project_path: Path) -> None:
    async with opened() as program:
        with locked(project_path):
            await program.press("D")
            told = await program.app.reading.rescue()
            assert "left out: done\nto be done again, as told in " in told
            await quote(program)
            told = await program.app.reading.rescue()
            assert "left out: done\nto bring it in:  glossator import " in told
