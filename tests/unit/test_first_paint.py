"""What the first paint costs, told without a clock: the modules that it loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LATE = (
    "sqlmodel",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "numpy",
    "rapidfuzz",
    "regex",
    "sentencex",
    "typer",
    "multiprocessing",
    "db.records",
    "db.engine",
    "corpus.fuzzy",
    "corpus.names",
    "corpus.quotations",
    "corpus.suggest",
    "tui.asking",
    "tui.flows",
    "tui.cli",
    "tui.apart",
    "tui.proposer",
    "tui.spotter",
    "tui.screens.panel",
)
"""What only later keys need."""

OURS = 60
"""The modules of our own that the first paint may load; each costs about half a millisecond."""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules that are there when the program begins to run."""
    code = "import sys, tui.__main__, tui.start, tui.keymap, tui.app; tui.keymap.in_force(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", LATE)
def test_the_first_paint_does_without(loaded: set[str], name: str) -> None:
    assert not [module for module in loaded if module == name or module.startswith(f"{name}.")]


def test_the_first_paint_loads_few_modules_of_our_own(loaded: set[str]) -> None:
    assert len([name for name in loaded if name.partition(".")[0] in ("tui", "db", "corpus")]) <= OURS
