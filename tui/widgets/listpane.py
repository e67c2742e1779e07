"""A list of any length of which only the rows in view are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class ListPane(Widget):
    """Items of equal height; a subclass says how one looks."""

    ITEM_HEIGHT = 1

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.length = 0
        self.chosen: int | None = None
        self.top = 0
        """The first item in view."""
        self._drawn: dict[int, Strip] = {}
        """The lines as they were drawn last."""

    def draw_item(self, index: int, width: int) -> Sequence[Strip]:
        """The item's lines, `ITEM_HEIGHT` of them, each as wide as told."""
        raise NotImplementedError

    def draw_empty(self, width: int) -> Strip:
        """The first line of an empty list."""
        return Strip.blank(width)

    def fill(self, length: int, chosen: int | None, top: int | None = None) -> None:
        """Show another list of this length, from the same item on or from another one."""
        self.length, self.chosen = length, chosen
        self.top = min(self.top if top is None else top, max(length - 1, 0))
        self._reveal()
        for y in range(self.size.height):
            if self._drawn.get(y) != self._draw(y):
                self.refresh(Region(0, y, self.size.width, 1))

    def lengthen(self, above: int, below: int) -> None:
        """The list has so many more items at its ends; what is in view stays where it is."""
        self.length += above + below
        self.top += above
        if self.chosen is not None:
            self.chosen += above
        self.refresh()

    def choose(self, index: int | None) -> None:
        """Make the item the chosen one and bring it into view."""
        before, self.chosen = self.chosen, index
        if before == index:
            return
        if self._reveal():
            self.refresh()
            return
        for changed in (before, index):
            if changed is not None:
                self._repaint(changed)

    @property
    def fitting(self) -> int:
        """How many items fit."""
        return max(self.size.height // self.ITEM_HEIGHT, 1)

    def _reveal(self) -> bool:
        """Scroll so that the chosen item is in view; tell whether that moved anything."""
        if not self.size.height:
            return False
        top = min(self.top, max(self.length - self.fitting, 0))
        if self.chosen is not None and not top <= self.chosen < top + self.fitting:
            top = max(0, min(self.chosen - self.fitting // 3, self.length - self.fitting))
        moved, self.top = top != self.top, top
        return moved

    def _repaint(self, index: int) -> None:
        y = (index - self.top) * self.ITEM_HEIGHT
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, self.ITEM_HEIGHT))

    def on_resize(self) -> None:
        """Keep the chosen item in view."""
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the item that stands there."""
        self._drawn[y] = strip = self._draw(y)
        return strip

    def _draw(self, y: int) -> Strip:
        width = self.size.width
        place, part = divmod(y, self.ITEM_HEIGHT)
        index = self.top + place
        if not self.length and not y:
            return self.draw_empty(width)
        if index >= self.length:
            return Strip.blank(width)
        return self.draw_item(index, width)[part]
