"""The codebook on its own: actors and concepts out of a project and into it, as JSON or as a table."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session

from corpus.readers import choosing, jsonlines
from corpus.readers.records import File
from db import history
from db.engine import Project
from db.exchange import joining, native, reading, tabular, writing
from db.exchange.marks import Report
from db.exchange.writing import listed


def as_json(session: Session) -> Iterator[str]:
    """The actors and concepts as JSON: an export without documents; the same project always gives the same text."""
    yield native.head(session)
    yield from listed("actors", writing.actors(session), "  ")
    yield ",\n"
    yield from listed("concepts", writing.concepts(session), "  ")
    yield "\n}\n"


def as_csv(session: Session) -> Iterator[str]:
    """The actors and concepts as a table for a spreadsheet, a row for each and for each further role of an actor."""
    return tabular.lines(writing.actors(session), writing.concepts(session))


def load(project: Project, file: File, *, coder: str) -> Report:
    """Bring a codebook in as one act: an export, or a table with the names of its columns in the first row.

    An entry is found by its id, else by its name, else an actor by an alias. What the file tells of it replaces what
    stood there, aliases and roles are added, and nothing is deleted.

    Raises:
        ProjectError: Where the file holds no codebook.
        CorpusError: Where the file cannot be read.
    """
    found = tabular.read(file) if _is_table(file) else reading.read_codebook(file)
    with history.act(project, coder=coder, verb="codebook") as session:
        return joining.join(session, found)


def _is_table(file: File) -> bool:
    """JSON is one object here, and no table; other text is a table."""
    return choosing.reader_of(file) is not jsonlines
