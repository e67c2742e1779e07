"""`python -m bench.suggesting`: what suggestions cost, in time and memory, and how they do on a gold corpus."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import corpus
from bench.figures import Figure, table
from corpus import files
from corpus.articles import Article, read_article
from corpus.evaluation import finding
from corpus.evaluation.judging import judge
from corpus.evaluation.scoring import Scores
from corpus.suggest import engine
from corpus.suggest.records import Source
from corpus.suggest.sources import source_of

SAMPLES = Path(corpus.__file__).parent / "samples"

ROUNDS = 20
STARTS = 9
ARTICLE_MS = 5
IMPORT_MS = 200
MEMORY_MB = 40
HOSTILE_S = 3
SIZE = 1_000_000
PART = 4
LINEAR = 1.5
"""Up to so many times the share of its length a text may cost more than a part of it."""

HOSTILE = {
    "he said": '"he said ',
    "she said, that": "she said that he said, ",
    "capitals": "The Minister Of Foreign Affairs ",
    "quote marks": "“”\"'",
    "opening marks": "“a ",
    "one long line": "the river rose again and nobody knew why it did so ",
    "short paragraphs": "“Yes,” he said.\n\n",
    "names": "Lena Orsini, Aldo Venn and Tessa Marl met Joren Halvik. ",
    "commas": "a, ",
    "spaces": " ",
}
"""What a text of a million characters is made of."""

IMPORTING = """
import time
begun = time.process_time()
import corpus.suggest.engine
print(1000 * (time.process_time() - begun))
"""
WORKING = """
import resource, sys
from pathlib import Path
from corpus.articles import read_article
from corpus.suggest import engine
from corpus.suggest.sources import source_of
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    engine.propose(source_of(read_article(path.read_bytes())))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def speed() -> Iterator[Figure]:
    """Proposals for the sample corpus, and with reading and zones as `glossator suggest` does it."""
    articles = [found for found in files.read_paths([SAMPLES]) if isinstance(found, Article)]
    sources = [source_of(article) for article in articles]
    proposing, reading = [], []
    for _ in range(ROUNDS):
        proposing.append(_seconds(lambda: [engine.propose(source) for source in sources]))
        reading.append(_seconds(lambda: [read_article(article.text.encode()) for article in articles]))
    each = 1000 * median(proposing) / len(sources)
    yield Figure("suggest: processor time for an article", each, "ms", ARTICLE_MS)
    yield Figure("suggest: articles per second of processor time", 1000 / each, "")
    yield Figure("suggest: reading an article before that", 1000 * median(reading) / len(sources), "ms")


def footprint() -> Iterator[Figure]:
    """What importing the rules takes, and the memory of a process that has used them."""
    times = [float(_python(IMPORTING)) for _ in range(STARTS + 1)][1:]  # the first only warms the caches
    yield Figure("suggest: processor time for importing the rules", median(times), "ms", IMPORT_MS)
    yield Figure("suggest: memory of a process at work", float(_python(WORKING, str(SAMPLES))), "MB", MEMORY_MB)


def hostile() -> Iterator[Figure]:
    """A million characters of anything, beside a quarter of them."""
    for name, piece in HOSTILE.items():
        whole = (piece * (SIZE // len(piece) + 1))[:SIZE]
        engine.propose(Source(whole[: SIZE // 100]))  # the first only warms the caches
        part = _seconds(partial(engine.propose, Source(whole[: SIZE // PART])))
        took = _seconds(partial(engine.propose, Source(whole)))
        yield Figure(f"suggest: 1 MB of {name}", took, "s", HOSTILE_S)
        yield Figure(f"suggest: 1 MB of {name}, for its length beside a quarter", took / part / PART, "x", LINEAR)


def quality(gold: list[Path]) -> Iterator[Figure]:
    """The F1 of quotes on a gold corpus, in percent."""
    total = Scores()
    for found in finding.find(gold):
        judged = judge(found)
        if isinstance(judged, Scores):
            total.add(judged)
        else:
            print(judged, file=sys.stderr)
    for kind in ("direct", "speech"):
        for match in ("overlap", "exact", "speaker"):
            tally = total.kinds["pieces", kind, match]
            yield Figure(f"gold: {kind}, {match}", 100 * (tally.f1 or 0), "%")
    yield Figure("gold: documents per second of processor time", total.speed, "")


def _seconds(work: Callable[[], object]) -> float:
    """The processor time of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _python(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Measure, print the table, and tell by the exit code whether all limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", metavar="FOLDER", type=Path, action="append", help="measure by a gold corpus too")
    gold = parser.parse_args().gold
    figures: list[Figure] = []
    for measure in (speed, footprint, hostile):
        print(f"measuring: {measure.__doc__}", file=sys.stderr)
        figures += measure()
    if gold:
        figures += quality(gold)
    print(table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
