"""What all measurements share: a home, projects of generated articles, and the program at work on them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bench import articles
from bench.terminal import GLOSSATOR, Terminal, environment

QUIT = "\x11"
BACKSPACE = "\x7f"
PATIENCE = 60.0
"""On a busy machine opening a project takes its time; that is no figure of ours."""
SMALL, LARGE = 4_000, 1_000_000
MARKS = 10_000


@dataclass(frozen=True, slots=True)
class Bed:
    """The folder with everything in it."""

    folder: Path
    small: str
    large: str

    @classmethod
    def make(cls, folder: Path) -> Self:
        """Write the articles and the projects."""
        bed = cls(folder, articles.article(1, SMALL), articles.article(2, LARGE))
        articles.make_project(bed.project("small"), [bed.small])
        articles.make_project(bed.project("large"), [bed.small, bed.large])
        articles.marked_copy(bed.project("large"), bed.project("marked"), MARKS)
        for name, text in (("small", bed.small), ("large", bed.large)):
            (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        for name in ("small", "large", "marked"):
            bed.read_once(name)
        return bed

    def project(self, name: str) -> Path:
        """Where a project is."""
        return self.folder / f"{name}.db"

    @property
    def environ(self) -> dict[str, str]:
        """The world of the programs."""
        return environment(self.folder)

    def command(self, name: str) -> list[str]:
        """How the reader is opened on a project."""
        return [*GLOSSATOR, "--db", str(self.project(name)), "--coder", articles.CODER]

    def minimal(self) -> list[str]:
        """The least Textual program, with the first screenful of the small article."""
        return [sys.executable, "-m", "bench.minimal", self.small[:1500]]

    def reader(self, name: str, size: tuple[int, int] = (80, 24), **changes: str) -> Terminal:
        """The reader at work on a project, with all that it loads after the first paint."""
        columns, rows = size
        terminal = Terminal(self.command(name), self.environ | changes, columns=columns, rows=rows)
        terminal.wait_for(" READ ", seconds=PATIENCE)
        settle(terminal)
        return terminal

    def read_once(self, name: str) -> None:
        """Open and leave the project, so that it knows the place."""
        with self.reader(name) as terminal:
            terminal.press(QUIT)
            terminal.wait()


def settle(terminal: Terminal) -> None:
    """Wait until the project is open: a question that needs it comes and is taken back."""
    terminal.press("/")
    terminal.wait_for("Backspace", seconds=PATIENCE)
    terminal.press(BACKSPACE)
    terminal.wait_for(" READ ")
    terminal.collect(0.2, 0.2)
