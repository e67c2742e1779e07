"""Copies of a project: whole or not there, equal to the project row by row, thinned out with age, put back."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from storage.exports import annotate, exported

from db import actors, backups, copying, history, location, restoring
from db.backups import AUTOMATIC
from db.engine import Project, open_project
from db.errors import ProjectError

Open = Callable[[str | Path], Project]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def annotated(path: Path, opened: Open) -> Project:
    """A project in a file with something of everything in it."""
    project = opened(path)
    annotate(project)
    return project


def add_actor(project: Project, name: str) -> None:
    with history.act(project, coder="bert", verb="actor") as session:
        actors.create(session, name)


def date(backup: Path, made: str) -> None:
    """Give a backup another date."""
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute(f"UPDATE {copying.MARK} SET made = ?", (made,))


def export_of(path: Path) -> str:
    with closing(open_project(str(path), create=False)) as project:
        return exported(project)


def test_a_backup_is_a_project_that_exports_the_same_bytes(annotated: Project, path: Path) -> None:
    made = backups.make(path)
    assert (made.why, made.documents, made.annotations) == ("asked for", 1, 5)
    assert export_of(made.path) == exported(annotated)


def test_what_is_no_file_is_no_backup(annotated: Project, path: Path, tmp_path: Path) -> None:
    made = backups.make(path)
    (made.path.parent / "gone.db").symlink_to(tmp_path / "gone")
    (made.path.parent / "folder.db").mkdir()
    os.mkfifo(made.path.parent / "pipe.db")
    assert backups.listing(path) == [made]


def test_a_name_that_is_too_long_is_told(annotated: Project, path: Path) -> None:
    with pytest.raises(ProjectError, match="name too long"):
        backups.make(path, target=path.with_name("x" * 300))
    with pytest.raises(ProjectError, match="name too long"):
        backups.listing(path.with_name("x" * 250))


def test_a_backup_is_its_owners_alone(annotated: Project, path: Path) -> None:
    made = backups.make(path)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert [*made.path.parent.iterdir()] == [made.path]


def test_a_backup_holds_one_moment_while_others_write(annotated: Project, path: Path) -> None:
    code = (
        "import sys; from db import actors, history; from db.engine import open_project\n"
        "project = open_project(sys.argv[1]); print('open', flush=True)\n"
        "for number in range(50):\n"
        "    with history.act(project, coder='carl', verb='actor') as session:\n"
        "        actors.create(session, f'one {number}'); actors.create(session, f'two {number}')\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, path], cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        made = [backups.make(path)]
        while writer.poll() is None:
            made.append(backups.make(path))
    assert writer.returncode == 0
    assert len(made) > 1
    for backup in made:
        copying.check(backup.path)
        with closing(copying.resting(backup.path)) as connection:
            ones, twos = (
                connection.execute(f"SELECT count(*) FROM actor WHERE name LIKE '{word} %'").fetchone()[0]
                for word in ("one", "two")
            )
        assert ones == twos
    with annotated.reading() as session:
        assert len(actors.listing(session)) == 2 + 100


def test_a_backup_goes_where_it_is_told_to_and_overwrites_nothing(annotated: Project, path: Path) -> None:
    target = path.with_name("copy.db")
    assert backups.make(path, target=target).path == target
    before = target.read_bytes()
    with pytest.raises(ProjectError, match="is there already, and nothing was written"):
        backups.make(path, target=target)
    assert target.read_bytes() == before
    with pytest.raises(ProjectError, match="nowhere"):
        backups.make(path, target=path.parent / "nowhere" / "copy.db")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE mention SET note = 'another'",
        "DELETE FROM change WHERE seq = 1",
        "UPDATE text SET text = replace(text, 'welcomed', 'welcomes')",
        "UPDATE suggestion SET confidence = 0.5 WHERE 0",
    ],
)
def test_a_backup_that_was_changed_is_not_put_back(annotated: Project, path: Path, statement: str) -> None:
    made = backups.make(path).path
    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        changed = connection.execute(statement).rowcount
    if changed:
        with pytest.raises(ProjectError, match="is not what it was on 20"):
            copying.check(made)
    else:
        assert copying.check(made) is not None


def test_a_backup_with_a_damaged_page_is_not_put_back(annotated: Project, path: Path) -> None:
    made = backups.make(path).path
    with made.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(20 * 4096))
    with pytest.raises(ProjectError, match=made.name):
        copying.check(made)


def test_a_damaged_project_makes_no_backup_that_looks_sound(annotated: Project, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE document SET status = 'lost'")
        connection.commit()
    with pytest.raises(ProjectError, match="no copy was made, as the project is damaged"):
        backups.make(path)
    assert backups.listing(path) == []
    kept = backups.make(path, "before a repair", damaged=True)
    assert copying.read_mark(kept.path) is None


@pytest.mark.parametrize("limit", [200_000, 4_000])
def test_a_full_disk_leaves_nothing_half_behind(annotated: Project, path: Path, limit: int) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from db import backups\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "try:\n    backups.make(Path(sys.argv[1]))\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("ProjectError")
    assert done.stdout.count("\n") == 1
    assert list(backups.folder(path).iterdir()) == []


@pytest.mark.parametrize("step", ["_fill", "_sign", "_finish", "clock.now"])
def test_a_killed_backup_leaves_nothing_that_looks_whole(annotated: Project, path: Path, step: str) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from db import backups, clock, copying\n"
        "def end(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{'copying.' + step if step.startswith('_') else step} = end\n"
        "copying.copy(Path(sys.argv[1]), Path(sys.argv[2]), 'asked for')\n"
    )
    own = backups.folder(path)
    own.mkdir(mode=0o700)
    done = subprocess.run([sys.executable, "-c", code, path, own / "a.db"], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert backups.listing(path) == []
    assert all(location.UNFINISHED in left.name for left in own.iterdir())
    made = backups.make(path)
    assert [left.name for left in own.iterdir()] == [made.path.name]


# Thinning


LONG_AGO = ("2026-01-05T10:10:00.000000Z", "2026-01-05T10:50:00.000000Z")


def test_an_automatic_backup_is_made_where_something_changed_since_an_hour(annotated: Project, path: Path) -> None:
    first = backups.make_due(path)
    assert first is not None
    assert first.why == AUTOMATIC
    add_actor(annotated, "Venn")
    assert backups.make_due(path) is None, "the last one is fresh"
    date(first.path, LONG_AGO[0])
    second = backups.make_due(path)
    assert second is not None
    date(second.path, LONG_AGO[1])
    assert backups.make_due(path) is None, "nothing has changed"
    assert len(backups.listing(path)) == 2


def test_a_damaged_project_that_was_kept_does_not_end_the_automatic_backups(
    annotated: Project, path: Path, opened: Open
) -> None:
    asked = backups.make(path).path
    annotated.close()
    headless(path)
    kept = restoring.restore(path, asked).replaced
    assert kept is not None
    date(asked, LONG_AGO[0])
    project = opened(path)
    assert backups.listing(path)[0].path == kept, "the damaged one is the newest"
    assert backups.make_due(path) is None, "nothing has changed since the copy that was put back"
    add_actor(project, "Venn")
    assert backups.make_due(path) is not None


def test_a_backup_from_the_future_does_not_keep_others_from_being_made(annotated: Project, path: Path) -> None:
    date(backups.make(path).path, "2999-01-05T10:10:00.000000Z")
    add_actor(annotated, "Venn")
    assert backups.make_due(path) is not None
    add_actor(annotated, "Euler")
    assert backups.make_due(path) is None, "the last one is fresh"


def test_while_one_program_makes_a_backup_another_makes_none(annotated: Project, path: Path) -> None:
    with backups._alone(path):
        assert backups.make_due(path) is None
    assert backups.make_due(path) is not None


def test_an_automatic_backup_does_not_fill_the_disk_up(
    annotated: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = backups.shutil.disk_usage(path)._replace(free=path.stat().st_size)
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(ProjectError, match="the disk is nearly full"):
        backups.make_due(path)
    assert backups.listing(path) == []


def test_what_is_too_much_goes_when_a_new_one_comes(annotated: Project, path: Path) -> None:
    asked = backups.make(path).path
    date(asked, LONG_AGO[0])
    old = []
    for made in LONG_AGO:
        add_actor(annotated, made)
        due = backups.make_due(path)
        assert due is not None
        date(due.path, made)
        old.append(due.path)
    add_actor(annotated, "Venn")
    newest = backups.make_due(path)
    assert newest is not None
    left = {backup.path for backup in backups.listing(path)}
    assert left == {asked, old[1], newest.path}, "of two from one hour the later one is left"


# Restoring


def test_the_drill(annotated: Project, path: Path, opened: Open) -> None:
    before = exported(annotated)
    made = backups.make(path)
    add_actor(annotated, "Venn")
    after = exported(annotated)
    annotated.close()
    done = restoring.restore(path, made.path)
    assert export_of(path) == before
    assert done.replaced is not None
    assert export_of(done.replaced) == after
    restoring.restore(path, done.replaced)
    assert export_of(path) == after
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert copying.MARK not in tables
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def zeroed(path: Path) -> None:
    path.write_bytes(b"")


def noisy(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))


def headless(path: Path) -> None:
    path.write_bytes(b"no database" + path.read_bytes()[11:])


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [zeroed, noisy, headless, cut, gone])
def test_a_damaged_project_is_put_back_and_what_was_there_is_kept(
    annotated: Project, path: Path, damage: Callable[[Path], None]
) -> None:
    before = exported(annotated)
    made = backups.make(path).path
    annotated.close()
    damage(path)
    there = path.read_bytes() if path.exists() else b""
    done = restoring.restore(path, made)
    assert export_of(path) == before
    if there:
        assert done.replaced is not None
        assert done.replaced.read_bytes()[:100] == there[:100]
    else:
        assert done.replaced is None


def test_a_project_that_somebody_has_open_is_not_replaced(annotated: Project, path: Path, opened: Open) -> None:
    made = backups.make(path).path
    with annotated.reading() as session:
        actors.listing(session)
    with pytest.raises(ProjectError, match="is open in another program"):
        restoring.restore(path, made)
    add_actor(annotated, "still writing")
    annotated.close()
    restoring.restore(path, made)
    assert "still writing" not in export_of(path)


@pytest.fixture
def others(tmp_path: Path) -> dict[str, Path]:
    """Files that are no backups."""
    database = tmp_path / "other.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE something (else_)")
    noise = tmp_path / "noise.db"
    noise.write_bytes(os.urandom(5000))
    return {"another database": database, "noise": noise, "nothing": tmp_path / "nothing.db", "a folder": tmp_path}


@pytest.mark.parametrize("which", ["another database", "noise", "nothing", "a folder", "the project"])
def test_what_is_no_backup_changes_nothing(annotated: Project, path: Path, others: dict[str, Path], which: str) -> None:
    before = exported(annotated)
    annotated.close()
    with pytest.raises(ProjectError):
        restoring.restore(path, others.get(which, path))
    assert export_of(path) == before


def test_a_backup_of_a_newer_schema_is_refused(annotated: Project, path: Path) -> None:
    made = backups.make(path, target=path.with_name("copy.db")).path
    with closing(sqlite3.connect(made, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute(f"DROP TABLE {copying.MARK}")
    with pytest.raises(ProjectError, match="use a newer Glossator"):
        restoring.check(path, made)


@pytest.mark.parametrize("step", ["_unpack", "_replace", "location.sync"])
def test_a_killed_restore_leaves_the_one_or_the_other(annotated: Project, path: Path, step: str) -> None:
    made = backups.make(path).path
    old = exported(annotated)
    add_actor(annotated, "Venn")
    new = exported(annotated)
    annotated.close()
    code = (
        "import os, signal, sys; from pathlib import Path; from db import location, restoring\n"
        "def end(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{'restoring.' + step if step.startswith('_') else step} = end\n"
        "restoring.restore(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path, made], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert export_of(path) in (old, new)
    restoring.restore(path, made)
    assert export_of(path) == old
