"""What a disk can do to a project: each fault is told in one line, and what was called saved stays saved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from storage.samples import article
from storage.small_disk import run_on_small_disk

from db import actors, doctor, documents, history
from db.engine import Project, open_project
from db.errors import ProjectError, StorageError
from db.glance import glance

Open = Callable[[str | Path], Project]
PAGE = 4096

ON_A_FULL_DISK = """
from db import actors, history
from db.engine import open_project
from db.errors import StorageError

def name(number):
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, f"{number} {'x' * 500}")

project = open_project(str(disk / "p.db"))
saved = 0
fill()
while saved < 10_000:
    try:
        name(saved)
    except StorageError as error:
        print(error)
        break
    saved += 1
make_room()
name("again")
project.close()
project = open_project(str(disk / "p.db"))
with project.reading() as session:
    names = [actor.name.split()[0] for actor in actors.listing(session)]
print(sorted(names) == sorted([*map(str, range(saved)), "again"]))
print(project.engine.connect().exec_driver_sql("PRAGMA integrity_check").scalar())
"""

ON_A_DISK_THAT_BECOMES_READ_ONLY = """
from db import actors, history
from db.engine import open_project
from db.errors import ProjectError

def name(each):
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, each)

project = open_project(str(disk / "p.db"))
name("one")
project.close()
remount("ro")
try:
    open_project(str(disk / "p.db"))
except ProjectError as error:
    print(error)
remount("rw")
project = open_project(str(disk / "p.db"))
name("two")
with project.reading() as session:
    print([actor.name for actor in actors.listing(session)])
"""


def name_actor(project: Project, name: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, name)


def names(project: Project) -> list[str]:
    with project.reading() as session:
        return [actor.name for actor in actors.listing(session)]


@pytest.fixture
def filled(path: Path, opened: Open) -> Path:
    """A project with an article and actors, closed, so that all of it is in the one file."""
    project = opened(path)
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article(title="Harlan says", outlet="Herald"))
    for number in range(30):
        name_actor(project, f"actor {number} {'x' * 500}")
    project.close()
    return path


def told_of(path: Path) -> str:
    """The one line that is told when everything in a project is looked at."""
    try:
        project = open_project(str(path), create=False)
    except ProjectError as error:
        return str(error)
    try:
        faults = [finding for finding in doctor.examine(project, read_data=True) if finding.level == "fault"]
        return faults[0].message if faults else ""
    finally:
        project.close()


def test_a_full_disk_refuses_in_one_line_loses_nothing_and_takes_it_when_there_is_room(tmp_path: Path) -> None:
    told, whole, sound = run_on_small_disk(tmp_path, ON_A_FULL_DISK).splitlines()
    assert told == "p: the disk is full: this was not saved, all before it is. Make room, then try again."
    assert (whole, sound) == ("True", "ok")


def test_a_full_disk_on_which_a_project_is_made_leaves_nothing_behind(tmp_path: Path) -> None:
    code = """
from db.engine import open_project
from db.errors import ProjectError
fill()
try:
    open_project(str(disk / "new.db"))
except ProjectError as error:
    print(error)
make_room()
print(os.listdir(disk))
"""
    told, left = run_on_small_disk(tmp_path, code).splitlines()
    assert told.startswith(f"{tmp_path / 'new.db'}: ")
    assert "disk" in told
    assert left == "[]"


def test_a_disk_that_became_read_only_is_told_and_is_used_again_when_it_is_not(tmp_path: Path) -> None:
    told, kept = run_on_small_disk(tmp_path, ON_A_DISK_THAT_BECOMES_READ_ONLY).splitlines()
    assert told.startswith(f"{tmp_path / 'p.db'}: ")
    assert "read-only" in told
    assert kept == "['one', 'two']"


def test_a_journal_that_is_taken_away_swallows_no_write(path: Path, opened: Open) -> None:
    project = opened(path)
    name_actor(project, "Harlan")
    path.with_name(f"{path.name}-wal").unlink()
    with pytest.raises(StorageError, match="its journal was taken away"):
        name_actor(project, "Jensen")
    project.close()
    assert names(opened(path)) == ["Harlan"]


def test_no_empty_project_is_made_in_the_place_of_one_that_is_gone(path: Path, opened: Open) -> None:
    project = opened(path)
    with project.reading() as session:
        path.rename(path.with_name("elsewhere.db"))
        assert [actor.name for actor in actors.listing(session)] == []
        with pytest.raises(StorageError, match="cannot be opened"):
            names(project)
    assert not path.exists()


def test_a_file_cut_to_nothing_is_refused_and_what_is_left_in_its_journal_stays(path: Path, opened: Open) -> None:
    project = opened(path)
    name_actor(project, "Harlan")
    journal = path.with_name(f"{path.name}-wal")
    kept = journal.read_bytes()
    project.close()
    path.write_bytes(b"")
    journal.write_bytes(kept)
    for create in (True, False):
        with pytest.raises(ProjectError, match="is empty: if it was a project, take a backup"):
            open_project(str(path), create=create)
    assert glance(str(path), "anna") is None
    assert journal.read_bytes() == kept


def test_an_empty_file_is_no_project_to_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(ProjectError, match="is empty"):
        open_project(str(path), create=False)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("left", [0.1, 0.5, 0.95])
def test_a_file_that_was_cut_off_is_told_as_damaged(filled: Path, left: float) -> None:
    data = filled.read_bytes()
    filled.write_bytes(data[: int(len(data) * left) // PAGE * PAGE])
    assert "damaged" in told_of(filled)
    assert "\n" not in told_of(filled)


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_ends_in_a_line_and_not_in_a_traceback(filled: Path, seed: int) -> None:
    random = Random(seed)
    data = bytearray(filled.read_bytes())
    for _ in range(random.choice((1, 4, 40))):
        place = random.randrange(PAGE if seed % 3 == 0 else 0, len(data) - 600)
        data[place : place + 512] = random.randbytes(512)
    filled.write_bytes(data)
    assert "\n" not in told_of(filled)
    assert glance(str(filled), "anna") is None or names_or_error(filled) is not None


def names_or_error(path: Path) -> list[str] | str:
    try:
        project = open_project(str(path), create=False)
    except ProjectError as error:
        return str(error)
    try:
        return names(project)
    except ProjectError as error:
        return str(error)
    finally:
        project.close()


def test_what_is_written_to_a_damaged_file_is_refused_as_such(filled: Path, opened: Open) -> None:
    project = opened(filled)
    data = bytearray(filled.read_bytes())
    data[PAGE:] = bytes(len(data) - PAGE)
    filled.write_bytes(data)
    with pytest.raises(StorageError, match="the file is damaged"):
        name_actor(project, "Harlan")


def test_a_project_of_a_newer_program_is_refused_and_left_as_it_is(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = filled.read_bytes()
    assert "use a newer Glossator" in told_of(filled)
    assert glance(str(filled), "anna") is None
    assert filled.read_bytes() == before


def name_actor_on_a_line_that_drops(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Harlan")
        process = session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar()
        with project.reading() as other:
            other.connection().exec_driver_sql(f"SELECT pg_terminate_backend({process})")


def test_a_server_that_drops_the_line_is_told_and_takes_the_act_when_it_is_tried_again(project: Project) -> None:
    if project.path is not None:
        pytest.skip("a file has no line")
    with pytest.raises(StorageError, match="this was not saved, all before it is"):
        name_actor_on_a_line_that_drops(project)
    name_actor(project, "Harlan")
    assert names(project) == ["Harlan"]
