"""SQLite's write-ahead log as bytes: where its frames begin, and which of them end a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HEADER, FRAME_HEADER = 32, 24


@dataclass(frozen=True, slots=True)
class Frame:
    """One page in the log."""

    start: int
    end: int
    page: int
    commits: bool
    """Whether a transaction ends with it."""


def salt(journal: bytes) -> bytes:
    """What tells one use of the file from the next; empty where nothing was written yet."""
    return journal[16:24]


def frames(journal: bytes) -> Iterator[Frame]:
    """The frames of the present use; what lies behind them is left from earlier ones."""
    size = int.from_bytes(journal[8:12], "big")
    start = HEADER
    while start + FRAME_HEADER + size <= len(journal) and journal[start + 8 : start + 16] == salt(journal):
        end = start + FRAME_HEADER + size
        page, commits = (int.from_bytes(journal[at : at + 4], "big") for at in (start, start + 4))
        yield Frame(start, end, page, commits > 0)
        start = end
