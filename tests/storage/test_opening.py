"""Opening a project: made where there is none, and every other thing refused in one clear line."""

from __future__ import annotations

import os
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import select

from db import actors, coders, history
from db.engine import Project, open_project
from db.errors import ProjectError, StorageError
from db.models import Coder
from db.models import Project as ProjectRow

Open = Callable[[str | Path], Project]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def name_actor(project: Project, name: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, name)


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_new_project_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path, opened: Open, umask: int) -> None:
    path = tmp_path / "a" / "b" / "new.db"
    before = os.umask(0o000)
    try:
        path.parent.parent.mkdir(mode=0o755)
        os.umask(umask)
        project = opened(path)
        name_actor(project, "Harlan")
    finally:
        os.umask(before)
    assert mode(path.parent) == 0o700
    assert {file.name: mode(file) for file in path.parent.iterdir()} == dict.fromkeys(
        ["new.db", "new.db-wal", "new.db-shm"], 0o600
    )


def test_a_new_project_is_named_after_its_file(tmp_path: Path, opened: Open) -> None:
    assert opened(tmp_path / "harlan 2018.db").name == "harlan 2018"
    with opened(tmp_path / "harlan 2018.db").reading() as session:
        assert len(session.exec(select(ProjectRow.id)).all()) == 1


@pytest.mark.parametrize("odd", ["100%.db", "a?b#c.db", "größer ü.db", "'quoted \" name'.db"])
def test_odd_file_names_are_only_names(tmp_path: Path, opened: Open, odd: str) -> None:
    name_actor(opened(tmp_path / odd), "Harlan")
    assert (tmp_path / odd).stat().st_size > 0


def test_an_sqlite_url_is_the_same_as_its_path(path: Path, opened: Open) -> None:
    name_actor(opened(f"sqlite:///{path}"), "Harlan")
    with opened(path).reading() as session:
        assert [actor.name for actor in actors.listing(session)] == ["Harlan"]


def test_an_empty_file_becomes_a_project(tmp_path: Path, opened: Open) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert opened(path).name == "empty"


def test_durability_and_foreign_keys_are_on_for_every_connection(path: Path, opened: Open) -> None:
    project = opened(path)
    with project.reading() as first, project.reading() as second:
        for session in (first, second):
            values = {
                pragma: session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar()
                for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
            assert values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_what_is_no_project_is_refused_with_its_path(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no database, but longer than a header")
    os.mkfifo(tmp_path / "fifo")
    with closing(sqlite3.connect(tmp_path / "places.sqlite")) as connection:
        connection.execute("CREATE TABLE bookmark (url)")
    with closing(sqlite3.connect(tmp_path / "broken.db")) as connection:
        connection.execute("CREATE TABLE bookmark (url)")
    with (tmp_path / "broken.db").open("r+b") as file:
        file.seek(16)
        file.write(b"\xff" * 400)
    for name, reason in {
        "note.txt": "is not an SQLite database",
        "fifo": "no ordinary file",
        "": "is a folder",
        "places.sqlite": "no Glossator project",
        "broken.db": "file is not a database",
        "note.txt/new.db": "Not a directory",
    }.items():
        with pytest.raises(ProjectError) as caught:
            open_project(str(tmp_path / name))
        assert reason in str(caught.value)
        assert str(tmp_path / name).rstrip("/") in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://me:secret@host/name",
        "postgresql://me@db..example/name",
        "nonsense://",
        "://",
        "sqlite://",
        ":memory:",
        "",
    ],
)
def test_an_address_that_is_none_of_ours_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(ProjectError) as caught:
        open_project(address)
    assert "secret" not in str(caught.value)


def test_a_project_is_not_made_where_it_was_not_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no project here"):
        open_project(str(tmp_path / "new.db"), create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        open_project(f"postgresql://me:secret@/nowhere?host={tmp_path}")
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.engine.CONNECT_SECONDS", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(ProjectError, match="timeout"):
            open_project(f"postgresql://me@127.0.0.1:{port}/nowhere")


READ_ONLY = """
import os, sys
from db.engine import open_project
from db.errors import ProjectError, StorageError
if os.getuid() == 0:
    os.setuid(65534)
try:
    open_project(sys.argv[1])
except ProjectError as error:
    print(error)
"""


def test_a_read_only_file_or_folder_is_refused_as_such(blank: Path) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        file = folder / "project.db"
        file.write_bytes(blank.read_bytes())
        file.chmod(0o444)
        assert f"{file}: is read-only" in opened_by_another_user(file)
        file.chmod(0o666)
        folder.chmod(0o555)
        assert f"{folder}: is read-only" in opened_by_another_user(file)
        assert "Permission denied" in opened_by_another_user(folder / "new.db")


def opened_by_another_user(path: Path) -> str:
    """What a user is told who is not root, for whom nothing is read-only."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", READ_ONLY, str(path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


@pytest.mark.parametrize("replace", [True, False])
def test_a_file_replaced_or_deleted_under_us_swallows_no_write(path: Path, opened: Open, replace: bool) -> None:
    project = opened(path)
    name_actor(project, "Harlan")
    copy = path.read_bytes()
    path.unlink()
    if replace:
        path.with_name("other").write_bytes(copy)
        path.with_name("other").rename(path)
    with pytest.raises(ProjectError, match="another file was put" if replace else "file is gone") as caught:
        name_actor(project, "Jensen")
    assert str(path) in str(caught.value)


def test_a_file_replaced_under_us_is_not_damaged_by_our_journal(path: Path, opened: Open) -> None:
    project = opened(path)
    name_actor(project, "Harlan")
    other, away = path.with_name("other.db"), path.with_name("away.db")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(other)) as target:
        source.backup(target)
    for number in range(20):
        name_actor(project, f"Jensen {number}")
    path.rename(away)
    other.rename(path)
    project.close()
    assert names(opened(path)) == ["Harlan"]
    assert names(opened(away)) == ["Harlan", *sorted(f"Jensen {number}" for number in range(20))]


def names(project: Project) -> list[str]:
    with project.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return [actor.name for actor in actors.listing(session)]


def test_a_file_replaced_while_a_writer_waits_swallows_no_write(path: Path, opened: Open) -> None:
    project, waits = opened(path), threading.Event()
    event.listen(project.engine, "before_cursor_execute", lambda *_: waits.set())
    with closing(sqlite3.connect(path, isolation_level=None)) as other, ThreadPoolExecutor() as threads:
        other.execute("BEGIN IMMEDIATE")
        written = threads.submit(name_actor, project, "Harlan")
        waits.wait()
        path.rename(path.with_name("away.db"))
        path.write_bytes(path.with_name("away.db").read_bytes())
        other.execute("ROLLBACK")
        with pytest.raises(StorageError, match="another file was put"):
            written.result()


def test_who_writes_to_a_file_that_was_overwritten_is_told(path: Path, opened: Open) -> None:
    project = opened(path)
    path.write_bytes(b"\xa5" * path.stat().st_size)
    with pytest.raises(StorageError, match="the file is damaged"):
        name_actor(project, "Harlan")


def test_a_writer_who_cannot_get_the_lock_is_told(path: Path, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.engine.BUSY_MILLISECONDS", 20)
    monkeypatch.setattr("db.engine.PATIENCE", 0.1)
    project = opened(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectError, match="another program keeps writing"):
            name_actor(project, "Harlan")
        other.execute("ROLLBACK")
    name_actor(project, "Harlan")


def test_reading_goes_on_while_another_writes(project: Project) -> None:
    with history.act(project, coder="anna", verb="actor") as writing:
        actors.create(writing, "Harlan")
        writing.flush()
        with project.reading() as reading:
            assert actors.listing(reading) == []


def test_a_reader_sees_one_moment_and_may_not_write(project: Project) -> None:
    with project.reading() as reading:
        assert actors.listing(reading) == []
        name_actor(project, "Harlan")
        assert actors.listing(reading) == []


def test_a_worker_thread_uses_what_another_thread_opened(project: Project) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for number in range(5):
                name_actor(project, f"actor {number}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with project.reading() as session:
        assert len(actors.listing(session)) == 15


def test_text_that_cannot_be_stored_is_refused_and_the_project_goes_on(project: Project) -> None:
    with pytest.raises(ProjectError):
        name_actor(project, "a lone \ud800 surrogate")
    name_actor(project, "Harlan")


def test_coders_are_written_down_once(project: Project) -> None:
    name_actor(project, "Harlan")
    name_actor(project, "Jensen")
    with project.reading() as session:
        assert session.exec(select(Coder.id)).one() == coders.find(session, "anna")
        assert coders.find(session, "ben") is None


def test_a_writer_of_much_commits_to_the_disk_like_any_other(path: Path, opened: Open) -> None:
    project = opened(path)
    with project.for_much().writing() as session:
        told = [
            session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "wal_autocheckpoint")
        ]
    assert told == [2, 25_000]
    with project.for_much().reading() as session:
        assert actors.listing(session) == []
