"""How a session is ended or shaken, and what must hold afterwards."""

from __future__ import annotations

import signal
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from torture import project
from torture.analyst import SECONDS, Analyst

from bench.terminal import Late, Terminal

ENDS = {"KILL": 8, "TERM": 3, "HUP": 3, "INT": 1, "LINK": 4, "MEMO": 1}
"""What ends a session, and how often."""
SHAKES = {"STOP": 1, "RESIZE": 1}
"""What a session must survive."""

MEMO_SECONDS = 2.0
"""How much of the typing of a memo may be lost."""
GONE_SECONDS = 10.0
_MODES = termios.ECHO | termios.ICANON | termios.ISIG
_SWITCHES = {b"1049": b"l", b"25": b"h", b"2004": b"l", b"1000": b"l", b"1003": b"l", b"1006": b"l", b"1004": b"l"}
"""How a shell wants them: no alternate screen, a cursor, no bracketed paste, no mouse, no focus reports."""


def shake(kind: str, terminal: Terminal, random: Random) -> None:
    """Stop the program for a moment, or give it sizes faster than it can draw."""
    if kind == "STOP":
        terminal.signal(signal.SIGSTOP)
        terminal.show(terminal.collect(0.001, random.uniform(0, 0.02)))
        terminal.signal(signal.SIGCONT)
        return
    for _ in range(20):
        terminal.resize(random.randint(1, 200), random.randint(1, 60))
        terminal.signal(signal.SIGWINCH)
        if random.random() < 0.3:
            terminal.show(terminal.collect(0.0, random.uniform(0, 0.01)))
    terminal.resize(80, 24)
    terminal.signal(signal.SIGWINCH)


def end(kind: str, terminal: Terminal, analyst: Analyst, path: Path) -> Iterator[str]:
    """End the session, and tell what is wrong with how it ended."""
    if kind == "MEMO":
        yield from _end_while_typing(terminal, analyst, path)
    elif kind == "LINK":
        terminal.show(terminal.collect(0.0, 0.0))
        terminal.hang_up()
        yield from _ended(terminal, 128 + signal.SIGHUP)
    elif kind == "KILL":
        terminal.signal(signal.SIGKILL)
        yield from _ended(terminal, -signal.SIGKILL)
    else:
        number = signal.Signals[f"SIG{kind}"]
        terminal.signal(number)
        yield from _ended(terminal, 128 + number)
        yield from _not_given_back(terminal)


def _end_while_typing(terminal: Terminal, analyst: Analyst, path: Path) -> Iterator[str]:
    """Kill while a memo is typed: what was on the screen two seconds ago is kept."""
    memo = analyst.memo()
    while not analyst.typed or len(analyst.typed) < 3:
        next(memo)
    old = analyst.typed
    terminal.wait_for(old, seconds=SECONDS)
    with suppress(StopIteration):
        deadline = time.perf_counter() + MEMO_SECONDS
        while time.perf_counter() < deadline:
            terminal.show(terminal.collect(0.01, 0.2))
        next(memo)
    terminal.signal(signal.SIGKILL)
    yield from _ended(terminal, -signal.SIGKILL)
    if not project.draft(path).startswith(old):
        yield f"memo: {old!r} was on the screen two seconds before, and kept is {project.draft(path)!r}"


def _ended(terminal: Terminal, wanted: int) -> Iterator[str]:
    try:
        code = terminal.wait(GONE_SECONDS)
    except Late:
        yield f"still there after {GONE_SECONDS:.0f} s"
        return
    if code != wanted:
        yield f"exit code {code} and not {wanted}"
    if b"Traceback" in terminal.raw or b"should not" in terminal.raw:
        yield f"a fault: {bytes(terminal.raw[-400:])!r}"


def _not_given_back(terminal: Terminal) -> Iterator[str]:
    """What of the terminal is not as a shell wants it."""
    raw = bytes(terminal.raw)
    for switch, wanted in _SWITCHES.items():
        unwanted = b"h" if wanted == b"l" else b"l"
        if raw.rfind(b"\x1b[?" + switch + unwanted) > raw.rfind(b"\x1b[?" + switch + wanted):
            yield f"the terminal is not given back: mode {switch.decode()}"
    if terminal.modes() & _MODES != _MODES:
        yield "the terminal is not given back: no echo, or no lines"
