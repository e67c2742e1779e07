"""Backups that make themselves while somebody works: soon after the start, then every hour, in a process of its own.

`python -m tui.keeping PROJECT MEGABYTES` makes one where one is due, at the lowest priority. It has a session of its
own, so that neither Ctrl+Z nor the end of the program stops it half way.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

from db import backups
from db.errors import ProjectError
from db.location import sqlite_path
from tui import settings
from tui.safe import safe

SETTLED = 20.0
"""After so many seconds the start is over."""
_LOOK = 1.0
"""After so many seconds it is looked whether the process has ended."""
_KNOWN = {"automatic": bool, "megabytes": int}


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the analyst wants to be kept."""

    automatic: bool = True
    """Whether backups make themselves."""
    megabytes: int = backups.MEGABYTES
    """What those may take up in all."""


def path() -> Path:
    """The analyst's own file about backups; `GLOSSATOR_BACKUPS` may name it."""
    named = os.environ.get("GLOSSATOR_BACKUPS")
    return Path(named).expanduser() if named else settings.config_folder() / "backups.toml"


def wanted() -> Keeping:
    """What the file says; without one, the defaults.

    Raises:
        ProjectError: If the file cannot be used; the message names it and what is wrong.
    """
    file = path()
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Keeping()
    except (OSError, ValueError) as error:
        raise ProjectError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    for name, value in told.items():
        if name not in _KNOWN:
            raise ProjectError(f"{file}: {name}: there is no such setting; there are {' and '.join(_KNOWN)}.")
        if type(value) is not _KNOWN[name]:
            raise ProjectError(f"{file}: {name}: must be {'true or false' if name == 'automatic' else 'a number'}.")
    return Keeping(**told)


async def keep(where: str, warn: Callable[[str], None]) -> None:
    """Make backups as long as this is waited for; what went wrong is told."""
    project = sqlite_path(where)
    if project is None:
        return
    try:
        keeping = wanted()
    except ProjectError as error:
        warn(f"no backups: {error}")
        return
    await asyncio.sleep(SETTLED)
    while keeping.automatic:
        if reason := await _make(project, keeping.megabytes):
            warn(f"no backup: {reason}")
        await asyncio.sleep(backups.EVERY.total_seconds())


async def _make(project: Path, megabytes: int) -> str:
    """Start a process that makes a backup where one is due; why it could not, or empty.

    Not by asyncio's own means: these kill the process where nobody waits for its end any more.
    """
    command = [sys.executable, "-m", "tui.keeping", str(project), str(megabytes)]
    try:
        process = Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, start_new_session=True)
    except OSError as error:
        return error.strerror or str(error)
    assert process.stderr is not None
    with process.stderr as told:
        while process.poll() is None:
            await asyncio.sleep(_LOOK)
        return told.read().decode("utf-8", "replace").strip().partition("\n")[0]


def main() -> None:
    """Make a backup where one is due; the reason why it cannot be made goes to the error output."""
    project, megabytes = sys.argv[1:]
    os.nice(19)
    try:
        backups.make_due(Path(project), int(megabytes))
    except ProjectError as error:
        sys.exit(safe(str(error)))


if __name__ == "__main__":
    main()
