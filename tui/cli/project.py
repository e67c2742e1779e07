"""The project and the coder that a command works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui import settings

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
        from db.engine import open_project

        where = settings.project_path(self.db)
        project = open_project(where, create=create)
        try:
            yield project
        finally:
            project.close()
        if create:
            settings.remember(where)
