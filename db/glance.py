"""The first glance at a project: what the first paint shows, with the standard library alone.

SQLModel takes half a second to import; the first paint does not wait for it. The answers are those of the slow way,
`documents`, `annotations`, `places` and `history`, which a test compares with these.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from db import assembly, location, schema
from db.errors import ProjectError
from db.opened import Annotations, Document, DocumentRow, Glance, Place, Zone

SCHEMA = "0007"
"""The schema that these queries are written for."""
ROWS = 100
"""How many rows of the list are enough for the first paint."""

_DOCUMENT = """
    SELECT d.id, d.number, title, outlet, author, published, place, section, url, language, file, encoding, d.sha256,
        status, version, text, told FROM document d JOIN text t ON t.sha256 = d.sha256"""
_ROWS = """
    SELECT id, number, title, outlet, published, status, file,
        (SELECT count(*) FROM mention WHERE document = d.id),
        (SELECT count(*) FROM quote WHERE document = d.id),
        (SELECT count(*) FROM stance WHERE document = d.id)
    FROM document d WHERE number >= ? ORDER BY number LIMIT ?"""
_FIRST = """
    SELECT coalesce(min(number), 0) FROM (SELECT number FROM document WHERE number < :number ORDER BY number DESC
    LIMIT :most - (SELECT count(*) FROM (SELECT 1 FROM document WHERE number >= :number LIMIT :most / 2)))"""
_PLACE = """
    SELECT document, cursor, top FROM place WHERE coder = (SELECT id FROM coder WHERE name = ?)
    ORDER BY updated DESC LIMIT 1"""
_UNDO = """
    SELECT verb FROM act WHERE coder = (SELECT id FROM coder WHERE name = ?) AND state = 'done' AND undoable
    ORDER BY seq DESC LIMIT 1"""
_MARKS = (
    """SELECT m.id, actor, start, "end", exact, name, origin, note, version, orphan
    FROM mention m JOIN coder c ON c.id = coder WHERE document = :document""",
    """SELECT q.id, type, speaker, said_on, inside, name, origin, note, version
    FROM quote q JOIN coder c ON c.id = coder WHERE document = :document""",
    """SELECT quote, role, start, "end", exact, orphan
    FROM quote_part p JOIN quote q ON q.id = quote WHERE document = :document ORDER BY quote, position, p.id""",
    """SELECT s.id, holder, target_actor, target_concept, position, strength, modality, explicit, date, name, origin,
    note, version FROM stance s JOIN coder c ON c.id = coder WHERE document = :document""",
    """SELECT stance, quote, start, "end", exact, orphan
    FROM evidence e JOIN stance s ON s.id = stance WHERE document = :document ORDER BY stance, e.position, e.id""",
    """SELECT id, name FROM actor WHERE id IN (
        SELECT actor FROM mention WHERE document = :document UNION SELECT speaker FROM quote WHERE document = :document
        UNION SELECT holder FROM stance WHERE document = :document
        UNION SELECT target_actor FROM stance WHERE document = :document)
    UNION ALL SELECT id, name FROM concept WHERE id IN (
        SELECT target_concept FROM stance WHERE document = :document)""",
    """WITH RECURSIVE same (quote, member) AS (
        SELECT id, id FROM quote WHERE document = :document
        UNION SELECT same.quote, p.other FROM same JOIN parallel p ON p.quote = member WHERE p.other IS NOT NULL
        UNION SELECT same.quote, p.quote FROM same JOIN parallel p ON p.other = member)
    SELECT told.quote, outlet, number FROM (
        SELECT same.quote, q.document FROM same JOIN quote q ON q.id = member WHERE member <> same.quote
        UNION SELECT same.quote, p.document FROM same JOIN parallel p ON p.quote = member WHERE p.document IS NOT NULL
    ) told JOIN document d ON d.id = told.document ORDER BY told.quote, number""",
)


def glance(where: str, coder: str) -> Glance | None:
    """What to show first to this coder; None where the project has to be opened the slow way, which tells why."""
    try:
        path = location.sqlite_path(where)
        # SQLite deletes the journal of an empty file, and that may be all that is left of a project.
        if path is None or not path.is_file() or location.is_empty(path) or schema.newest() != SCHEMA:
            return None
        return _look(path, coder)
    except (ProjectError, sqlite3.Error, OSError):
        return None


def _look(path: Path, coder: str) -> Glance | None:
    with closing(sqlite3.connect(location.file_uri(path, "mode=ro"), uri=True, isolation_level=None)) as connection:
        return look(connection, coder)


def look(connection: sqlite3.Connection, coder: str) -> Glance | None:
    """The same through a connection; None where the project is not of the schema that is known here."""
    connection.execute("BEGIN")
    if connection.execute("SELECT version_num FROM alembic_version").fetchall() != [(SCHEMA,)]:
        return None
    found = connection.execute(_PLACE, (coder,)).fetchone()
    place = Place(*found) if found else None
    document = _document(connection, place)
    last = connection.execute("SELECT coalesce(max(number), 0) FROM document").fetchone()[0]
    undo = connection.execute(_UNDO, (coder,)).fetchone()
    return Glance(
        document,
        _annotations(connection, document),
        _rows(connection, document),
        last,
        place,
        undo[0] if undo else "",
    )


def _document(connection: sqlite3.Connection, place: Place | None) -> Document | None:
    """The document where the coder was last, else the first."""
    if place:
        row = connection.execute(f"{_DOCUMENT} WHERE d.id = ?", (place.document,)).fetchone()
    else:
        row = connection.execute(f"{_DOCUMENT} ORDER BY d.number LIMIT 1").fetchone()
    if row is None:
        return None
    query = 'SELECT kind, start, "end", rule FROM zone WHERE document = ? ORDER BY start, "end", kind'
    zones = tuple(Zone(*zone) for zone in connection.execute(query, (row[0],)))
    return Document(*(*row[:-1], zones, assembly.told(row[-1])))


def _annotations(connection: sqlite3.Connection, document: Document | None) -> Annotations:
    if document is None:
        return Annotations()
    return assembly.assemble(*(connection.execute(query, {"document": document.id}) for query in _MARKS))


def _rows(connection: sqlite3.Connection, document: Document | None) -> tuple[DocumentRow, ...]:
    """The rows of the list around the document, found without counting those before it."""
    if document is None:
        return ()
    (first,) = connection.execute(_FIRST, {"number": document.number, "most": ROWS}).fetchone()
    return tuple(DocumentRow(*row) for row in connection.execute(_ROWS, (first, ROWS)))
