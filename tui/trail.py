"""The trail: places left to go elsewhere, so that one key goes back to them and another on again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.records import Step

NEAR = 200
"""Places of one document that are so many characters apart are the same place."""


class Trail:
    """Places in the order in which they were left, and where among them the analyst is."""

    def __init__(self, steps: Sequence[Step] = (), at: int | None = None) -> None:
        self.steps = list(steps)
        self.at = len(self.steps) if at is None else min(at, len(self.steps))
        """The place that the analyst went back to; behind the last one when they did not."""
        self.is_kept = True
        """Whether the project knows all of this."""

    def leave(self, here: Step) -> None:
        """Remember a place that is left; what one came back from is forgotten."""
        steps = self.steps[: self.at]
        if steps and _is_same(steps[-1], here):
            steps.pop()
        self.steps = [*steps, here]
        self.at = len(self.steps)
        self.is_kept = False

    def walk(self, here: Step, direction: int) -> Step | None:
        """The place before this one (-1), or the one that one came back from (1); None where there is none."""
        if direction < 0 and self.at == len(self.steps):
            self.leave(here)
            self.at -= 1
        place = self.at + direction
        while 0 <= place < len(self.steps) and _is_same(self.steps[place], here):
            place += direction
        if not 0 <= place < len(self.steps):
            return None
        self.at, self.is_kept = place, False
        return self.steps[place]

    def drop(self, direction: int) -> None:
        """Forget the place that was walked to, since it is gone."""
        del self.steps[self.at]
        self.at -= max(direction, 0)
        self.is_kept = False


def _is_same(one: Step, other: Step) -> bool:
    return one.document == other.document and abs(one.start - other.start) < NEAR
