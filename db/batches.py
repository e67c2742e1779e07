"""Long lists in pieces: a statement takes only so many values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500
"""How many values one statement names."""


def batches(values: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """The values in their order, so many at a time."""
    return (values[first : first + size] for first in range(0, len(values), size))
