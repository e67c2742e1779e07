"""`glossator find` where there is very much to be found."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from corpus.articles import read_article
from db import documents, history
from db.engine import open_project

if TYPE_CHECKING:
    from terminal.conftest import Glossator


def test_find_holds_no_places_that_it_only_counts(glossator: Glossator) -> None:
    path = glossator.home / "many.db"
    with (
        closing(open_project(str(path))) as project,
        history.act(project, coder="ada", verb="add", undoable=False) as session,
    ):
        for number in range(40):
            documents.add(session, read_article(f"{number}\n\n{'water of the dam ' * 400}".encode(), f"{number}.txt"))
    few, many = (_peak(glossator, "--db", str(path), "find", query, "--count") for query in ("99", "water"))
    assert many - few < 4_000_000


def _peak(glossator: Glossator, *arguments: str) -> int:
    """Bytes of memory that a command line takes."""
    code = (
        "import sys, tracemalloc; from tui.__main__ import run; tracemalloc.start(); run(sys.argv[1:]);"
        "print(tracemalloc.get_traced_memory()[1])"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(
        command, cwd=glossator.home, env=glossator.environ, capture_output=True, text=True, check=True
    )
    return int(done.stdout.split()[-1])
