"""Where the program keeps its own files, who annotates, and which project is opened."""

from __future__ import annotations

import getpass
import os
from contextlib import suppress
from pathlib import Path

import platformdirs

from db.errors import ProjectError
from db.location import sqlite_path, write_whole

_NAME = "glossator"
_LAST = "last-project"


def config_folder() -> Path:
    """Where the analyst's own key bindings are."""
    return platformdirs.user_config_path(_NAME)


def data_folder() -> Path:
    """Where the sample corpus's project is."""
    return platformdirs.user_data_path(_NAME)


def state_folder() -> Path:
    """Where the last project and crash reports are noted."""
    return platformdirs.user_state_path(_NAME)


def unsaved_files() -> list[Path]:
    """The files with what could not be saved when the program was left, the oldest first."""
    return sorted(state_folder().glob("unsaved-*.json"))


def last_project() -> str | None:
    """The project that was opened last, or None.

    Raises:
        ProjectError: If it is gone; it is then forgotten.
    """
    note = state_folder() / _LAST
    try:
        where = note.read_text(encoding="utf-8", errors="surrogateescape").strip()
    except OSError:
        return None
    path = sqlite_path(where) if where else None
    if path and not path.exists():
        note.unlink(missing_ok=True)
        remedy = "name one with --db, or start again for the sample corpus"
        raise ProjectError(f"the project opened last is gone: {where}; {remedy}")
    return where or None


def remember(where: str) -> None:
    """Note the project as the one opened last, unless it is a file that does not exist or the sample corpus."""
    if path := sqlite_path(where):
        if not path.exists() or path == samples_path().absolute():
            return
        where = str(path)
    # A URL may hold a password: nobody else may read the note. A home that cannot be written is no reason to fail.
    with suppress(OSError):
        write_private(state_folder() / _LAST, where + "\n")


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, [text.encode(errors="surrogateescape")])  # a path may hold bytes that are no text


def default_coder() -> str:
    """Who annotates when nobody is named: `GLOSSATOR_CODER`, else the user."""
    named = os.environ.get("GLOSSATOR_CODER") or os.environ.get("USER")
    if named:
        return named
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number that no user has.
        return "anonymous"


def named_project(option: str | None = None) -> str | None:
    """The project of the option, else of `GLOSSATOR_DB`, else the last one; None when there is none of these."""
    return option or os.environ.get("GLOSSATOR_DB") or last_project()


def samples_path() -> Path:
    """The project of the sample corpus."""
    return data_folder() / "samples.db"
