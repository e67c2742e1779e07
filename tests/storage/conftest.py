"""Projects on disk for every test: SQLite files, and PostgreSQL databases of a real server where one is installed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from storage.postgresql import Server, server_programs
from storage.samples import article

from db import documents, history
from db.engine import Project, open_project


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed here (initdb not found)")
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder), programs)
        server.start()
        try:
            open_project(server.create("template")).close()
            server.create("shared", "template")
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite project, made once and copied."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    open_project(str(path)).close()
    return path


_number = count()


@pytest.fixture(params=["sqlite", "postgresql"])
def own(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty project that a test may ruin, once of each kind."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        return server.create(f"own{next(_number)}", "template")
    return str(shutil.copy(request.getfixturevalue("blank"), tmp_path / "project.db"))


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty project, once of each kind."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("server")
        server.empty("shared")
        return server.url("shared")
    return str(shutil.copy(request.getfixturevalue("blank"), tmp_path / "project.db"))


@pytest.fixture
def path(blank: Path, tmp_path: Path) -> Path:
    """The file of an empty SQLite project, for what only a file can show."""
    return Path(shutil.copy(blank, tmp_path / "project.db"))


@pytest.fixture
def opened() -> Iterator[Callable[[str | Path], Project]]:
    """Opens projects and closes them after the test."""
    projects = []

    def open_one(where: str | Path) -> Project:
        projects.append(open_project(str(where)))
        return projects[-1]

    yield open_one
    for project in projects:
        project.close()


@pytest.fixture
def project(where: str, opened: Callable[[str | Path], Project]) -> Project:
    return opened(where)


@pytest.fixture
def document(project: Project) -> str:
    """The id of one article in the project, put there by nobody who is tested."""
    with history.act(project, coder="librarian", verb="add", undoable=False) as session:
        return documents.add(session, article(title="Harlan says", outlet="Herald", published="2018-08-27"))[0]
