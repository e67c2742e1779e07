"""Whether log and tables agree: the log, read in order, ends in the present."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Boolean, Table, case, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from db import history, models
from db.checks import references, texts, values
from db.checks.finding import Finding, Mending, counted, stream
from db.engine import Project
from db.history import LOGGED
from db.models import METADATA, table
from db.steps import Image

_ADOPT = "glossator doctor --repair lets the log tell it too; the rows stay as they are."
_PUT_BACK = "glossator doctor --repair puts them back as the log has them."
_CHAIN = "What is older than this cannot be undone; all else can."
_UNLOGGED = frozenset({"document", "source", "edition", "zone"})
"""Rows of these may come in without the log: what an import tells of a document."""


class Difference(NamedTuple):
    """A row that the log tells otherwise."""

    rows: Table
    id: str
    logged: Image | None
    """As the log has it last; None where it says that there is none."""
    present: Image | None


def look(project: Project) -> Iterator[Finding]:
    """Whether each row is as the log has it last."""
    with project.reading() as session:
        differing = Counter(rows.name for rows in _logged() for _ in _differing(session, rows))
        gone = Counter(lost.rows.name for lost in _gone(session))
    for name, count in sorted(differing.items()):
        message = f"{counted(count, name.replace('_', ' '))} written past the log, so that acts on it cannot be undone."
        yield Finding("fault", "log", message, _ADOPT, mendable=True)
    for name, count in sorted(gone.items()):
        message = f"{counted(count, name.replace('_', ' '))} gone without an act."
        yield Finding("fault", "log", message, _PUT_BACK, mendable=True)
    if not differing and not gone:
        yield Finding("ok", "log", "ends in what stands in the tables")


def chains(project: Project) -> Iterator[Finding]:
    """Whether each change in the log begins where the one before it has ended, and undone acts have been undone."""
    with project.reading() as session:
        broken, acts = sum(1 for _ in _broken_chains(session)), session.execute(_WRONG_STATES).scalar_one()
    if broken:
        yield Finding("fault", "undo", f"{counted(broken, 'change')} not following on the one before.", _CHAIN)
    if acts:
        message = f"{counted(acts, 'act')} neither done nor undone by what the log says."
        yield Finding("fault", "undo", message, "glossator doctor --repair leaves them out of undo.", mendable=True)
    if not broken and not acts:
        yield Finding("ok", "undo", "each change follows on the one before")


def mend(mending: Mending) -> None:
    """Put back what is gone or broken and good in the log; let the log tell what else was written past it."""
    for lost in list(_gone(mending.session)):
        _put_back(mending, lost)
    for rows in _logged():
        for differing in list(_differing(mending.session, rows)):
            if differing.logged and _is_broken(mending.session, differing):
                _put_back(mending, differing)
            else:
                message = f"{rows.name.replace('_', ' ')} {differing.id}: the log tells it as it is now"
                history.adopt(mending.session, rows.name, differing.id, differing.logged, differing.present)
                mending.note("log", message, rows, differing.logged)


def mend_chains(mending: Mending) -> None:
    """Leave acts out of undo of which nobody knows whether they are done."""
    act = table(models.Act)
    seqs = list(mending.session.execute(_WRONG_STATES.with_only_columns(act.c.seq)).scalars())
    for seq in seqs:
        mending.connection.execute(act.update().where(act.c.seq == seq).values(state="dropped"))
        mending.note("undo", f"act {seq}: left out of undo")


def _put_back(mending: Mending, lost: Difference) -> None:
    """Write a row as the log has it; the log, which then agrees, needs no word about it."""
    told = f"{lost.rows.name.replace('_', ' ')} {lost.id}"
    known = {name: value for name, value in (lost.logged or {}).items() if name in lost.rows.c}
    try:
        with mending.session.begin_nested():
            if lost.present is None:
                mending.connection.execute(lost.rows.insert(), known)
            else:
                mending.connection.execute(lost.rows.update().where(lost.rows.c.id == lost.id).values(**known))
    except IntegrityError:
        mending.left.append(f"{told}: cannot be put back, as another row has its place")
    else:
        mending.note("log", f"{told}: put back as the log has it", lost.rows, lost.present)


def _is_broken(session: Session, differing: Difference) -> bool:
    """Whether a row as it is breaks a rule, refers to nothing, or does not say what stands at its place."""
    return (
        values.is_broken(session, differing.rows, differing.id)
        or references.is_broken(session, differing.rows, differing.id)
        or texts.is_misplaced(session, differing.rows, differing.id)
    )


def _logged() -> list[Table]:
    return [rows for rows in METADATA.sorted_tables if rows.name in LOGGED]


def _differing(session: Session, rows: Table) -> Iterator[Difference]:
    """Rows that are not as the log has them last; where the database is not sure of that, they are compared here."""
    change, newest = table(models.Change), table(models.Change).alias("newest")
    last = select(func.max(newest.c.seq)).where(newest.c.row_id == rows.c.id, newest.c.table_name == rows.name)
    joined = rows.outerjoin(change, change.c.seq == last.correlate(rows).scalar_subquery())
    query = select(rows, change.c.after.label("logged")).select_from(joined)
    query = query.where(text(_same(rows, session.connection().dialect.name)))
    if rows.name in _UNLOGGED:
        query = query.where(change.c.seq.is_not(None))
    for found in stream(session, query):
        present = dict(zip(rows.columns.keys(), found, strict=False))
        logged = None if found[-1] is None else json.loads(found[-1])
        if logged is None or any(present[name] != value for name, value in logged.items() if name in present):
            yield Difference(rows, str(present["id"]), logged, present)


def _same(rows: Table, dialect: str) -> str:
    """A condition that is true of all rows that differ, and of few others."""
    if dialect != "sqlite":
        return f'change.after IS NULL OR NOT (to_jsonb("{rows.name}") @> change.after::jsonb)'
    columns = ", ".join(f"'{column.name}', {_as_json(column)}" for column in rows.columns)
    return f"change.after IS NOT json_object({columns})"


def _as_json(column: Any) -> str:
    told = f'"{column.table.name}"."{column.name}"'
    if isinstance(column.type, Boolean):
        return f"json(CASE {told} WHEN 0 THEN 'false' WHEN 1 THEN 'true' ELSE 'null' END)"
    return told


def _gone(session: Session) -> Iterator[Difference]:
    """Rows that the log has and their tables have not; of zones only those that a coder drew."""
    change, later = table(models.Change), table(models.Change).alias("later")
    lost = case(
        *(
            (change.c.table_name == rows.name, ~select(1).where(rows.c.id == change.c.row_id).exists())
            for rows in _logged()
        ),
        else_=False,
    )
    newer = select(1).where(
        later.c.row_id == change.c.row_id, later.c.table_name == change.c.table_name, later.c.seq > change.c.seq
    )
    query = select(change.c.table_name, change.c.row_id, change.c.after)
    query = query.where(change.c.after.is_not(None), lost, ~newer.exists())
    for name, row_id, after in session.execute(query.order_by(change.c.seq)).all():
        logged = json.loads(after)
        if name != "zone" or logged.get("rule") == "hand":
            yield Difference(METADATA.tables[name], str(row_id), logged, None)


def _broken_chains(session: Session) -> Iterator[int]:
    """The changes that do not begin where the one before them, of the same row, has ended."""
    change = table(models.Change)
    before = func.lag(change.c.after).over(partition_by=(change.c.table_name, change.c.row_id), order_by=change.c.seq)
    place = func.row_number().over(partition_by=(change.c.table_name, change.c.row_id), order_by=change.c.seq)
    told = select(change.c.seq, change.c.before, before.label("ended"), place.label("place")).subquery()
    query = select(told.c.seq, told.c.before, told.c.ended).where(
        told.c.place > 1, told.c.before.is_distinct_from(told.c.ended)
    )
    for seq, begun, ended in stream(session, query):
        one, other = (json.loads(each) if each else None for each in (begun, ended))
        if one is None or other is None or any(one[name] != other[name] for name in one.keys() & other.keys()):
            yield seq


def _wrong_states() -> Any:
    """How many acts are called undone and are not, or done and were undone."""
    act, undo, redo = table(models.Act), table(models.Act).alias("undo_"), table(models.Act).alias("redo_")
    # Each once for all acts: asked for every act, they read the whole log for each, as no index tells what reverts it.
    redone = select(redo.c.reverts, func.count().label("times")).group_by(redo.c.reverts).subquery()
    undone = (
        select(undo.c.reverts, func.sum(1 - func.coalesce(redone.c.times, 0)).label("times"))
        .select_from(undo.outerjoin(redone, redone.c.reverts == undo.c.seq))
        .group_by(undo.c.reverts)
        .subquery()
    )
    balance = func.coalesce(undone.c.times, 0)
    wrong = ((act.c.state == "undone") & (balance != 1)) | ((act.c.state == "done") & (balance != 0))
    acts = act.outerjoin(undone, undone.c.reverts == act.c.seq)
    return select(func.count()).select_from(acts).where(act.c.undoable, wrong)


_WRONG_STATES = _wrong_states()
