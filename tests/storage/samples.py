"""What the tests of this folder are made of: an article, spans told by their words, and a project's whole state."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from corpus.articles import Article
from corpus.spans import Span
from corpus.spans import Zone as ArticleZone
from corpus.text import digest
from db.engine import Project, Session
from db.models import METADATA

TEXT = (
    "Harlan says delta can’t wait for Corwen\n\n"
    'Tessalian President Augustin Harlan said on Monday: "The delta digs its own canal from now on. '
    "As Jensen put it, 'the spade is in our shed', and she was right,\" he said, adding: "
    '"Each spring belongs to us." Lorvik welcomed the words.\n'
)
"""An article with a split quote and a quote inside a quote."""


def article(text: str = TEXT, **known: Any) -> Article:
    """An article as the importer makes it."""
    unknown = dict.fromkeys(("title", "outlet", "author", "published", "place", "section", "url", "language"), "")
    zones = (ArticleZone("headline", Span(0, text.find("\n"))),) if text.find("\n") > 0 else ()
    made: dict[str, Any] = {
        "text": text,
        "sha256": digest(text),
        "file": "a.txt",
        "file_sha256": digest(text),
        "encoding": "utf-8",
        "remark": "",
        "zones": zones,
    }
    return Article(**{**made, **unknown, **known})


def span_of(piece: str, text: str = TEXT) -> Span:
    """Where a piece stands in a text."""
    start = text.index(piece)
    return Span(start, start + len(piece))


def state(project: Project) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that undo takes back, row by row."""
    apart = {"act", "change", "project", "coder", "place", "trail", "draft", "proposals"}
    with project.reading() as session:
        tables = [table for table in METADATA.sorted_tables if table.name not in apart]
        return {table.name: sorted(map(tuple, session.connection().execute(table.select()))) for table in tables}


def steps(session: Session, job: Callable[[], object]) -> int:
    """How many steps SQLite's machine takes for a job."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    driver: Any = session.connection().connection.driver_connection
    job()  # once before, for what is looked up a single time
    driver.set_progress_handler(step, 1)
    try:
        job()
    finally:
        driver.set_progress_handler(None, 0)
    return count


def damage(path: Path, *statements: str) -> None:
    """Do to the file what no function of ours does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
