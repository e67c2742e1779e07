"""Backups as commands, and those that make themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import backups
from db.errors import ProjectError
from tui import keeping

if TYPE_CHECKING:
    from terminal.conftest import Glossator

PROJECT = ("--db", "study.db")


@pytest.fixture
def study(glossator: Glossator) -> Glossator:
    """The program in a home with a project of one article."""
    (glossator.home / "one.txt").write_text("The dam\n\n“Build it,” said Lena Orsini.\n", encoding="utf-8")
    assert glossator(*PROJECT, "add", "one.txt").returncode == 0
    return glossator


def exported(glossator: Glossator) -> str:
    return glossator(*PROJECT, "export").stdout


def test_the_drill_through_the_command_line(study: Glossator) -> None:
    before = exported(study)
    done = study(*PROJECT, "backup", "copy.db")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith(f"copied to {study.home / 'copy.db'}: 1 document, 0 annotations, ")
    (study.home / "two.txt").write_text("Another text.\n")
    study(*PROJECT, "add", "two.txt")
    with (study.home / "study.db").open("r+b") as file:
        file.seek(5000)
        file.write(os.urandom(100_000))
    done = study(*PROJECT, "restore", "copy.db", "--yes")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "what was there before is kept: " in done.stderr
    assert exported(study) == before
    assert study(*PROJECT, "doctor", "--read-data").returncode == 0


def test_backups_are_listed_and_named_by_their_numbers(study: Glossator) -> None:
    assert study(*PROJECT, "backup", "--list").returncode == 1
    before = exported(study)
    study(*PROJECT, "backup")
    (study.home / "two.txt").write_text("Another text.\n")
    study(*PROJECT, "add", "two.txt")
    study(*PROJECT, "backup")
    lines = study(*PROJECT, "backup", "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2"]
    assert "asked for  2 documents, 0 annotations" in lines[0]
    rows = [json.loads(line) for line in study(*PROJECT, "backup", "--list", "--json").stdout.splitlines()]
    assert [row["documents"] for row in rows] == [2, 1]
    assert all(Path(row["file"]).stat().st_size == row["bytes"] for row in rows)
    assert study(*PROJECT, "restore", "2", "--yes").returncode == 0
    assert exported(study) == before
    done = study(*PROJECT, "restore", "9", "--yes")
    assert done.returncode == 2
    assert "there is no backup 9 of" in done.stderr


def test_without_a_terminal_and_without_yes_nothing_is_replaced(study: Glossator) -> None:
    before = exported(study)
    study(*PROJECT, "backup", "copy.db")
    done = study(*PROJECT, "restore", "copy.db", text="y\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("if you mean that, say --yes.\n")
    assert exported(study) == before
    assert not (study.home / "study.db.backups").exists()


def test_a_project_that_is_gone_comes_back_without_a_question(study: Glossator) -> None:
    before = exported(study)
    study(*PROJECT, "backup")
    (study.home / "study.db").unlink()
    assert study(*PROJECT, "restore", "1").returncode == 0
    assert exported(study) == before


def test_a_terminal_is_asked_and_may_say_no(study: Glossator) -> None:
    study(*PROJECT, "backup", "copy.db")
    code, told = study.in_terminal(*PROJECT, "restore", "copy.db", answer="n\n")
    assert code == 130
    assert "Replace it? [y/N]" in told
    assert not (study.home / "study.db.backups").exists()
    code, told = study.in_terminal(*PROJECT, "restore", "copy.db", answer="y\n")
    assert code == 0
    assert "what was there before is kept" in told


@pytest.mark.parametrize("command", [["backup"], ["restore", "copy.db", "--yes"]])
def test_postgresql_is_sent_to_its_own_tools(glossator: Glossator, command: list[str]) -> None:
    done = glossator("--db", "postgresql://ada:secret@nowhere/study", *command)
    assert done.returncode == 2
    assert "pg_dump" in done.stderr
    assert "secret" not in done.stderr


def test_a_project_that_is_not_there_has_no_backup(glossator: Glossator) -> None:
    done = glossator("--db", "nothing.db", "backup")
    assert done.returncode == 2
    assert "there is no project here" in done.stderr
    assert list(glossator.home.iterdir()) == []


# Those that make themselves


def make(study: Glossator, megabytes: str = "2000") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui.keeping", str(study.home / "study.db"), megabytes]
    return subprocess.run(command, env=study.environ, capture_output=True, text=True, check=False)


def test_the_process_makes_one_and_then_none_for_an_hour(study: Glossator) -> None:
    for _ in range(2):
        assert (make(study).returncode, make(study).stderr) == (0, "")
    (made,) = backups.listing(study.home / "study.db")
    assert made.why == backups.AUTOMATIC


def test_the_process_tells_in_a_line_why_it_cannot(study: Glossator) -> None:
    (study.home / "study.db.backups").write_text("in the way")
    done = make(study)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "study.db.backups: File exists" in done.stderr


def test_the_process_loads_neither_textual_nor_sqlmodel() -> None:
    heavy = "('textual', 'sqlmodel', 'sqlalchemy')"
    code = f"import sys, tui.keeping; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_what_is_wanted_stands_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "backups.toml"
    monkeypatch.setenv("GLOSSATOR_BACKUPS", str(file))
    assert keeping.wanted() == keeping.Keeping(automatic=True, megabytes=2000)
    file.write_text("automatic = false\nmegabytes = 50\n")
    assert keeping.wanted() == keeping.Keeping(automatic=False, megabytes=50)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("automatic = 1", "automatic: must be true or false"),
        ("megabytes = true", "megabytes: must be a number"),
        ("hourly = true", "hourly: there is no such setting; there are automatic and megabytes"),
        ("automatic =", "cannot be read"),
    ],
)
def test_a_faulty_file_is_told_with_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, told: str
) -> None:
    file = tmp_path / "backups.toml"
    file.write_text(content)
    monkeypatch.setenv("GLOSSATOR_BACKUPS", str(file))
    with pytest.raises(ProjectError, match=f"{file}: {told}"):
        keeping.wanted()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("~nosuchuser/x.db", "there is no user nosuchuser here; begin the path with ./ or /"),
        ("x" * 300, "File name too long; name another file."),
    ],
    ids=["user", "long"],
)
@pytest.mark.parametrize("before", [("--db", "study.db", "restore"), ("--db", "study.db", "backup"), ("--db",)])
def test_a_name_that_cannot_be_looked_for_is_told_in_one_line(
    study: Glossator, before: tuple[str, ...], name: str, why: str
) -> None:
    done = study(*before, name, *(["backup"] if before == ("--db",) else []))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"glossator: {name}: cannot be used: {why}\n"
