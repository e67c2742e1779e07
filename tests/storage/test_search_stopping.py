"""A search that nobody waits for any longer ends within a query, not after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from storage.samples import article

from db import documents, history, search, search_words
from db.engine import Project, Session

TEXTS = {
    "russian": "New sanctions on Russia were announced.",
    "chinese": "欧盟对俄罗斯的制裁将继续。",
    "odd": "Nothing else.",
}


@pytest.mark.parametrize(
    "job",
    [
        lambda session, stopped: [*search.hits(session, "不存在的词语", stopped=stopped)],
        lambda session, stopped: search.nearest(session, "sancions", stopped),
    ],
    ids=["a search that finds nothing", "the nearest words"],
)
def test_sqlite_is_stopped_within_a_query(
    path: Path,
    opened: Callable[[str | Path], Project],
    monkeypatch: pytest.MonkeyPatch,
    job: Callable[[Session, Callable[[], bool]], list[object]],
) -> None:
    monkeypatch.setattr(search_words, "_OFTEN", 10)
    project, times = opened(path), []
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        for title, text in TEXTS.items():
            documents.add(session, article(text, title=title))

    def asked(most: int) -> int:
        """How often it is asked whether anybody waits, who does so but so many times."""
        times.clear()
        with project.reading() as session:
            found = job(session, lambda: bool(times.append(None)) or len(times) > most)
            assert found == [] or len(times) <= most
            assert documents.counts(session) == (len(TEXTS), 0), "nothing else is stopped"
        return len(times)

    assert 3 <= asked(2) < asked(1000)
