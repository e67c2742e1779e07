"""The safe door on Textual's side: the filter behind every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from tui.safe import safe
from tui.widths import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.color import Color


class SafeFilter(LineFilter):
    """The last wall: no text leaves for the terminal past it, whatever widget it comes from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Make the text of a row safe, as a whole: a mark at a segment's start stands on the letter before it.

        Textual's own control segments pass.
        """
        row = "".join(text for text, _, control in segments if not control)
        shown = safe(row)
        return segments if shown is row else list(_safe_segments(segments, shown))


def _safe_segments(segments: list[Segment], shown: str) -> Iterator[Segment]:
    """The segments with the shown text, each as wide as it was: else what stands behind it would be pushed aside."""
    place = 0
    for segment in segments:
        text, style, control = segment
        if control:
            yield segment
            continue
        piece = shown[place : place + len(text)]
        place += len(text)
        yield segment if piece == text else Segment(set_cell_size(piece, cell_len(text)), style)
