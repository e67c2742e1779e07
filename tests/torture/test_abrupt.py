"""A slice of `make torture`: sessions that end abruptly lose nothing, and a program that would is caught."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 280
"""A machine that does much else at once takes several times as long as one that is idle."""

pytestmark = pytest.mark.timeout(SECONDS + 20)


def torture(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Torture in a process of its own, which forks and therefore may have no threads."""
    command = [sys.executable, "-m", "torture.abrupt", *arguments]
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=path, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.mark.parametrize("seed", range(1, 6))
def test_what_the_screen_called_saved_survives_whatever_ends_the_program(seed: int) -> None:
    done = torture("--ends", "20", "--seed", str(seed))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "verdict: nothing lost" in done.stdout


def test_a_program_that_says_saved_too_early_is_caught() -> None:
    done = torture("--ends", "20", "--broken", "early")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "called saved" in done.stdout
    assert ": lost: " in done.stdout


def test_a_program_that_keeps_the_terminal_is_caught() -> None:
    done = torture("--ends", "20", "--broken", "terminal")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the terminal is not given back" in done.stdout
