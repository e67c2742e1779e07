"""The project that is tortured, and what is looked at in it afterwards."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.articles import read_article
from db import doctor, documents, history
from db.engine import open_project
from db.errors import ProjectError

SPEECH = "\n\n".join(
    f"“The river {verb} and the dam stays,” Lena Orsini said. “We {verb} too,” Aldo Venn told reporters."
    for verb in ("rises", "falls", "turns", "waits", "sings", "sleeps", "bends", "hums")
)
"""Something for the rules to propose."""

WORDS = [word for word in map("".join, product("bdgkmprstz", "aeiou", "lmnrst")) if word not in SPEECH]
"""No two alike, none a name or a part of the speech: each is an actor or a quote of its own when it is tagged."""


def make(path: Path) -> None:
    """A project with one document."""
    project = open_project(str(path))
    with history.act(project, coder="librarian", verb="add", undoable=False) as session:
        documents.add(session, read_article("\n\n".join([*WORDS, SPEECH, ""]).encode(), "words.txt"))
    project.close()


def faults(path: Path, coder: str, said: Sequence[str], *, in_flight: int, doctored: bool = True) -> list[str]:
    """What is wrong with a project in which the screen has said so much; looked at in a copy, as a crash left it.

    Args:
        path: The project's file.
        coder: Whose acts are looked at.
        said: The verbs that the screen called saved, in their order.
        in_flight: How many acts more may be there, which nothing was said of yet.
        doctored: Whether the program's own doctor looks too.
    """
    with TemporaryDirectory(prefix="torture-") as folder:
        copy = Path(shutil.copy(path, folder))
        journal = path.with_name(f"{path.name}-wal")
        if journal.exists():
            shutil.copy(journal, folder)
        return [*_of_database(copy, coder, said, in_flight), *(_of_doctor(copy) if doctored else ())]


def verbs(path: Path, coder: str) -> list[str]:
    """The acts of a coder, as the log has them."""
    query = "SELECT verb FROM act JOIN coder c ON c.id = coder WHERE c.name = ? ORDER BY seq"
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(query, (coder,))]


def draft(path: Path) -> str:
    """The memo that was being typed last; sessions that were killed before may have left others."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT text FROM draft ORDER BY updated DESC").fetchone()
    return str(found[0]) if found else ""


def _of_database(path: Path, coder: str, said: Sequence[str], in_flight: int) -> Iterator[str]:
    kept = verbs(path, coder)
    if kept[: len(said)] != [*said]:
        lost = next(place for place, verb in enumerate(said) if kept[place : place + 1] != [verb])
        yield f"lost: {said[lost]}, number {lost + 1} of {len(said)} that were called saved"
    elif len(kept) > len(said) + in_flight:
        yield f"not told: {kept[len(said) + in_flight :]}"
    with closing(sqlite3.connect(path)) as connection:
        if (told := connection.execute("PRAGMA integrity_check").fetchone()) != ("ok",):
            yield f"integrity: {told[0]}"
        yield from log_faults(connection)


def log_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows that are not as the last act left them."""
    connection.row_factory = sqlite3.Row
    query = 'SELECT table_name, row_id, "after", max(seq) FROM change GROUP BY table_name, row_id'
    for name, row_id, after, _ in connection.execute(query).fetchall():
        found = connection.execute(f"SELECT * FROM {name} WHERE id = ?", (row_id,)).fetchone()
        if (dict(found) if found else None) != (json.loads(after) if after else None):
            yield f"log and tables disagree: {name} {row_id}"
    connection.row_factory = None


def _of_doctor(path: Path) -> Iterator[str]:
    try:
        project = open_project(str(path), create=False)
    except ProjectError as error:
        yield f"cannot be opened: {error}"
        return
    try:
        for finding in doctor.examine(project, read_data=True):
            if finding.level == "fault":
                yield f"doctor: {finding.subject}: {finding.message}"
    finally:
        project.close()
