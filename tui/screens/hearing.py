"""A screen that follows what others write to the project, off the path of its keys and never in the midst of an act."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Awaitable, Callable
from contextlib import suppress

from db.errors import ProjectError
from tui.desk import Desk
from tui.screens.ordered import OrderedScreen

LOOK_SECONDS = 1.0
"""How often it is looked whether others have written to the project."""

SOON = 0.3
"""After so many seconds what could not be shown at once is tried again."""


class HearingScreen(OrderedScreen[None], inherit_bindings=False):
    """Watches the open project, and shows on the desk what others have done."""

    desk: Desk

    def __init__(self) -> None:
        super().__init__()
        self.look_seconds = LOOK_SECONDS
        self._is_news = False
        """Whether others may have written something that is not shown yet."""
        self._is_hearing = False

    def renew(self) -> bool:
        """Open the document anew, whose text is another one or gone; False where that has to wait."""
        raise NotImplementedError

    def listen(self) -> None:
        """Look now and then whether others have written something."""
        loop = get_running_loop()

        def tell() -> None:
            with suppress(RuntimeError):  # the program has just ended
                loop.call_soon_threadsafe(self.notice)

        self.desk.clerk.watch(self.look_seconds, tell)

    def notice(self) -> None:
        """Others may have written something: let the screen follow, unless it is being left just now."""
        if not self.is_attached:
            return
        self._is_news = True
        if not self._is_hearing:
            self._is_hearing = True
            # A function: a coroutine would be left behind where the program ends before the worker begins.
            hear: Callable[[], Awaitable[None]] = self._hear
            self.run_worker(hear, group="hearing")

    async def _hear(self) -> None:
        """Show what others did; while an act is at work, a little later."""
        from tui.flows import hearing  # late: it loads SQLModel, which the clerk has done by now

        try:
            while self._is_news:
                self._is_news = False
                outcome = await hearing.hear(self.desk, lambda: self.is_quiet)
                if outcome == "later" or (outcome == "renew" and not self.renew()):
                    self.set_timer(SOON, self.notice)
        except ProjectError:
            return  # whoever reads or writes next is told why
        finally:
            self._is_hearing = False
