"""A look at whether a project has changed: at next to no cost, and without holding it open for others."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import func, select

from db import location
from db.engine import Project
from db.errors import ProjectError
from db.models import Act, table

_BUSY_SECONDS = 0.1
"""A file that is locked is looked at again later."""


class Watch:
    """Tells of changes since it looked last; where it cannot look, of none: who reads or writes next is told why."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._file: sqlite3.Connection | None = None
        self._seen: int | None = None

    def has_changed(self) -> bool:
        """Whether anybody has written to the project since the last look; this program's own acts count too."""
        try:
            self._project.refuse_another_file()
            now = self._newest_act() if self._project.path is None else self._data_version(self._project.path)
        except (sqlite3.Error, ProjectError):
            return False
        before, self._seen = self._seen, now
        return now != before

    def _data_version(self, path: Path) -> int:
        """SQLite's own number, which grows when another connection commits; it is read outside of any transaction."""
        if self._file is None:
            where = location.file_uri(path, "mode=ro")
            self._file = sqlite3.connect(where, _BUSY_SECONDS, isolation_level=None, uri=True, check_same_thread=False)
        return int(self._file.execute("PRAGMA data_version").fetchone()[0])

    def _newest_act(self) -> int:
        with self._project.reading() as session:
            return session.connection().scalar(select(func.max(table(Act).c.seq))) or 0

    def close(self) -> None:
        """Look no more."""
        if self._file is not None:
            self._file.close()
            self._file = None
