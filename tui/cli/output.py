"""What commands print: lines made safe, columns that line up, and JSON that no terminal obeys."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

from tui.safe import safe

_GAP = "  "
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def text(line: str = "") -> None:
    """Print one line of data."""
    sys.stdout.write(f"{safe(line)}\n")


def body(lines: str) -> None:
    """Print a text of many lines."""
    sys.stdout.write(f"{safe(lines, lines=True).rstrip(chr(10))}\n")


def record(value: Any) -> None:
    """Print a value as one line of JSON."""
    plain = asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
    sys.stdout.write(f"{harmless(json.dumps(plain, ensure_ascii=False))}\n")


def harmless(source: str) -> str:
    """JSON with the control and direction characters escaped that JSON itself would leave as they are."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", source)


def columns(rows: Sequence[Sequence[str]]) -> None:
    """Print rows whose columns line up; the last is cut at a terminal's edge, and never where a program reads."""
    # Rich's width tables are not needed for JSON, for messages or for help.
    from rich.cells import cell_len, set_cell_size

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
    from rich.cells import cell_len, set_cell_size

    if not is_terminal() or cell_len(line) <= width():
        return line
    return f"{set_cell_size(line, width() - 1).rstrip()}…"


class Progress:
    """A count on one line of stderr, rewritten in place; silent where nobody watches."""

    def __init__(self, unit: str) -> None:
        self._unit = unit
        self._count = 0
        self._watched = sys.stderr.isatty()

    def step(self) -> None:
        """Count one more."""
        self._count += 1
        if self._watched:
            sys.stderr.write(f"\r{self._count} {self._unit} …")
            sys.stderr.flush()

    def clear(self) -> None:
        """Make room for a line of another kind."""
        if self._watched:
            sys.stderr.write("\r\x1b[K")
