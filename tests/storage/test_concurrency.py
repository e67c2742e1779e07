"""Several programs at one project: nothing is lost, nothing is half there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from torture import crowd

from db import actors, schema
from db.engine import Project, open_project

KILLED = """
import os, sys
from db import actors, history
from db.engine import open_project

project = open_project(sys.argv[1])
with history.act(project, coder="anna", verb="actor") as session:
    actors.create(session, "saved")
print("saved", flush=True)
with history.act(project, coder="anna", verb="actor") as session:
    actors.create(session, "not saved")
    session.flush()
    os.kill(os.getpid(), 9)
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_four_programs_write_at_once_and_nothing_is_lost(where: str) -> None:
    crowd.prepare(where)
    outcome = crowd.run(where, writers=4, writes=30)
    assert (outcome.acts, outcome.faults) == (4 * 30, [])


def test_programs_that_make_the_same_project_at_once_agree(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    code = "import sys; from db.engine import open_project; open_project(sys.argv[1]).close()"
    makers = [start(code, str(path)) for _ in range(4)]
    said = [maker.communicate(timeout=60)[1] for maker in makers]
    assert [maker.returncode for maker in makers] == [0] * 4, said
    project = open_project(str(path), create=False)
    with project.reading() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").all() == [(schema.newest(),)]
        assert connection.exec_driver_sql("SELECT count(*) FROM project").scalar() == 1
    project.close()


def test_what_was_saved_survives_a_killed_program(where: str, opened: Callable[[str], Project]) -> None:
    program = start(KILLED, where)
    out, _ = program.communicate(timeout=60)
    assert (program.returncode, out) == (-9, "saved\n")
    project = opened(where)
    with project.reading() as session:
        assert [actor.name for actor in actors.listing(session)] == ["saved"]
