"""The commands that look at the program itself, and what happens when it breaks."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tui import settings, start
from tui.commands import BY_ID

if TYPE_CHECKING:
    from terminal.conftest import Glossator


def test_keys_lists_every_command_with_the_keys_in_force(glossator: Glossator) -> None:
    keys = glossator.home / ".config" / "glossator" / "keybindings.toml"
    keys.parent.mkdir(parents=True)
    keys.write_text('[reading]\ntag_quote = ["c", "ctrl+t"]\n')
    done = glossator("keys")
    assert done.returncode == 0
    assert "c Ctrl+T " in done.stdout
    assert all(f" {id_} " in done.stdout for id_ in BY_ID)
    rows = [json.loads(line) for line in glossator("keys", "--json").stdout.splitlines()]
    assert {row["command"] for row in rows} == set(BY_ID)
    assert next(row["keys"] for row in rows if row["command"] == "reading.tag_quote") == ["c", "ctrl+t"]


def test_keys_with_a_faulty_file_of_ones_own_is_refused(glossator: Glossator) -> None:
    keys = glossator.home / "keys.toml"
    keys.write_text('[app]\nquit = ""\n')
    done = glossator("keys", env={"GLOSSATOR_KEYS": str(keys)})
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{keys}:2: app.quit: no key is named" in done.stderr


def test_keys_check_prints_all_faults_and_ends_with_1(glossator: Glossator) -> None:
    (glossator.home / "keys.toml").write_text('[app]\nquit = "ctrl-x"\n\n[reader]\nfly = "c"\n')
    done = glossator("keys", "--check", "keys.toml")
    assert done.returncode == 1
    assert [line.partition(": ")[0] for line in done.stdout.splitlines()] == ["keys.toml:2", "keys.toml:5"]
    told = json.loads(glossator("keys", "--check", "keys.toml", "--json").stdout.splitlines()[0])
    assert (told["file"], told["line"], told["command"]) == ("keys.toml", 2, "app.quit")


def test_keys_check_of_a_sound_file_says_so(glossator: Glossator) -> None:
    (glossator.home / "keys.toml").write_text('preset = "azerty"\n')
    done = glossator("keys", "--check", "keys.toml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "keys.toml: nothing is wrong\n")


def test_doctor_finds_a_sound_project_sound(glossator: Glossator) -> None:
    (glossator.home / "one.txt").write_text("A title\n\nA text.\n")
    glossator("--db", "p.db", "add", "one.txt")
    done = glossator("--db", "p.db", "doctor", "--read-data")
    assert done.returncode == 0, done.stdout
    assert not any(line.startswith("fault") for line in done.stdout.splitlines())
    for subject in ("terminal", "multiplexer", "locale", "keys", "SQLite"):
        assert subject in done.stdout
    findings = [json.loads(line) for line in glossator("--db", "p.db", "doctor", "--json").stdout.splitlines()]
    assert {"level", "subject", "message", "remedy"} <= set(findings[0])


def test_doctor_looks_at_the_project_that_other_commands_would_open(glossator: Glossator) -> None:
    assert "none yet; the sample corpus opens the first time" in glossator("doctor").stdout
    assert glossator("docs").returncode == 0
    assert "integrity" in glossator("doctor").stdout


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one", None])
def test_doctor_ends_with_1_on_a_fault(glossator: Glossator, content: bytes | None) -> None:
    if content is not None:
        (glossator.home / "p.db").write_bytes(content)
    done = glossator("--db", "p.db", "doctor")
    assert done.returncode == 1
    assert "fault     project" in done.stdout


def test_doctor_tells_faulty_keys(glossator: Glossator) -> None:
    (glossator.home / "keys.toml").write_text('[app]\nquit = ""\n')
    done = glossator("doctor", env={"GLOSSATOR_KEYS": "keys.toml"})
    assert done.returncode == 1
    assert "fault     keys" in done.stdout
    assert "glossator keys --check keys.toml" in done.stdout


def test_a_crash_is_one_line_and_its_report_is_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError("secret \x1b[2J of the article")
    assert start.crash(caught.value) == 70
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "secret" not in told
    (report,) = settings.state_folder().glob("crash-*.txt")
    assert str(report) in told
    assert "RuntimeError: secret" in report.read_text()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_doctor_names_what_was_not_saved_in_an_earlier_session(glossator: Glossator) -> None:
    folder = glossator.home / ".local" / "state" / "glossator"
    folder.mkdir(parents=True)
    (folder / "unsaved-20260102-030405-6.json").write_text("{}")
    done = glossator("--db", "p.db", "doctor")
    assert f"glossator import {folder / 'unsaved-20260102-030405-6.json'}" in done.stdout


def test_doctor_repairs_what_is_safe_and_tells_it(glossator: Glossator) -> None:
    (glossator.home / "one.txt").write_text("A title\n\nA text.\n")
    glossator("--db", "p.db", "add", "one.txt")
    with closing(sqlite3.connect(glossator.home / "p.db")) as connection:
        connection.execute("DROP INDEX ix_mention_document_start")
        connection.commit()
    done = glossator("--db", "p.db", "doctor")
    assert done.returncode == 1
    assert "ix_mention_document_start is missing" in done.stdout
    assert "glossator doctor --repair makes it anew." in done.stdout
    done = glossator("--db", "p.db", "doctor", "--repair")
    assert done.returncode == 0, done.stdout
    assert "mended: tables: made ix_mention_document_start anew\n" in done.stderr
    told = dict(line.split(": ", 1) for line in done.stderr.splitlines())
    assert Path(told["the project as it was"]).is_file()
    assert json.loads(Path(told["all of it, with each row as it was"]).read_text())["left"] == []
    done = glossator("--db", "p.db", "doctor", "--repair")
    assert (done.returncode, done.stderr) == (0, "there is nothing that can be mended without you\n")
