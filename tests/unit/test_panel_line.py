"""What is typed into a list's line stays in view at its end."""

from __future__ import annotations

import pytest

from tui.screens.panel import end_of
from tui.widths import cell_len


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcdef", 3, "def"),
        ("水と石", 4, "と石"),
        ("水と石", 3, "石"),
        ("abc", -5, "c"),
        ("", 0, ""),
    ],
)
def test_the_end_of_a_long_line_is_shown(text: str, room: int, shown: str) -> None:
    kept, hidden = end_of(text, room)
    assert (kept, text[hidden:]) == (shown, shown)
    assert cell_len(kept) <= max(room, 1)
