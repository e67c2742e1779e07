"""The program as a process of its own, in a home of its own."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Glossator:
    """Runs `glossator` where none of the developer's own settings reach it."""

    home: Path

    @property
    def environ(self) -> dict[str, str]:
        """What the program sees of the world."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("GLOSSATOR_", "LC_", "XDG_"))}
        own |= {
            "HOME": str(self.home),
            "USER": "ada",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
        }
        for multiplexer in ("TMUX", "STY"):
            own.pop(multiplexer, None)
        return own

    def __call__(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, text: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a command line with pipes around it."""
        return subprocess.run(
            self._command(arguments),
            input=text,
            capture_output=True,
            encoding="utf-8",
            env=self.environ | dict(env or {}),
            cwd=self.home,
            timeout=SECONDS,
            check=False,
        )

    def in_terminal(
        self, *arguments: str | Path, env: Mapping[str, str] | None = None, answer: str = ""
    ) -> tuple[int, str]:
        """Run a command line in a terminal of 80 columns; the exit code and all that was on the screen."""
        outer, inner = pty.openpty()
        os.set_blocking(outer, True)
        environ = self.environ | {"COLUMNS": "80", "LINES": "24"} | dict(env or {})
        process = subprocess.Popen(
            self._command(arguments), stdin=inner, stdout=inner, stderr=inner, env=environ, cwd=self.home
        )
        os.close(inner)
        os.write(outer, answer.encode())
        seen = b""
        try:
            while chunk := _read(outer):
                seen += chunk
            return process.wait(SECONDS), seen.decode()
        finally:
            os.close(outer)
            process.kill()
            process.wait()

    @staticmethod
    def _command(arguments: tuple[str | Path, ...]) -> list[str]:
        return [sys.executable, "-m", "tui", *map(str, arguments)]


def _read(descriptor: int) -> bytes:
    """What the terminal shows next; nothing when the program has left it."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


@pytest.fixture(scope="session")
def glossator_in() -> type[Glossator]:
    """Makes the program for a home."""
    return Glossator


@pytest.fixture
def glossator(tmp_path: Path) -> Glossator:
    """The program in a fresh home."""
    home = tmp_path / "home"
    home.mkdir()
    return Glossator(home)


@pytest.fixture(scope="session")
def seeds(seed_folder: Path) -> Path:
    """The folder of the real articles."""
    return seed_folder
