"""The least that Textual can do: one text on the screen. What the start is compared with."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class Minimal(App[None]):
    """One widget."""

    def compose(self) -> ComposeResult:
        yield Static(sys.argv[1], markup=False)


if __name__ == "__main__":
    Minimal().run(mouse=False)
