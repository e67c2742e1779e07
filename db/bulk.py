"""Many rows written at once: by the driver itself, as SQLAlchemy's own way costs more than the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that all tell the same columns, in the types that the database has."""
    if rows:
        columns = [*rows[0]]
        insert_values(connection, table, columns, [*map(itemgetter(*columns), rows)])


def insert_values(
    connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """The same for rows that tell their values in the order of the columns."""
    if not rows:
        return
    dialect = connection.dialect
    quoted = ", ".join(dialect.identifier_preparer.quote(column) for column in columns)
    marks = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(columns))
    connection.exec_driver_sql(
        f"INSERT INTO {dialect.identifier_preparer.quote(table.name)} ({quoted}) VALUES ({marks})", list(rows)
    )
