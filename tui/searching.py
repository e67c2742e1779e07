"""Searches beside the keys: what is found comes bit by bit, and a search that nobody waits for any longer ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from itertools import islice
from threading import Event

from corpus import fuzzy
from corpus.query import MOST, Completion, complete
from db import search, search_marks, search_values
from db.engine import Project
from db.records import Hit
from tui.clerk import Clerk

MOST_HITS = 200
"""How many places the list shows."""
MOST_LINES = 5000
"""How many places the concordance shows."""
MOST_ANNOTATIONS = 50_000
"""How many the list of annotations holds; further ones are found by filters."""
WIDTH = 160
"""How much is read before and after a place, for the widest screens."""
PATIENCE = 60.0
"""How many seconds regular expressions may take in all; what was found by then is shown meanwhile."""
OFTEN = 0.03
"""How many seconds apart what was found is shown."""
PAUSE = 0.15
"""How long a regular expression waits for its next letter: half of one may take long for nothing."""


async def batches(clerk: Clerk, line: str, *, whole: bool = False) -> AsyncGenerator[list[Hit], None]:
    """What a line finds, as it comes; with `whole` every place of each document.

    Raises:
        ProjectError: If a regular expression takes too long, after what was found until then.
    """
    if "/" in line:
        await asyncio.sleep(PAUSE)
    project = await clerk.ready()
    found: list[Hit] = []
    stopped = Event()
    task = asyncio.create_task(asyncio.to_thread(_collect, project, line, clerk.coder, found, stopped, whole))
    task.add_done_callback(_forget)
    told = 0
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=OFTEN)
            if len(found) > told:
                batch = found[told:]
                told += len(batch)
                yield batch
        await task
    finally:
        stopped.set()


def _collect(project: Project, line: str, me: str, found: list[Hit], stopped: Event, whole: bool) -> None:
    each = None if whole else search.PLACES
    with project.reading() as session:
        hits = search.hits(
            session, line, me=me, per_document=each, width=WIDTH, patience=PATIENCE, stopped=stopped.is_set
        )
        for hit in islice(hits, MOST_LINES if whole else MOST_HITS):
            found.append(hit)  # noqa: PERF402 - each is seen at once, the last may be long in coming


def _forget(task: asyncio.Task[None]) -> None:
    """A fault of a search that was left is nobody's."""
    if not task.cancelled():
        task.exception()


async def nearest(clerk: Clerk, line: str) -> list[str]:
    """Words of the corpus that may have been meant by a line that finds nothing."""
    project = await clerk.ready()
    stopped = Event()

    def look() -> list[str]:
        with project.reading() as session:
            return search.nearest(session, line, stopped.is_set)

    try:
        return await asyncio.to_thread(look)
    finally:
        stopped.set()


async def every_annotation(clerk: Clerk) -> list[Hit]:
    """The annotations of the whole project, in the order of the texts."""
    project = await clerk.ready()

    def read() -> list[Hit]:
        with project.reading() as session:
            return search_marks.listing(session, MOST_ANNOTATIONS)

    return await asyncio.to_thread(read)


class Completer:
    """What the word being typed may become; what a filter can be asked for is read once."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._known: dict[str, tuple[list[str], fuzzy.Index]] = {}

    async def complete(self, line: str) -> list[Completion]:
        """The completions of the end of a line, the best first."""
        missing: list[str] = []

        def best(name: str, typed: str) -> Sequence[str]:
            if name not in self._known:
                missing.append(name)
                return ()
            firsts, index = self._known[name]
            return [firsts[match.index] for match in index.rank(typed, MOST)]

        found = complete(line, len(line), best)
        if missing:
            await self._learn(missing[0])
            found = complete(line, len(line), best)
        return found

    async def _learn(self, name: str) -> None:
        project = await self._clerk.ready()

        def read() -> tuple[list[str], fuzzy.Index]:
            with project.reading() as session:
                lines = search_values.values(session, name)
            return [line.partition("\n")[0] for line in lines], fuzzy.Index(lines)

        self._known[name] = await asyncio.to_thread(read)
