"""The list of a large project: its windows, and that no key pays for the documents that it does not show."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from storage.samples import article, steps

from db import documents, glance, history, taking
from db.engine import Project, Session, open_project
from db.models import Document, table


def fill(project: Project, count: int) -> list[str]:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        taken = taking.add_all(session, [taking.prepared(article(f"Report {number}.")) for number in range(count)])
    return [each.document for each in taken]


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Project]:
    """A project that a window holds, and one many times as large; in both all but the last document are done."""
    made = []
    for name, count in (("small", 500), ("large", 4_000)):
        path = tmp_path_factory.mktemp(name) / "project.db"
        project = open_project(str(path))
        fill(project, count)
        with project.writing() as session:
            d = table(Document)
            session.connection().execute(d.update().where(d.c.number < count).values(status="done"))
        made.append(project)
    return made[0], made[1]


def spent(project: Project, job: Callable[[Session], object]) -> int:
    with project.reading() as session:
        return steps(session, lambda: job(session))


@pytest.mark.parametrize(
    "job",
    [
        lambda session: documents.following(session, 250),
        lambda session: documents.preceding(session, 250),
        lambda session: documents.undone(session, 250),
        lambda session: documents.around(session, 250),
        lambda session: documents.rows_from(session, 200, 50),
        documents.last_number,
    ],
    ids=["following", "preceding", "undone", "around", "rows from", "last number"],
)
def test_a_step_in_the_list_costs_the_same_in_a_long_one(
    projects: tuple[Project, Project], job: Callable[[Session], object]
) -> None:
    small, large = (spent(project, job) for project in projects)
    assert small <= large <= 1.05 * small + 50


def test_the_first_glance_costs_the_same_in_a_long_list(projects: tuple[Project, Project]) -> None:
    def looked(project: Project) -> int:
        count = 0

        def step() -> None:
            nonlocal count
            count += 1

        assert project.path is not None
        with closing(sqlite3.connect(project.path)) as connection:
            connection.set_progress_handler(step, 1)
            assert glance.look(connection, "anna") is not None
        return count

    small, large = map(looked, projects)
    assert small <= large <= 1.05 * small + 50


@pytest.mark.parametrize("number", [1, 2, 101, 250, 399, 500])
def test_around_a_document_are_the_rows_of_the_list(projects: tuple[Project, Project], number: int) -> None:
    with projects[0].reading() as session:
        every = documents.listing(session)
        first = max(0, min(number - 1 - documents.AROUND // 2, len(every) - documents.AROUND))
        assert documents.around(session, number) == every[first : first + documents.AROUND]
        assert documents.rows_of(session, [number]) == [every[number - 1]]
        assert documents.counts(session) == (500, 499)


def test_neighbours_pass_over_numbers_that_are_gone(project: Project) -> None:
    made = fill(project, 5)
    with project.writing() as session:
        for model in ("zone", "document"):
            rows = table(Document).metadata.tables[model]
            key = rows.c.document if model == "zone" else rows.c.id
            session.connection().execute(rows.delete().where(key == made[2]))
    with project.reading() as session:
        assert (documents.following(session, 2), documents.preceding(session, 4)) == (made[3], made[1])
        assert (documents.following(session, 5), documents.preceding(session, 1)) == (None, None)
        assert (documents.undone(session, 4), documents.undone(session, 5)) == (made[4], made[0])
        assert len(documents.around(session, 3)) == 4
