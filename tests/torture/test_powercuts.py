"""A sample of the simulated power cuts of `make torture`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 280
"""A machine that does much else at once takes several times as long as one that is idle."""

pytestmark = pytest.mark.timeout(SECONDS + 20)


def cut(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Cut in a process of its own, as `make torture` does."""
    command = [sys.executable, "-m", "torture.powercuts", *arguments]
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=path, capture_output=True, text=True, timeout=SECONDS, check=False)


def test_a_power_cut_anywhere_leaves_all_that_was_saved_and_nothing_else() -> None:
    done = cut("--acts", "200", "--cuts", "120")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "verdict: nothing lost" in done.stdout
    assert re.search(r"^taken in +[1-9]", done.stdout, re.MULTILINE)


def test_acts_that_are_called_saved_before_they_are_would_be_noticed() -> None:
    done = cut("--acts", "20", "--cuts", "40", "--broken", "early")
    assert done.returncode == 1, done.stdout + done.stderr
    assert ": lost: 1 acts" in done.stdout
