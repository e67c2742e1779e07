"""`glossator parallels` as people and other programs call it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from terminal.conftest import Glossator

SAID = "Brava can no longer rely on Aland for its drinking water"
TEXTS = {
    "one.txt": f"Water\n\nPORT BRAVA, August 27. /BNA/. “{SAID},” President Maro said.\n",
    "two.txt": "Wells\n\nFor drinking water it is no longer possible to depend on Aland, \x1b[31mMaro said.\u202e\n",
    "three.txt": "Mills\n\nThe mills stand still.\n",
}


@pytest.fixture
def project(glossator: Glossator) -> list[str]:
    for name, text in TEXTS.items():
        (glossator.home / name).write_text(text, encoding="utf-8")
    assert glossator("--db", "p.db", "add", *TEXTS).returncode == 0
    return ["--db", "p.db"]


def test_a_text_is_found_in_other_words_and_what_is_printed_is_safe(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "parallels", SAID)
    assert done.returncode == 0
    assert [line.split()[1] for line in done.stdout.splitlines()[::2]] == ["1", "2"]
    assert "depend on Aland" in done.stdout
    assert not set(done.stdout) & {"\x1b", "\u202e"}
    asked = glossator(*project, "parallels", "-", "--json", "--limit", "1", text=SAID)
    (line,) = asked.stdout.splitlines()
    found = json.loads(line)
    assert TEXTS["one.txt"][found["start"] : found["end"]] == found["exact"]
    assert (found["quote"], found["parallel"]) == (None, None)


def test_the_input_is_utf_8_in_every_locale(glossator: Glossator) -> None:
    latin = {"PYTHONIOENCODING": "latin-1"}  # as in a locale of Latin-1, which may not be installed here
    (glossator.home / "sud.txt").write_text("La Vergue\n\nLe barrage de l’Étang s’effondre à Châtelneuf.\n", "utf-8")
    options = ["--db", "p.db"]
    assert glossator(*options, "add", "sud.txt").returncode == 0
    given = glossator(*options, "parallels", "Étang Châtelneuf", env=latin)
    assert (given.returncode, given.stdout.count("\n")) == (0, 2)
    assert glossator(*options, "parallels", "-", text="Étang Châtelneuf", env=latin).stdout == given.stdout


def test_an_input_that_is_no_text_is_refused(glossator: Glossator, project: list[str]) -> None:
    command = [sys.executable, "-m", "tui", *project, "parallels", "-"]
    done = subprocess.run(
        command, cwd=glossator.home, env=glossator.environ, input=b"Brava \xff", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"glossator: standard input: byte 6: this is no UTF-8: give it as UTF-8\n"


def test_nothing_found_is_said_and_a_question_without_a_statement_is_refused(
    glossator: Glossator, project: list[str]
) -> None:
    done = glossator(*project, "parallels", "Volcanoes sleep")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no other document tells this" in done.stderr
    for wrong in ((), ("words", "--quote", "id"), ("--quote", "no such id")):
        refused = glossator(*project, "parallels", *wrong)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert len(refused.stderr.splitlines()) == 1
