"""How surely a statement is found again in other words, and how fast, among the sentences of many articles."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from statistics import quantiles
from time import perf_counter

from bench import titles
from bench.articles import article
from bench.figures import Figure
from bench.statements import STATEMENTS, Statement
from corpus.parallels import Index

_ARTICLES = 10_000
_FIRST = 5


def figures() -> list[Figure]:
    """Recall of each kind of retelling, the others of its statement left out, and the time of a search."""
    index = Index(
        sentence for number in range(_ARTICLES) for sentence in re.split(r"(?<=[.”])\s+", article(number, 3000))
    )
    places: dict[tuple[int, str], int] = {}
    for number, statement in enumerate(STATEMENTS):
        for kind, retell in _KINDS.items():
            places[number, kind] = len(index)
            index.add(retell(statement, Random(number)))
    found = dict.fromkeys(_KINDS, 0)
    times = []
    for number, statement in enumerate(STATEMENTS):
        start = perf_counter()
        order = [parallel.index for parallel in index.find(statement.said)]
        times.append(perf_counter() - start)
        own = {places[number, kind] for kind in _KINDS}
        for kind in _KINDS:
            wanted = places[number, kind]
            found[kind] += wanted in [place for place in order if place == wanted or place not in own][:_FIRST]
    missed = [
        Figure(f"parallels missed among the first 5: {kind}", 100 * (1 - count / len(STATEMENTS)), "%", 10)
        for kind, count in found.items()
    ]
    return [
        *missed,
        Figure(f"parallels in {len(index):,} sentences, p95", 1000 * quantiles(times, n=20)[-1], "ms", 300),
    ]


def _edited(statement: Statement, random: Random) -> str:
    """One word in ten wrong, missing or added."""
    words, others = statement.said.split(), titles.words()
    for _ in range(max(1, len(words) // 10)):
        place = random.randrange(len(words))
        words[place : place + random.choice((0, 1, 1))] = random.choice(([random.choice(others)], []))
    return " ".join(words)


def _cut(statement: Statement, random: Random) -> str:
    """Three words in five, without beginning or end."""
    words = statement.said.split()
    kept = max(6, 3 * len(words) // 5)
    start = random.randrange(max(1, len(words) - kept + 1))
    return " ".join(words[start : start + kept])


_KINDS: dict[str, Callable[[Statement, Random], str]] = {
    "translated": lambda statement, _: statement.translated,
    "retold": lambda statement, _: statement.retold,
    "edited": _edited,
    "cut": _cut,
}
