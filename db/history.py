"""Acts: every write is one transaction whose rows are logged as they were before and after.

The same log serves undo, redo, history and audit. An undo is an act too: the log, read in order, ends in the present.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session, col, select

from corpus.spans import Span
from db import bulk, clock, coders, steps
from db.engine import Project
from db.errors import BarredError, ConflictError
from db.models import Act, Base, Change, Coder, table
from db.models import Project as ProjectRow
from db.records import Undone
from db.steps import Image, Step

LOGGED = frozenset(
    {
        *("document", "source", "edition", "zone", "actor", "alias", "role", "concept"),
        *("mention", "quote", "quote_part", "stance", "evidence", "parallel", "suggestion", "search"),
    }
)
"""The tables whose rows the log keeps; texts never change, places, trails and drafts are nobody's history."""

REPAIR = "repair"
"""The verb of an act that also puts rows right of which the log tells nothing new."""


@dataclass(slots=True)
class _Log:
    """What one act has written so far, a row told once however often it was flushed."""

    coder: str
    at: str
    undoable: bool = True
    has_inserted: bool = False
    """Whether rows were written that are not all in the log."""
    steps: dict[tuple[str, str], Step] = field(default_factory=dict)

    def watch(self, session: Session) -> None:
        """Note by itself what each flush writes, so that no function of a noun can forget."""
        session.info["log"] = self
        event.listen(session, "before_flush", self._note_before)
        event.listen(session, "after_flush", self._note_after)
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def _note_before(self, session: Session, *_: object) -> None:
        touched = [row for row in session.dirty if session.is_modified(row)] + list(session.deleted)
        keys = [key for row in touched if (key := _key(row)) and key not in self.steps]
        images = steps.read(session, keys)
        for key in keys:
            self.steps[key] = Step(*key, images.get(key), None)

    def _note_after(self, session: Session, *_: object) -> None:
        for row in session.new:
            if key := _key(row):
                self.steps.setdefault(key, Step(*key, None, None)).after = _image(row)
        for row in session.dirty:
            if (key := _key(row)) in self.steps:
                self.steps[key].after = _image(row)
        for row in session.deleted:
            if (key := _key(row)) in self.steps:
                self.steps[key].after = None

    def changes(self) -> list[Step]:
        """The rows that are not as they were."""
        return [step for step in self.steps.values() if step.before != step.after]


@contextmanager
def act(
    project: Project,
    *,
    coder: str,
    verb: str,
    document: str | None = None,
    span: Span | None = None,
    undoable: bool = True,
) -> Iterator[Session]:
    """One transaction of a coder, named in a word of the screen; saved when this block is left without an error."""
    with project.writing() as session:
        log = _Log(coders.ensure(session, coder), clock.now(), undoable)
        log.watch(session)
        yield session
        session.flush()
        changes = log.changes()
        session.info["changed"] = bool(changes) or log.has_inserted
        if not changed(session):
            session.rollback()
            return
        _drop_undone(session, log.coder)
        start, end = span or (None, None)
        _write_act(
            session,
            Act(verb=verb, document=document, start=start, end=end, coder=log.coder, at=log.at, undoable=undoable),
            changes,
        )


def insert(session: Session, model: type[Base], rows: Sequence[Image]) -> None:
    """Write new rows past the session, many at once; each row holds all columns.

    Where nobody can undo the act, the log keeps the documents alone: what is told of them when they come in stands in
    their rows as long as nobody edits it, and edits are logged.
    """
    if not rows:
        return
    log = _log_of(session)
    bulk.insert(session.connection(), table(model), rows)
    log.has_inserted = True
    name = str(model.__tablename__)
    if name == "document" or (log.undoable and name in LOGGED):
        for row in rows:
            log.steps[name, row["id"]] = Step(name, row["id"], None, row)


def touched(session: Session) -> None:
    """Say that rows were written which no log keeps, so that the act is saved even if nothing else was."""
    _log_of(session).has_inserted = True


def adopt(session: Session, table_name: str, row_id: str, before: Image | None, after: Image | None) -> None:
    """Let the log tell how a row came to be as it is, where something else than an act has written it."""
    step = _log_of(session).steps.setdefault((table_name, row_id), Step(table_name, row_id, before, None))
    step.after = after


def changed(session: Session) -> bool:
    """Whether the act of this session, which has ended, changed anything."""
    return bool(session.info.get("changed"))


def undo(project: Project, coder: str) -> Undone | None:
    """Take back this coder's newest act; BarredError when somebody changed one of its rows since."""
    with _barred() as tried, project.writing() as session:
        act = _newest_undoable(session, coder)
        return _turn(session, tried.note(act), "undo", reverts=act.seq) if act else None


def redo(project: Project, coder: str) -> Undone | None:
    """Do again what this coder took back last; BarredError when somebody changed one of its rows since."""
    with _barred() as tried, project.writing() as session:
        act = _next_redoable(session, coder)
        if act is None:
            return None
        later = select(Act.seq).where(col(Act.seq) > act.seq, col(Act.reverts) == act.seq)
        taken_back = later.order_by(col(Act.seq).desc())
        return _turn(session, tried.note(act), "redo", reverts=session.exec(taken_back).first())


def bring_back(session: Session, row_id: str) -> None:
    """Put a deleted row back with all that its deletion changed, as a part of this session's act.

    Raises:
        ConflictError: When one of these rows was changed since.
    """
    log = _log_of(session)
    deleted = select(Change.act).where(col(Change.row_id) == row_id, col(Change.after).is_(None))
    seq = session.exec(deleted.order_by(col(Change.seq).desc())).first()
    if seq is None:
        raise ConflictError("This is not deleted: there is nothing to bring back.")
    written = [step.turned() for step in reversed(_steps_of(session, seq))]
    _put_back(session, written, "bring it back")
    session.expire_all()
    for step in written:
        log.steps.setdefault((step.table_name, step.row_id), step).after = step.after


def give_up(project: Project, seq: int) -> None:
    """Leave an act that was refused out of undo and redo; it stays in the log."""
    with project.writing() as session:
        act = session.get(Act, seq)
        if act is not None and act.undoable:
            act.state = "dropped"


def next_undo(session: Session, coder: str) -> str:
    """The verb of what `undo` would take back, or empty."""
    act = _newest_undoable(session, coder)
    return act.verb if act else ""


def coder_of(session: Session) -> str:
    """The id of the coder whose act this session is."""
    return _log_of(session).coder


def time_of(session: Session) -> str:
    """The time of the act that this session is."""
    return _log_of(session).at


def last_change(session: Session, row_id: str) -> str:
    """Who wrote a row last and when, as "by anna on 2026-01-31 12:00 UTC", or empty."""
    query = (
        select(Coder.name, Act.at)
        .join(Act, col(Act.coder) == Coder.id)
        .join(Change, col(Change.act) == Act.seq)
        .where(col(Change.row_id) == row_id)
        .order_by(col(Change.seq).desc())
    )
    found = session.exec(query).first()
    return f"by {found[0]} on {found[1][:16].replace('T', ' ')} UTC" if found else ""


def _log_of(session: Session) -> _Log:
    log = session.info.get("log")
    if not isinstance(log, _Log):
        raise RuntimeError("writing needs a session from history.act")
    return log


def _refuse_bulk(state: ORMExecuteState) -> None:
    """Statements that write past the session would be missing from the log."""
    target = getattr(state.statement, "table", None)
    if (state.is_update or state.is_delete or state.is_insert) and getattr(target, "name", "") in LOGGED:
        raise RuntimeError(f"rows of {target} are written through the session, so that they are logged")


def _key(row: object) -> tuple[str, str] | None:
    name = str(getattr(row, "__tablename__", ""))
    return (name, str(getattr(row, "id", ""))) if name in LOGGED else None


def _image(row: Base) -> Image:
    return {column.name: getattr(row, column.name) for column in table(type(row)).columns}


def _acts(coder: str, state: str) -> Any:
    return (
        select(Act)
        .join(Coder, col(Coder.id) == Act.coder)
        .where(col(Coder.name) == coder, col(Act.state) == state, col(Act.undoable).is_(True))
    )


def _next_redoable(session: Session, coder: str) -> Act | None:
    act: Act | None = session.exec(_acts(coder, "undone").order_by(col(Act.seq))).first()
    return act


def _newest_undoable(session: Session, coder: str) -> Act | None:
    found: Act | None = session.exec(_acts(coder, "done").order_by(col(Act.seq).desc()).limit(1)).first()
    return found


def _drop_undone(session: Session, coder_id: str) -> None:
    """What was taken back before a new act can no longer be done again."""
    acts = table(Act)
    undone = (acts.c.coder == coder_id) & (acts.c.state == "undone")
    session.connection().execute(acts.update().where(undone).values(state="dropped"))


def _write_act(session: Session, act: Act, written: list[Step]) -> None:
    session.add(act)
    session.flush()
    session.info["act"] = act.seq
    rows = [
        {
            "act": act.seq,
            "table_name": step.table_name,
            "row_id": step.row_id,
            "before": steps.dump(step.before),
            "after": steps.dump(step.after),
        }
        for step in written
    ]
    bulk.insert(session.connection(), table(Change), rows)
    session.connection().execute(table(ProjectRow).update().values(changed=act.at))


class _Tried:
    """Which act was tried."""

    seq: int = 0

    def note(self, act: Act) -> Act:
        """Note it before anything is refused."""
        self.seq = act.seq or 0
        return act


@contextmanager
def _barred() -> Iterator[_Tried]:
    """Let what is refused tell which act that was: another program may do a new one before it is given up."""
    tried = _Tried()
    try:
        yield tried
    except ConflictError as error:
        raise BarredError(str(error), tried.seq) from error


def _turn(session: Session, act: Act, word: str, *, reverts: int | None) -> Undone:
    """Write the rows of an act as they were before (undo) or after (redo), as an act of its own."""
    written = _steps_of(session, act.seq)
    if word == "undo":
        written = [step.turned() for step in reversed(written)]
    _put_back(session, written, f"{word} {act.verb!r}")
    act.state = "undone" if word == "undo" else "done"
    turning = Act(
        verb=f"{word} {act.verb}",
        document=act.document,
        start=act.start,
        end=act.end,
        coder=act.coder,
        at=clock.now(),
        undoable=False,
        reverts=reverts,
    )
    _write_act(session, turning, written)
    span = None if act.start is None or act.end is None else Span(act.start, act.end)
    return Undone(act.verb, act.document, span)


def _steps_of(session: Session, act: int | None) -> list[Step]:
    """What an act wrote."""
    written = session.exec(select(Change).where(col(Change.act) == act).order_by(col(Change.seq)))
    return [Step(row.table_name, row.row_id, steps.load(row.before), steps.load(row.after)) for row in written]


def _put_back(session: Session, written: list[Step], what: str) -> None:
    """Write the rows, unless one is not as the act left it; columns that a later schema added do not count."""
    present = steps.read(session, [(step.table_name, step.row_id) for step in written])
    for step in written:
        now = present.get((step.table_name, step.row_id))
        if now is not None and step.before is not None:
            now = {name: value for name, value in now.items() if name in step.before}
        if now != step.before:
            who = last_change(session, step.row_id) or "by somebody"
            raise ConflictError(f"Cannot {what}: its {step.table_name.replace('_', ' ')} was changed {who}.")
    steps.write(session, written)
    if noun := steps.circle(session, written):
        raise ConflictError(f"Cannot {what}: a {noun} would stand below itself, since another was moved below it.")
