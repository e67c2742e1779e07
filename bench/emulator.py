"""What a terminal shows of the bytes that a program writes: pyte, and what it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import combining

import pyte
from wcwidth import wcwidth

_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[@-~]"  # private parameters: keyboard protocols, secondary attributes
    rb"|\x1b\[\?[0-9;]*[mu]"
    rb"|\x1b\[\??[0-9;:]*[ -/]+[@-~]"  # intermediate bytes: mode requests, cursor shapes
    rb"|\x1bP.*?\x1b\\",
    re.DOTALL,
)
"""Sequences that pyte would print or choke on; none of them draws anything."""

_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*|P[^\x1b]*)?\Z")

_QUERY = re.compile(rb"\x1b\[0?c|\x1b\[6n|\x1b\[5n|\x1b\[\?(\d+)\$p")

_SYNCHRONIZED = b"2026"


_FAINT, _STRUCK = 2, 9
_ALTERNATE_SCREEN = 1049
_ALL = 2


class _Screen(pyte.Screen):
    """What pyte leaves out.

    Faint text is kept as struck out, which Glossator has no use for. A full-screen program gets a clean screen.
    """

    def draw(self, data: str) -> None:
        """Show text; at a character without width that does not combine pyte would give up all that follows."""
        if not data.isascii():
            data = "".join(sign for sign in data if wcwidth(sign) or combining(sign))
        super().draw(data)

    def set_mode(self, *modes: int, **kind: Any) -> None:
        """Switch modes on."""
        super().set_mode(*modes, **kind)
        if kind.get("private") and _ALTERNATE_SCREEN in modes:
            self.erase_in_display(_ALL)

    def select_graphic_rendition(self, *codes: int) -> None:
        """Change colours and attributes; the numbers after 38 and 48 are colours, not attributes."""
        if not {38, 48} & set(codes):
            codes = tuple(_STRUCK if code == _FAINT else code for code in codes)
        super().select_graphic_rendition(*codes)


class Emulator:
    """A screen that follows a program's output."""

    def __init__(self, columns: int, rows: int) -> None:
        self._screen: Any = _Screen(columns, rows)
        self._stream: Any = pyte.ByteStream(self._screen)
        self._kept = b""

    def feed(self, data: bytes) -> None:
        """Show what was written; a sequence that is cut off waits for its rest."""
        data = self._kept + data
        unfinished = _UNFINISHED.search(data)
        end = unfinished.start() if unfinished else len(data)
        self._kept = data[end:]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[:end]))

    def resize(self, columns: int, rows: int) -> None:
        """Have another size from now on."""
        self._screen.resize(rows, columns)

    def line(self, y: int) -> str:
        """A row as text; counted from the bottom when negative."""
        row = self._screen.buffer[y % self._screen.lines]  # what a wide sign covers holds an empty text
        return "".join(row[x].data for x in range(self._screen.columns)).rstrip()

    @property
    def lines(self) -> list[str]:
        """The rows as text."""
        return [self.line(y) for y in range(self._screen.lines)]

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.lines)

    def cells(self) -> Iterator[list[Any]]:
        """Each row's cells with their attributes; faint ones are marked as struck out."""
        for y in range(self._screen.lines):
            row = self._screen.buffer[y]
            yield [row[x] for x in range(self._screen.columns)]


def answers(data: bytes) -> Iterator[bytes]:
    """What a terminal of today replies to the questions in a program's output."""
    for query in _QUERY.finditer(data):
        if query[0].endswith(b"c"):
            yield b"\x1b[?62;22c"
        elif query[0] == b"\x1b[6n":
            yield b"\x1b[1;1R"
        elif query[0] == b"\x1b[5n":
            yield b"\x1b[0n"
        else:
            yield b"\x1b[?%s;%d$y" % (query[1], 2 if query[1] == _SYNCHRONIZED else 0)
