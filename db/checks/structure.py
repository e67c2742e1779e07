"""Whether the database has all tables, columns and indexes of its schema, and its index of words is in step."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Index, inspect, text
from sqlalchemy.exc import DatabaseError

from db import schema
from db.checks.finding import RESTORE, Finding, Mending, counted, findings
from db.engine import Project
from db.models import METADATA

_WORDS = {
    "text_index": (
        "CREATE VIRTUAL TABLE text_index USING fts5("
        "text, content='text', content_rowid='number', tokenize='unicode61 remove_diacritics 2')"
    ),
    "text_index_words": "CREATE VIRTUAL TABLE text_index_words USING fts5vocab('text_index', 'row')",
    "text_index_places": "CREATE VIRTUAL TABLE text_index_places USING fts5vocab('text_index', 'instance')",
}
"""What finding words needs on SQLite."""
_OUT_OF_STEP = (
    "SELECT (SELECT count(*) FROM text WHERE number NOT IN (SELECT id FROM text_index_docsize)),"
    " (SELECT count(*) FROM text_index_docsize WHERE id NOT IN (SELECT number FROM text))"
)
_ANEW = "glossator doctor --repair makes the index anew."


def version(project: Project) -> Iterator[Finding]:
    """Whether the schema is the one that this program knows."""
    with project.reading() as session:
        numbers = [str(row[0]) for row in session.execute(text("SELECT version_num FROM alembic_version"))]
    newest = schema.newest()
    found = " and ".join(numbers)
    if numbers == [newest]:
        yield Finding("ok", "schema", found)
    elif len(numbers) != 1:
        message = f"{found or 'no number'} stands where one number should: an upgrade was not finished."
        yield Finding("fault", "schema", message, RESTORE)
    elif found < newest:
        yield Finding("fault", "schema", f"{found} is older than this program's {newest}.", "Open the project again.")
    else:
        remedy = "Use the newer Glossator that wrote it."
        yield Finding("fault", "schema", f"{found} is newer than this program's {newest}.", remedy)


def tables(project: Project) -> Iterator[Finding]:
    """Whether all tables, columns and indexes are there, and nothing that an upgrade has left."""
    with project.reading() as session:
        connection = session.connection()
        lost = list(_lost(connection))
        indexes = [index.name for index in _lost_indexes(connection)] + _lost_words(connection)
        left = [name for name in inspect(connection).get_table_names() if name.startswith("_alembic_tmp_")]
    for message in lost:
        yield Finding("fault", "tables", message, RESTORE)
    for name in indexes:
        message = f"{name} is missing: what it is for is slow, or finds nothing."
        yield Finding("fault", "tables", message, "glossator doctor --repair makes it anew.", mendable=True)
    for name in left:
        yield Finding("warning", "tables", f"{name} was left by an upgrade that was not finished.", RESTORE)
    if not lost and not indexes and not left:
        yield Finding("ok", "tables", f"{counted(len(METADATA.tables), 'table')} with their indexes")


def mend_tables(mending: Mending) -> None:
    """Make missing indexes anew."""
    for index in _lost_indexes(mending.connection):
        index.create(mending.connection)
        mending.note("tables", f"made {index.name} anew")
    for name in _lost_words(mending.connection):
        mending.connection.execute(text(_WORDS[name]))
        mending.note("tables", f"made {name} anew")


def words(project: Project) -> Iterator[Finding]:
    """Whether each text is in the index of words."""
    with project.reading() as session:
        messages = _out_of_step(session.connection())
    yield from findings("search", messages, "each text is in the index of words", _ANEW, mendable=True)


def words_whole(project: Project) -> Iterator[Finding]:
    """The same, and whether the index holds just the words of the texts; others wait with writing meanwhile."""
    with project.writing() as session:
        messages = _out_of_step(session.connection()) or _other_words(session.connection())
        session.rollback()
    yield from findings("search", messages, "the index holds the words of the texts", _ANEW, mendable=True)


def mend_words(mending: Mending) -> None:
    """Make the index of words anew where it is not that of the texts."""
    connection = mending.connection
    if _out_of_step(connection) or _other_words(connection):
        connection.execute(text("INSERT INTO text_index (text_index) VALUES ('rebuild')"))
        mending.note("search", "made the index of words anew")


def _lost(connection: Connection) -> Iterator[str]:
    found = inspect(connection)
    present = set(found.get_table_names())
    for name, table in METADATA.tables.items():
        if name not in present:
            yield f"the table {name} is missing."
            continue
        columns = {column["name"] for column in found.get_columns(name)}
        yield from (
            f"the table {name} has no column {each.name}." for each in table.columns if each.name not in columns
        )


def _lost_indexes(connection: Connection) -> list[Index]:
    found = inspect(connection)
    present = set(found.get_table_names())
    return [
        index
        for name, table in METADATA.tables.items()
        if name in present
        for index in sorted(table.indexes, key=lambda index: str(index.name))
        if index.name not in {each["name"] for each in found.get_indexes(name)}
    ]


def _lost_words(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    present = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
    return [name for name in _WORDS if name not in present]


def _out_of_step(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite" or "text_index" in _lost_words(connection):
        return []
    missing, vain = connection.execute(text(_OUT_OF_STEP)).one()
    told = [f"{counted(missing, 'text')} cannot be found by their words."] if missing else []
    return [*told, f"{counted(vain, 'text')} that are gone are still in the index."] if vain else told


def _other_words(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite" or "text_index" in _lost_words(connection):
        return []
    try:
        with connection.begin_nested():
            connection.execute(text("INSERT INTO text_index (text_index, rank) VALUES ('integrity-check', 1)"))
    except DatabaseError as error:
        if "malformed" not in str(error.orig):
            raise
        return ["the index of words holds other words than the texts."]
    return []
