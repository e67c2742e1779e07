"""The clerk: the one thread that talks to the database.

SQLModel takes longer to import than the first paint may take, so the clerk imports it after the paint, in its own
thread. Whoever has awaited `ready()` may import modules that need it without waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from db.codebook import Codebook
    from db.engine import Project, Session
    from tui.watcher import Watcher

P = ParamSpec("P")
T = TypeVar("T")


class Clerk:
    """Opens one project and runs jobs on it, one after the other."""

    def __init__(self, where: str, coder: str, prepare: Callable[[], object] = lambda: None) -> None:
        self.where = where
        self.coder = coder
        self._prepare = prepare
        """Run once the project is open, in the clerk's thread."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="clerk")
        self._opening: asyncio.Future[Project] | None = None
        self._project: Project | None = None
        self._watcher: Watcher | None = None
        self._codebook: Codebook | None = None
        """As it was read last; only the thread knows it."""

    async def ready(self) -> Project:
        """The open project; the first call opens it.

        Raises:
            ProjectError: If it cannot be opened.
        """
        if self._opening is None:
            self._opening = asyncio.get_running_loop().run_in_executor(self._thread, self._open)
        return await asyncio.shield(self._opening)

    def _open(self) -> Project:
        from db.engine import open_project  # late: it loads SQLModel

        project = open_project(self.where, create=False)
        self._prepare()
        self._project = project
        return project

    async def do(self, job: Callable[Concatenate[Project, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the job with the project; jobs run in the order in which they were given."""
        project = await self.ready()
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: job(project, *args, **kwargs))

    async def read_codebook(self, look: Callable[[Session, Codebook], T]) -> T:
        """Read in one session, with the codebook as it is then."""

        def job(project: Project) -> T:
            from db import codebook  # late: it loads SQLModel

            with project.reading() as session:
                self._codebook = codebook.renewed(session, self._codebook)
                return look(session, self._codebook)

        return await self.do(job)

    def watch(self, seconds: float, tell: Callable[[], object]) -> None:
        """Look every so many seconds whether somebody has written to the open project; `tell` runs in a thread."""
        if self._project is not None and self._watcher is None:
            from db.watch import Watch  # late: it loads SQLModel
            from tui.watcher import Watcher

            self._watcher = Watcher(Watch(self._project), seconds, tell)

    @property
    def is_open(self) -> bool:
        """Whether the project is open, so that a job need not wait for it."""
        return self._project is not None

    def close(self) -> None:
        """Finish the jobs that are under way, and close the project."""
        if self._watcher is not None:
            self._watcher.close()
        self._thread.shutdown(wait=True)
        if self._project is not None:
            self._project.close()
