"""The safe door on Textual's side: the filter behind every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from tui.safe import safe

if TYPE_CHECKING:
    from textual.color import Color


class SafeFilter(LineFilter):
    """The last wall: no text leaves for the terminal past it, whatever widget it comes from."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Make the text of each segment safe; Textual's own control segments pass."""
        return [_safe_segment(segment) for segment in segments]


def _safe_segment(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return segment
    shown = safe(text)
    return segment if shown is text else Segment(shown, style)
