"""Bringing a project to the newest schema: all steps in one transaction, after a backup of the file."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from db import copying, schema
from db.errors import ProjectError


def version_of(connection: Connection, name: str) -> str | None:
    """The number of the project's schema, None where nothing is there yet; ProjectError where it is no project."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if not {"alembic_version", "project"} <= tables:
        raise ProjectError(f"{name}: is a database, but no Glossator project.")
    number = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if not re.fullmatch(r"\d{4}", str(number)):
        raise ProjectError(f"{name}: is no Glossator project: its schema is called {str(number)!r}.")
    return str(number)


def bring_up(engine: Engine, name: str, path: Path | None, migrations: Path) -> None:
    """Upgrade what is older, leave what is newest, refuse what is newer; all or nothing."""
    newest = schema.newest(migrations)
    with engine.begin() as connection:
        found = version_of(connection, name)
        if found == newest:
            return
        if found and found > newest:
            raise ProjectError(
                f"{name}: has schema {found}, and this program knows schemas up to {newest}: use a newer Glossator."
            )
        if found and path:
            # We hold the write lock: nobody upgrades meanwhile.
            copy = path.with_name(f"{path.name}.before-{newest}")
            copying.copy(path, copy, "before an upgrade", damaged=True, replace=True)
        try:
            _run_steps(connection, migrations)
        except Exception as error:
            step = f"the upgrade from schema {found} to {newest}" if found else f"making schema {newest}"
            raise ProjectError(f"{name}: {step} failed and nothing was changed: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _run_steps(connection: Connection, migrations: Path) -> None:
    """Run Alembic, imported only here: 0.5 s that opening a project of today's schema does not pay."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken:
            raise ProjectError(f"a row of {broken[0]} refers to a row of {broken[2]} that is not there")
