"""How often and when something of the codebook was used; candidates are ranked by it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlmodel import Session

from db.records import Use

Column = ColumnElement[str]


def uses(session: Session, columns: Sequence[Column], document_id: str) -> list[Use]:
    """The uses of what these columns of marks refer to, most in this document first, then the latest."""
    here = {id_: total for id_, total, _ in session.execute(_grouped(columns, document_id))}
    found = [
        Use(id_, int(here.get(id_, 0)), int(total), last)
        for id_, total, last in session.execute(_grouped(columns, None))
    ]
    return sorted(found, key=lambda use: (use.here, use.last, use.total, use.id), reverse=True)


def totals(session: Session, columns: Sequence[Column]) -> dict[str, int]:
    """How often each is used in the whole project, by id."""
    return {id_: int(total) for id_, total, _ in session.execute(_grouped(columns, None))}


def count(session: Session, columns: Sequence[Column], id: str) -> int:
    """How often one of them is used in the whole project."""
    return sum(int(session.execute(select(func.count()).where(column == id)).scalar_one()) for column in columns)


def _grouped(columns: Sequence[Column], document_id: str | None) -> Select[tuple[str, int, str]]:
    """Count each table by its own index first, then add the counts up."""
    counts = union_all(*(_counted(column, document_id) for column in columns)).subquery()
    id_, total, last = counts.c
    return select(id_, func.sum(total), func.max(last)).group_by(id_)


def _counted(column: Column, document_id: str | None) -> Select[tuple[str, int, str]]:
    marks = column.table.c
    query = select(column.label("id"), func.count().label("total"), func.max(marks.created).label("last"))
    query = query.where(column.is_not(None)).group_by(column)
    return query if document_id is None else query.where(marks.document == document_id)
