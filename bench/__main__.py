"""`make bench`: everything that the program promises in figures, measured in one run.

`python -m bench start keys` measures only these parts.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bursts, keys, lines, projects, screens, sizes, starts
from bench.bed import Bed
from bench.figures import Figure, table
from bench.terminal import Late

PARTS: dict[str, Callable[[Bed], Iterator[Figure]]] = {
    "start": starts.figures,
    "keys": keys.figures,
    "burst": bursts.figures,
    "screens": screens.figures,
    "lines": lines.figures,
    "sizes": sizes.figures,
    "projects": projects.figures,
}


def main() -> int:
    """Measure, print the table, and tell by the exit code whether all limits are kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the program; all parts by default.")
    parser.add_argument("part", nargs="*", help=f"one of {', '.join(PARTS)}")
    parts = parser.parse_args().part
    if unknown := [part for part in parts if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; there is {', '.join(PARTS)}")
    begun, before = time.monotonic(), os.getloadavg()
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="glossator-bench-") as folder:
        bed = Bed.make(Path(folder))
        for part in parts or PARTS:
            figures += _measured(part, bed)
    print(table(figures))
    print(f"\n{_where(before)} {time.monotonic() - begun:.0f} seconds.")
    return 0 if all(figure.holds for figure in figures) else 1


def _measured(part: str, bed: Bed) -> Iterator[Figure]:
    """A part's figures; what a program did not show in time costs the rest of its part alone."""
    measure = PARTS[part]
    print(f"measuring: {measure.__doc__}", file=sys.stderr)
    try:
        yield from measure(bed)
    except (Late, OSError, RuntimeError) as error:
        yield Figure(f"{part}: broken off ({' '.join(str(error).split())[:60]})", 1, "", 0)


def _where(before: tuple[float, float, float]) -> str:
    """Machine and load: figures in milliseconds mean little without."""
    loads = " to ".join(f"{average:.1f}" for average in (before[0], os.getloadavg()[0]))
    return (
        f"Medians, at 80x24 in 256 colours where nothing else is said. Python {platform.python_version()},"
        f" Textual {version('textual')}, {platform.machine()}, {os.cpu_count()} processors, load {loads};"
    )


if __name__ == "__main__":
    sys.exit(main())
