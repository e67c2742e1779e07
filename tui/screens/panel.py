"""A panel: one line to type in, and a list that follows what is typed; Enter takes a row."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker, WorkerError

from db.errors import ProjectError
from tui import keymap, look
from tui.safe import safe
from tui.screens.ordered import OrderedScreen
from tui.widgets.foot import CURSOR
from tui.widgets.listpane import ListPane
from tui.widgets.painter import Pieces, line

T = TypeVar("T")


class QueryLine(Widget):
    """What the panel is for, what is typed, and how much was found."""

    def __init__(self, title: str) -> None:
        super().__init__(id="query")
        self._title = title
        self._typed = ""
        self._found = ""

    def show(self, typed: str, found: str) -> None:
        """Show what is typed and what came of it."""
        self._typed, self._found = typed, found
        self.refresh(Region(0, 0, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw the line, and a hairline below it."""
        if y:
            return line([("─" * self.size.width, look.HAIRLINE)], self.size.width)
        pieces: Pieces = [
            (f" {self._title} ", look.REVERSE),
            ("  ", look.PLAIN),
            (safe(self._typed), look.STRONG),
            CURSOR,
            (f"   {safe(self._found)}", look.FAINT),
        ]
        return line(pieces, self.size.width)


class PanelList(ListPane, Generic[T]):
    """The panel's rows; the panel draws them."""

    def __init__(self, panel: Panel[T], height: int) -> None:
        super().__init__(id="rows")
        self.ITEM_HEIGHT = height
        self._panel = panel
        self.items: Sequence[T] = ()

    def show(self, items: Sequence[T], chosen: int) -> None:
        """Show these rows."""
        self.items = items
        self.fill(len(items), chosen if items else None)

    def draw_item(self, index: int, width: int) -> Sequence[Strip]:
        """One row."""
        drawn = self._panel.draw(self.items[index], width, index == self.chosen)
        return [line(pieces, width) for pieces in drawn]


class Hint(Widget):
    """One line below the list that tells more of the chosen row."""

    def __init__(self) -> None:
        super().__init__(id="hint")
        self._text = ""

    def show(self, text: str) -> None:
        """Show the text."""
        self._text = text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        return line([(f" {safe(self._text)}", look.FAINT)], self.size.width)


class Panel(OrderedScreen[T | None], ModalScreen[T | None], Generic[T], inherit_bindings=False):
    """A list over the reading screen; a subclass says what is listed and how a row looks."""

    AUTO_FOCUS = ""
    BINDING_GROUP_TITLE = "Lists"
    BINDINGS = keymap.bindings("panel")
    TITLE = ""
    ITEM_HEIGHT = 1

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed
        self.rows: PanelList[T] = PanelList(self, self.ITEM_HEIGHT)
        self._query = QueryLine(str(self.TITLE))
        self._hint = Hint()
        self._looking: Worker[None] | None = None

    async def look(self, typed: str) -> Sequence[T]:
        """What matches what is typed, the best first."""
        raise NotImplementedError

    def draw(self, item: T, width: int, chosen: bool) -> Sequence[Pieces]:
        """A row's lines, `ITEM_HEIGHT` of them."""
        raise NotImplementedError

    def found(self, count: int) -> str:
        """How much was found, in words."""
        return f"{count} found" if self.typed else ""

    def first(self, items: Sequence[T]) -> int:
        """The row that is chosen when the list comes up."""
        return 0

    def hint(self, item: T) -> str:
        """More about the chosen row."""
        return "Enter takes it · Backspace on an empty line goes back"

    def takes(self, item: T) -> bool:
        """Whether Enter takes the row."""
        return True

    def compose(self) -> ComposeResult:
        """The line, the list, the hint."""
        yield self._query
        yield self.rows
        yield self._hint

    def on_mount(self) -> None:
        """Look for what is typed already."""
        self._search()

    def _search(self) -> None:
        """Look anew; an older search that is still under way is dropped."""
        self._query.show(self.typed, "")
        self._looking = self.run_worker(self._show_results, exclusive=True)

    async def _show_results(self) -> None:
        try:
            items = await self.look(self.typed)
        except ProjectError as error:
            self.rows.show((), 0)
            self._hint.show(f"not found: {error}")
            return
        self.rows.show(items, self.first(items))
        self._query.show(self.typed, self.found(len(items)))
        self._tell()

    def _tell(self) -> None:
        chosen = self.rows.chosen
        self._hint.show(self.hint(self.rows.items[chosen]) if chosen is not None else "Backspace goes back")

    async def take_key(self, key: events.Key) -> None:
        """Type, go back with backspace on an empty line, or do what the key is bound to."""
        if key.key == "backspace" and not self.typed:
            self.dismiss(None)
        elif key.key == "backspace":
            self._type(self.typed[:-1])
        elif key.key == "ctrl+u":
            self._type("")
        elif key.character is not None and key.is_printable:
            self._type(self.typed + key.character)
        else:
            await self.press(key)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text as if it were typed, in one line."""
        self._type(self.typed + " ".join(event.text.split()))

    def _type(self, typed: str) -> None:
        if typed != self.typed:
            self.typed = typed
            self._search()

    async def caught_up(self) -> None:
        """Wait until what is listed is what was typed."""
        while self._looking is not None and not self._looking.is_finished:
            with suppress(WorkerError):
                await self._looking.wait()

    async def again(self, chosen: int) -> None:
        """Look once more for what is typed, because what is listed has changed, and stay at a row."""
        items = await self.look(self.typed)
        self.rows.show(items, min(chosen, max(0, len(items) - 1)))
        self._query.show(self.typed, self.found(len(items)))
        self._tell()

    def notice(self, text: str) -> None:
        """Say something in the line below the list, until another row is chosen."""
        self._hint.show(text)

    def _step(self, count: int) -> None:
        if self.rows.chosen is not None:
            self.rows.choose(max(0, min(self.rows.chosen + count, self.rows.length - 1)))
            self._tell()

    def action_down(self) -> None:
        """Choose the next row."""
        self._step(1)

    def action_up(self) -> None:
        """Choose the row before."""
        self._step(-1)

    def action_page_down(self) -> None:
        """Choose a row one page down."""
        self._step(self.rows.fitting)

    def action_page_up(self) -> None:
        """Choose a row one page up."""
        self._step(-self.rows.fitting)

    async def action_take(self) -> None:
        """Take the chosen row, once the search has caught up with what was typed."""
        await self.caught_up()
        chosen = self.rows.chosen
        if chosen is not None and self.takes(self.rows.items[chosen]):
            self.dismiss(self.rows.items[chosen])

    def action_close(self) -> None:
        """Go back and take nothing."""
        self.dismiss(None)
