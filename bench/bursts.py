"""Keys that come faster than the line takes the answers: nothing may pile up behind it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from bench.bed import Bed
from bench.figures import Figure
from bench.terminal import SECONDS, Chunk, Terminal

COUNT = 100
FRAME = b"\x1b[?2026h"
SLOW_BYTES, SLOW_SECONDS = 256, 0.05
"""A line of 5 KB a second: so many bytes are read in so long."""
RESTING = 1.0
"""A line that was silent for so long has brought everything."""
BYTES, FRAMES, PAGES_BYTES, BEHIND_SECONDS = 2_500, 25, 24_000, 5.0


def figures(bed: Bed) -> Iterator[Figure]:
    """A hundred keys at once, over a quick line and one of 5 KB a second."""
    with bed.reader("large") as reader:
        reader.key("J", 0.4, 5)
        chunks = _burst(reader, "j" * COUNT)
        yield Figure(f"{COUNT} line moves at once: frames", _frames(chunks), "", FRAMES)
        yield Figure(f"{COUNT} line moves at once: bytes", _size(chunks), "B", BYTES)
        for what, key in (("line moves", "j"), ("pages", " ")):
            pressed = time.perf_counter()
            chunks = _burst(reader, key * COUNT, SLOW_BYTES, SLOW_SECONDS)
            yield Figure(f"{COUNT} {what} over 5 KB/s: bytes", _size(chunks), "B", PAGES_BYTES)
            yield Figure(f"{COUNT} {what} over 5 KB/s: all shown after", chunks[-1].at - pressed, "s", BEHIND_SECONDS)


def _burst(terminal: Terminal, keys: str, most: int = 1 << 20, pause: float = 0.0) -> list[Chunk]:
    """Type all at once, and read so many bytes at a time until nothing more comes."""
    terminal.press(keys)
    chunks: list[Chunk] = []
    while chunk := terminal.read(RESTING if chunks else SECONDS, most):
        chunks.append(chunk)
        time.sleep(pause)
    terminal.show(chunks)
    return chunks


def _frames(chunks: Sequence[Chunk]) -> int:
    return b"".join(chunk.data for chunk in chunks).count(FRAME)


def _size(chunks: Sequence[Chunk]) -> int:
    return sum(len(chunk.data) for chunk in chunks)
