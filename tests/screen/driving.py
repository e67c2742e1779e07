"""The running program on a small project on disk, driven key by key."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from corpus.articles import read_article
from db import documents, history
from db.engine import open_project
from db.exchange import native
from tui.app import Glossator
from tui.desk import Desk

RIVER = """Velmara will not wait for the river treaty, says Orsini

HALVEN, March 3 (Meridian) - Velmara's foreign minister Lena Orsini said on Friday that her country could no longer
wait for the river treaty.

"We have waited for nine years, and the river has not," Orsini told reporters. "We will build the dam alone," she added.

Deputy Tomas Brandt called the plan reckless. "I call it “a wall of water”, and I am not alone," Brandt said.

READ MORE: Ten pictures of the river

President Ivo Karel stressed that talks with Sorrand remain open.
"""
HARBOUR = """Sorrand closes its harbour to Velmaran ships

PORT ELSE, March 5 (Coastal Wire) - Sorrand will close its harbour to ships from Velmara, its government said.

"This is not a blockade," said spokesman Aldo Venn.
"""
MARKET = """Markets calm in spite of the quarrel

Prices in Halven hardly moved on Monday.
"""


PATIENCE = 30.0
"""No act takes this many seconds; a test that waits longer has found a fault."""


class Program:
    """The program and the hands on its keyboard."""

    def __init__(self, app: Glossator, pilot: Pilot[None], path: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path

    @property
    def desk(self) -> Desk:
        """What lies open."""
        return self.app.reading.desk

    async def press(self, *keys: str) -> None:
        """Press keys one by one, each when the one before has been dealt with."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def burst(self, *keys: str) -> None:
        """Send keys as a slow line delivers them: all at once."""
        self._send(keys)
        await self.settle()

    async def paste(self, text: str, before: Sequence[str] = (), behind: Sequence[str] = ()) -> None:
        """Paste, with keys right before and behind it."""
        self._send(before)
        self.app.post_message(events.Paste(text))
        self._send(behind)
        await self.settle()

    def _send(self, keys: Sequence[str]) -> None:
        for key in keys:
            name = "space" if key == " " else key
            self.app.post_message(events.Key(name, key if len(key) == 1 else None))

    async def type(self, text: str) -> None:
        """Type text."""
        names = {" ": "space", "-": "minus", ".": "full_stop", "“": "left_double_quotation_mark"}
        await self.press(*(names.get(character, character) for character in text))

    async def settle(self) -> None:
        """Wait until no flow is at work, or one waits for an answer, and all that is suggested is there."""
        await self.pilot.pause()
        await asyncio.wait_for(self._quiet(), PATIENCE)
        await asyncio.wait_for(self.desk.proposals.settled(), PATIENCE)
        await self.pilot.pause()

    async def _quiet(self) -> None:
        while not self.app.reading.is_quiet:
            await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                await self.pilot.pause()

    async def find(self, words: str) -> None:
        """Put the cursor on the first place of the words."""
        self.app.reading.reader.go(self.desk.reader.text.index(words))
        await self.settle()

    def cursor(self) -> str:
        """The word under the cursor."""
        return self.exact(self.desk.reader.cursor)

    def selected(self) -> str | None:
        """The selected text."""
        span = self.desk.reader.selection
        return None if span is None else self.exact(span)

    def exact(self, span: Sequence[int]) -> str:
        """The text of a span."""
        return self.desk.reader.text[span[0] : span[1]]

    def foot(self) -> list[str]:
        """The last two lines of the screen."""
        return self.screen()[-2:]

    def screen(self) -> list[str]:
        """What the terminal shows."""
        lines = self.app.screen._compositor.render_strips()
        return [line.text.rstrip() for line in lines]

    def export(self) -> Any:
        """What a new process would export from the file now."""
        return exported(self.path)


def exported(path: Path) -> Any:
    """The project as JSON, read from the file by a connection of its own."""
    project = open_project(str(path), create=False)
    try:
        with project.reading() as session:
            return json.loads("".join(native.export(session)))
    finally:
        project.close()


def make_project(path: Path, texts: dict[str, str]) -> Path:
    """A project with these texts."""
    project = open_project(str(path))
    with history.act(project, coder="ann", verb="add", undoable=False) as session:
        for name, text in texts.items():
            documents.add(session, read_article(text.encode(), name))
    project.close()
    return path


Opening = Callable[..., AbstractAsyncContextManager[Program]]
"""Opens the program: `opened(size, path)`."""
