"""What acts would have written that the storage refused, as an export that `import` takes in elsewhere or later."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, create_engine, insert, or_, select
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


@dataclass(frozen=True, slots=True)
class Rescued:
    """What acts would have written."""

    text: str
    """It as JSON."""
    problems: list[str]
    """Why acts are missing that could not be done."""
    beyond: list[str]
    """The verbs of the acts that an import does not bring in whole, such as deletions; the changes tell them."""
    brings_in: bool
    """Whether an import brings in anything."""


def export(project: Project, document_ids: Sequence[str], acts: Sequence[Act], others: Sequence[str] = ()) -> Rescued:
    """What the acts on these documents would have written; `others` are documents that they need besides."""
    with _scratch(project, [*document_ids, *others]) as scratch:
        problems = []
        for act in acts:
            try:
                act(scratch)
            except ProjectError as error:
                problems.append(str(error))
        with scratch.reading() as session:
            value = _pruned(json.loads("".join(native.export(session))), _written(session), document_ids)
            told, changed = _told(value), _changed_rows(session)
            beyond = dict.fromkeys(row["verb"] for row in changed if _is_missing(row, told))
            return Rescued(f"{dump(value | {'changes': _changes(changed)})}\n", problems, [*beyond], bool(told))


@contextmanager
def _scratch(project: Project, document_ids: Sequence[str]) -> Iterator[Project]:
    """A project in memory alone with the codebook and these documents as they are now."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    try:
        METADATA.create_all(engine)
        with project.reading() as session, engine.begin() as connection:
            links, documents = _links(session, document_ids)
            for table in METADATA.sorted_tables:
                wanted = [table.c.id.in_(links)] if table.name == "parallel" else _wanted(table, documents)
                rows = [] if wanted is None else session.execute(select(table).where(*wanted)).mappings().all()
                if rows:
                    connection.execute(insert(table), [dict(row) for row in rows])
        yield Project(project.name, engine)
    finally:
        engine.dispose()


def _links(session: Session, document_ids: Sequence[str]) -> tuple[list[str], list[str]]:
    """The links from and to these documents, and the documents with all that the links lead to."""
    link, one = models.table(models.Parallel), models.table(models.Quote)
    other = one.alias()
    joined = link.join(one, one.c.id == link.c.quote).outerjoin(other, other.c.id == link.c.other)
    ends = (one.c.document, other.c.document, link.c.document)
    query = select(link.c.id, *ends).select_from(joined).where(or_(*(end.in_(document_ids) for end in ends)))
    found = session.execute(query).all()
    return [id_ for id_, *_ in found], [*{*document_ids, *(end for _, *led in found for end in led if end)}]


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
    written: dict[str, set[str]] = defaultdict(set)
    for row in _changed_rows(session):
        name: str = row["table_name"]
        written[_OWNERS.get(name, name)].add(_of(row))
    return written


def _of(row: Record) -> str:
    """The id of what a changed row belongs to, or is."""
    owner = _OWNERS.get(row["table_name"])
    return str(json.loads(row["after"] or row["before"])[owner] if owner else row["row_id"])


def _changes(changed: Sequence[Record]) -> list[Record]:
    """Every row as it was before and as it was to be: also what an import cannot express, such as a deletion."""
    told = ("verb", "at", "document", "table_name", "row_id")
    return [
        {name: row[name] for name in told} | {side: json.loads(row[side] or "null") for side in ("before", "after")}
        for row in changed
    ]


def _pruned(value: dict[str, Any], written: dict[str, set[str]], document_ids: Sequence[str]) -> dict[str, Any]:
    """The export with nothing in it but what was written: an import must not take anything else back to now."""
    links = [record for record in value.pop("parallels", []) if record["id"] in written["parallel"]]
    needed = {*document_ids, *(record["other"].get("document") for record in links)}
    value["documents"] = [document for document in value["documents"] if document["id"] in needed]
    if links:
        value["parallels"] = links
    for key, noun in (("actors", "actor"), ("concepts", "concept")):
        value[key] = [record for record in value[key] if record["id"] in written[noun]]
    for document in value["documents"]:
        for key, noun in _LISTS.items():
            document[key] = [record for record in document[key] if record["id"] in written[noun]]
    return value


def _is_missing(row: Record, told: set[str]) -> bool:
    """Whether a change is one that an import would not make; suggestions are looked for anew wherever it comes in."""
    return row["table_name"] != "suggestion" and _of(row) not in told


def _told(value: dict[str, Any]) -> set[str]:
    """The ids of all that an import of this brings in."""
    lists = [value["actors"], value["concepts"], value.get("parallels", [])]
    lists += [document[key] for document in value["documents"] for key in _LISTS]
    return {record["id"] for records in lists for record in records}
