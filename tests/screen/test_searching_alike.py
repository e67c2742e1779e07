"""What the screen finds is what the command finds: on the sample corpus, and on one that is made up of chance."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from screen.driving import Opening, make_project

from db import history, searches
from db.engine import open_project
from db.records import Hit
from tui import samples
from tui.screens.concordance import ConcordanceScreen
from tui.screens.corpus_search import CorpusSearch

WORDS = ("dam", "river", "weir", "gas", "treaty", "Velmara", "über", "naïve", "水", "said", "“we", "will”", "not")


def command(path: Path, *arguments: str) -> str:
    """What `glossator find` prints."""
    program = [sys.executable, "-m", "tui", "--db", str(path), "--coder", "ann", "find", *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.fixture
def chance(tmp_path: Path) -> Path:
    """Sixty texts of words drawn by lot."""
    random = Random(7)
    texts = {f"{number}.txt": f"{number} " + " ".join(random.choices(WORDS, k=80)) for number in range(60)}
    return make_project(tmp_path / "chance.db", texts)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The sample corpus with its annotations."""
    path = tmp_path / "sample.db"
    samples.build(path)
    return path


async def compare(opened: Opening, path: Path, lines: list[str]) -> None:
    async with opened(path=path) as program:
        for line in lines:
            await program.press("F", "ctrl+u")
            await program.burst(*line)
            screen = program.app.screen
            assert isinstance(screen, CorpusSearch)
            shown = [hit for hit in screen.rows.items if isinstance(hit, Hit)]
            told = [json.loads(row) for row in command(path, line, "--json").splitlines()]
            assert shown, line
            assert [(hit.document, hit.span.start, hit.span.end, hit.annotation) for hit in shown] == [
                (hit["document"], hit["start"], hit["end"], hit["annotation"]) for hit in told
            ]
            await program.press("tab")
            concordance = program.app.screen
            assert isinstance(concordance, ConcordanceScreen)
            assert len(concordance.lines) == int(command(path, line, "--count"))
            await program.press("backspace")


async def test_on_the_sample_corpus(opened: Opening, sample: Path) -> None:
    await compare(opened, sample, ["gas OR gate*", "kind:annotation coder:sample"])


async def test_on_a_corpus_made_up_of_chance(opened: Opening, chance: Path) -> None:
    await compare(opened, chance, ['"dam river" OR near(weir gas, 1)', "naive -12 ", "/(水|uber|über) (dam|not)/"])


def test_the_command_runs_what_is_saved(chance: Path) -> None:
    assert command(chance, "--saved") == ""
    project = open_project(str(chance))
    with history.act(project, coder="ann", verb="save search") as session:
        searches.save(session, "Dams", "dam river", 4)
    project.close()
    assert command(chance, "--saved") == "4  @Dams  dam river\n"
    assert json.loads(command(chance, "--saved", "--json")) == {"name": "Dams", "key": 4, "line": "dam river"}
    assert command(chance, "@dams", "--json") == command(chance, "dam river ", "--json")
