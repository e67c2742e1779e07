"""The same statement elsewhere: what other documents tell of it, with the words that differ."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence

from rich.style import Style
from textual.app import ComposeResult
from textual.events import Key
from textual.strip import Strip
from textual.widget import Widget

from corpus import fuzzy
from corpus.compare import compare
from corpus.spans import Span
from db.errors import ProjectError
from db.records import Retelling
from tui import describe, keymap, look
from tui.safe import safe
from tui.screens.panel import Panel
from tui.unsaved import outcome
from tui.widgets.painter import Pieces, line
from tui.widths import cell_len

LINES = 3
"""How many lines of its words each row shows."""

Look = Callable[[], Awaitable[Sequence[Retelling]]]
Link = Callable[[Retelling], Awaitable[None]]


class Said(Widget):
    """The statement itself, with the words marked that the chosen row lacks."""

    def __init__(self, said: str) -> None:
        super().__init__(id="said")
        self._said = said
        self._lacking: Sequence[Span] = ()

    def show(self, lacking: Sequence[Span]) -> None:
        """Mark these stretches."""
        self._lacking = lacking
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one of its lines; the last is a hairline."""
        width = self.size.width
        if y == LINES:
            return line([("─" * width, look.HAIRLINE)], width)
        return line(wrapped(self._said, self._lacking, look.PLAIN, width - 1)[y], width)


class ParallelsPanel(Panel[Retelling]):
    """Linked places first, then the likeliest ones; a key says that one is the same statement."""

    TITLE = "SAME STATEMENT"
    ITEM_HEIGHT = LINES + 1
    BINDINGS = keymap.bindings("parallels")

    def __init__(self, said: str, look: Look, link: Link | None) -> None:
        super().__init__()
        self._said = " ".join(said.split())
        self._look = look
        self._link = link
        """Links a row with the quote, or takes that back; None where the statement is no quote."""
        self._all: Sequence[Retelling] | None = None
        self._shown = Said(self._said)

    def compose(self) -> ComposeResult:
        """The line, the statement, the list, the hint."""
        query, *rest = super().compose()
        yield query
        yield self._shown
        yield from rest

    async def look(self, typed: str) -> Sequence[Retelling]:
        """All places, or those whose source or words fit what is typed."""
        if self._all is None:
            self._all = await self._look()
        if not typed.strip():
            return self._all
        lines = [f"{describe.retelling(each)}\n{' '.join(each.exact.split())}" for each in self._all]
        return [self._all[match.index] for match in fuzzy.rank(typed, lines)]

    def found(self, count: int) -> str:
        """How many places there are."""
        return f"{count or 'no'} {'other document tells' if count == 1 else 'other documents tell'} it"

    def draw(self, item: Retelling, width: int, chosen: bool) -> Sequence[Pieces]:
        """How near it is, or that it is linked; where it stands; its words, those marked that only it has."""
        exact = " ".join(item.exact.split())
        style = look.REVERSE if chosen else look.STRONG
        linked = look.GLYPHS["="] if item.parallel else look.PLAIN
        nearness = ("!" if item.orphan else "=" if item.parallel else " ", linked), (describe.nearness(item), linked)
        head: Pieces = [(" ", look.PLAIN), *nearness, ("  ", look.PLAIN), (safe(describe.retelling(item)), style)]
        return [head, *wrapped(exact, compare(self._said, exact).right, look.PLAIN, width - 1)]

    def hint(self, item: Retelling) -> str:
        """What keys do with it."""
        self._shown.show(compare(self._said, " ".join(item.exact.split())).left)
        key = keymap.shown("parallels.link")
        if self._link is None:
            ways = f"tag it as a quote first ({keymap.shown('reading.tag_quote')}) to link it"
        else:
            ways = f"{key} {'is not the same' if item.parallel else 'is the same'}"
        return f"{ways} · Enter opens the place · Backspace goes back"

    async def take_key(self, key: Key) -> None:
        """Link, or type as in any list."""
        if key.key in keymap.keys_of("parallels")["link"]:
            await self.press(key)
        else:
            await super().take_key(key)

    async def action_link(self) -> None:
        """Say that the chosen place tells the same statement, or take that back."""
        await self.caught_up()
        chosen = self.rows.chosen
        if chosen is None or self._link is None:
            return
        try:
            await self._link(self.rows.items[chosen])
            self._all = await self._look()
        except ProjectError as error:
            self.say(outcome(error), warning=True)
        else:
            await self.again(chosen)


def wrapped(text: str, marked: Sequence[Span], style: Style, width: int) -> list[Pieces]:
    """The words in as many lines as a row has, those marked that have a marked letter; what has no room is cut."""
    lines: list[list[tuple[str, Style]]] = [[("  ", style)]]
    used = 2
    for word, is_marked in _words(text, marked):
        need = cell_len(word) + 1
        if used + need > width and used > 2 and len(lines) < LINES:
            lines.append([("  ", style)])
            used = 2
        lines[-1] += [(word, look.FOUND if is_marked else style), (" ", style)]
        used += need
    return [*lines, *([] for _ in range(LINES - len(lines)))]


def _words(text: str, marked: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """The words as they are shown, and whether one is marked."""
    start = 0
    for word in text.split(" "):
        span = Span(start, start + len(word))
        yield safe(word), any(mark.start < span.end and span.start < mark.end for mark in marked)
        start = span.end + 1
