"""How often and when something of the codebook was used; candidates are ranked by it.

Beside the marks of one document, all is read off indexes entry by entry, so that it does not get slower with the number
of marks in a project: of an entry that is used often it is enough to know that it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Select, func, select
from sqlmodel import Session

from db.batches import batches
from db.records import Use

OFTEN = 20
"""Up to how many uses are counted in each kind of mark."""


class Tallied(NamedTuple):
    """How an entry was used in one kind of mark."""

    last: str
    """When it was last."""
    times: int
    """How often, up to `OFTEN`."""


Tally = dict[Column[Any], dict[str, Tallied]]
"""For each column of marks how the entries of the codebook were used that it refers to, by their ids."""


def tally(session: Session, columns: Sequence[Column[Any]]) -> Tally:
    """How all entries were used; those that never were have no place in it."""
    return {column: _tallied(session, column, _referred(column)) for column in columns}


def renewed(session: Session, known: Tally, changed: Mapping[Column[Any], Collection[str]]) -> Tally:
    """The tally with what is used now of the entries that were used otherwise in some columns."""
    found = dict(known)
    for column, entries in changed.items():
        found[column] = {id_: tallied for id_, tallied in known[column].items() if id_ not in entries}
        for ids in batches(sorted(entries)):
            found[column] |= _tallied(session, column, ids)
    return found


def uses(session: Session, known: Tally, columns: Sequence[Column[Any]], document_id: str) -> list[Use]:
    """The uses of what these columns refer to: most in this document first, then the latest, then the most used."""
    here: Counter[str] = Counter()
    for column in columns:
        query = select(column, func.count()).where(column.table.c.document == document_id, column.is_not(None))
        for id_, count in session.connection().execute(query.group_by(column)):
            here[id_] += count
    lasts: dict[str, str] = {}
    for column in columns:
        for id_, tallied in known[column].items():
            lasts[id_] = max(lasts.get(id_, ""), tallied.last)
    counts = totals(known, columns)
    found = [Use(id_, here[id_], last) for id_, last in lasts.items()]
    return sorted(found, key=lambda use: (use.here, use.last, counts[use.id], use.id), reverse=True)


def totals(known: Tally, columns: Sequence[Column[Any]]) -> Counter[str]:
    """How often each entry is used in the whole project, up to `OFTEN` in each column."""
    found: Counter[str] = Counter()
    for column in columns:
        found.update({id_: tallied.times for id_, tallied in known[column].items()})
    return found


def exact_totals(session: Session, columns: Sequence[Column[Any]], ids: Sequence[str] = ()) -> dict[str, int]:
    """How often each is used in the whole project, or each of these; its cost grows with the number of marks."""
    found: Counter[str] = Counter()
    for column in columns:
        query = select(column, func.count()).where(column.in_(ids) if ids else column.is_not(None)).group_by(column)
        for id_, count in session.connection().execute(query):
            found[id_] += count
    return dict(found)


def _tallied(session: Session, column: Column[Any], ids: Select[Any] | Sequence[str]) -> dict[str, Tallied]:
    """How some entries were used in one column."""
    (reference,) = column.foreign_keys
    entry = reference.column
    last = select(func.max(column.table.c.created)).where(column == entry).correlate(entry.table)
    some = select(column).where(column == entry).correlate(entry.table).limit(OFTEN).subquery()
    count = select(func.count()).select_from(some)
    query = select(entry, last.scalar_subquery(), count.scalar_subquery()).where(entry.in_(ids))
    return {id_: Tallied(*told) for id_, *told in session.connection().execute(query) if told[0] is not None}


def _referred(column: Column[Any]) -> Select[Any]:
    """The entries that a column refers to, one step in its index for each, however often it does.

    It is a union without duplicates, so that a damaged index ends it.
    """
    found = select(func.min(column).label("id")).cte(recursive=True)
    following = select(func.min(column)).where(column > found.c.id).scalar_subquery()
    steps = found.union(select(following).where(found.c.id.is_not(None)))
    return select(steps.c.id).where(steps.c.id.is_not(None))
