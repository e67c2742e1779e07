"""Backups that make themselves beside the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from screen.driving import PATIENCE, exported

from db import backups
from db.glance import glance
from tui import keeping
from tui.app import Glossator
from tui.clerk import Clerk


async def until(condition: Callable[[], object]) -> None:
    """Wait for what another process does."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await asyncio.to_thread(Path.cwd)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Popen[bytes]]:
    """The processes that were started."""
    started: list[Popen[bytes]] = []

    def start(*arguments: Any, **options: Any) -> Popen[bytes]:
        started.append(Popen(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(keeping, "Popen", start)
    return started


@pytest.fixture
def app(project_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Glossator:
    """The program as it is started, with no time to settle."""
    monkeypatch.setattr(keeping, "SETTLED", 0.0)
    monkeypatch.setenv("GLOSSATOR_BACKUPS", str(tmp_path / "backups.toml"))
    return Glossator(Clerk(str(project_path), "ann"), glance(str(project_path), "ann"), backups=True)


async def test_a_session_begins_with_a_backup(app: Glossator, project_path: Path, started: list[Popen[bytes]]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await until(lambda: started and started[0].poll() is not None)
        assert app.reading.desk.notice is None
    app.reading.desk.clerk.close()
    (made,) = backups.listing(project_path)
    assert made.why == backups.AUTOMATIC
    assert exported(made.path) == exported(project_path)


async def test_a_backup_that_cannot_be_made_is_told_in_the_status_line(app: Glossator, project_path: Path) -> None:
    backups.folder(project_path).write_text("in the way")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await until(lambda: app.reading.desk.notice)
        notice = app.reading.desk.notice
        assert notice is not None
        assert (notice.warning, notice.text.startswith("no backup: ")) == (True, True)
    app.reading.desk.clerk.close()


async def test_whoever_wants_none_gets_none(app: Glossator, project_path: Path, tmp_path: Path) -> None:
    (tmp_path / "backups.toml").write_text("automatic = false\n")
    await asyncio.wait_for(keeping.keep(str(project_path), pytest.fail), PATIENCE)
    assert not backups.folder(project_path).exists()
