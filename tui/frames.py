"""Frames: what Textual wants to draw, brought down to what the terminal does not show yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from textual._compositor import ChopsUpdate, Compositor, CompositorUpdate, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.console import Console
    from textual.geometry import Size

    from tui.canvas import Canvas

T = TypeVar("T")


class RowCompositor(Compositor):
    """Puts together only those rows in which something has changed.

    Textual asks each widget that reaches into the rectangle around all changes for all of its rows.
    """

    _changed: Sequence[Region] = ()
    """The runs of rows that have changed, while they are put together."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What has changed since the last time; None where that is nothing."""
        screen = self.size.region  # a change from before the window shrank may lie outside of it
        self._dirty_regions = {part for region in self._dirty_regions if (part := region.intersection(screen))}
        rows = sorted({y for region in self._dirty_regions for y in region.line_range})
        self._changed = [Region(0, y, self.size.width, count) for y, count in _runs(rows)]
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Each widget's part of the changed rows: where the widget is, which part that is, and its strips."""
        if not self._changed:
            yield from super()._get_renders(crop)
            return
        whole = (1 << self.size.width) - 1
        hidden = dict.fromkeys(self._changed, 0)  # the columns in which something nearer was seen, a bit for each
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for rows, covered in hidden.items():
                part = seen.intersection(rows)
                if part and covered != whole:
                    yield region, part, widget.render_lines(part.translate(-region.offset))
                    if part.height == rows.height:
                        hidden[rows] |= ((1 << part.width) - 1) << part.x


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where rows follow each other without a gap: the first of them, and how many they are."""
    for _, run in groupby(enumerate(rows), key=lambda each: each[1] - each[0]):
        first, *others = (row for _, row in run)
        yield first, 1 + len(others)


class RowScreen(Screen[T]):
    """A screen that is put together row by row."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._compositor = RowCompositor()


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
