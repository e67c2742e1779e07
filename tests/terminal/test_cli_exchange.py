"""Export and import as commands."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from terminal.conftest import Glossator


@pytest.fixture
def project(glossator: Glossator) -> list[str]:
    """The options that name a project with one article."""
    (glossator.home / "one.txt").write_text("A title’s line\n\n“Yes,” said Ilva Maro\u0085\u202e.\n", encoding="utf-8")
    options = ["--db", "project.db"]
    assert glossator(*options, "add", "one.txt").returncode == 0
    return options


def test_an_export_imported_into_an_empty_project_exports_the_same_bytes(
    glossator: Glossator, project: list[str]
) -> None:
    first = glossator(*project, "export").stdout
    assert json.loads(first)["documents"][0]["text"].endswith("Ilva Maro\u0085\u202e.\n")
    (glossator.home / "first.json").write_text(first, encoding="utf-8")
    done = glossator("--db", "other.db", "import", "first.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert "problems 0" in done.stderr
    assert glossator("--db", "other.db", "export").stdout == first


def test_import_reads_its_input_where_the_file_is_a_dash(glossator: Glossator, project: list[str]) -> None:
    exported = glossator(*project, "export").stdout
    assert glossator("--db", "other.db", "import", "-", text=exported).returncode == 0
    assert glossator("--db", "other.db", "export").stdout == exported


def test_names_that_come_a_second_time_are_told(glossator: Glossator, project: list[str]) -> None:
    (glossator.home / "book.csv").write_text("type,name\nactor,Ilva Maro\n")
    for options in (project, ["--db", "other.db"]):
        assert glossator(*options, "codebook", "import", "book.csv").returncode == 0
    (glossator.home / "one.json").write_text(glossator(*project, "export").stdout, encoding="utf-8")
    done = glossator("--db", "other.db", "import", "one.json")
    assert done.returncode == 0
    assert "to be merged in the codebook (W): Ilva Maro" in done.stderr


def test_export_writes_a_file_whole_and_in_the_place_of_an_old_one(glossator: Glossator, project: list[str]) -> None:
    target = glossator.home / "out.json"
    target.write_text("old")
    done = glossator(*project, "export", "-o", "out.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "wrote out.json\n")
    assert target.read_text(encoding="utf-8") == glossator(*project, "export").stdout
    assert stat.S_ISREG(target.stat().st_mode)
    assert [path.name for path in glossator.home.iterdir() if path.name.startswith(".out.json")] == []


def test_an_export_is_for_its_owner_alone_unless_the_file_was_there(glossator: Glossator, project: list[str]) -> None:
    target = glossator.home / "out.json"
    for mode in (0o600, 0o644):
        assert glossator(*project, "export", "-o", "out.json").returncode == 0
        assert stat.S_IMODE(target.stat().st_mode) == mode
        target.chmod(0o644)


@pytest.mark.parametrize("command", [["export"], ["codebook", "export"]], ids=" ".join)
def test_an_export_into_a_pipe_goes_through_it(glossator: Glossator, project: list[str], command: list[str]) -> None:
    pipe = glossator.home / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, encoding="utf-8")
    done = glossator(*project, *command, "-o", "pipe")
    assert done.returncode == 0, done.stderr
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert reader.communicate()[0] == glossator(*project, *command).stdout


def test_the_output_may_be_named_as_a_file(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "export", "-o", "/dev/stdout")
    assert (done.returncode, done.stdout) == (0, glossator(*project, "export").stdout)


@pytest.mark.parametrize("command", [["export"], ["codebook", "export"]])
def test_a_dash_is_the_output(glossator: Glossator, project: list[str], command: list[str]) -> None:
    there = glossator(*project, *command)
    assert glossator(*project, *command, "-o", "-").stdout == there.stdout != ""


def test_export_into_a_folder_that_is_not_there_is_refused(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "export", "-o", "nowhere/out.json")
    assert done.returncode == 2
    assert done.stderr == "glossator: nowhere/out.json: cannot be written: No such file or directory\n"


@pytest.mark.parametrize("command", [["export"], ["codebook", "export"]], ids=" ".join)
@pytest.mark.parametrize("name", ["project.db", "link.db", "other.db", "project.db-wal", "project.db-shm"])
def test_an_export_replaces_no_project(glossator: Glossator, project: list[str], command: list[str], name: str) -> None:
    before = (glossator.home / "project.db").read_bytes()
    (glossator.home / "other.db").write_bytes(before)
    (glossator.home / "link.db").symlink_to("project.db")
    done = glossator(*project, *command, "-o", name)
    assert (done.returncode, done.stdout) == (2, "")
    told = "is a project or lies beside one, and was not replaced; name another file."
    assert done.stderr == f"glossator: {name}: {told}\n"
    assert [(glossator.home / each).read_bytes() for each in ("project.db", "other.db")] == [before, before]
    assert glossator(*project, "export").returncode == 0


DAMAGED = "put that right, or export it again."


@pytest.mark.parametrize("command", [["import"], ["codebook", "import"]], ids=" ".join)
@pytest.mark.parametrize(
    ("content", "place", "remedy"),
    [
        (b'{"a":\n', "line 2, column 1: ", DAMAGED),
        (b"[]", "is no ", "name one that is"),
        (b'{"format": "other"}', "is no ", "name one that is"),
        (b'{"format": "glossator", "version": 9}', "has the version 9", "with a Glossator of that version."),
        (b'{"format": "glossator", "version": 1, "actors": 1}', "is damaged: actors is no list", DAMAGED),
        (b'{"a": "\xff\xfe"}', "byte 7: this is no UTF-8", "save it as UTF-8."),
        (b"[" * 200_000, "this JSON cannot be read", DAMAGED),
    ],
    ids=["truncated", "list", "other", "version", "damaged", "bytes", "deep"],
)
def test_a_file_that_is_no_export_is_refused_with_its_name_and_a_remedy(
    glossator: Glossator, command: list[str], content: bytes, place: str, remedy: str
) -> None:
    (glossator.home / "bad.json").write_bytes(content)
    done = glossator("--db", "p.db", *command, "bad.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"glossator: bad.json: {place}")
    assert remedy in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (glossator.home / "p.db").exists()


@pytest.mark.parametrize("command", [["import"], ["codebook", "import"]], ids=" ".join)
def test_an_input_that_is_no_export_is_called_so(glossator: Glossator, command: list[str]) -> None:
    done = glossator("--db", "p.db", *command, "-", text='{"actors": [')
    assert done.returncode == 2
    assert done.stderr.startswith("glossator: standard input: line 1, column 13: ")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "mark"])
def test_files_and_input_are_utf_8_in_every_locale(glossator: Glossator, project: list[str], mark: str) -> None:
    exported = glossator(*project, "export").stdout
    latin = {"PYTHONIOENCODING": "latin-1"}  # as in a locale of Latin-1, which may not be installed here
    (glossator.home / "out.json").write_text(mark + exported, encoding="utf-8")
    assert glossator("--db", "file.db", "import", "out.json", env=latin).returncode == 0
    assert glossator("--db", "input.db", "import", "-", text=mark + exported, env=latin).returncode == 0
    for copied in ("file.db", "input.db"):
        assert glossator("--db", copied, "export").stdout == exported


def test_a_file_that_is_not_there_makes_no_project(glossator: Glossator) -> None:
    done = glossator("--db", "p.db", "import", "nowhere.json")
    assert done.returncode == 2
    assert "nowhere.json: cannot be read" in done.stderr
    assert not Path(glossator.home / "p.db").exists()
