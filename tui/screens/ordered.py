"""Keys in the order in which they came.

Textual runs a binding only when its key has bubbled up from the focused widget to the app. A slow line delivers keys
in bursts, and by then the keys behind it would have been taken for something else: a search's letters for commands.
So a screen runs its bindings itself, one key after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from textual import events
from textual.binding import ActiveBinding
from textual.widget import Widget

from tui import keymap
from tui.frames import RowScreen
from tui.inlet import Typed

T = TypeVar("T")

LEAVING = {"app.quit": "quit", "app.suspend": "suspend_process"}
"""What is never kept waiting by a question or a list."""


class OrderedScreen(RowScreen[T]):
    """A screen that is done with a key, and with what the key asked for, before it looks at the next one."""

    _bindings_known: Mapping[str, ActiveBinding] = MappingProxyType({})
    _bound_from: Widget | None = None
    """Which widget had the focus when the bindings became known."""

    async def on_key(self, event: events.Key) -> None:
        """Take the key, or hand it on when another screen has come up meanwhile."""
        await self._come(event)

    async def on_paste(self, event: events.Paste) -> None:
        """Take pasted text in its turn."""
        await self._come(event)

    async def _come(self, typed: Typed) -> None:
        typed.stop()
        if self.app._exit:  # what is typed behind the key that quits is for the shell
            return
        if self.app.screen is not self:
            self.hand_on(typed)
        elif isinstance(typed, events.Key) and self.is_leaving(typed.key):
            await self.app.run_action(self._leaving(typed.key), self.app)
        else:
            await self.take(typed)
            self.paint()

    def on_idle(self) -> None:
        """Draw what has changed, unless more of it is under way: that is left to Textual's timer."""
        if self.is_current and self.is_quiet:  # asked in this order: at the end there is no screen to ask of
            self.paint()

    def paint(self) -> None:
        """Draw what has changed, at once: Textual's own way there leads over four queues and a timer.

        With more keys behind it, it is left to that timer, so that one frame shows what all of them change.
        """
        if self.app.message_queue_size or self.message_queue_size or not self.is_current:
            return
        for widget in self._compositor.visible_widgets:
            if widget._repaint_required and not widget._layout_required:
                widget._repaint_required = False
                self._dirty_widgets.add(widget)
        if self._dirty_widgets:
            self._on_timer_update()

    def hand_on(self, typed: Typed) -> None:
        """Give what was typed to the screen that is up now, ahead of all that the app has not dealt out yet."""
        up = self.app.screen
        receiver = up if isinstance(up, OrderedScreen) else up.focused or up
        if isinstance(typed, events.Key):
            receiver.post_message(events.Key(typed.key, typed.character))
        else:
            receiver.post_message(events.Paste(typed.text))

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is under way that a key did."""
        return True

    async def take(self, typed: Typed) -> None:
        """Deal with what was typed."""
        if isinstance(typed, events.Paste):
            self.take_paste(typed)
        else:
            await self.take_key(typed)

    async def take_key(self, key: events.Key) -> None:
        """Deal with a key."""
        await self.press(key)

    def take_paste(self, paste: events.Paste) -> None:
        """Deal with pasted text; where nothing can be typed it would be taken for commands, and is dropped."""

    def is_leaving(self, key: str) -> bool:
        """Whether the key quits or suspends now."""
        return bool(self._leaving(key))

    def _leaving(self, key: str) -> str:
        keys = keymap.in_force()
        return next((action for command, action in LEAVING.items() if key in keys[command]), "")

    @property
    def _bound(self) -> Mapping[str, ActiveBinding]:
        """What keys are bound to; Textual puts that together anew whenever it is asked."""
        if self._bound_from != self.focused or not self._bindings_known:
            self._bindings_known, self._bound_from = self.active_bindings, self.focused
        return self._bindings_known

    async def press(self, key: events.Key) -> None:
        """Run what the key is bound to."""
        active = self._bound.get(key.key)
        if active is not None and active.enabled:
            await self.app.run_action(active.binding.action, active.node)
