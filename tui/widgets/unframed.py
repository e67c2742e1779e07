"""A widget without border or padding, which draws its rows itself."""

from __future__ import annotations

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Unframed(Widget):
    """Hands its rows out as it draws them.

    Textual would look for each row what borders, paddings, tints and opacities its styles ask for.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region, through every filter."""
        _, background = self.background_colors
        filters = self.get_line_filters()
        strips: list[Strip] = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strips.append(strip if crop.width == strip.cell_length else strip.crop(crop.x, crop.right))
        return strips
