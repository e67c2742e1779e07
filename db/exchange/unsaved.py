"""What acts would have written that the storage refused, as an export that `import` takes in elsewhere or later."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Table, create_engine, insert, select
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from db import models
from db.engine import Project
from db.errors import ProjectError
from db.exchange import native
from db.exchange.writing import Record, dump
from db.models import METADATA

Act = Callable[[Project], object]

_WHOLE = ("project", "coder", "actor", "alias", "role", "concept")
_OF_DOCUMENT = ("zone", "mention", "quote", "stance", "suggestion")
_OWNED = {"quote_part": "quote", "evidence": "stance"}
_OWNERS = {**_OWNED, "alias": "actor", "role": "actor"}
"""Whose rows belong to which other row, and the column that says so."""
_LISTS = {"mentions": "mention", "quotes": "quote", "stances": "stance"}


def export(project: Project, document_ids: Sequence[str], acts: Sequence[Act]) -> tuple[str, list[str]]:
    """What the acts on these documents would have written, as JSON, and why those are missing that cannot be done."""
    with _scratch(project, document_ids) as scratch:
        problems = []
        for act in acts:
            try:
                act(scratch)
            except ProjectError as error:
                problems.append(str(error))
        with scratch.reading() as session:
            value = json.loads("".join(native.export(session)))
            return f"{dump(_pruned(value, _written(session)) | {'changes': _changes(session)})}\n", problems


@contextmanager
def _scratch(project: Project, document_ids: Sequence[str]) -> Iterator[Project]:
    """A project in memory alone with the codebook and these documents as they are now."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    try:
        METADATA.create_all(engine)
        with project.reading() as session, engine.begin() as connection:
            for table in METADATA.sorted_tables:
                wanted = _wanted(table, document_ids)
                rows = [] if wanted is None else session.execute(select(table).where(*wanted)).mappings().all()
                if rows:
                    connection.execute(insert(table), [dict(row) for row in rows])
        yield Project(project.name, engine)
    finally:
        engine.dispose()


def _wanted(table: Table, document_ids: Sequence[str]) -> list[ColumnElement[bool]] | None:
    """Which rows of a table a few documents need; None for none of them."""
    document = models.table(models.Document)
    if table.name in _WHOLE:
        return []
    if table.name == "document":
        return [document.c.id.in_(document_ids)]
    if table.name == "text":
        return [table.c.sha256.in_(select(document.c.sha256).where(document.c.id.in_(document_ids)))]
    if table.name in _OF_DOCUMENT:
        return [table.c.document.in_(document_ids)]
    if owner := _OWNED.get(table.name):
        owners = METADATA.tables[owner]
        return [table.c[owner].in_(select(owners.c.id).where(owners.c.document.in_(document_ids)))]
    return None


def _changed_rows(session: Session) -> list[Record]:
    change, act = models.table(models.Change), models.table(models.Act)
    query = select(act.c.verb, act.c.at, act.c.document, change).join(act, act.c.seq == change.c.act)
    return [dict(row) for row in session.execute(query.order_by(change.c.seq)).mappings()]


def _written(session: Session) -> dict[str, set[str]]:
    """The ids of what was written, by noun."""
    written = defaultdict(set)
    for row in _changed_rows(session):
        owner = _OWNERS.get(row["table_name"])
        image = json.loads(row["after"] or row["before"])
        written[owner or row["table_name"]].add(str(image[owner] if owner else row["row_id"]))
    return written


def _changes(session: Session) -> list[Record]:
    """Every row as it was before and as it was to be: also what an import cannot express, such as a deletion."""
    told = ("verb", "at", "document", "table_name", "row_id")
    return [
        {name: row[name] for name in told} | {side: json.loads(row[side] or "null") for side in ("before", "after")}
        for row in _changed_rows(session)
    ]


def _pruned(value: dict[str, Any], written: dict[str, set[str]]) -> dict[str, Any]:
    """The export with nothing in it but what was written: an import must not take anything else back to now."""
    for key, noun in (("actors", "actor"), ("concepts", "concept")):
        value[key] = [record for record in value[key] if record["id"] in written[noun]]
    for document in value["documents"]:
        for key, noun in _LISTS.items():
            document[key] = [record for record in document[key] if record["id"] in written[noun]]
    return value
