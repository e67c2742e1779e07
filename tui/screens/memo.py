"""Writing a memo; leaving keeps it, and what is being typed survives a crash."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

from textual import events, on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import TextArea

from db.errors import ProjectError
from tui import keymap
from tui.frames import RowScreen
from tui.safe import safe
from tui.screens.panel import Hint, QueryLine

DRAFT_SECONDS = 1.0
"""A draft is kept at most this long after a key."""
_WORD = re.compile(r"\s+|\S+")


class MemoArea(TextArea):
    """The field; what is pasted is made safe, since the field counts cells by the characters that it holds."""

    def on_paste(self, event: events.Paste) -> None:
        """Paste lines that hold nothing but what is seen."""
        event.stop()
        event.prevent_default()
        lines = event.text.expandtabs(self.indent_width).splitlines()
        pasted = self.replace(safe("\n".join(lines), lines=True), *self.selection)
        self.move_cursor(pasted.end_location)


class Memo(RowScreen[str], ModalScreen[str], inherit_bindings=False):
    """A few lines of the analyst's own on one annotation."""

    BINDING_GROUP_TITLE = "Memo"
    BINDINGS = keymap.bindings("memo")

    def __init__(self, about: str, text: str, keep: Callable[[str], Awaitable[None]], *, restored: bool) -> None:
        super().__init__()
        self._about = about
        self._text = text
        self._shown = safe(text, lines=True)
        self._kept = text
        """What is kept of it already."""
        self._keep = keep
        self._restored = restored
        self._waiting: Timer | None = None
        self._saving = False

    def compose(self) -> ComposeResult:
        """What the memo is on, the text, the keys."""
        yield QueryLine("MEMO")
        area = MemoArea(self._shown, soft_wrap=True, id="memo")
        area.cursor_blink = False
        yield area
        yield Hint()

    def on_mount(self) -> None:
        """Start behind what is written already."""
        words = f"{self._about} · what you typed before was brought back" if self._restored else self._about
        self.query_one(QueryLine).show("", words)
        self.query_one(Hint).show(f"{keymap.shown('memo.keep')} keeps it and goes back; undo takes it back")
        area = self.query_one(MemoArea)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def is_waiting(self) -> bool:
        """Whether a draft is still to be kept."""
        return self._waiting is not None or self._saving

    @property
    def _written(self) -> str:
        """What is written; what nobody touched is what it was, whatever its field could not show."""
        return untouched(self._text, self._shown, self.query_one(MemoArea).text)

    @on(TextArea.Changed)
    def keep_draft(self) -> None:
        """Keep a draft soon, once for all keys until then."""
        if self._waiting is None and self._written != self._kept:
            self._waiting = self.set_timer(DRAFT_SECONDS, self.save)

    async def save(self) -> None:
        """Keep a draft now, unless what is written is kept already."""
        self._waiting, written = None, self._written
        if written == self._kept:
            return
        self._saving = True
        try:
            await self._keep(written)
            self._kept = written
        except ProjectError as error:
            self.query_one(Hint).show(f"no draft could be kept: {error}")
        finally:
            self._saving = False

    async def on_key(self, event: events.Key) -> None:
        """Quit from here too; what is typed is kept as a draft."""
        if event.key in keymap.in_force()["app.quit"]:
            event.stop()
            await self.save()
            await self.app.run_action("quit", self.app)

    def action_keep(self) -> None:
        """Go back with the text."""
        text = self._written
        self.dismiss(text if text == self._text else text.strip())


def untouched(text: str, shown: str, written: str) -> str:
    """What was made of a text in its shown form, with the text's own characters wherever they were left alone."""
    if text == shown:
        return written
    head = _agreeing(shown, written)
    tail = _agreeing(shown[head:][::-1], written[head:][::-1])
    old, new = (_WORD.findall(each[head : len(each) - tail]) for each in (shown, written))
    middle, places = "", [*accumulate(map(len, old), initial=head)]
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        own = text[places[start] : places[end]]
        middle += own if kind == "equal" else "".join(new[new_start:new_end])
    return text[:head] + middle + text[len(text) - tail :]


def _agreeing(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
