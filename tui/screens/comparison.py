"""Two texts side by side, with what differs marked."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from corpus.compare import MOST, Comparison
from tui import keymap
from tui.screens.ordered import OrderedScreen
from tui.screens.panel import Hint, QueryLine
from tui.widgets.beside import BesidePane


class ComparisonScreen(OrderedScreen[bool], ModalScreen[bool], inherit_bindings=False):
    """The open document beside a copy of it; true when the analyst wants to open the copy."""

    AUTO_FOCUS = ""
    BINDING_GROUP_TITLE = "Lists"
    BINDINGS = keymap.bindings("panel")

    def __init__(self, texts: tuple[str, str], names: tuple[str, str], comparison: Comparison) -> None:
        super().__init__()
        self._pane = BesidePane(texts, comparison)
        self._names = names
        self._is_whole = comparison.is_whole

    def compose(self) -> ComposeResult:
        """Which two they are, the texts, the keys."""
        yield QueryLine("BESIDE")
        yield self._pane
        yield Hint()

    def on_mount(self) -> None:
        """Tell which text is which."""
        self.query_one(QueryLine).show("", "  ".join(f"{place} {name}" for place, name in enumerate(self._names, 1)))
        keys = f"{keymap.shown('panel.take')} opens the second one · Backspace goes back"
        cut = "" if self._is_whole else f" · only the first {MOST:,} characters are shown"
        self.query_one(Hint).show(keys + cut)

    async def take_key(self, key: events.Key) -> None:
        """Go back with backspace as from a list, or do what the key is bound to."""
        if key.key == "backspace":
            self.dismiss(False)
        else:
            await self.press(key)

    def action_down(self) -> None:
        """Scroll down by a row."""
        self._pane.scroll_rows(1)

    def action_up(self) -> None:
        """Scroll up by a row."""
        self._pane.scroll_rows(-1)

    def action_page_down(self) -> None:
        """Scroll down by a page."""
        self._pane.scroll_rows(self._pane.size.height)

    def action_page_up(self) -> None:
        """Scroll up by a page."""
        self._pane.scroll_rows(-self._pane.size.height)

    def action_take(self) -> None:
        """Go back, to open the second text."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Go back to the list."""
        self.dismiss(False)
