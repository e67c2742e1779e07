"""The project and the coder that a command works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.location import sqlite_path
from tui import settings, start

if TYPE_CHECKING:
    from db.engine import Project


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the command line's own options say."""

    db: str | None = None
    coder: str | None = None

    @property
    def who(self) -> str:
        """The coder, the user unless another is named."""
        return self.coder or settings.default_coder()

    @contextmanager
    def project(self, *, create: bool = False) -> Iterator[Project]:
        """The project, open, and closed on leaving; made where it is missing only if asked."""
        # SQLModel takes half a second, which help and usage errors should not.
        from db import restoring
        from db.engine import open_project

        where = start.project_path(self.db)
        path = sqlite_path(where)
        made = create and path is not None and not path.exists()
        project = open_project(where, create=create)
        try:
            yield project
        finally:
            is_vain = made and _is_empty(project)
            project.close()
            # Nothing came in: nobody needs to find an empty project there, unless somebody has opened it meanwhile.
            if is_vain and path is not None and not restoring.is_open(path):
                path.unlink()
        if create and not is_vain:
            settings.remember(where)


def _is_empty(project: Project) -> bool:
    from db.exchange import merging  # late, as above

    with project.reading() as session:
        return merging.is_empty(session)
