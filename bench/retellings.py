"""`python -m bench.retellings [ARTICLES]`: how surely a statement is found again in other words, and how fast.

Each statement is asked for as it was said, and each of its retellings, in an article of its own, counts apart: the
other retellings of the same statement are left out of the order. The harder articles are made of the statements' own
words, so that only these words together tell anything.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from bench import titles
from bench.articles import article
from bench.corpus_search import put
from bench.figures import Figure, table
from bench.statements import STATEMENTS, Statement
from db import retellings
from db.engine import Project, open_project

_ARTICLES = 10_000
_BATCH = 500
_FIRST = 5
_LIST = 20
_HARDER = 3
"""How many paragraphs of the statements' own words a harder article has."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, and tell by the exit code whether all limits are kept."""
    count = int(arguments[0]) if arguments else _ARTICLES
    figures = []
    with TemporaryDirectory(prefix="glossator-bench-") as folder:
        for name, told in (("", _plain), ("harder, ", _harder)):
            figures += _figures(Path(folder) / f"{told.__name__}.db", name, told, count)
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


def _figures(path: Path, name: str, told: Callable[[int], str], count: int) -> list[Figure]:
    """Recall of each kind of retelling, and the time of a search."""
    project = open_project(str(path))
    try:
        for start in range(0, count, _BATCH):
            put(project, {number: told(number) for number in range(start, min(count, start + _BATCH))})
        own = {(number, kind): count + place for place, (number, kind) in enumerate(_every())}
        put(project, {place: _with(told(place), _retold(*key), place) for key, place in own.items()})
        return _measured(project, name, own)
    finally:
        project.close()


def _measured(project: Project, name: str, own: dict[tuple[int, str], int]) -> list[Figure]:
    first, among = dict.fromkeys(_KINDS, 0), dict.fromkeys(_KINDS, 0)
    times, spent = [], []
    with project.reading() as session:
        for number, statement in enumerate(STATEMENTS):
            start, begun = perf_counter(), process_time()
            found = [each.number - 1 for each in retellings.find(session, statement.said, _LIST)]
            times.append(1000 * (perf_counter() - start))
            spent.append(1000 * (process_time() - begun))
            others = {own[number, kind] for kind in _KINDS}
            for kind in _KINDS:
                wanted = own[number, kind]
                order = [place for place in found if place == wanted or place not in others]
                first[kind] += wanted in order[:1]
                among[kind] += wanted in order[:_FIRST]
    limit = None if name else 0.1
    figures = [
        Figure(f"parallels, {name}{kind}: not first", 1 - first[kind] / len(STATEMENTS), "") for kind in _KINDS
    ] + [
        Figure(f"parallels, {name}{kind}: not among {_FIRST}", 1 - among[kind] / len(STATEMENTS), "", limit)
        for kind in _KINDS
    ]
    return [
        *figures,
        Figure(f"parallels, {name}processor's time, median", median(spent), "ms"),
        Figure(f"parallels, {name}p95", quantiles(times, n=20)[-1], "ms", 300),
    ]


def _every() -> list[tuple[int, str]]:
    return [(number, kind) for number in range(len(STATEMENTS)) for kind in _KINDS]


def _retold(number: int, kind: str) -> str:
    return _KINDS[kind](STATEMENTS[number], Random(number))


def _with(text: str, sentence: str, place: int) -> str:
    """An article with one sentence more, at the beginning or the end of a paragraph."""
    random = Random(place)
    paragraphs = text.split("\n\n")
    chosen = random.randrange(2, len(paragraphs))
    pieces = [paragraphs[chosen], f"{sentence.removesuffix('.')}."]
    paragraphs[chosen] = " ".join(pieces if random.random() < 0.5 else reversed(pieces))
    return "\n\n".join(paragraphs)


def _plain(number: int) -> str:
    return article(number, 3000)


def _harder(number: int) -> str:
    """An article with sentences in which words, and runs of three, of the statements stand side by side."""
    random = Random(number)
    mixed = (
        " ".join([random.choice(_RUNS), *random.choices(_WORDS, k=9), random.choice(_RUNS)]).capitalize()
        for _ in range(_HARDER)
    )
    return article(number, 1500) + "\n" + "\n\n".join(f"{sentence}." for sentence in mixed) + "\n"


_TOLD = [told.rstrip(".").split() for statement in STATEMENTS for told in statement]
_WORDS = [word.lower() for words in _TOLD for word in words]
_RUNS = [" ".join(words[place : place + 3]) for words in _TOLD for place in range(0, len(words) - 2, 2)]


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

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
