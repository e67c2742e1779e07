"""The reader in a real terminal: opened on a small project, driven key by key, and ended in many ways."""

from __future__ import annotations

import json
import re
import sqlite3
import termios
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Any

from terminal.conftest import Glossator

from bench.terminal import GLOSSATOR, Terminal

QUIT, SUSPEND, BACKSPACE, ENTER = "\x11", "\x1a", "\x7f", "\r"
PROJECT = "p.db"
PARAGRAPHS = 40
TREATY = "Sorrand and Velmara sign the river treaty\n\n" + "\n\n".join(
    f"Paragraph {number}: “The river is ours,” Lena Orsini said, “and paragraph {number} says so.”"
    for number in range(1, PARAGRAPHS + 1)
)

_NOT_OURS = ("COLORTERM", "NO_COLOR", "COLUMNS", "LINES")
"""What pytest and the developer's terminal say about colours and sizes."""

_SGR = re.compile(rb"\x1b\[([0-9;]*)m")


def add_text(glossator: Glossator, text: str = TREATY, name: str = "treaty.txt") -> None:
    """Put a text into the test's project, with the program's own command."""
    (glossator.home / name).write_text(text, encoding="utf-8")
    done = glossator("--db", PROJECT, "add", name)
    assert done.returncode == 0, done.stderr


@contextmanager
def terminal_of(
    glossator: Glossator, command: Sequence[str] = GLOSSATOR, *, size: tuple[int, int] = (80, 24), **environ: str
) -> Iterator[Terminal]:
    """A terminal in which the command opens the test's project."""
    columns, rows = size
    arguments = [*command, "--db", str(glossator.home / PROJECT)]
    world = {name: value for name, value in glossator.environ.items() if name not in _NOT_OURS}
    with Terminal(arguments, world | environ, columns=columns, rows=rows) as terminal:
        yield terminal


@contextmanager
def reader_of(glossator: Glossator, *, size: tuple[int, int] = (80, 24), **environ: str) -> Iterator[Terminal]:
    """The reader, with the text on its screen."""
    with terminal_of(glossator, size=size, **environ) as terminal:
        terminal.wait_for(" READ ", "help")
        yield terminal


def exported(glossator: Glossator) -> Any:
    """What a process of its own exports from the project."""
    done = glossator("--db", PROJECT, "export")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_sound(glossator: Glossator) -> None:
    """SQLite and the program's own doctor find nothing wrong with the project."""
    with closing(sqlite3.connect(glossator.home / PROJECT)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    done = glossator("--db", PROJECT, "doctor", "--read-data")
    assert done.returncode == 0, done.stdout + done.stderr


def is_given_back(terminal: Terminal) -> bool:
    """Whether the terminal is as a shell wants it: own screen, visible cursor, no bracketed paste, echo, lines."""
    raw = bytes(terminal.raw)
    left = raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h")
    shown = raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
    plain_paste = raw.rfind(b"\x1b[?2004l") > raw.rfind(b"\x1b[?2004h")
    cooked = terminal.modes() & (termios.ECHO | termios.ICANON) == termios.ECHO | termios.ICANON
    return left and shown and plain_paste and cooked


def sgr_codes(raw: bytearray) -> set[str]:
    """The parameters of every change of colour or attribute."""
    return {match[1].decode() for match in _SGR.finditer(raw)}
