"""The concordance: every place of a search line with its context, to be sorted, opened and tagged by the hundred."""

from __future__ import annotations

from asyncio import Event
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip

from corpus import concordance
from corpus.concordance import Order
from db.errors import ProjectError
from db.records import Hit
from tui import describe, keymap, look
from tui.lines import Lines
from tui.safe import safe
from tui.screens.panel import Hint, QueryLine
from tui.screens.working import WorkingScreen
from tui.widgets.listpane import ListPane
from tui.widgets.painter import line
from tui.widths import cell_len

MARGIN = 4
"""Cells left of a line: whether it is marked, what was tagged there, and spaces."""
SOURCE = 24
"""Cells for outlet and date beside each line."""
WIDE = 110
"""From this many columns on they have room there."""
KEYS = (
    ("mark", ("mark",)),
    ("all", ("mark_all",)),
    ("tag", ("tag_quote", "tag_actor", "tag_stance")),
    ("undo", ("undo",)),
    ("sort", ("sort_left", "sort_right", "sort_date", "sort_outlet")),
    ("open", ("take",)),
    ("search line", ("search",)),
)
"""What the screen tells of its keys: a word, and the commands that it is for."""


@dataclass(frozen=True)
class LineHands:
    """What the concordance needs from outside."""

    find: Callable[[str], AsyncGenerator[list[Hit], None]]
    tag: Callable[[ConcordanceScreen, str], Awaitable[None]]
    undo: Callable[[ConcordanceScreen], Awaitable[None]]
    most: int
    """How many places are found at most."""


class LineList(ListPane):
    """The lines in view."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(id="rows")
        self._lines = lines

    def show(self) -> None:
        """Show the lines as they are now."""
        self.fill(len(self._lines), self._lines.row if len(self._lines) else None)

    def draw_empty(self, width: int) -> Strip:
        """Where there is no line."""
        words = "nothing is found for this line" if self._lines.is_whole else "looking …"
        return line([(f" {words}", look.PLAIN)], width)

    def draw_item(self, index: int, width: int) -> Sequence[Strip]:
        """The keyword in the same column in every line."""
        lines, number = self._lines, self._lines.order[index]
        sign = lines.signs.get(number, " ")
        place = lines.place(number)
        room = width - MARGIN - (SOURCE if width >= WIDE else 0)
        fitted = concordance.line(place, room, cell_len)
        is_marked, is_chosen = number in lines.marked, index == self.chosen
        base = look.REVERSE if is_chosen else look.STRONG if is_marked else look.PLAIN
        pieces: list[tuple[str, Style]] = [
            (" *" if is_marked else "  ", look.KEY),
            (f"{sign} ", look.GLYPHS.get(sign, look.PLAIN)),
            (fitted.left, base),
            (fitted.keyword, base + look.FOUND),
            (fitted.right, base),
        ]
        if width >= WIDE:
            source = "  ".join(filter(None, [safe(place.outlet), describe.day(safe(place.published))]))
            pieces.append((f"  {source}", look.FAINT))
        return [line(pieces, width)]


class ConcordanceScreen(WorkingScreen[Hit | None], ModalScreen[Hit | None], inherit_bindings=False):
    """Keywords in context; a letter is a command here, and `Tab` goes back to the search line."""

    AUTO_FOCUS = ""
    BINDING_GROUP_TITLE = "Concordance"
    BINDINGS = keymap.bindings("concordance")

    def __init__(self, lines: Lines, hands: LineHands) -> None:
        super().__init__()
        self.lines = lines
        self.turns = False
        """Whether the search line is wanted."""
        self._hands = hands
        self._whole = Event()
        if lines.is_whole:
            self._whole.set()
        self._list = LineList(lines)
        self._title = QueryLine("IN CONTEXT", is_typed=False)
        self._source, self._keys = Hint(), Hint("keys")

    def compose(self) -> ComposeResult:
        """The line, the places, what is chosen, the keys, and the foot that takes their place."""
        yield self._title
        yield self._list
        yield self._source
        yield self._keys
        yield self.foot

    def on_mount(self) -> None:
        """Look for what is not there yet."""
        each = ((" ".join(keymap.shown(f"concordance.{name}") for name in names), word) for word, names in KEYS)
        self._keys.show("  ".join(f"{keys} {word}" for keys, word in each))
        self._show()
        if not self.lines.is_whole:
            self.run_worker(self._look(), group="looking")

    async def _look(self) -> None:
        """Find the places; those that are there already, from before a place was opened, come first again."""
        lines, known = self.lines, len(self.lines)
        lines.complaint = ""
        try:
            async with aclosing(self._hands.find(lines.line)) as batches:
                async for batch in batches:
                    lines.extend(batch[known:])
                    known = max(0, known - len(batch))
                    self._show()
        except ProjectError as error:
            lines.complaint = str(error)
        lines.is_whole, lines.takes_all = True, False
        self._whole.set()
        self._show()

    @property
    def is_quiet(self) -> bool:
        """Whether all has been found, and nothing is at work."""
        return self.lines.is_whole and super().is_quiet

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the place of what is told of the chosen line."""
        self._source.show(text, warning=warning)

    def progress(self, text: str) -> None:
        """Tell in the foot how far the work has come."""
        self.foot.show(([(f" {text}", look.PLAIN)], ()), ([(" WAIT ", look.REVERSE)], ()))

    def _show(self) -> None:
        """Show lines, counts and order."""
        lines = self.lines
        count = "1 place" if len(lines) == 1 else f"{len(lines)} places"
        told = [
            f"the first {len(lines)}" if len(lines) >= self._hands.most else count if lines.is_whole else f"{count} …"
        ]
        if lines.marked:
            told.append(f"{len(lines.marked)} marked")
        if lines.orders:
            told.append(f"by {', '.join(lines.orders)}")
        self._title.show(lines.line.strip(), " · ".join(told))
        self._list.show()
        self._tell()

    def _tell(self) -> None:
        """Tell where the chosen line stands, or what went wrong."""
        lines = self.lines
        if lines.complaint:
            self.say(lines.complaint, warning=True)
        elif lines.hits:
            hit = lines.hits[lines.chosen]
            self.say(f"{lines.row + 1} of {len(lines)}  {describe.hit_place(hit)}")

    # Keys

    async def deal(self, key: events.Key) -> None:
        """Go back with backspace as from a list, or do what the key is bound to."""
        if key.key == "backspace":
            self.dismiss(None)
        else:
            await self.press(key)

    def _go(self, row: int) -> None:
        self.lines.choose(row)
        self._list.choose(self.lines.row if len(self.lines) else None)
        self._tell()

    def action_down(self) -> None:
        """Choose the next line."""
        self._go(self.lines.row + 1)

    def action_up(self) -> None:
        """Choose the line before."""
        self._go(self.lines.row - 1)

    def action_page_down(self) -> None:
        """Choose a line one page down."""
        self._go(self.lines.row + self._list.fitting)

    def action_page_up(self) -> None:
        """Choose a line one page up."""
        self._go(self.lines.row - self._list.fitting)

    def action_first(self) -> None:
        """Choose the first line."""
        self._go(0)

    def action_last(self) -> None:
        """Choose the last line."""
        self._go(len(self.lines) - 1)

    def action_sort(self, by: Order) -> None:
        """Put the lines into another order; the chosen one stays so."""
        self.lines.sort(by)
        self._show()

    def action_mark(self) -> None:
        """Mark the chosen line, or no longer, and go to the next."""
        if self.lines.hits:
            self.lines.turn()
            self.lines.choose(self.lines.row + 1)
            self._show()

    def action_mark_range(self) -> None:
        """Mark all lines from the one marked last to this one."""
        if self.lines.hits:
            self.lines.mark_range()
            self._show()

    def action_mark_all(self) -> None:
        """Mark all lines, or none."""
        self.lines.mark_all()
        self._show()

    def action_tag(self, noun: str) -> None:
        """Tag all marked lines, or the chosen one, as one act."""
        self.work(lambda: self._work_on(lambda: self._tag(noun)))

    async def _tag(self, noun: str) -> None:
        """Tag what is marked, once all is found that is to be marked."""
        if self.lines.takes_all or not self.lines.hits:
            self.progress("looking for the rest of the places")
            await self._whole.wait()
        if self.lines.hits:
            await self._hands.tag(self, noun)

    def action_undo(self) -> None:
        """Take back the last act."""
        self.work(lambda: self._work_on(lambda: self._hands.undo(self)))

    async def _work_on(self, job: Callable[[], Awaitable[None]]) -> None:
        await job()
        self._list.show()

    def action_take(self) -> None:
        """Open the chosen place."""
        if self.lines.hits:
            self.dismiss(self.lines.hits[self.lines.chosen])

    def action_search(self) -> None:
        """Go back to the search line."""
        self.turns = True
        self.dismiss(None)

    def action_close(self) -> None:
        """Go back to the text."""
        self.dismiss(None)
