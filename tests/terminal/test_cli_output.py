"""Commands whose standard output is full or closed, told in one line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from terminal.conftest import Glossator

COMMANDS = [
    ["--version"],
    ["--coder", "bob", "--version"],
    ["--help"],
    ["find", "--help"],
    ["docs"],
    ["docs", "--json"],
    ["show", "1"],
    ["find", "said"],
    ["find", "said", "--count"],
    ["parallels", "the dam is built"],
    ["suggest"],
    ["suggest", "one.txt"],
    ["rules"],
    ["export"],
    ["codebook", "export"],
    ["codebook", "export", "--format", "csv"],
    ["keys"],
    ["keys", "--json"],
    ["doctor"],
    ["doctor", "--json"],
    ["backup", "copy.db", "--json"],
]
SECONDS = 60


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, glossator_in: Callable[[Path], Glossator]) -> Glossator:
    """A home with a project of one article, which the commands only read."""
    home = tmp_path_factory.mktemp("home")
    (home / "one.txt").write_text("The dam\n\n“The dam is built,” said Lena Orsini.\n", encoding="utf-8")
    glossator = glossator_in(home)
    assert glossator("add", "one.txt", env={"GLOSSATOR_DB": "p.db"}).returncode == 0
    return glossator


def run(home: Glossator, command: list[str], redirection: str, *passed: int) -> subprocess.CompletedProcess[str]:
    """Run a command behind a redirection of its output."""
    shell = ["bash", "-c", f'"$@" {redirection}', "bash", sys.executable, "-m", "tui", *command]
    world = home.environ | {"GLOSSATOR_DB": "p.db"}
    return subprocess.run(
        shell,
        cwd=home.home,
        env=world,
        stderr=subprocess.PIPE,
        text=True,
        timeout=SECONDS,
        check=False,
        pass_fds=passed,
    )


def assert_refused(home: Glossator, done: subprocess.CompletedProcess[str], why: str) -> None:
    told = done.stderr.splitlines()
    assert (done.returncode, told[-1:]) == (
        2,
        [f"glossator: standard output cannot be written: {why}; send it to where there is room for it"],
    ), done.stderr
    assert not [line for line in told if "Exception" in line or "should not" in line]
    assert not [*home.home.rglob("crash-*")]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_output_is_told(home: Glossator, command: list[str]) -> None:
    assert_refused(home, run(home, command, ">/dev/full"), "No space left on device")


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["docs"], ["suggest", "--jobs", "2"]], ids=" ".join)
def test_a_closed_output_is_told(home: Glossator, command: list[str]) -> None:
    assert_refused(home, run(home, command, ">&-"), "Bad file descriptor")
    assert_refused(home, run(home, command, "<&- >&-"), "Bad file descriptor")


def test_a_command_that_prints_nothing_needs_no_output(home: Glossator) -> None:
    for redirection in (">/dev/full", ">&-"):
        done = run(home, ["codebook", "export", "-o", "codebook.json"], redirection)
        assert (done.returncode, done.stderr) == (0, "wrote codebook.json\n")


def test_a_closed_input_is_an_empty_one(home: Glossator) -> None:
    for command in (["import", "-"], ["codebook", "import", "-"], ["parallels", "-"]):
        done = run(home, command, "<&-")
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr


def test_what_else_is_wrong_is_still_what_is_told(home: Glossator) -> None:
    done = run(home, ["show", "99"], ">/dev/full")
    assert (done.returncode, done.stderr) == (1, "glossator: there is no document '99'; `glossator docs` lists them\n")


def test_a_reader_of_the_output_that_has_enough_is_no_fault(home: Glossator) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = run(home, ["export"], f">&{writer}", writer)
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")
