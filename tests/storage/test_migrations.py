"""The schema's steps: all or nothing, never backwards, and what they make is what the models say."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from db import actors, history, schema
from db.engine import Project, open_project
from db.errors import ProjectError
from db.models import METADATA

Open = Callable[[str | Path], Project]

NEWEST = schema.newest()
NEXT = f"{int(NEWEST) + 1:04}"

STEP = '''"""A step of a later schema."""

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("actor") as actor:
        actor.add_column(sa.Column("seen", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE actor SET name = upper(name)")
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    {ending}
'''


def later(tmp_path: Path, ending: str = "pass") -> Path:
    """A folder of migrations with one more step than this program has."""
    folder = tmp_path / "later 100%"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    step = STEP.format(ending=ending, newest=NEWEST, next=NEXT)
    (folder / "versions" / f"{NEXT}_later.py").write_text(step)
    return folder


@pytest.fixture
def old(own: str, opened: Open) -> str:
    """A project of today's schema with an actor in it, closed."""
    project = opened(own)
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Harlan", aliases=["A. Harlan"])
    project.close()
    return own


def names_and_tables(project: Project) -> tuple[list[str], bool]:
    with project.reading() as session:
        connection = session.connection()
        names = connection.execute(text("SELECT name FROM actor")).scalars().all()
        return list(names), connection.dialect.has_table(connection, "extra")


def test_models_and_migrations_make_the_same_tables(project: Project) -> None:
    options = {"include_name": lambda name, *_: not str(name).startswith("text_index")}
    with project.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []


def test_checks_are_the_same_in_models_and_migrations(project: Project) -> None:
    with project.engine.connect() as connection:
        inspector = inspect(connection)
        for table in METADATA.sorted_tables:
            made = {check["name"] for check in inspector.get_check_constraints(table.name)}
            named = {str(rule.name) for rule in table.constraints if rule.__visit_name__.endswith("check_constraint")}
            assert made == named, table.name


def test_an_older_project_is_upgraded(old: str, tmp_path: Path) -> None:
    project = open_project(old, migrations=later(tmp_path))
    assert names_and_tables(project) == (["HARLAN"], True)
    with project.reading() as session:
        assert session.connection().execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [NEXT]
    project.close()


def test_an_upgrade_that_fails_half_way_leaves_nothing(old: str, tmp_path: Path, opened: Open) -> None:
    with pytest.raises(
        ProjectError, match=f"upgrade from schema {NEWEST} to {NEXT} failed and nothing was changed: half way"
    ):
        open_project(old, migrations=later(tmp_path, "raise RuntimeError('half way')"))
    project = opened(old)
    assert names_and_tables(project) == (["Harlan"], False)
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Jensen")


def test_an_upgrade_that_breaks_a_reference_is_taken_back(path: Path, tmp_path: Path, opened: Open) -> None:
    project = opened(path)
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Harlan", aliases=["A. Harlan"])
    project.close()
    with pytest.raises(ProjectError, match="a row of alias refers to a row of actor that is not there"):
        open_project(str(path), migrations=later(tmp_path, "op.execute('DELETE FROM actor')"))
    assert names_and_tables(opened(path)) == (["Harlan"], False)


def test_a_project_that_cannot_be_made_leaves_no_file(tmp_path: Path) -> None:
    migrations = later(tmp_path, "raise RuntimeError('half way')")
    with pytest.raises(ProjectError, match=f"making schema {NEXT} failed"):
        open_project(str(tmp_path / "new" / "new.db"), migrations=migrations)
    assert list((tmp_path / "new").iterdir()) == []


def test_a_backup_is_made_before_an_upgrade(path: Path, tmp_path: Path, opened: Open) -> None:
    project = opened(path)
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Harlan")
    open_project(str(path), migrations=later(tmp_path)).close()
    backup = path.with_name(f"project.db.before-{NEXT}")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert names_and_tables(opened(backup)) == (["Harlan"], False)
    assert not list(tmp_path.glob("*.unfinished"))


def test_no_backup_is_made_of_a_new_project_or_one_of_this_schema(path: Path, tmp_path: Path) -> None:
    open_project(str(tmp_path / "new.db"), migrations=later(tmp_path)).close()
    open_project(str(path)).close()
    assert not list(tmp_path.glob("*.before-*"))


def test_a_newer_schema_is_refused_with_both_versions_named(old: str, tmp_path: Path) -> None:
    open_project(old, migrations=later(tmp_path)).close()
    with pytest.raises(ProjectError, match=f"has schema {NEXT}, and this program knows schemas up to {NEWEST}"):
        open_project(old)


def test_a_schema_of_another_program_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ae1027a6acf'")
        connection.commit()
    with pytest.raises(ProjectError, match="no Glossator project: its schema is called 'ae1027a6acf'"):
        open_project(str(path))


def test_a_database_with_other_tables_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE alembic_version")
    with pytest.raises(ProjectError, match="a database, but no Glossator project"):
        open_project(str(path))
