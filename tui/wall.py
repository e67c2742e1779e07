"""Data on Textual's side of the safe door: content without markup, and the filter behind every widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from tui.safe import safe

if TYPE_CHECKING:
    from textual.color import Color


def content(text: str, style: str = "") -> Content:
    """The text as Textual shows it: made safe, its square brackets left alone."""
    return Content.styled(safe(text, lines=True), style) if style else Content(safe(text, lines=True))


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
