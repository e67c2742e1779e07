"""Commands on a disk that stops taking anything half way, and on projects that are no good."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from terminal.conftest import ROOT, SECONDS, Glossator
from terminal.pty_session import PROJECT

from corpus.articles import read_article
from db import documents, history
from db.engine import Project, open_project
from db.exchange import native

ARTICLES = 40
KILOBYTES = 1_000
"""More than an empty project needs, and less than the articles do."""


def text_of(number: int) -> str:
    return f"Treaty {number}\n\n" + "".join(f"Line {number * 10_000 + each}.\n" for each in range(4_000))


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    project = open_project(str(path))
    try:
        yield project
    finally:
        project.close()


@pytest.fixture
def project(glossator: Glossator) -> Path:
    """A project with one short article."""
    path = glossator.home / PROJECT
    with opened(path) as made, history.act(made, coder="ada", verb="add", undoable=False) as session:
        documents.add(session, read_article(text_of(0)[:5_000].encode(), "treaty.txt"))
    return path


def count(path: Path) -> int:
    with opened(path) as project, project.reading() as session:
        return len(documents.listing(session))


def on_a_small_disk(glossator: Glossator, kilobytes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command line that may write no file of more than this size."""
    shell = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash"]
    command = [*shell, sys.executable, "-m", "tui", "--db", PROJECT, *arguments]
    world = glossator.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=glossator.home, env=world, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def test_an_import_that_fills_the_disk_tells_what_is_in_and_goes_on_from_there(
    glossator: Glossator, project: Path
) -> None:
    folder = glossator.home / "articles"
    folder.mkdir()
    for number in range(ARTICLES):
        (folder / f"{number}.txt").write_text(text_of(number))
    done = on_a_small_disk(glossator, KILOBYTES, "add", "--jobs", "1", "articles")
    assert done.returncode in (1, 2)
    counts, refusal, remedy = done.stderr.splitlines()
    assert refusal.startswith("glossator: p: the disk")
    assert "this was not saved, all before it is" in refusal
    assert remedy == "stopped; what was counted is in: the same command goes on from there"
    assert count(project) == 1 + int(counts.split()[1].split(",")[0])
    again = glossator("--db", PROJECT, "add", "articles")
    assert again.returncode == 0, again.stderr
    assert count(project) == 1 + ARTICLES


def test_annotations_that_do_not_fit_are_all_left_out(glossator: Glossator, project: Path) -> None:
    with opened(glossator.home / "big.db") as big:
        with history.act(big, coder="ada", verb="add", undoable=False) as session:
            for number in range(ARTICLES):
                documents.add(session, read_article(text_of(number).encode(), f"{number}.txt"))
        with big.reading() as reading:
            (glossator.home / "big.json").write_text("".join(native.export(reading)))
    done = on_a_small_disk(glossator, KILOBYTES, "import", "big.json")
    assert done.returncode == 2
    assert done.stderr.startswith("glossator: p: the disk")
    assert done.stderr.count("\n") == 1
    assert count(project) == 1


def test_an_export_that_does_not_fit_leaves_the_file_as_it_was(glossator: Glossator, project: Path) -> None:
    (glossator.home / "out.json").write_text("before")
    with opened(project):  # its journal is there, so that reading writes nothing
        done = on_a_small_disk(glossator, 1, "export", "-o", "out.json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert (glossator.home / "out.json").read_text() == "before"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--db", "no.db", "docs"], "there is no project here; make one with  glossator --db "),
        (["--db", "no.db", "backup"], "there is no project here; make one with  glossator --db "),
        (
            ["--db", "p.db", "restore", "x.json", "-y"],
            "x.json: is no backup, but a file of another kind; glossator backup",
        ),
        (["--db", "mysql://ada:secret@host/study", "docs"], "give the path of a file, or postgresql://USER@HOST/NAME"),
        (["--db", "nonsense://", "docs"], "give the path of a file, or postgresql://USER@HOST/NAME"),
        (
            ["--db", "postgresql://ada:secret@127.0.0.1:1/study", "docs"],
            "Connection refused. Look whether its server runs",
        ),
        (["export", "--format", "xml"], "'--format': 'xml' is not one of 'json'; see `glossator export --help`"),
    ],
)
def test_what_is_refused_comes_with_a_remedy(glossator: Glossator, arguments: list[str], told: str) -> None:
    (glossator.home / "x.json").write_text("{}")
    done = glossator(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


def test_an_empty_project_that_another_program_has_opened_stays(glossator: Glossator) -> None:
    path = glossator.home / PROJECT
    command = [sys.executable, "-m", "tui", "--db", PROJECT, "import", "-"]
    world = glossator.environ
    with subprocess.Popen(
        command, cwd=glossator.home, env=world, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(" " * 200_000)  # more than a pipe holds: when it is gone, the project has been made
        with opened(path) as other:
            _, told = process.communicate(timeout=SECONDS)
            assert (process.returncode, "no JSON" in told) == (2, True), told
            with history.act(other, coder="ada", verb="add", undoable=False) as session:
                documents.add(session, read_article(text_of(0)[:5_000].encode(), "treaty.txt"))
    assert count(path) == 1
    assert [each.name for each in glossator.home.glob("p.db*")] == ["p.db"]


@pytest.mark.parametrize("arguments", [[], ["export"], ["doctor"]], ids=" ".join)
def test_a_damaged_project_ends_every_command_in_one_line(
    glossator: Glossator, project: Path, arguments: list[str]
) -> None:
    data = project.read_bytes()
    project.write_bytes(data[:100] + bytes(len(data) - 100))
    code, told = glossator.in_terminal("--db", PROJECT, *arguments)
    assert code in (1, 2)
    assert "damaged" in " ".join(told.split())
    assert "Traceback" not in told
    assert "should not" not in told
