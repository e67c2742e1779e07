"""`make screenshots`: pictures of the running program for the README, drawn from what a real terminal shows.

The program runs on the sample corpus in a home of its own, so that the pictures are the same on every machine.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.terminal import GLOSSATOR, Terminal, environment

CELL, ROW, MARGIN, FONT = 8.4, 18, 12, 14
"""Sizes in the pictures, in pixels."""

FOREGROUND, FAINT, BACKGROUND = "#d8d8d8", "#7d828c", "#181a1f"
COLOURS = {
    "black": "#181a1f",
    "red": "#e06c75",
    "green": "#98c379",
    "brown": "#e5c07b",
    "blue": "#61afef",
    "magenta": "#c678dd",
    "cyan": "#56b6c2",
    "white": "#d8d8d8",
    "brightblack": "#5c6370",
}
"""pyte's names of the sixteen colours; it calls yellow brown."""

DOWN, CLOSE = "\x1b[B", "\x07"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the size of the terminal, and the keys that lead there, each with what it brings up."""

    name: str
    columns: int
    rows: int
    keys: Sequence[tuple[str, str]] = ()


PICTURES = (
    Picture("reading", 120, 34, (("t", " of "),)),
    Picture("narrow", 80, 24, (("t", " of "), ("t", " of "))),
    Picture("selecting", 80, 24, (("jjjj", " READ "), ("v", " SELECT "), ("v", " SELECT "))),
    Picture("speaker", 80, 24, (("jjjj", " READ "), ("q", "Backspace"))),
    Picture("suggestion", 80, 24, (("JJJJ", " 5 of "), ("", " left)"), ("\t", " SUGGEST "), ("\r\r\r", "quote by "))),
    Picture("jumping", 80, 24, (("f", " JUMP "),)),
    Picture("documents", 80, 24, (("o", "OPEN"),)),
    Picture("commands", 80, 24, ((":", "▏"),)),
)


def main() -> int:
    """Take all pictures into the folder that is named."""
    if len(sys.argv) != 2:
        print("usage: python -m bench.screenshots FOLDER", file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        path = folder / f"{picture.name}.svg"
        path.write_text(take(picture), encoding="utf-8")
        print(path)
    return 0


def take(picture: Picture) -> str:
    """The picture as SVG."""
    with TemporaryDirectory(prefix="glossator-pictures-") as home:
        environ = environment(Path(home))
        # The first start makes the sample corpus, which takes longer than a screen may wait.
        subprocess.run([*GLOSSATOR, "docs"], env=environ, check=True, stdout=subprocess.DEVNULL)
        with Terminal(GLOSSATOR, environ, columns=picture.columns, rows=picture.rows) as terminal:
            terminal.wait_for(" READ ", "help")
            for keys, seen in picture.keys:
                for key in keys:
                    terminal.press(key)
                    terminal.show(terminal.collect(0.2, 1.0))
                terminal.wait_for(seen)
            terminal.show(terminal.collect(0.5, 0.5))
            return drawn(list(terminal.emulator.cells()))


def drawn(rows: Sequence[Sequence[Any]]) -> str:
    """The cells of a screen as SVG."""
    width, height = len(rows[0]) * CELL + 2 * MARGIN, len(rows) * ROW + 2 * MARGIN
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"'
    style = f'font-family="Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="{FONT}" xml:space="preserve"'
    back = f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>'
    lines = [line for y, row in enumerate(rows) for line in _row(row, MARGIN + y * ROW)]
    return "\n".join([f"{head} {style}>", back, *lines, "</svg>", ""])


def _row(cells: Sequence[Any], top: float) -> list[str]:
    """The runs of cells that look alike: a rectangle behind those with a background, and their text."""
    found = []
    x = 0
    for look, run in groupby(cells, key=_look):
        text = "".join(cell.data for cell in run)
        front, back, attributes = look
        left, width = MARGIN + x * CELL, len(text) * CELL
        x += len(text)
        if back != BACKGROUND:
            found.append(f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{ROW}" fill="{back}"/>')
        if text.strip():
            place = f'x="{left:.1f}" y="{top + FONT:.0f}" textLength="{width:.1f}"'
            found.append(f'<text {place} fill="{front}"{attributes}>{escape(text)}</text>')
    return found


def _look(cell: Any) -> tuple[str, str, str]:
    """Foreground, background and attributes of a cell."""
    front, back = COLOURS.get(cell.fg, FOREGROUND), COLOURS.get(cell.bg, BACKGROUND)
    if cell.bg == "default":
        back = BACKGROUND
    if cell.strikethrough:
        front = FAINT
    if cell.reverse:
        front, back = back, front
    attributes = ' font-weight="bold"' if cell.bold else ""
    attributes += ' font-style="italic"' if cell.italics else ""
    attributes += ' text-decoration="underline"' if cell.underscore else ""
    return front, back, attributes


if __name__ == "__main__":
    sys.exit(main())
