"""`glossator parallels` as people and other programs call it."""

from __future__ import annotations

import json
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
