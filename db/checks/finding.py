"""What a check finds, and what a repair does about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Select, Table
from sqlmodel import Session

from db import history
from db.engine import Project
from db.errors import ProjectError
from db.models import Base, table

T = TypeVar("T")

SHOWN = 5
"""How many lines of one check are told."""
_AT_ONCE = 2000
"""How many rows are read at a time."""
RESTORE = "Put a backup back: glossator backup --list, glossator restore. Or export what can be read and import that."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Literal["ok", "warning", "fault"]
    subject: str
    message: str
    remedy: str = ""
    """What to do about it; empty where all is well."""
    mendable: bool = False
    """Whether `doctor --repair` does it."""


@dataclass(frozen=True, slots=True)
class Mended:
    """One thing that a repair did, with the row as it was before."""

    subject: str
    message: str
    table: str = ""
    before: dict[str, Any] | None = None


@dataclass(slots=True)
class Mending:
    """A repair on its way: the one transaction in which it happens, and what it did so far."""

    session: Session
    done: list[Mended] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What could not be mended after all, in words."""

    @property
    def connection(self) -> Connection:
        """For what is no coder's history; what is written here goes past the log."""
        return self.session.connection()

    def note(self, subject: str, message: str, rows: Table | None = None, before: dict[str, Any] | None = None) -> None:
        """Write down what was done."""
        history.touched(self.session)
        self.done.append(Mended(subject, message, "" if rows is None else rows.name, before))

    def set(self, subject: str, message: str, row: Base, **values: Any) -> None:
        """Change a row, logged as an edit."""
        before = image(row)
        for name, value in values.items():
            setattr(row, name, value)
        self.session.flush()
        self.note(subject, message, table(type(row)), before)

    def take_out(self, subject: str, message: str, row: Base) -> None:
        """Take a row out of the project and into the report, logged as a deletion."""
        before = image(row)
        self.session.delete(row)
        self.session.flush()
        self.note(subject, message, table(type(row)), before)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the doctor looks at."""

    name: str
    look: Callable[[Project], Iterator[Finding]]
    mend: Callable[[Mending], None] | None = None
    """Makes good what is safe; None where nothing is."""


def image(row: Base) -> dict[str, Any]:
    """A row as the log has it."""
    return {column.name: getattr(row, column.name) for column in table(type(row)).columns}


def findings(
    subject: str, messages: Iterable[str], well: str, remedy: str, *, mendable: bool = False
) -> Iterator[Finding]:
    """A fault for each of the first few messages and one for how many more there are, or that all is well."""
    told = iter(messages)
    first = list(islice(told, SHOWN))
    if not first:
        yield Finding("ok", subject, well)
        return
    for message in first:
        yield Finding("fault", subject, message, remedy, mendable)
    if more := sum(1 for _ in told):
        yield Finding("fault", subject, f"and {more:,} more.", remedy, mendable)


def stream(session: Session, query: Select[Any]) -> Iterator[Any]:
    """Rows as they come, also from a server, however many there are."""
    result = session.connection().execute(query, execution_options={"stream_results": True, "yield_per": _AT_ONCE})
    try:
        yield from result
    finally:
        result.close()


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def file_of(project: Project) -> Any:
    """The file of a project that is one."""
    if project.path is None:
        raise ProjectError(f"{project.name}: is no file.")
    return project.path
