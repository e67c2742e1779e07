"""Values that no column may have: words that are none of ours, times that are none, JSON that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Connection,
    Integer,
    Table,
    and_,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.sql import ColumnElement
from sqlmodel import Session

from corpus.spans import KINDS
from db import history, models
from db.checks.finding import SHOWN, Finding, Mending, counted
from db.engine import Project
from db.history import LOGGED
from db.models import METADATA, table

_TIMES = frozenset({"created", "updated", "changed", "added", "replaced", "at", "made"})
_JSON = {"document": "told", "project": "columns", "proposals": "payload"}
_BY_HAND = "Open it and set it anew; or put a backup back: glossator backup --list."
_REPAIR = "glossator doctor --repair takes the value that the log has, if it is a good one, or a plain one."
_PLAIN: dict[str, dict[str, Any]] = {
    "document.status": {"status": "open"},
    "document.told": {"told": "{}"},
    "suggestion.outcome": {"outcome": None},
    "suggestion.confidence": {"confidence": 0.0},
    "act.state": {"state": "dropped"},
    "act.span": {"start": None, "end": None},
    "project.columns": {"columns": "{}"},
}
"""What stands for a value that is none, where that says nothing that nobody meant."""


class Rule(NamedTuple):
    """What must hold of each row of a table."""

    rows: Table
    name: str
    broken: ColumnElement[bool]

    @property
    def key(self) -> str:
        """As `table.rule`."""
        return f"{self.rows.name}.{self.name}"


def look(project: Project) -> Iterator[Finding]:
    """Whether each value is one of those that its column may have."""
    well = True
    with project.reading() as session:
        connection = session.connection()
        for rows in METADATA.sorted_tables:
            for rule, count in _broken(connection, rules(rows, connection.dialect.name)):
                well = False
                named = ", ".join(map(str, _some(connection, rule)))
                mendable = rule.key in _PLAIN or rule.name == "version" or rows.name in LOGGED
                message = f"{counted(count, 'row')} of {rows.name} with a wrong {rule.name}: {named}"
                yield Finding("fault", "values", message, _REPAIR if mendable else _BY_HAND, mendable)
    if well:
        yield Finding("ok", "values", "each is one that its column may have")


def kinds(project: Project) -> Iterator[Finding]:
    """Whether zones are of the kinds that we know; imports may bring others."""
    zone = table(models.Zone)
    query = select(zone.c.kind, func.count()).where(zone.c.kind.not_in(KINDS)).group_by(zone.c.kind)
    with project.reading() as session:
        found = list(session.execute(query.order_by(zone.c.kind)))
    for kind, count in found[:SHOWN]:
        message = f"{counted(count, 'zone')} of the unknown kind {kind!r}."
        yield Finding(
            "warning", "kinds", message, "Give them a kind that we know with B, or leave them: they do no harm."
        )
    if not found:
        yield Finding("ok", "kinds", "all zones are of kinds that we know")


def clock(project: Project) -> Iterator[Finding]:
    """Whether nothing was written in the future: what is dated wrong sorts wrong."""
    soon = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    act = table(models.Act)
    with project.reading() as session:
        count, last = session.execute(select(func.count(), func.max(act.c.at)).where(act.c.at > soon)).one()
    if count:
        message = f"{counted(count, 'act')} happened after the present, the last on {last[:10]}."
        yield Finding("warning", "clock", message, "Set this machine's clock right; the order of acts is not by time.")
    else:
        yield Finding("ok", "clock", "nothing was written after the present")


def mend(mending: Mending) -> None:
    """Put plain values where there are some; what the log had a good row of was put back before."""
    connection = mending.connection
    for rows in METADATA.sorted_tables:
        for rule, _ in _broken(connection, rules(rows, connection.dialect.name)):
            plain = {"version": 1} if rule.name == "version" else _PLAIN.get(rule.key)
            if plain is not None:
                _put_plain(mending, rule, plain)


def is_broken(session: Session, rows: Table, id_: str) -> bool:
    """Whether one row breaks a rule of its table."""
    broken = or_(*(rule.broken for rule in rules(rows, session.connection().dialect.name)))
    return session.execute(select(1).select_from(rows).where(rows.c.id == id_, broken)).first() is not None


def _put_plain(mending: Mending, rule: Rule, plain: dict[str, Any]) -> None:
    """Written past the session, which could not read such a row, and noted for the log."""
    query = rule.rows.select().where(rule.broken)
    for found in mending.connection.execute(query).mappings().all():
        before = dict(found)
        (key,) = rule.rows.primary_key
        mending.connection.execute(rule.rows.update().where(key == before[key.name]).values(**plain))
        if rule.rows.name in LOGGED:
            history.adopt(mending.session, rule.rows.name, str(before[key.name]), before, before | plain)
        told = ", ".join(f"{name} is {value!r} now" for name, value in plain.items())
        mending.note("values", f"{rule.rows.name} {before[key.name]}: {told}", rule.rows, before)


def rules(rows: Table, dialect: str) -> list[Rule]:
    """All that must hold in a table: what the schema says, and what it does not."""
    checks = [check for check in rows.constraints if isinstance(check, CheckConstraint)]
    made = [Rule(rows, _plain_name(check), literal_column(f"NOT ({check.sqltext})", Boolean())) for check in checks]
    if "version" in rows.c:
        made.append(Rule(rows, "version", rows.c.version < 1))
    texts = (column for column in rows.columns if not isinstance(column.type, Integer))
    times = (column for column in texts if column.name in _TIMES)
    made += (Rule(rows, column.name, and_(column != "", _is_no_time(column))) for column in times)
    if rows.name in _JSON and dialect == "sqlite":
        made.append(Rule(rows, _JSON[rows.name], func.json_valid(rows.c[_JSON[rows.name]]) == 0))
    return sorted(made, key=lambda rule: rule.name)


def _plain_name(check: CheckConstraint) -> str:
    name = str(check.name)
    return name.removeprefix(f"ck_{check.table.name}_")


def _is_no_time(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether no year can stand at its beginning; of the ways to write a time, imports may bring any."""
    return or_(column < "0", column > "9999-99")


def _broken(connection: Connection, made: list[Rule]) -> list[tuple[Rule, int]]:
    """The rules that some rows break, and how many, in one reading of the table."""
    if not made:
        return []
    anything = select(1).select_from(made[0].rows).where(or_(*(rule.broken for rule in made))).limit(1)
    if connection.execute(anything).first() is None:
        return []
    count = {rule: connection.scalar(select(func.count()).select_from(rule.rows).where(rule.broken)) for rule in made}
    return [(rule, number) for rule, number in count.items() if number]


def _some(connection: Connection, rule: Rule) -> list[Any]:
    key = next(iter(rule.rows.primary_key))
    return list(connection.execute(select(key).where(rule.broken).order_by(key).limit(3)).scalars())
