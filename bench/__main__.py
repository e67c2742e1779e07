"""`make bench`: everything that the program promises in figures, measured in one run."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import measures, peers
from bench.bed import Bed
from bench.figures import Figure, table

MEASUREMENTS = (measures.start, measures.keys, measures.large, measures.marked, peers.figures)


def main() -> int:
    """Measure, print the table, and tell by the exit code whether all limits are kept."""
    figures: list[Figure] = []
    with TemporaryDirectory(prefix="glossator-bench-") as folder:
        bed = Bed.make(Path(folder))
        for measure in MEASUREMENTS:
            print(f"measuring: {measure.__doc__}", file=sys.stderr)
            figures += measure(bed)
    print(table(figures))
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    print(
        f"\nMedians at 80x24 in 256 colours. Python {platform.python_version()}, Textual {version('textual')},", end=""
    )
    print(f" {os.cpu_count()} processors, load {load}.")
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
