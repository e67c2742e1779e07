"""Searching 100,000 articles in one run: first screens, the size of the index, what it costs an import."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bench.articles import article
from bench.figures import Figure, table
from corpus.articles import read_article
from db import clock, documents, history, models, search, search_words
from db.engine import Project, open_project
from db.models import table as model_table

_ARTICLES = 100_000
_BATCH = 500
_SCREEN = 30
_TIMES = 5
_SAMPLE = 3_000
_TYPED = ("treaty", "cabinet", "said", "unheard77")


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, and tell by the exit code whether all limits are kept."""
    count = int(arguments[0]) if arguments else _ARTICLES
    with TemporaryDirectory(prefix="glossator-bench-") as folder:
        figures = [_import(Path(folder)), *_searches(Path(folder), count)]
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _import(folder: Path) -> Figure:
    """How much longer an import takes for the index, in the processor's time of the same run."""
    texts = [_article(number) for number in range(_SAMPLE)]
    spent = []
    for name in ("with", "without"):
        project = open_project(str(folder / f"{name}.db"))
        if name == "without":
            _take_no_words(project)
        start = process_time()
        _fill(project, texts)
        spent.append(process_time() - start)
        project.close()
    return Figure("import, longer by the index", 100 * (spent[0] / spent[1] - 1), "%", 60)


def _take_no_words(project: Project) -> None:
    """Put in the place of the index one that takes everything and keeps nothing."""
    with project.writing() as session:
        connection = session.connection()
        for index in ("text_index_places", "text_index_words", "text_index"):
            connection.exec_driver_sql(f"DROP TABLE {index}")
        connection.exec_driver_sql("CREATE VIEW text_index AS SELECT 0 AS rowid, '' AS text")
        connection.exec_driver_sql("CREATE TRIGGER deaf INSTEAD OF INSERT ON text_index BEGIN SELECT 1; END")


def _searches(folder: Path, count: int) -> list[Figure]:
    project = open_project(str(folder / "many.db"))
    try:
        for start in range(0, count, _BATCH):
            put(project, {number: _article(number) for number in range(start, min(count, start + _BATCH))})
        return [
            Figure(f"index of {count:,} articles, part of the text", _size(folder / "many.db"), "", 0.5),
            Figure("first screen, phrase", _first(project, f'"Report {count // 2}"'), "ms", 10),
            Figure("first screen, rare word", _first(project, f"unheard{count // 3}"), "ms", 10),
            Figure("first screen, common word", _first(project, "treaty "), "ms", 150),
            Figure("first screen, two common words", _first(project, "treaty cabinet"), "ms", 150),
            Figure("first screen, as words are typed, the slowest letter", _slowest(project), "ms", 100),
            Figure("first screen, near", _first(project, "near(treaty Monday, 10)"), "ms", 150),
            Figure("first screen, filter and word", _first(project, "outlet:Meridian treaty "), "ms", 150),
            Figure("nothing found, nearest words", _nearest(project, "traety"), "ms"),
        ]
    finally:
        project.close()


def _article(number: int) -> str:
    """An article of 3 KB; a word that stands in no other is in each."""
    return f"{article(number, 3000)}\nunheard{number}\n"


def _fill(project: Project, texts: Sequence[str]) -> None:
    for start in range(0, len(texts), _BATCH):
        with history.act(project, coder="ada", verb="add", undoable=False) as session:
            for number, told in enumerate(texts[start : start + _BATCH]):
                documents.add(session, read_article(told.encode(), f"report-{start + number}.txt"))


def put(project: Project, texts: Mapping[int, str]) -> None:
    """Articles by their numbers straight into the tables: an import of many would take a quarter of an hour."""
    with project.writing() as session:
        session.execute(
            model_table(models.Text).insert(), [{"sha256": str(number), "text": told} for number, told in texts.items()]
        )
        search_words.index(session, min(texts) + 1)
        known = {"outlet": "Meridian", "published": "2018-03-01", "added": clock.now(), "version": 1, "status": "open"}
        blank = dict.fromkeys(("author", "place", "url", "language", "file_sha256", "encoding"), "")
        session.execute(
            model_table(models.Document).insert(),
            [
                {
                    "id": f"d{number}",
                    "sha256": str(number),
                    "number": number + 1,
                    "title": told[:60],
                    "file": "",
                    **known,
                }
                | blank
                for number, told in texts.items()
            ],
        )


def _first(project: Project, line: str) -> float:
    """The median time to the first screen of hits, in milliseconds."""
    times = []
    for _ in range(_TIMES):
        start = perf_counter()
        with project.reading() as session:
            found = list(islice(search.hits(session, line), _SCREEN))
        times.append(perf_counter() - start)
        if not found:
            raise AssertionError(f"{line} finds nothing")
    return 1000 * median(times)


def _slowest(project: Project) -> float:
    """The same for the letter that takes longest, of words that are typed letter by letter."""
    return max(_first(project, word[:end]) for word in _TYPED for end in range(1, len(word) + 1))


def _nearest(project: Project, line: str) -> float:
    start = perf_counter()
    with project.reading() as session:
        search.nearest(session, line)
    return 1000 * (perf_counter() - start)


def _size(path: Path) -> float:
    with closing(sqlite3.connect(path)) as connection:
        (index,) = connection.execute("SELECT sum(length(block)) FROM text_index_data").fetchone()
        (texts,) = connection.execute("SELECT sum(length(CAST(text AS BLOB))) FROM text").fetchone()
    return float(index / texts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
