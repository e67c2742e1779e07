"""A long text is read in a process of its own, with the same result, and given up at once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import names
from corpus.spans import Span
from corpus.suggest import gathering
from corpus.suggest.gathering import RULES
from corpus.suggest.records import Source
from tui import proposer, spotter
from tui.proposals import LONG

PARAGRAPH = '"We have waited for nine years, and the river has not," Lena Orsini said on Monday.\n\n'
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_suggesters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GLOSSATOR_SUGGESTERS", str(tmp_path / "none.toml"))
    monkeypatch.setenv("GLOSSATOR_CUES", str(tmp_path / "no-cues.toml"))


def source(length: int) -> Source:
    text = PARAGRAPH * (length // len(PARAGRAPH) + 1)
    return Source(text, (Span(0, len(PARAGRAPH)),), "2026-03-06", "en")


@pytest.mark.parametrize("length", [200, LONG])
async def test_the_proposals_are_the_same_wherever_they_are_found(length: int) -> None:
    read = source(length)
    found = await proposer.propose(read, RULES)
    assert found == gathering.gather(read)
    assert found.complete
    assert len(found.suggestions) > length // len(PARAGRAPH)


@pytest.mark.parametrize("length", [200, LONG])
async def test_the_names_are_the_same_wherever_they_are_found(length: int) -> None:
    read = source(length)
    found = await spotter.names(read.text, read.avoid)
    assert found == names.spot(read.text, read.avoid)
    assert len(found) >= length // len(PARAGRAPH)


@pytest.mark.parametrize("python", ["/nowhere/python", "/bin/true"])
async def test_names_are_found_also_where_no_process_answers(monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    read = source(LONG)
    monkeypatch.setattr(sys, "executable", python)
    assert await spotter.names(read.text, read.avoid) == names.spot(read.text, read.avoid)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells the children of a process")
async def test_a_long_text_that_is_left_is_given_up() -> None:
    finding = asyncio.create_task(proposer.propose(source(20 * LONG), RULES))
    while not finding.done() and not children():
        await asyncio.sleep(0)
    finding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await finding
    while children():
        await asyncio.sleep(0)


def children() -> bool:
    """Whether this process has a child that reads a text."""
    tasks = Path("/proc/self/task").glob("*/children")
    pids = [pid for task in tasks for pid in task.read_text().split()]
    return any("tui.proposer" in _command(pid) for pid in pids)


def _command(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    except OSError:
        return ""


def test_suggesters_that_cannot_be_used_are_told_and_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("[nowhere]\n")
    monkeypatch.setenv("GLOSSATOR_SUGGESTERS", str(file))
    crew, fault = proposer.crew()
    assert crew == RULES
    assert "[nowhere]" in fault


def test_the_first_paint_loads_no_rules() -> None:
    code = "import sys, tui.app; print([name for name in sys.modules if name.startswith('corpus.suggest')])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
