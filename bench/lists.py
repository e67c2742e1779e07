"""`python -m bench.lists [COUNT]`: the list of a large project against that of ten documents, in the same run.

All in processor time: the first glance, a step to the next document and back, opening the picker and closing it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from textual.pilot import Pilot

from bench.figures import Figure, table
from corpus.articles import read_article
from db import history, places, taking
from db.engine import open_project
from db.glance import glance
from db.records import Place
from tui.app import Glossator
from tui.clerk import Clerk

_CODER = "bench"
_FEW = 10
_BATCH = 1_000
_TIMES = 15
_GLANCE = 2.0
"""How many milliseconds longer the first glance may take: it reads a window of rows where there are more than ten."""
_LIMIT = 1.2
"""How much more the same may cost in the large project."""


def main() -> int:
    """Measure, print the table, and tell by the exit code whether all limits are kept."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory(prefix="glossator-bench-") as folder:
        small, large = (_made(Path(folder) / f"{number}.db", number) for number in (_FEW, count))
        figures = _ratios(small, large, count)
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _made(path: Path, count: int) -> Path:
    """A project of so many short articles, its reader in the middle."""
    project = open_project(str(path)).for_much()
    middle = ""
    for first in range(0, count, _BATCH):
        numbers = range(first, min(count, first + _BATCH))
        articles = [read_article(f"Report {number} of the watch\n\nNo news.\n".encode(), "") for number in numbers]
        with history.act(project, coder=_CODER, verb="add", undoable=False) as session:
            taken = taking.add_all(session, [taking.prepared(article) for article in articles])
        if count // 2 in numbers:
            middle = taken[count // 2 - first].document
    places.save(project, _CODER, Place(middle, 0, 0))
    project.close()
    return path


def _ratios(small: Path, large: Path, count: int) -> list[Figure]:
    """What the same costs in the large project, as a multiple of what it costs in the small one."""
    glances = [min(_timed(lambda path=path: glance(str(path), _CODER))) for path in (small, large)]
    steps = [asyncio.run(_driven(path)) for path in (small, large)]
    whats = ("to the next document and back", "opening the picker and going back")
    more = 1000 * (glances[1] - glances[0])
    figures = [Figure(f"first glance, {count:,} more than {_FEW}", more, "ms", _GLANCE)]
    for what, few, many in zip(whats, *steps, strict=True):
        figures.append(Figure(f"{what}, {count:,} against {_FEW}", many / few, "times", _LIMIT))
    return figures


def _timed(job: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(_TIMES):
        start = process_time()
        job()
        times.append(process_time() - start)
    return times


async def _driven(path: Path) -> tuple[float, float]:
    """Processor seconds of pairs of keys in the program, without a terminal."""
    clerk = Clerk(str(path), _CODER)
    app = Glossator(clerk, glance(str(path), _CODER))
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await _settled(app, pilot)
            return await _pair(app, pilot, "J", "K"), await _pair(app, pilot, "o", "escape")
    finally:
        clerk.close()


async def _pair(app: Glossator, pilot: Pilot[None], *keys: str) -> float:
    times = []
    for _ in range(_TIMES):
        start = process_time()
        for key in keys:
            await pilot.press(key)
            await _settled(app, pilot)
        times.append(process_time() - start)
    return min(times)


async def _settled(app: Glossator, pilot: Pilot[None]) -> None:
    await pilot.pause()
    while not app.reading.is_quiet:
        await pilot.pause()
    await app.reading.desk.proposals.settled()
    catalogue = app.reading.desk.lists.catalogue
    while catalogue is not None and not catalogue.is_whole:
        await pilot.pause()


if __name__ == "__main__":
    sys.exit(main())
