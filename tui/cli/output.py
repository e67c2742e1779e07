"""What commands print: lines made safe, columns that line up, and JSON that no terminal obeys."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from tui.safe import safe

_GAP = "  "
_BAR = 20
"""Cells of a progress bar."""
_FRAME = 0.1
"""Seconds between two drawings of it."""
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def text(line: str = "") -> None:
    """Print one line of data."""
    sys.stdout.write(f"{safe(line)}\n")


def body(lines: str) -> None:
    """Print a text of many lines."""
    sys.stdout.write(f"{safe(lines, lines=True).rstrip(chr(10))}\n")


def record(value: Any) -> None:
    """Print a value as one line of JSON."""
    sys.stdout.write(f"{as_line(value)}\n")


def as_line(value: Any) -> str:
    """A value as one line of JSON."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    plain = value._asdict() if isinstance(value, tuple) and hasattr(value, "_asdict") else value
    return harmless(json.dumps(plain, ensure_ascii=False))


def lines(ready: Sequence[str]) -> None:
    """Print lines that `as_line` has made."""
    sys.stdout.writelines(f"{line}\n" for line in ready)


def harmless(source: str) -> str:
    """JSON with the control and direction characters escaped that JSON itself would leave as they are."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", source)


def columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows whose columns line up; the last is cut at a terminal's edge, and never where a program reads."""
    # Rich's width tables are not needed for JSON, for messages or for help.
    from tui.widths import cell_len, set_cell_size

    shown = [[safe(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        lead = "".join(set_cell_size(cell, width) + _GAP for cell, width in zip(row[:-1], widths, strict=False))
        sys.stdout.write(f"{_fitting(lead + row[-1]).rstrip()}\n")


def is_terminal() -> bool:
    """Whether a person sees the output as it comes."""
    return sys.stdout.isatty()


def width() -> int:
    """The width of the terminal in cells."""
    return shutil.get_terminal_size().columns


def _fitting(line: str) -> str:
    from tui.widths import cell_len, set_cell_size

    if not is_terminal() or cell_len(line) <= width():
        return line
    return f"{set_cell_size(line, width() - 1).rstrip()}…"


class Progress:
    """A count on one line of stderr, rewritten in place, with rate and time left; silent where nobody watches."""

    def __init__(self, unit: str, total: int | None = None) -> None:
        self._unit = unit
        self._total = total
        """How much there is to do, in any measure, or None where nobody knows."""
        self._count = self._done = 0
        self._watched = sys.stderr.isatty()
        self._begun = self._drawn = time.monotonic()

    def step(self, count: int = 1, done: int | None = None) -> None:
        """Count some more, and how much of the whole is done with them where that is another measure."""
        self._count += count
        self._done += count if done is None else done
        now = time.monotonic()
        if self._watched and (self._count == count or now - self._drawn >= _FRAME):
            self._drawn = now
            sys.stderr.write(f"\r\x1b[K{self._line(max(now - self._begun, 0.001))[: width() - 1]}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Make room for a line of another kind."""
        if self._watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _line(self, seconds: float) -> str:
        counted = f"{self._count:,} {self._unit}, {self._count / seconds:,.0f}/s"
        if not self._total or not self._done:
            return f"{counted} …"
        done = min(1.0, self._done / self._total)
        bar = "=" * round(done * _BAR)
        left = seconds * (1 - done) * self._total / self._done
        return f"[{bar:<{_BAR}}] {done:4.0%}  {counted}, {_duration(left)} left"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
