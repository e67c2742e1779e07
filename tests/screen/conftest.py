"""Fixtures: the program on a small project on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from screen.driving import HARBOUR, MARKET, RIVER, Opening, Program, make_project

from db.glance import glance
from tui.app import Glossator
from tui.clerk import Clerk

NEVER = 3600.0
"""What others do is not looked for while a test goes on, unless it asks for that."""


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """A project with three short articles."""
    return make_project(tmp_path / "river.db", {"river.txt": RIVER, "harbour.txt": HARBOUR, "market.txt": MARKET})


@pytest.fixture(autouse=True)
def _own_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The developer's own key bindings, suggesters and terminal do not count here."""
    path = tmp_path / "keybindings.toml"
    path.write_text("")
    monkeypatch.setenv("GLOSSATOR_KEYS", str(path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("GLOSSATOR_SUGGESTERS", str(tmp_path / "no-suggesters.toml"))
    monkeypatch.setenv("GLOSSATOR_CUES", str(tmp_path / "no-cues.toml"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def opened(project_path: Path) -> Opening:
    """Opens the program on the project, or on another."""

    @asynccontextmanager
    async def open_it(
        size: tuple[int, int] = (80, 24),
        path: Path = project_path,
        *,
        settled: bool = True,
        coder: str = "ann",
        look_seconds: float = NEVER,
    ) -> AsyncIterator[Program]:
        clerk = Clerk(str(path), coder)
        app = Glossator(clerk, glance(str(path), coder))
        app.reading.look_seconds = look_seconds
        try:
            async with app.run_test(size=size) as pilot:
                program = Program(app, pilot, path)
                if settled:
                    await program.settle()
                yield program
                await app.reading.keep_place()
        finally:
            clerk.close()

    return open_it
