"""Our own JSON, out and in: the format is told in docs/json.md, its schema in docs/export.schema.json."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import IO

from sqlalchemy import event, select, update
from sqlmodel import Session

from db import history, models
from db.engine import Project
from db.exchange import merging, reading, writing
from db.exchange.marks import Report
from db.exchange.reading import FORMAT, VERSION, Found
from db.exchange.writing import Record, dump, listed

__all__ = ["FORMAT", "VERSION", "Report", "export", "head", "load"]


def export(session: Session) -> Iterator[str]:
    """The whole project as JSON, in pieces; the same project always gives the same text."""
    yield head(session)
    for key, records in (
        ("coders", writing.coders(session)),
        ("actors", writing.actors(session)),
        ("concepts", writing.concepts(session)),
    ):
        yield from listed(key, records, "  ")
        yield ",\n"
    yield '  "documents": ['
    separator = "\n"
    for document_id in writing.document_ids(session):
        yield separator
        yield from _document(session, document_id)
        separator = ",\n"
    yield "]" if separator == "\n" else "\n  ]"
    if links := writing.parallels(session):
        yield ",\n"
        yield from listed("parallels", links, "  ")
    yield "\n}\n"


def head(session: Session) -> str:
    """What every file of ours begins with: which form it has, and of which project in which state it is."""
    project = session.execute(select(models.Project)).scalars().one()
    told = {
        "format": FORMAT,
        "version": VERSION,
        "generator": _generator(),
        "exported": project.changed,
        "project": {"name": project.name},
    }
    return "{\n" + "".join(f"  {dump(key)}: {dump(value)},\n" for key, value in told.items())


def load(project: Project, stream: IO[str], *, coder: str, name: str = "the export") -> Report:
    """Take in an export, merged by id, as one act; a report of what is wrong in it.

    Raises:
        ProjectError: Where it is none; the message begins with the name.
    """
    found = reading.read(stream, name)
    # Before the act, which writes down whoever imports: the file may know that coder under an id of its own.
    with project.writing() as session:
        coders = merging.enrol(session, found.coders)
    with history.act(project, coder=coder, verb="import") as session:
        if merging.is_empty(session):
            event.listen(session, "before_commit", partial(_take_over, found))
        return merging.merge(session, found, coders)


def _take_over(found: Found, session: Session) -> None:
    """Make an empty project the one that was exported; at commit, because the act has written its own time by then."""
    values = {"changed": found.exported} | ({"name": found.name} if found.name else {})
    session.connection().execute(update(models.table(models.Project)).values(**values))


def _generator() -> str:
    try:
        return f"glossator {version('glossator')}"
    except PackageNotFoundError:
        return "glossator"


def _document(session: Session, document_id: str) -> Iterator[str]:
    """A document: what is known about it a line each, then its lists with a line for each record."""
    known = writing.metadata(session, document_id)
    yield "    {\n" + _lines(known)
    for key, records in (
        ("sources", writing.sources(session, document_id)),
        ("editions", writing.editions(session, document_id)),
        ("zones", writing.zones(session, document_id)),
    ):
        yield from listed(key, records, "      ")
        yield ",\n"
    yield _lines({"text": writing.text(session, known["sha256"])}).removesuffix(",\n")
    for key, records in writing.marks(session, document_id).items():
        yield ",\n"
        yield from listed(key, records, "      ")
    yield "\n    }"


def _lines(record: Record) -> str:
    return "".join(f"      {dump(key)}: {dump(value)},\n" for key, value in record.items())
