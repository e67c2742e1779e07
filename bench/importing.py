"""`python -m bench.importing [COUNT] [FOLDER]`: many articles imported, against plain sqlite3 with the same parsing.

The plain way reads each file, parses it, and inserts text and metadata in one process with one transaction a thousand.
"""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from corpus.files import read_paths
from corpus.walking import Refusal

_SIGNS = ("ka", "lo", "mi", "ren", "su", "tal", "vor", "en", "dri", "pa", "shu", "ne")
_LIMIT = 0.5
"""Which part of the plain rate the import has to reach."""


def write(folder: Path, count: int, size: int = 3_000) -> None:
    """Write articles of invented words, a thousand to a folder; every fiftieth is a copy with a few changes."""
    random = Random(7)
    words = sorted({"".join(random.choices(_SIGNS, k=random.randint(1, 4))) for _ in range(6_000)})
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    last = ""
    for number in range(count):
        text = _copied(last, random) if number % 50 == 49 else _article(number, size, random, words, weights)
        path = folder / f"{number // 1_000:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        last = text


def _article(number: int, size: int, random: Random, words: list[str], weights: list[float]) -> str:
    chosen = random.choices(words, weights, k=size // 6)
    sentences = list(_sentences(chosen, random))
    title = f"{chosen[0].title()} {chosen[1]} {chosen[2]} in {chosen[3].title()}, report {number}"
    head = f"{chosen[4].upper()}, March {1 + number % 28} (Meridian) - "
    paragraphs = [" ".join(sentences[first : first + 3]) for first in range(0, len(sentences), 3)]
    return "\n\n".join([title, head + paragraphs[0], *paragraphs[1:]]) + "\n"


def _sentences(words: list[str], random: Random) -> Iterator[str]:
    start = 0
    while start < len(words):
        end = start + random.randint(8, 24)
        yield " ".join(words[start:end]).capitalize() + "."
        start = end


def _copied(text: str, random: Random) -> str:
    words = text.split(" ")
    for _ in range(len(words) // 30):
        words[random.randrange(len(words))] = "indeed"
    return " ".join(words)


def plain(folder: Path, path: Path) -> float:
    """Seconds that the plain way takes."""
    start = time.perf_counter()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE article (id INTEGER PRIMARY KEY, sha256 TEXT UNIQUE, title TEXT, text TEXT)")
    for number, article in enumerate(read_paths([folder])):
        if not isinstance(article, Refusal):
            row = (article.sha256, article.title, article.text)
            connection.execute("INSERT OR IGNORE INTO article (sha256, title, text) VALUES (?, ?, ?)", row)
        if number % 1_000 == 999:
            connection.commit()
    connection.commit()
    connection.close()
    return time.perf_counter() - start


def ours(folder: Path, path: Path) -> tuple[float, float]:
    """Seconds and megabytes that `glossator add` takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "tui", "--db", str(path), "add", str(folder)], check=True)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> int:
    """Measure, and tell by the exit code whether the import is fast enough."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    root = Path(sys.argv[2] if len(sys.argv) > 2 else mkdtemp(prefix="glossator-bench-"))
    os.environ.update(XDG_STATE_HOME=str(root / "state"), XDG_CONFIG_HOME=str(root / "config"))
    folder = root / "articles"
    if not folder.exists():
        write(folder, count)
    for old in root.glob("*.db*"):
        old.unlink()
    plainly = plain(folder, root / "plain.db")
    seconds, megabytes = ours(folder, root / "project.db")
    again, _ = ours(folder, root / "project.db")
    print(f"plain sqlite3  {count / plainly:8,.0f} articles/s")
    print(f"glossator add  {count / seconds:8,.0f} articles/s  at most {megabytes:,.0f} MB in a process")
    print(f"a second time  {count / again:8,.0f} articles/s")
    print(f"project {(root / 'project.db').stat().st_size / 2**20:,.0f} MB, {count:,} articles of 3 KB")
    if len(sys.argv) <= 2:
        shutil.rmtree(root)
    return 0 if plainly / seconds >= _LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
