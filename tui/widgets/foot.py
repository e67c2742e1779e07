"""The foot of the screen: what is under the cursor, the state word with the next useful keys, and questions."""

from __future__ import annotations

from asyncio import Future, get_running_loop
from collections import Counter, deque
from typing import TYPE_CHECKING, Any, TypeVar

from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui import keymap, look
from tui.inlet import Typed
from tui.safe import safe
from tui.widgets.painter import Pieces, lettered, line, spread
from tui.widgets.unframed import Unframed
from tui.widths import cell_len

if TYPE_CHECKING:
    from tui.asking import Answer, Asking, Question

T = TypeVar("T")

CURSOR = ("▏", look.STRONG)


class Foot(Unframed):
    """Three lines: a hairline, the mark line and the status line; a question takes the last two."""

    def __init__(self) -> None:
        super().__init__(id="foot")
        self._mark: tuple[Pieces, Pieces] = ((), ())
        self._status: tuple[Pieces, Pieces] = ((), ())
        self._drawn: list[Strip] = []
        self._asking: Asking[Any] | None = None
        self._answer: Future[Answer[Any] | None] | None = None
        self.waiting: deque[Typed] = deque()
        """What was typed ahead of the question or the act that they are meant for."""

    def show(self, mark: tuple[Pieces, Pieces], status: tuple[Pieces, Pieces]) -> None:
        """Tell what is under the cursor, and the state with what may come next: each at the left and at the right."""
        self._mark, self._status = mark, status
        self._update()

    async def ask(self, question: Question[T]) -> Answer[T] | None:
        """Ask, and wait for the answer, None when the analyst goes back; keys pressed ahead of the question count."""
        from tui.asking import Asking  # late: the first paint asks nothing

        self._asking, self._answer = Asking(question), get_running_loop().create_future()
        self._update()
        while self.waiting and not self._answer.done():
            self._feed(self.waiting.popleft())
        try:
            return await self._answer
        finally:
            self._asking = self._answer = None

    @property
    def is_asking(self) -> bool:
        """Whether a question waits for its answer."""
        return self._answer is not None and not self._answer.done()

    def take(self, typed: Typed) -> None:
        """Give the question what was typed; without a question, or when it is answered, that waits."""
        if self.is_asking:
            self._feed(typed)
        else:
            self.waiting.append(typed)

    def _feed(self, typed: Typed) -> None:
        if self._asking is None or self._answer is None:
            return
        if isinstance(typed, events.Paste):
            self._asking.paste(typed.text)
            self._update()
            return
        fitting = len(self._offers(self._asking, self.size.width)[1])
        answer = self._asking.feed(typed.key, typed.character, fitting)
        if answer is None:
            self._update()
        else:
            self._answer.set_result(None if answer == "back" else answer)

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._drawn = []
        self._update()

    def _update(self) -> None:
        """Draw anew, and repaint the lines that changed."""
        width = self.size.width
        if not width:
            return
        before, self._drawn = self._drawn, [line([("─" * width, look.HAIRLINE)], width)]
        if self._asking is not None:
            options, _ = self._offers(self._asking, width)
            self._drawn += [line(options, width), self._prompt(self._asking, width)]
        else:
            self._drawn += [spread(*self._mark, width), spread(*self._status, width)]
        for y, strip in enumerate(self._drawn):
            if y >= len(before) or before[y] != strip:
                self.refresh(Region(0, y, width, 1))

    def render_line(self, y: int) -> Strip:
        """Draw one of the three lines."""
        return self._drawn[y] if y < len(self._drawn) else Strip.blank(self.size.width)

    def _offers(self, asking: Asking[Any], width: int) -> tuple[Pieces, list[int]]:
        """The options that fit into the width, whole, each behind the key that picks it.

        Hints that tell nothing apart are left out where that brings all options into view.
        """
        pieces: list[tuple[str, Style]] = []
        places: list[int] = []
        for key, word in asking.question.legend:
            pieces += [(f" {key} ", look.KEY), (word, look.PLAIN)]
        keys = {place: keymap.display(key) for key, place in reversed(asking.question.picks.items())}
        options = asking.options
        alike = Counter(option.label for option in options)
        hints = [cell_len(safe(option.hint)) + 1 if option.hint else 0 for option in options]
        whole = sum(cell_len(safe(option.label)) + 5 for option in options) + sum(hints)
        spared = sum(hint for option, hint in zip(options, hints, strict=True) if alike[option.label] == 1)
        brief = whole - spared <= width < whole
        used = 0
        for place, option in enumerate(options):
            key, label = keys.get(place, ""), safe(option.label)
            hint = f" {safe(option.hint)}" if option.hint and (not brief or alike[option.label] > 1) else ""
            need = cell_len(key) + cell_len(label) + cell_len(hint) + 4
            if used + need > width and place:
                break
            shown = lettered(option.label, asking.letters(option), look.PLAIN)
            pieces += [(f" {key} ", look.KEY), *shown, (hint, look.FAINT), (" ", look.PLAIN)]
            places.append(place)
            used += need
        left = len(options) - len(places) + asking.hidden
        if left and used + 6 <= width:
            pieces.append((f" ↓{left}", look.FAINT))
        if not pieces:
            pieces.append((f" {asking.question.nothing}" if asking.typed else "", look.FAINT))
        return pieces, places

    def _prompt(self, asking: Asking[Any], width: int) -> Strip:
        """What is asked, what is typed, of what it is asked, and, where there is room, what keys do."""
        question = asking.question
        pieces = [(f" {safe(question.title)} ", look.REVERSE)]
        if not question.keys:
            pieces += [(" ", look.PLAIN), (safe(asking.typed), look.STRONG), CURSOR]
        pieces.append((f"  {safe(' '.join(question.about.split()))}", look.PLAIN))
        ways = f"  {_ways(asking)} "
        fits = sum(cell_len(text) for text, _ in pieces) + cell_len(ways) <= width
        return spread(pieces, [(ways, look.FAINT)] if fits else (), width)


def _ways(asking: Asking[Any]) -> str:
    """What keys do in the question."""
    if asking.question.keys:
        return "Backspace: back"
    take = "Enter: first" if len(asking.options) > 1 else "Enter: take it" if asking.options else ""
    back = "Backspace: back" if not asking.typed else ""
    return "  ".join(filter(None, [take, back]))
