"""`python -m bench.finding [ACTORS]`: how fast and how well things are found, in one run; ACTORS is a Phoenix file."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from bench import titles
from bench.figures import Figure, table
from corpus.fuzzy import Index

_MANY, _VAST = 100_000, 1_000_000
_QUERIES = 120
_PEER_QUERIES = 6
_FIRST = 10


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, and tell by the exit code whether all limits are kept."""
    measures: list[Callable[[], list[Figure]]] = [
        _many_titles,
        _vast_titles,
        lambda: _names(arguments),
    ]
    figures = [figure for measure in measures for figure in measure()]
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _many_titles() -> list[Figure]:
    choices = titles.titles(_MANY)
    index, kept = _weighed(choices)
    asked = _asked(choices, _QUERIES)
    times, found = _typed(index, asked)
    figures = [
        Figure("key, 100,000 titles, median", 1000 * median(times), "ms"),
        Figure("key, 100,000 titles, p95", 1000 * _p95(times), "ms"),
        Figure("missed among the first 10", 100 * (1 - found / len(asked)), "%", 15),
        Figure("one document more", 1000 * _timed(lambda: index.add("One more title about the dam")), "ms", 5),
        Figure("key after it", 1000 * _timed(lambda: index.rank("title dam", _FIRST)), "ms"),
        Figure("index, 100,000 titles", kept, "MB"),
    ]
    peer = _fzf(choices, [query for _, query in asked[:_PEER_QUERIES]])
    if peer:
        figures += [
            Figure("key, fzf --filter, median", 1000 * median(peer), "ms"),
            Figure("key, part of fzf's, median", median(times) / median(peer), "", 0.05),
            Figure("key, part of fzf's, p95", _p95(times) / _p95(peer), "", 0.05),
        ]
    return figures


def _vast_titles() -> list[Figure]:
    choices = titles.titles(_VAST)
    index = Index(choices)
    times, _ = _typed(index, _asked(choices, _QUERIES // 4))
    more = _timed(lambda: index.add("One more title about the dam"))
    return [
        Figure("key, 1,000,000 titles, p95", 1000 * _p95(times), "ms", 100),
        Figure("one document more of 1,000,000", 1000 * more, "ms", 5),
    ]


def _names(arguments: Sequence[str]) -> list[Figure]:
    """The right actor first for what is misspelt or shortened, each name being one actor's only."""
    actors = _phoenix(Path(arguments[0])) if arguments else [[name] for name in titles.names(18_389)]
    index = Index("\n".join(names) for names in actors)
    random = Random(5)
    places = [place for place in range(len(actors)) if len(actors[place][0].split()) > 1]
    asked = [(place, titles.shortened(actors[place][0], random)) for place in random.sample(places, 700)]
    asked = [(place, query) for place, query in asked if not _is_another(actors, place, query)][:500]
    times, _ = _typed(index, asked[:100])
    wrong = sum([match.index for match in index.rank(query, 1)] != [place] for place, query in asked)
    return [
        Figure(f"key, {len(actors):,} actors, p95", 1000 * _p95(times), "ms", 10),
        Figure("another actor first", 100 * wrong / len(asked), "%", 5),
    ]


def _is_another(actors: Sequence[Sequence[str]], place: int, query: str) -> bool:
    """Whether what is typed is just as right for another actor."""
    words = query.split()
    for other, names in enumerate(actors):
        for name in names if other != place else ():
            parts = re.findall(r"\w+", name.lower())
            if all(any(part.startswith(word) for part in parts) for word in words):
                return True
    return False


def _asked(choices: Sequence[str], count: int) -> list[tuple[int, str]]:
    random = Random(4)
    return [(place, titles.query(choices[place], random)) for place in random.sample(range(len(choices)), count)]


def _typed(index: Index, asked: Iterable[tuple[int, str]]) -> tuple[list[float], int]:
    """How long each key took from the third on, and how often the wanted choice was among the first."""
    times, found = [], 0
    for place, query in asked:
        for end in range(min(3, len(query)), len(query) + 1):
            start = perf_counter()
            matches = index.rank(query[:end], _FIRST)
            times.append(perf_counter() - start)
        found += any(match.index == place for match in matches)
    return times, found


def _fzf(choices: Sequence[str], queries: Iterable[str]) -> list[float]:
    """The same keys given to fzf, where it is installed."""
    program = shutil.which("fzf")
    if not program:
        print("fzf is not installed: nothing to compare with", file=sys.stderr)
        return []
    lines = "\n".join(choices).encode()
    times = []
    for query in queries:
        for end in range(3, len(query) + 1, 2):
            start = perf_counter()
            subprocess.run([program, "--filter", query[:end]], input=lines, stdout=subprocess.DEVNULL, check=False)
            times.append(perf_counter() - start)
    return times


def _phoenix(path: Path) -> list[list[str]]:
    """The actors of a TABARI dictionary such as Phoenix.Countries.actors.txt, each with its aliases."""
    actors: list[list[str]] = []
    for line in path.read_text("utf-8", "replace").splitlines():
        entry = line.partition("#")[0].partition(";")[0].partition("[")[0]
        name = entry.partition("\t")[0].replace("_", " ").strip()
        if not name or entry[:1].isspace():
            continue
        if name.startswith("+") and actors:
            actors[-1].append(name[1:].strip())
        else:
            actors.append([name])
    return actors


def _timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


def _weighed(choices: Sequence[str]) -> tuple[Index, float]:
    """An index of these, and how many megabytes it takes once everything that it makes later is made."""
    tracemalloc.start()
    index = Index(choices)
    index.rank("mistaiken worrds", _FIRST)
    kept = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return index, kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
