"""The real program in a real terminal, started by a fork: imports are shared, so that a start costs little."""

from __future__ import annotations

import os
import pty
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tui.app
import tui.flows.all  # noqa: F401 - shared by all that are forked
from bench.emulator import Emulator
from bench.terminal import Terminal, set_size
from tui.__main__ import run

FAULT = 99
"""The exit code of a program that ends with an exception which is not its own."""


class ForkedTerminal(Terminal):
    """One program in one terminal, in a process that was not started anew."""

    def __init__(self, arguments: Sequence[str], change: Callable[[], None] = lambda: None) -> None:
        self.emulator = Emulator(80, 24)
        self.raw = bytearray()
        self.code = None
        self.replies = True
        self._open = True
        self.started = time.perf_counter()
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            _become(arguments, change)
        set_size(self._master, 80, 24)
        os.set_blocking(self._master, False)


def _become(arguments: Sequence[str], change: Callable[[], None]) -> None:
    """Be the program, and end as it does."""
    code = FAULT
    try:
        set_size(0, 80, 24)
        _open_input()
        change()
        code = run(arguments)
        sys.stderr.flush()
    finally:
        os._exit(code)


def _open_input() -> None:
    """Read from the terminal; multiprocessing takes its processes' input away."""
    sys.stdin = sys.__stdin__ = open(0, closefd=False)  # type: ignore[misc]  # noqa: SIM115 - open to the end


def live_in(home: Path) -> None:
    """Let all programs of this process find a world of their own, without the developer's settings."""
    for name in [*os.environ]:
        if name.startswith(("GLOSSATOR_", "LC_", "XDG_", "TMUX", "STY", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES")):
            del os.environ[name]
    os.environ |= {"HOME": str(home), "USER": "ada", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
