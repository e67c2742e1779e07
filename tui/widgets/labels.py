"""Jump labels: one or two letters for each place in view."""

from __future__ import annotations

from collections.abc import Sequence

LETTERS = "asdfghjklqwertyuiopzxcvbnm"


def assign(offsets: Sequence[int]) -> dict[str, int]:
    """A label for each offset: single letters while they last, so that no label begins another."""
    places = sorted(set(offsets))
    pairs = max(0, -(-(len(places) - len(LETTERS)) // (len(LETTERS) - 1)))
    singles = LETTERS[: len(LETTERS) - pairs]
    doubles = (first + second for first in LETTERS[len(singles) :] for second in LETTERS)
    return dict(zip([*singles, *doubles], places, strict=False))
