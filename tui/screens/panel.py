"""A panel: one line to type in, and a list that follows what is typed; Enter takes a row."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import Worker

from db.errors import ProjectError
from tui import keymap, look
from tui.safe import safe
from tui.screens.working import WorkingScreen
from tui.widgets.foot import CURSOR
from tui.widgets.listpane import ListPane
from tui.widgets.painter import Pieces, line
from tui.widths import cell_len

T = TypeVar("T")


class QueryLine(Widget):
    """What the panel is for, what is typed, and how much was found."""

    def __init__(self, title: str, *, is_typed: bool = True) -> None:
        super().__init__(id="query")
        self._title = title
        self._is_typed = is_typed
        self._typed = ""
        self._found = ""
        self._ghost = ""
        self._fault: tuple[int, int] | None = None

    def show(self, typed: str, found: str, ghost: str = "", fault: tuple[int, int] | None = None) -> None:
        """Show what is typed, what came of it, what may follow, and which characters are at fault."""
        self._typed, self._found, self._ghost, self._fault = typed, found, ghost, fault
        self.refresh(Region(0, 0, self.size.width, 2))

    def render_line(self, y: int) -> Strip:
        """Draw the line, and below it a hairline that points at a fault."""
        width = self.size.width
        title = f" {self._title} "
        shown, hidden = end_of(safe(self._typed), width - cell_len(title) - 4)
        if y:
            return line(self._below(cell_len(title) + 2, hidden, width), width)
        pieces: Pieces = [
            (title, look.REVERSE),
            ("  ", look.PLAIN),
            (shown, look.STRONG),
            CURSOR if self._is_typed else ("", look.PLAIN),
            (safe(self._ghost), look.FAINT),
            (f"   {safe(self._found)}", look.FAINT),
        ]
        return line(pieces, width)

    def _below(self, left: int, hidden: int, width: int) -> Pieces:
        if self._fault is None:
            return [("─" * width, look.HAIRLINE)]
        start, end = (max(0, place - hidden) for place in self._fault)
        shown = safe(self._typed)[hidden:]
        column = min(left + cell_len(shown[:start]), width - 1)
        carets = max(1, min(cell_len(shown[start:end]), width - column))
        rest = width - column - carets
        return [("─" * column, look.HAIRLINE), ("^" * carets, look.WARNING), ("─" * rest, look.HAIRLINE)]


def end_of(text: str, room: int) -> tuple[str, int]:
    """As much of the end of shown text as has room, and how many characters are hidden before it."""
    hidden, left = len(text), max(room, 1)
    while hidden and (left := left - cell_len(text[hidden - 1])) >= 0:
        hidden -= 1
    return text[hidden:], hidden


class PanelList(ListPane, Generic[T]):
    """The panel's rows; the panel draws them."""

    def __init__(self, panel: Panel[T], height: int) -> None:
        super().__init__(id="rows")
        self.ITEM_HEIGHT = height
        self._panel = panel
        self.items: Sequence[T] = ()
        self.words: Sequence[Pieces] = ()
        """What is said where there are no rows."""

    def show(self, items: Sequence[T], chosen: int, words: Sequence[Pieces] = ()) -> None:
        """Show these rows, or these words where there is none."""
        self.items, self.words = items, words
        self.fill(len(items), chosen if items else None)

    def grow(self, above: Sequence[T], below: Sequence[T]) -> None:
        """Show more rows at the ends; what is in view stays where it is."""
        self.items = [*above, *self.items, *below]
        self.lengthen(len(above), len(below))

    def _draw(self, y: int) -> Strip:
        if not self.items and y < len(self.words):
            return line(self.words[y], self.size.width)
        return super()._draw(y)

    def draw_item(self, index: int, width: int) -> Sequence[Strip]:
        """One row."""
        drawn = self._panel.draw(self.items[index], width, index == self.chosen)
        return [line(pieces, width) for pieces in drawn]


class Hint(Widget):
    """One line below the list that tells more of the chosen row."""

    def __init__(self, name: str = "hint") -> None:
        super().__init__(id=name)
        self._text = ""
        self._style = look.FAINT

    def show(self, text: str, *, warning: bool = False) -> None:
        """Show the text."""
        self._text, self._style = text, look.WARNING if warning else look.FAINT
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        return line([(f" {safe(self._text)}", self._style)], self.size.width)


class Panel(WorkingScreen[T | None], ModalScreen[T | None], Generic[T], inherit_bindings=False):
    """A list over the reading screen; a subclass says what is listed and how a row looks."""

    AUTO_FOCUS = ""
    BINDING_GROUP_TITLE = "Lists"
    BINDINGS = keymap.bindings("panel")
    TITLE = ""
    ITEM_HEIGHT = 1
    WAITING = ""
    """What is told behind the line until something is found."""

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self.typed = typed
        self.rows: PanelList[T] = PanelList(self, self.ITEM_HEIGHT)
        self._query = QueryLine(str(self.TITLE))
        self._hint = Hint()
        self._looking: Worker[None] | None = None
        self._caught_up = Event()
        """Set while the rows are those of what is typed."""

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
        """The line, the list, the hint, and the foot that takes its place while something is asked."""
        yield self._query
        yield self.rows
        yield self._hint
        yield self.foot

    def on_mount(self) -> None:
        """Show the first list."""
        self.begin()

    def begin(self) -> None:
        """Look for what is typed already."""
        self._search()

    @property
    def is_quiet(self) -> bool:
        """Whether the rows are those of what is typed, and nothing is at work."""
        return self._caught_up.is_set() and super().is_quiet

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the place of the hint, until another row is chosen."""
        self._hint.show(text, warning=warning)

    def _search(self) -> None:
        """Look anew; an older search that is still under way is dropped."""
        self._caught_up.clear()
        self._query.show(self.typed, self.WAITING)
        self._looking = self.run_worker(self._show_results, group="looking", exclusive=True)

    async def _show_results(self) -> None:
        try:
            items = await self.look(self.typed)
        except ProjectError as error:
            self._caught_up.set()
            self.rows.show((), 0)
            self._hint.show(f"not found: {error}")
            return
        self._caught_up.set()
        self.rows.show(items, self.first(items))
        self._query.show(self.typed, self.found(len(items)))
        self._tell()

    def _tell(self) -> None:
        chosen = self.rows.chosen
        self._hint.show(self.hint(self.rows.items[chosen]) if chosen is not None else "Backspace goes back")

    async def deal(self, key: events.Key) -> None:
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

    def paste(self, text: str) -> None:
        """Take pasted text as if it were typed, in one line."""
        self._type(self.typed + " ".join(text.split()))

    def _type(self, typed: str) -> None:
        if typed != self.typed:
            self.typed = typed
            self._search()

    async def caught_up(self) -> None:
        """Wait until what is listed is what was typed."""
        await self._caught_up.wait()

    async def again(self, chosen: int) -> None:
        """Look once more for what is typed, because what is listed has changed, and stay at a row."""
        items = await self.look(self.typed)
        self.rows.show(items, min(chosen, max(0, len(items) - 1)))
        self._query.show(self.typed, self.found(len(items)))
        self._tell()

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
