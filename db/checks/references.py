"""Rows that refer to rows that are not there: told, given a stand-in, or taken out into the report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Column, Table, func, select
from sqlmodel import Session

from db import clock, models
from db.checks.finding import Finding, Mending, counted
from db.engine import Project
from db.models import METADATA, Base, table

_DERIVED = frozenset({"near", "shingle", "proposals"})
"""What is found anew from the texts; nothing is lost with it."""
_LOOSE = frozenset({"concept.parent", "quote.inside", "act.reverts"})
"""What may refer to nothing."""
_STANDS_IN = {"actor": "a lost actor", "concept": "a lost concept", "coder": "a lost coder"}
"""What is put in the place of a row that is gone, so that what refers to it stays where people see it."""
_REPAIR = "glossator doctor --repair puts a stand-in there, or takes the rows out into its report."
_NO_TEXT = "Put a backup back, or add the document's file again with  glossator add --update."


def _models(base: type[Base] = Base) -> dict[Table, type[Base]]:
    """The models by their tables."""
    found = {table(base): base} if "__table__" in vars(base) else {}
    return found | {rows: model for below in base.__subclasses__() for rows, model in _models(below).items()}


_MODELS = _models()


class Reference(NamedTuple):
    """A column that names rows of another table."""

    rows: Table
    column: Column[Any]
    target: Column[Any]

    @property
    def name(self) -> str:
        """As `table.column`."""
        return f"{self.rows.name}.{self.column.name}"


def look(project: Project) -> Iterator[Finding]:
    """Whether each row refers to rows that are there."""
    well = True
    with project.reading() as session:
        for reference in _references():
            count = session.execute(_count(reference)).scalar_one()
            if count:
                well = False
                verb = "refers" if count == 1 else "refer"
                target = reference.target.table.name
                message = (
                    f"{counted(count, 'row')} of {reference.rows.name} {verb} to a row of {target} that is not there."
                )
                mendable = reference.name != "document.sha256"
                yield Finding("fault", "references", message, _REPAIR if mendable else _NO_TEXT, mendable)
    if well:
        yield Finding("ok", "references", "every row refers to one that is there")


def is_broken(session: Session, rows: Table, id_: str) -> bool:
    """Whether one row refers to a row that is not there."""
    own = (reference for reference in _references() if reference.rows is rows)
    return any(session.execute(_broken(each, rows.c.id).where(rows.c.id == id_)).first() for each in own)


def mend(mending: Mending) -> None:
    """Let each row refer to something; what is taken out may be what others referred to, so until none is left."""
    for _ in METADATA.tables:
        broken = [reference for reference in _references() if _mend(mending, reference)]
        if not broken:
            return


def _mend(mending: Mending, reference: Reference) -> bool:
    """Whether there was something to mend."""
    if reference.name == "document.sha256":
        return False
    keys = [tuple(row) for row in mending.session.execute(_broken(reference, *reference.rows.primary_key))]
    for key in keys:
        _mend_row(mending, reference, key)
    return bool(keys)


def _mend_row(mending: Mending, reference: Reference, key: tuple[Any, ...]) -> None:
    rows, column, target = reference
    if rows.name in _DERIVED:
        _delete(mending.session, rows, key)
        mending.note("references", f"{rows.name} {key[0]}: removed; it is found anew")
        return
    row = mending.session.get(_MODELS[rows], key if len(key) > 1 else key[0])
    if row is None:
        return
    told = f"{rows.name.replace('_', ' ')} {key[0]}"
    gone = getattr(row, column.name)
    if reference.name in _LOOSE:
        mending.set("references", f"{told}: refers to no {column.name} any more", row, **{column.name: None})
    elif target.table.name == "act":
        _stand_in_act(mending, gone)
    elif stand_in := _STANDS_IN.get(target.table.name):
        _stand_in(mending, target.table.name, gone, f"{stand_in} ({gone})")
    else:
        message = f"{told}: taken out, as its {target.table.name.replace('_', ' ')} {gone} is gone"
        mending.take_out("references", message, row)


def _stand_in(mending: Mending, noun: str, id_: str, name: str) -> None:
    """A row under the id of one that is gone, which can be renamed or merged like any other."""
    at = clock.now()
    row: Base
    if mending.session.get(_MODELS[METADATA.tables[noun]], id_):
        return
    if noun == "coder":
        row = models.Coder(id=id_, name=name, created=at)
    elif noun == "actor":
        row = models.Actor(id=id_, name=name, kind="source", created=at, updated=at)
    else:
        row = models.Concept(id=id_, name=name, created=at, updated=at)
    mending.session.add(row)
    mending.session.flush()
    mending.note("references", f"{noun} {id_}: made anew as {name!r}, for what refers to it")


def _stand_in_act(mending: Mending, seq: int) -> None:
    """An act for changes whose act is gone; nobody can undo it."""
    coder = mending.session.execute(select(table(models.Coder).c.id).order_by(table(models.Coder).c.id)).scalar()
    act = {"seq": seq, "verb": "a lost act", "coder": coder, "at": clock.now(), "state": "dropped", "undoable": False}
    mending.connection.execute(table(models.Act).insert(), act)
    mending.note("references", f"act {seq}: made anew, for the changes that belong to it")


@cache
def _references() -> list[Reference]:
    """All of them; that of the sketches has no rule in the database."""
    found = [Reference(rows, key.parent, key.column) for rows in METADATA.sorted_tables for key in _ordered(rows)]
    sketches, texts = table(models.Shingle), table(models.Text)
    return [*found, Reference(sketches, sketches.c.text, texts.c.number)]


def _ordered(rows: Table) -> list[Any]:
    return sorted(rows.foreign_keys, key=lambda key: str(cast("Column[Any]", key.parent).name))


def _broken(reference: Reference, *asked: Any) -> Any:
    """A question about the rows whose reference leads nowhere."""
    there = reference.target.table.alias("there")
    lost = ~select(1).where(there.c[reference.target.name] == reference.column).exists()
    return select(*asked).select_from(reference.rows).where(reference.column.is_not(None), lost)


@cache
def _count(reference: Reference) -> Any:
    """How many they are; kept, because making the question costs more than most answers."""
    return _broken(reference, func.count())


def _delete(session: Session, rows: Table, key: tuple[Any, ...]) -> None:
    same = [column == value for column, value in zip(rows.primary_key, key, strict=True)]
    session.connection().execute(rows.delete().where(*same))
