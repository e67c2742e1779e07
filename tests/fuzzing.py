"""How long tests with made-up input go on: shortly in each check, long in `make fuzz`."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("GLOSSATOR_FUZZ", "1"))
"""How many times as many examples are tried."""


def examples(count: int) -> int:
    """The number of examples, of which so many are tried in each check."""
    return count * TIMES
