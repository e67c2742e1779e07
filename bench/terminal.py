"""A program in a pseudo terminal of its own: what it writes and when, which keys it gets, how it ends.

While a measurement runs, chunks are only read and given their time; the emulator sees them afterwards.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bench.emulator import Emulator, answers

ROOT = Path(__file__).parents[1]

SECONDS = 10.0
"""How long anything may take before it counts as never happening."""

POLL_SECONDS = 0.005
"""How often to ask whether a program that left its terminal has ended: `waitpid` has no timeout."""

GLOSSATOR = (sys.executable, "-m", "tui")


class Late(AssertionError):
    """What was waited for did not come."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes that the program wrote at once, and when they were read."""

    at: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key brought about, in milliseconds and bytes; without any output both times are those of the deadline."""

    first: float
    last: float
    size: int


def environment(home: Path, **changes: str) -> dict[str, str]:
    """The world as a program should see it: none of the developer's settings, 256 colours, UTF-8."""
    ours = ("GLOSSATOR_", "LC_", "XDG_", "TMUX", "STY", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "TEXTUAL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    here = {"HOME": str(home), "USER": "ada", "LANG": "C.UTF-8", "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    return kept | here | changes


class Terminal:
    """One program in one terminal."""

    def __init__(
        self, command: Sequence[str], environ: Mapping[str, str], *, columns: int = 80, rows: int = 24
    ) -> None:
        self.emulator = Emulator(columns, rows)
        self.raw = bytearray()
        """All that the program has written."""
        self.code: int | None = None
        """The exit code, negative for a signal; None while the program runs."""
        self.replies = True
        """Whether it answers what programs ask of a terminal."""
        self._open = True
        self.started = time.perf_counter()
        self.pid, self._master = _spawn(command, environ, columns, rows)
        os.set_blocking(self._master, False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What the program writes

    def read(self, seconds: float, most: int = 1 << 20) -> Chunk | None:
        """The next output, at most so many bytes of it, or None when there is none in that time."""
        if not self._open or not select.select([self._master], [], [], max(seconds, 0))[0]:
            return None
        try:
            data = os.read(self._master, most)
        except BlockingIOError:
            return None
        except OSError:  # Linux: the last program has left the terminal
            data = b""
        chunk = Chunk(time.perf_counter(), data)
        if not data:
            self._open = False
            return None
        self.raw += data
        for reply in answers(data) if self.replies else ():
            self.press(reply)
        return chunk

    def collect(self, settle: float, seconds: float) -> list[Chunk]:
        """All output from the first chunk on until the program is silent for `settle` seconds; not shown yet."""
        chunks: list[Chunk] = []
        while chunk := self.read(settle if chunks else seconds):
            chunks.append(chunk)
        return chunks

    def show(self, chunks: Sequence[Chunk]) -> None:
        """Let the emulator see output."""
        for chunk in chunks:
            self.emulator.feed(chunk.data)

    def wait_until(self, true: Callable[[], bool], seconds: float = SECONDS) -> None:
        """Show output as it comes, until the condition holds of a frame that is complete.

        Raises:
            Late: If it does not come to hold.
        """
        deadline = time.perf_counter() + seconds
        while self._is_drawing() or not true():
            left = deadline - time.perf_counter()
            if left < 0:
                raise Late(f"not within {seconds:.0f} s (exit code {self.code}); the screen:\n{self.text}")
            if chunk := self.read(min(left, 0.05)):
                self.show([chunk])
            elif not self._open or self.ended():
                self.show(self.collect(0.0, 0.0))
                if true():
                    return
                raise Late(f"the program ended with {self._end()}; the screen:\n{self.text}")

    def _is_drawing(self) -> bool:
        """Whether a frame has begun and not ended; a terminal shows nothing of it yet."""
        return self.raw.rfind(b"\x1b[?2026h") > self.raw.rfind(b"\x1b[?2026l")

    def wait_for(self, *texts: str, seconds: float = SECONDS) -> None:
        """Show output until all the texts are on the screen."""
        self.wait_until(lambda: all(text in self.text for text in texts), seconds)

    @property
    def text(self) -> str:
        """What the screen shows."""
        return self.emulator.text

    # What is done to the program

    def press(self, keys: str | bytes) -> None:
        """Type."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            select.select([], [self._master], [], SECONDS)
            data = data[os.write(self._master, data) :]

    def key(self, keys: str, settle: float, seconds: float = 1.0) -> Answer:
        """Type and measure the answer."""
        begun = time.perf_counter()
        self.press(keys)
        chunks = self.collect(settle, seconds)
        self.show(chunks)
        if not chunks:
            return Answer(1000 * seconds, 1000 * seconds, 0)
        first, last = (1000 * (chunk.at - begun) for chunk in (chunks[0], chunks[-1]))
        return Answer(first, last, sum(len(chunk.data) for chunk in chunks))

    def time_to(self, text: str, keys: str, seconds: float = SECONDS) -> float:
        """Type, and measure in milliseconds how long it takes until a text has come to the screen.

        Raises:
            Late: If it does not come.
        """
        begun = time.perf_counter()
        self.press(keys)
        while chunk := self.read(seconds):
            self.show([chunk])
            if text in self.text:
                return 1000 * (chunk.at - begun)
        raise Late(f"not within {seconds:.0f} s; the screen:\n{self.text}")

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.emulator.resize(columns, rows)
        set_size(self._master, columns, rows)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def modes(self) -> int:
        """The local modes of the terminal: `termios.ECHO`, `termios.ICANON` and so on."""
        return int(termios.tcgetattr(self._master)[3])

    def hang_up(self) -> None:
        """Lose the link, as sshd does when the line drops."""
        os.close(self._master)
        self._master, self._open = -1, False

    @property
    def megabytes(self) -> float:
        """The most memory that the program has taken so far."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    # How the program ends

    def wait(self, seconds: float = SECONDS) -> int:
        """Wait for the end and return the exit code.

        Raises:
            Late: If the program goes on.
        """
        deadline = time.perf_counter() + seconds
        while not self.ended():
            if time.perf_counter() > deadline:
                raise Late(f"still running after {seconds:.0f} s; the screen:\n{self.text}")
            if chunk := self.read(0.01):
                self.show([chunk])
            elif not self._open:
                time.sleep(POLL_SECONDS)
        self.show(self.collect(0.0, 0.0))
        return self._end()

    def ended(self) -> bool:
        """Whether the program has ended."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def _end(self) -> int:
        """The exit code of a program that has left its terminal."""
        deadline = time.perf_counter() + SECONDS
        while not self.ended() and time.perf_counter() < deadline:
            time.sleep(POLL_SECONDS)
        return -signal.SIGKILL if self.code is None else self.code

    def close(self) -> None:
        """End the program at once, if it still runs, and give the terminal away."""
        if not self.ended():
            self.signal(signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self._master >= 0:
            os.close(self._master)
            self._master, self._open = -1, False


def _spawn(command: Sequence[str], environ: Mapping[str, str], columns: int, rows: int) -> tuple[int, int]:
    """Start the command at home, as the leader of a terminal of this size."""
    with warnings.catch_warnings():
        # Python warns of threads at a fork; here the child only sets the size and becomes the command.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid, master = pty.fork()
    if pid == 0:
        try:
            set_size(0, columns, rows)
            os.chdir(environ.get("HOME", "."))
            os.execvpe(command[0], [*command], {**environ})
        finally:
            os._exit(127)
    return pid, master


def set_size(descriptor: int, columns: int, rows: int) -> None:
    """Give a terminal a size."""
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
