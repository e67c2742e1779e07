"""A list on which something can be done: what that has to ask, it asks in a foot of the list's own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from textual import events

from db.errors import ProjectError
from tui.desk import Cancelled
from tui.screens.ordered import OrderedScreen
from tui.unsaved import outcome
from tui.widgets.foot import Foot

T = TypeVar("T")


class WorkingScreen(OrderedScreen[T]):
    """A screen over the reading screen that works while it is up; keys that come meanwhile answer, or wait."""

    def __init__(self) -> None:
        super().__init__()
        self.foot = Foot()
        self._busy = False

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is at work, or it waits for an answer."""
        return not self._busy or self.foot.is_asking

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say what came of the work."""
        raise NotImplementedError

    async def deal(self, key: events.Key) -> None:
        """Deal with a key while nothing is at work."""
        await self.press(key)

    async def take_key(self, key: events.Key) -> None:
        """A key is for what is at work, or for the list."""
        if self._busy:
            self.foot.take(key)
        else:
            await self.deal(key)

    def take_paste(self, paste: events.Paste) -> None:
        """Pasted text is for what is at work, or for the list."""
        if self._busy:
            self.foot.take(paste)
        else:
            self.paste(paste.text)

    def paste(self, text: str) -> None:
        """Take pasted text while nothing is at work."""

    def work(self, job: Callable[[], Awaitable[None]]) -> None:
        """Do something that may ask, with the foot in view."""
        self._busy = True
        self.add_class("working")
        self.run_worker(self._work(job), group="work")

    async def _work(self, job: Callable[[], Awaitable[None]]) -> None:
        try:
            await job()
        except Cancelled:
            self.say("")
        except ProjectError as error:
            self.foot.waiting.clear()  # those keys were meant for what will not come
            self.say(outcome(error), warning=True)
        finally:
            self._busy = False
            self.remove_class("working")
        while self.foot.waiting and not self._busy and self.app.screen is self:
            await self.take(self.foot.waiting.popleft())
        while self.foot.waiting and self.app.screen is not self:
            self.hand_on(self.foot.waiting.popleft())
