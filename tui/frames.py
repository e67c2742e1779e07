"""Frames: what Textual wants to draw, brought down to what the terminal does not show yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate

if TYPE_CHECKING:
    from rich.console import Console
    from textual.geometry import Size
    from textual.strip import Strip

    from tui.canvas import Canvas


class Frame(CompositorUpdate):
    """An update that is ready to be sent."""

    def __init__(self, sequence: str) -> None:
        self._sequence = sequence

    def render_segments(self, console: Console) -> str:
        """What is sent."""
        return self._sequence


def reduced(update: CompositorUpdate, canvas: Canvas, size: Size, console: Console) -> Frame | None:
    """The update as a frame; None where the terminal shows all of it already."""
    canvas.fit(size)
    sequence = canvas.draw(_pieces(update), console)
    return Frame(sequence) if sequence else None


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]]:
    """The strips of an update, each with its column and row."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield x, y, strip
                x += strip.cell_length
    elif isinstance(update, ChopsUpdate):
        for y in dict.fromkeys(y for y, _, _ in update.spans):
            yield from ((x, y, strip) for x, strip in update.chops[y].items() if strip is not None)
