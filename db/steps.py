"""Steps: a row's way through one act, as the log keeps it, and how rows are read and put back by it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, select

from db.batches import batches
from db.models import METADATA, Place, table

Image = dict[str, Any]
"""A row with all its columns."""

_ABOVE = {"concept": "parent", "quote": "inside"}
"""The tables whose rows stand below one another, and the column that tells below which."""


@dataclass(slots=True)
class Step:
    """A row's way through one act."""

    table_name: str
    row_id: str
    before: Image | None
    after: Image | None

    def turned(self) -> Step:
        """The way back."""
        return Step(self.table_name, self.row_id, self.after, self.before)


def dump(image: Image | None) -> str | None:
    """A row as the log keeps it."""
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def load(image: str | None) -> Image | None:
    """A row out of the log."""
    return None if image is None else json.loads(image)


def read(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Image]:
    """The rows as the database has them now, by table and id."""
    by_table = defaultdict(list)
    for name, row_id in keys:
        by_table[name].append(row_id)
    images = {}
    for name, row_ids in by_table.items():
        rows = METADATA.tables[name]
        for some in batches(row_ids):
            for row in session.connection().execute(rows.select().where(rows.c.id.in_(some))).mappings():
                images[name, str(row["id"])] = dict(row)
    return images


def write(session: Session, steps: Sequence[Step]) -> None:
    """Write each row as it is after its step; what goes makes room for what comes."""
    connection = session.connection()
    _leave(session, [step.row_id for step in steps if step.table_name == "document" and step.after is None])
    for rows, row_id in [(METADATA.tables[step.table_name], step.row_id) for step in steps if step.after is None]:
        connection.execute(rows.delete().where(rows.c.id == row_id))
    for step in steps:
        if step.after is not None:
            rows = METADATA.tables[step.table_name]
            same = rows.c.id == bindparam("same_id")
            if step.before is None:
                connection.execute(rows.insert(), step.after)
            else:
                # Without its id: SQLite would look through all tables for rows that refer to it.
                told = {name: value for name, value in step.after.items() if name != "id"}
                connection.execute(rows.update().where(same), {**told, "same_id": step.row_id})


def circle(session: Session, steps: Iterable[Step]) -> str:
    """The table of a row that stands below itself since these steps were written, or empty."""
    for step in steps:
        column = _ABOVE.get(step.table_name)
        if column is None or step.after is None:
            continue
        rows = METADATA.tables[step.table_name].c
        seen, above = {step.row_id}, step.after[column]
        while above is not None and above not in seen:
            seen.add(above)
            above = session.connection().scalar(select(rows[column]).where(rows.id == above))
        if above is not None:
            return step.table_name
    return ""


def _leave(session: Session, documents: Sequence[str]) -> None:
    """Forget the places in documents that go: where somebody stood in a document is no reason to keep it."""
    places = table(Place)
    for gone in batches(documents):
        session.connection().execute(places.delete().where(places.c.document.in_(gone)))
