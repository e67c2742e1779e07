"""Ids that clients make themselves: UUID version 7 (RFC 9562), so that they sort by the time they were made."""

from __future__ import annotations

import secrets
import time
from uuid import UUID


def new() -> str:
    """A fresh id: milliseconds, then their fraction to about 0.25 microseconds, then 62 random bits."""
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = (rest << 12) // 1_000_000
    number = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=number))
