"""Taking files in: everything good comes in, once and in order, and whoever stops an import loses nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.readers.records import Options
from corpus.walking import Found
from db import documents, editions, history
from db.engine import Project
from tui import reading_processes, taking_in, workers
from tui.intake import Asked, Taken

MANY = 120
"""More files than are read without other processes."""


@pytest.fixture
def project(path: Path, opened: Callable[[str | Path], Project]) -> Project:
    return opened(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return articles(tmp_path / "in", 3)


def articles(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = (
            f"Report {number} of the harbour\n\nLena Orsini said on day {number} that the dam number {number} holds.\n"
        )
        (folder / f"{number:03}.txt").write_text(text)
    return folder


def take(project: Project, *paths: Path, **asked: Any) -> list[Taken]:
    return list(taking_in.take_in(project, "anna", paths, Asked(**asked)))


def outcomes(taken: list[Taken]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in taken:
        counts[each.outcome] = counts.get(each.outcome, 0) + each.count
    return counts


def files(project: Project) -> list[str]:
    with project.reading() as session:
        return [row.file for row in documents.listing(session)]


def text_of(project: Project, file: str) -> str:
    with project.reading() as session:
        (row,) = [row for row in documents.listing(session) if row.file == file]
        return documents.read(session, row.id).text


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_come_in_in_their_order_whoever_reads_them(project: Project, tmp_path: Path, jobs: int) -> None:
    folder = articles(tmp_path / "in", MANY)
    assert outcomes(take(project, folder, jobs=jobs)) == {"added": MANY}
    assert files(project) == [str(folder / f"{number:03}.txt") for number in range(MANY)]


def test_one_bad_file_does_not_stop_the_rest(project: Project, tmp_path: Path) -> None:
    folder = articles(tmp_path / "in", MANY)
    (folder / "010.txt").write_bytes(b"\x00\x01\x02" * 50)
    (folder / "020.txt").write_bytes(b"")
    taken = take(project, folder, jobs=2)
    assert outcomes(taken) == {"added": MANY - 2, "refused": 2}
    assert {Path(each.file).name for each in taken if each.refusal} == {"010.txt", "020.txt"}


def test_a_file_that_ends_its_process_is_refused_and_the_rest_goes_in(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = articles(tmp_path / "in", 3)
    monkeypatch.setattr(reading_processes, "FEW", 1)
    give = workers._Worker.give

    def fatal(self: workers._Worker[Found, object], slot: workers._Slot[Found, object]) -> None:
        give(self, slot)
        if any("001" in piece.path.name for piece in slot.next):
            self._process.kill()

    monkeypatch.setattr(workers._Worker, "give", fatal)
    taken = take(project, folder, jobs=2)
    assert outcomes(taken) == {"added": 2, "refused": 1}
    assert next(each.refusal for each in taken if each.refusal).startswith("reading it failed: its process died")


def test_a_second_run_passes_over_what_is_in_and_counts_it(project: Project, folder: Path) -> None:
    take(project, folder)
    (folder / "003.txt").write_text("Report 3\n\nThe pilots went home on Monday evening.\n")
    assert outcomes(take(project, folder)) == {"same": 3, "added": 1}


def test_a_file_under_another_spelling_of_its_path_is_the_same_file(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    take(project, Path("in"))
    assert outcomes(take(project, folder.absolute())) == {"same": 3}
    (folder / "001.txt").write_text("Report 1 of the harbour\n\nThe dam was mended on Tuesday.\n")
    assert outcomes(take(project, folder.absolute(), update=True)) == {"same": 2, "updated": 1}
    assert files(project) == ["in/000.txt", "in/001.txt", "in/002.txt"]


def test_what_is_read_in_another_way_is_read_again(project: Project, folder: Path) -> None:
    take(project, folder)
    (again,) = take(project, folder / "001.txt", options=Options({"title": "Headline"}))
    assert (again.outcome, again.file) == ("same", str(folder / "001.txt"))


def test_without_update_a_changed_file_is_a_document_of_its_own(project: Project, folder: Path) -> None:
    take(project, folder)
    (folder / "001.txt").write_text("Something else happened in Velmara.\n")
    assert outcomes(take(project, folder)) == {"same": 2, "added": 1}


def test_an_update_can_be_undone_and_done_again(project: Project, folder: Path) -> None:
    take(project, folder)
    file = folder / "001.txt"
    old = file.read_text()
    file.write_text(f"Corrected.\n\n{old}")
    (taken,) = [each for each in take(project, folder, update=True) if each.outcome == "updated"]
    assert text_of(project, str(file)).startswith("Corrected.")
    undone = history.undo(project, "anna")
    assert undone is not None
    assert (undone.verb, undone.document) == ("new version", taken.document)
    assert text_of(project, str(file)) == old
    assert outcomes(take(project, folder, update=True)) == {"same": 2, "updated": 1}
    with project.reading() as session:
        assert len(documents.editions(session, taken.document)) == 1
        assert editions.orphans(session) == []


def test_of_a_tables_rows_a_changed_one_is_a_new_version_wherever_it_stands(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "export.csv"
    rows = [f"Report {number},2024-03-0{number},The dam number {number} holds for now." for number in range(1, 5)]
    table.write_text("\n".join(["title,date,text", *rows]) + "\n")
    assert outcomes(take(project, table)) == {"added": 4}
    rows.insert(0, "Report 0,2024-03-09,A new one on top.")
    rows[3] = rows[3].replace("holds", "has broken")
    table.write_text("\n".join(["title,date,text", *rows]) + "\n")
    os.utime(table, (1, 1))
    assert outcomes(take(project, table, update=True)) == {"same": 3, "added": 1, "updated": 1}


def test_whoever_stops_keeps_what_was_told_and_goes_on_later(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.taking_in._BATCH", 50)
    folder = articles(tmp_path / "in", MANY)
    running = taking_in.take_in(project, "anna", [folder], Asked(jobs=2))
    told = [next(running) for _ in range(60)]
    running.close()
    kept = len(files(project))
    assert len(told) <= kept < MANY
    assert outcomes(take(project, folder, jobs=2)) == {"same": kept, "added": MANY - kept}
    assert files(project) == [str(folder / f"{number:03}.txt") for number in range(MANY)]


def test_near_copies_are_told_also_of_articles_in_the_same_batch(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    words = [f"word{number}" for number in range(100)]
    (folder / "a.txt").write_text(" ".join(words))
    (folder / "b.txt").write_text(" ".join([*words, "and", "more"]))
    assert [each.is_near for each in take(project, folder)] == [False, True]


def test_what_repeats_in_an_outlets_articles_is_boilerplate_at_the_end(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    places = ("Velmara", "Sorrand", "Halven", "Castevoix", "Lorvik", "Orbin")
    for number, place in enumerate(places):
        told = f"{place} opens a school\n\nOutlet: Courier\n\nThe mayor of {place} came with {number} guests.\n\n"
        (folder / f"{number}.txt").write_text(f"{told}Follow the Courier wherever you drink your coffee\n")
    take(project, folder)
    with project.reading() as session:
        for row in documents.listing(session):
            found = documents.read(session, row.id)
            kinds = {found.text[zone.start : zone.end]: zone for zone in found.zones}
            zone = kinds["Follow the Courier wherever you drink your coffee"]
            assert (zone.kind, zone.rule) == ("boilerplate", "repeats")


def test_a_stopped_import_has_marked_what_repeats_in_what_is_in(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.taking_in._BATCH", 5)
    folder = tmp_path / "in"
    folder.mkdir()
    for number, word in enumerate(("dam", "river", "pilot", "harbour", "market", "treaty", "spring", "canal")):
        told = f"The {word} of Orbin\n\nOutlet: Velmara Post\n\nThe {word} is what people talk about.\n"
        (folder / f"{number}.txt").write_text(f"{told}\nOur readers hold that the Post is theirs.\n")
    running = taking_in.take_in(project, "anna", [folder], Asked())
    next(running)
    running.close()
    with project.reading() as session:
        marked = [documents.read(session, id_).zones for id_ in documents.ids(session)]
    assert len(marked) == 5
    assert all("repeats" in {zone.rule for zone in zones} for zones in marked)
