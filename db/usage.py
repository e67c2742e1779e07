"""How often and when something of the codebook was used; candidates are ranked by it.

All is read off indexes entry by entry, so that it does not get slower with the number of marks in a project: of an
entry that is used often it is enough to know that it is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, func, select
from sqlmodel import Session

from db.records import Use

_NAMED = 500
"""Up to how many entries used last at the same time are told apart by their counts: more only an import makes."""
OFTEN = 20
"""Up to how many uses are counted in each kind of mark."""


def uses(session: Session, columns: Sequence[Column[Any]], document_id: str) -> list[Use]:
    """The uses of what these columns of marks refer to, most in this document first, then the latest."""
    here: defaultdict[str, int] = defaultdict(int)
    for column in columns:
        query = select(column, func.count()).where(column.table.c.document == document_id, column.is_not(None))
        for id_, count in session.connection().execute(query.group_by(column)):
            here[id_] += count
    found = [Use(id_, here[id_], last) for id_, last in _lasts(session, columns).items()]
    equals = Counter((use.here, use.last) for use in found)
    tied = [use.id for use in found if equals[use.here, use.last] > 1]
    total = _counts(session, columns, tied[:_NAMED]) if tied else {}
    return sorted(found, key=lambda use: (use.here, use.last, total.get(use.id, 0), use.id), reverse=True)


def totals(session: Session, columns: Sequence[Column[Any]]) -> dict[str, int]:
    """How often each is used in the whole project, up to `OFTEN` in each column; those used last come first."""
    lasts = _lasts(session, columns)
    counts = _counts(session, columns)
    return {id_: counts[id_] for id_ in sorted(lasts, key=lambda id_: (lasts[id_], id_), reverse=True)}


def exact_totals(session: Session, columns: Sequence[Column[Any]], ids: Sequence[str] = ()) -> dict[str, int]:
    """How often each is used in the whole project, or each of these; its cost grows with the number of marks."""
    found: Counter[str] = Counter()
    for column in columns:
        query = select(column, func.count()).where(column.in_(ids) if ids else column.is_not(None)).group_by(column)
        for id_, count in session.connection().execute(query):
            found[id_] += count
    return dict(found)


def _lasts(session: Session, columns: Sequence[Column[Any]]) -> dict[str, str]:
    """When each entry of the codebook was used last that was ever used."""
    found: dict[str, str] = {}
    for entry, those in _by_entry(columns).items():
        last = (
            select(func.max(column.table.c.created)).where(column == entry).correlate(entry.table).scalar_subquery()
            for column in those
        )
        for id_, *times in session.connection().execute(select(entry, *last)):
            if told := [time for time in (found.get(id_), *times) if time]:
                found[id_] = max(told)
    return found


def _counts(session: Session, columns: Sequence[Column[Any]], ids: Sequence[str] | None = None) -> dict[str, int]:
    """How often each entry, or each of these, was used."""
    found: defaultdict[str, int] = defaultdict(int)
    for entry, those in _by_entry(columns).items():
        some = (
            select(column).where(column == entry).correlate(entry.table).limit(OFTEN).subquery() for column in those
        )
        counts = (select(func.count()).select_from(each).scalar_subquery() for each in some)
        query = select(entry, *counts)
        for id_, *told in session.connection().execute(query if ids is None else query.where(entry.in_(ids))):
            found[id_] += sum(told)
    return found


def _by_entry(columns: Sequence[Column[Any]]) -> dict[Column[Any], list[Column[Any]]]:
    """The columns by the column of the codebook that they refer to."""
    found: dict[Column[Any], list[Column[Any]]] = {}
    for column in columns:
        (reference,) = column.foreign_keys
        found.setdefault(reference.column, []).append(column)
    return found
