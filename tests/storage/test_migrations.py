"""The schema's steps: all or nothing, never backwards, and what they make is what the models say."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from storage.postgresql import Server
from storage.samples import article, span_of

from db import actors, annotations, documents, history, mentions, proposals, schema, upgrade
from db.engine import Project, open_project
from db.errors import ProjectError
from db.models import METADATA, Suggestion, table

Open = Callable[[str | Path], Project]

SIGNED = {"outcome": None, "created": "2026-01-01", "updated": "2026-01-01"}
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


@pytest.fixture
def of_schema_1(own: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A project as the first release made it, with a document, an actor and a rejected suggestion in it."""
    first = tmp_path / "first"
    shutil.copytree(schema.MIGRATIONS, first, ignore=shutil.ignore_patterns("__pycache__", "000[2-9]*"))
    now = open_project(str(tmp_path / "now.db"))
    with history.act(now, coder="anna", verb="actor") as session:
        document, _ = documents.add(session, article())
        mentions.add(session, document, actors.create(session, "Harlan"), span_of("Harlan"))
        session.add(Suggestion(document=document, kind="mention", payload="[]", rule="a", confidence=1, **SIGNED))
    where = fresh(own, request)
    engine = sa.create_engine(where if where.startswith("postgresql") else f"sqlite:///{where}")
    upgrade.bring_up(engine, "first", None, first)
    with now.reading() as session, engine.begin() as old:
        copy_what_fits(session.connection(), old)
    now.close()
    engine.dispose()
    return where


def copy_what_fits(new: sa.Connection, old: sa.Connection) -> None:
    """Copy all rows to where the schema is an earlier one, without the columns that it does not have."""
    known = sa.MetaData()
    known.reflect(old)
    for rows in known.sorted_tables:
        if rows.name in METADATA.tables:
            columns = [METADATA.tables[rows.name].c[column.name] for column in rows.c]
            for row in new.execute(sa.select(*columns)).mappings():
                old.execute(rows.insert(), dict(row))
    if old.dialect.name == "postgresql":
        for table_name, column in (("text", "number"), ("act", "seq"), ("change", "seq")):
            sequence = f"pg_get_serial_sequence('{table_name}', '{column}')"
            old.execute(text(f"SELECT setval({sequence}, max({column})) FROM {table_name}"))


def fresh(own: str, request: pytest.FixtureRequest) -> str:
    """The address of a database with nothing in it, of the kind of the given one."""
    if own.startswith("postgresql"):
        server: Server = request.getfixturevalue("server")
        return server.create(f"{make_url(own).database}_fresh")
    Path(own).unlink()
    return own


def test_a_project_of_the_first_schema_is_upgraded_with_all_that_is_in_it(of_schema_1: str, opened: Open) -> None:
    project = opened(of_schema_1)
    with project.reading() as session:
        (document,) = documents.listing(session)
        text = documents.read(session, document.id)
        assert annotations.of_document(session, document.id).mentions[0].exact == "Harlan"
        assert session.connection().execute(table(Suggestion).select()).one().rule == "a"
    basis = proposals.basis(proposals.source_of(text), "1")
    proposals.keep(project, text.sha256, basis, [])
    with project.reading() as session:
        assert proposals.find(session, text.sha256, basis, len(text.text)) == ()
    assert history.undo(project, "anna") is not None
    test_models_and_migrations_make_the_same_tables(project)


def test_an_upgrade_of_the_first_schema_that_fails_leaves_it_as_it_was(of_schema_1: str, tmp_path: Path) -> None:
    with pytest.raises(
        ProjectError, match=f"upgrade from schema 0001 to {NEXT} failed and nothing was changed: half way"
    ):
        open_project(of_schema_1, migrations=later(tmp_path, "raise RuntimeError('half way')"))
    first = open_project(of_schema_1, migrations=tmp_path / "first")
    with first.reading() as session:
        assert not session.connection().dialect.has_table(session.connection(), "proposals")
    first.close()


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
