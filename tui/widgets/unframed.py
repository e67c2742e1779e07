"""A widget without border or padding, which draws its rows itself."""

from __future__ import annotations

from collections.abc import Iterable

from textual.color import TRANSPARENT
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Unframed(Widget):
    """Hands its rows out as it draws them.

    Textual would look for each row what borders, paddings, tints and opacities its styles ask for.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region."""
        strips = self.filtered(map(self.render_line, crop.line_range))
        return [strip if strip.cell_length == crop.width else strip.crop(crop.x, crop.right) for strip in strips]

    def filtered(self, strips: Iterable[Strip]) -> list[Strip]:
        """The strips past every filter; each of them keeps what came of it.

        No filter of this program looks at what is behind the text: the terminal paints that.
        """
        filters = self.get_line_filters()
        made = []
        for strip in strips:
            for each in filters:
                strip = strip.apply_filter(each, TRANSPARENT)
            made.append(strip)
        return made
