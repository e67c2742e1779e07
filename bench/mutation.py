"""What `mutmut` found, module by module: how many of the faults that it planted the tests notice."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

WANTED = 85
"""Percent of the planted faults that the tests are to notice."""
_SURVIVED, _UNTESTED = 0, 33
"""Exit codes of a mutant's test run, as mutmut keeps them; null where it was not run."""


def counts(path: Path) -> Counter[str]:
    """How a module's mutants ended."""
    codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].values()
    return Counter(
        "not run" if code is None else "survived" if code in (_SURVIVED, _UNTESTED) else "noticed" for code in codes
    )


def main(folder: Path) -> int:
    """Print a line for each module; 1 where the tests notice too few, or not all was run."""
    total: Counter[str] = Counter()
    rows = []
    for path in sorted(folder.rglob("*.py.meta")):
        if found := counts(path):
            rows.append((str(path.relative_to(folder)).removesuffix(".meta"), found))
            total += found
    for name, found in [*rows, ("all", total)]:
        run = found["noticed"] + found["survived"]
        score = f"{100 * found['noticed'] / run:5.1f} %" if run else "      -"
        print(f"{name:<28}{score}  {found['noticed']} of {run} noticed, {found['not run']} not run")
    run = total["noticed"] + total["survived"]
    return int(not run or 100 * total["noticed"] < WANTED * run or total["not run"] > 0)


if __name__ == "__main__":
    sys.exit(main(Path("mutants")))
