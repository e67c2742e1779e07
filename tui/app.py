"""The full-screen program."""

from __future__ import annotations

import os
import signal
import sys
from asyncio import Task, create_task, get_running_loop, wait_for
from collections.abc import Sequence
from contextlib import suppress
from threading import Timer
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.filter import DimFilter, LineFilter
from textual.reactive import Reactive
from textual.screen import Screen
from textual.worker import WorkerFailed

from db.errors import ProjectError
from db.glance import glance
from db.opened import Glance
from tui import keymap
from tui.clerk import Clerk
from tui.commands import Command
from tui.driver import Driver
from tui.frames import reduced
from tui.inlet import Typed
from tui.safe import safe
from tui.screens.ordered import OrderedScreen
from tui.screens.reading import ReadingScreen
from tui.wall import SafeFilter

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.message import Message

IN_PART = 1
"""The exit code when something could not be saved."""

KEEPING_SECONDS = 2.5
"""Keeping the place, which another program may hold up, is given this long."""

OPENING_SECONDS = 10.0
"""Quitting waits so long at most until the project is open."""

LAST_SECONDS = 3.0
"""After a signal the program is gone at the latest then, even if its terminal no longer takes any output."""


SWITCH_SECONDS = 0.001
"""What is found beside the keys lets a key go first after so long; Python's own 5 ms are met three times on its way."""


class Glossator(App[None], inherit_bindings=False):
    """Reads a corpus and marks who says what about whom."""

    CSS_PATH = "styles/glossator.tcss"
    BINDINGS = keymap.bindings("app")
    BINDING_GROUP_TITLE = "Program"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Glossator"

    theme = Reactive("ansi-dark", init=False)  # set from the first: a change of theme parses all styles once more

    def __init__(self, clerk: Clerk, first: Glance | None = None, *, backups: bool = False) -> None:
        super().__init__(driver_class=Driver, ansi_color=True)
        self.animation_level = "none"
        self.fault: BaseException | None = None
        self._leaving: Task[None] | None = None
        self._unsaved = ""
        """What is told on leaving about acts that could not be saved."""
        self._backups = backups
        self._safe_filter = SafeFilter()
        self.reading = ReadingScreen(clerk, first, self.to_terminal)
        self.set_keymap(keymap.overrides())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Nothing reaches the terminal but through the safe door; the terminal dims what is dim by itself."""
        return [*(each for each in super().get_line_filters() if not isinstance(each, DimFilter)), self._safe_filter]

    def post_message(self, message: Message) -> bool:
        """Take a message; what is typed goes straight to the screen, unless something waits before it."""
        return (not self.message_queue_size and self._dealt(message)) or super().post_message(message)

    async def on_event(self, event: events.Event) -> None:
        """Give what is typed to the screen, instead of to the focused widget, from where it would bubble."""
        if not self._dealt(event):
            await super().on_event(event)

    def _dealt(self, message: Message) -> bool:
        """Whether this was typed or pasted, and its screen has it now."""
        if not isinstance(message, Typed) or message.is_forwarded:
            return False
        if not self._screen_stack or not isinstance(self.screen, OrderedScreen):
            return False
        self.app_focus = True  # whoever types is here, even where the terminal does not say so
        message._set_forwarded()
        return self.screen.post_message(message)

    async def on_mount(self) -> None:
        """Leave in good order when the terminal or the system says so; paint anew after a stay in the shell."""
        self.app_resume_signal.subscribe(self, lambda _: self._repaint())
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            get_running_loop().add_signal_handler(number, self._leave, number)

    def _repaint(self) -> None:
        """Paint all: the terminal has forgotten what was there."""
        self.action_redraw()

    def action_redraw(self) -> None:
        """Paint all anew, over whatever another program has left on the screen."""
        if isinstance(self._driver, Driver):
            self._driver.canvas.forget()
        self.refresh(layout=True)

    def on_resize(self) -> None:
        """Paint all: a terminal that was another size for a moment has lost what had no room in it."""
        self.action_redraw()

    def get_default_screen(self) -> Screen[None]:
        """The reading screen: an empty one below it would be laid out and painted first."""
        return self.reading

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send only what the terminal does not show yet."""
        driver = self._driver
        if self._batch_count:  # it is dropped, and nothing else remembers which rows it would have shown
            screen._compositor._dirty_regions.add(screen.size.region)
        elif isinstance(renderable, CompositorUpdate) and isinstance(driver, Driver):
            renderable = reduced(renderable, driver.canvas, self.size, self.console)
        super()._display(screen, renderable)

    def on_ready(self) -> None:
        """The first frame is on its way; what takes longer may begin."""
        from tui import resuming  # late: the first frame is painted

        resuming.watch(self._driver, self._repaint)
        self.call_after_refresh(self.reading.catch_up, backups=self._backups)

    def _leave(self, number: int) -> None:
        """Keep the place and go; a terminal that is gone must not hold the program up."""
        if self._leaving is not None:
            return
        code = 128 + number
        watchdog = Timer(LAST_SECONDS, os._exit, [code])
        watchdog.daemon = True
        watchdog.start()
        self._leaving = create_task(self._keep_and_exit(code))

    async def _keep_and_exit(self, code: int) -> None:
        with suppress(TimeoutError):
            await wait_for(self._keep(), KEEPING_SECONDS)
        if not self._unsaved or code == 128 + signal.SIGHUP:  # nobody is there to be told: the next session does
            self.exit(return_code=code)
            return
        told = "\n".join(f"glossator: {safe(line)}" for line in self._unsaved.splitlines())
        self.exit(return_code=code or IN_PART, message=Text(told))

    async def _keep(self) -> None:
        """Keep what could not be saved first, for it needs no project that takes anything; then the place."""
        self._unsaved = await self.reading.rescue()
        await self.reading.keep_place()

    def to_terminal(self, sequence: bytes) -> None:
        """Write a control sequence of our own between two frames; Textual has no public way to."""
        if self._driver is not None:
            self._driver.write(sequence.decode("ascii"))
            self._driver.flush()

    async def action_help(self) -> None:
        """Show every command with its keys."""
        from tui.screens.commands import CommandPanel  # late: the first paint does not need it

        await self.push_screen(CommandPanel(), self._run_chosen)

    async def action_palette(self) -> None:
        """Find a command by its name."""
        await self.action_help()

    async def _run_chosen(self, command: Command | str | None) -> None:
        if isinstance(command, Command):
            nodes = {"app": self, "reading": self.reading, "reader": self.reading.reader}
            await self.run_action(command.action, nodes[command.scope])

    async def action_quit(self) -> None:
        """Keep the place, and leave; who quits while a slow machine is still opening the project has a place too."""
        with suppress(TimeoutError, ProjectError):
            await wait_for(self.reading.desk.clerk.ready(), OPENING_SECONDS)
        await self._keep_and_exit(0)

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print a traceback with local variables, which hold document text: the caller gets the error."""
        self.fault = self.fault or (error.error if isinstance(error, WorkerFailed) else error)
        super()._handle_exception(error)
        self._exit_renderables.clear()


def run(where: str, coder: str, *, backups: bool) -> int:
    """Open the reader on a project, of which backups may make themselves; the exit code.

    Raises:
        Exception: Whatever went wrong inside, once the terminal is given back.
    """
    clerk = Clerk(where, coder, _load_flows)
    app = Glossator(clerk, glance(where, coder), backups=backups)
    try:
        sys.setswitchinterval(SWITCH_SECONDS)
        app.run(mouse=False)
    finally:
        clerk.close()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def _load_flows() -> None:
    """Load what the keys do: it needs SQLModel, and no key shall wait for that."""
    import tui.flows.all  # noqa: F401
