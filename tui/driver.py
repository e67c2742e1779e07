"""The driver: Textual's own for terminals, but it draws nothing that a slow line has no room for.

Textual queues frames behind a line that cannot keep up, so that a held key goes on scrolling for seconds after it was
let go. Here a frame leaves in one piece, and the next one is only drawn when the line has taken it: what changed in
between is drawn once, as it is then.

Behind the line there may be buffers of any size (sshd, the network). So after every few kilobytes the terminal is asked
something that every modern one answers, and as long as too much is on its way, nothing more is drawn.
"""

from __future__ import annotations

import asyncio
import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size
from textual.messages import TerminalSupportsSynchronizedOutput

from tui.canvas import Canvas
from tui.inlet import Inlet
from tui.outlet import Outlet

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

QUESTION = b"\x1b[?2026$p"
"""Asks whether frames can be synchronized; terminals that know the question answer it in its turn."""

ASK_AFTER = 2_048
"""After so many bytes the terminal is asked; moves by word and line do not come to that in a second."""

MOST_UNSEEN = 4_096
"""So many bytes may be on their way unanswered; that is two pages of a small screen."""

ANSWER_SECONDS = 2.0
"""A terminal that has not answered by then does not answer any more, and is not asked until it does."""

LAST_SECONDS = 2.0
"""On the way out the terminal has so long to take what is left."""


class Driver(LinuxDriver):
    """Writes whole frames, and holds the next one back while the line is behind."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self.canvas = Canvas()
        """What the terminal shows."""
        self._outlet = Outlet.beside(2)  # Textual draws on stderr
        self._frame: list[str] = []
        self._held: ExitStack | None = None
        self._unseen = 0
        """The bytes sent since those that the terminal is known to have shown."""
        self._asked_at: int | None = None
        """How many of them stood before the question that waits for its answer."""
        self._answers = False
        """Whether the terminal answers."""
        self._patience: asyncio.TimerHandle | None = None
        self._inlet = Inlet(self.fileno, self.process_message, self._hang_up)

    def start_application_mode(self) -> None:
        """Take the terminal, whatever it shows."""
        self.canvas.forget()
        self._key_thread = None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._key_thread is not None:  # else the terminal is somebody else's, and this program is stopped again
            self._inlet.open()
            self._loop.add_signal_handler(signal.SIGWINCH, self._take_size)

    def run_input_thread(self) -> None:
        """Read nothing: the inlet does."""

    def _take_size(self) -> None:
        """Tell the app the size that the terminal has now.

        Textual reads it in a signal handler, which the next signal may interrupt before it has told what it read: then
        the older of two sizes comes last, and stays.
        """
        size = Size(*self._get_terminal_size())
        self._app.post_message(Resize(size, size))

    def _hang_up(self) -> None:
        """The terminal is gone: the system tells only the program that was started first in it, which may be `make`."""
        signal.raise_signal(signal.SIGHUP)

    def write(self, data: str) -> None:
        """Keep the data for the next `flush`."""
        self._frame.append(data)

    def flush(self) -> None:
        """Send what was written, in one piece."""
        frame, self._frame = self._frame, []
        text = "".join(frame)
        if self._outlet is None:
            super().write(text)
        elif text:
            self._send(self._outlet, text.encode("utf-8", "backslashreplace"))

    def _send(self, outlet: Outlet, data: bytes) -> None:
        self._unseen += len(data)
        if self._answers and self._inlet.is_open and self._asked_at is None and self._unseen >= ASK_AFTER:
            data += QUESTION
            self._asked_at = self._unseen
            self._patience = self._loop.call_later(ANSWER_SECONDS, self._give_up)
        outlet.send(data)
        if outlet.is_behind:
            self._loop.add_writer(outlet.descriptor, self._push, outlet)
        self._hold_or_go_on(outlet)

    def _push(self, outlet: Outlet) -> None:
        """The line takes more."""
        outlet.push()
        if not outlet.is_behind:
            self._loop.remove_writer(outlet.descriptor)
            self._hold_or_go_on(outlet)

    def _hold_or_go_on(self, outlet: Outlet) -> None:
        is_behind = outlet.is_behind or (self._asked_at is not None and self._unseen >= MOST_UNSEEN)
        if is_behind and self._held is None:
            self._held = ExitStack()
            self._held.enter_context(self._app.batch_update())
        elif not is_behind and self._held is not None:
            held, self._held = self._held, None
            held.close()
            if not self._app._exit and self._app.screen_stack:  # else it is being left just now
                self._app.screen.refresh()  # the canvas knows what of it is new

    def process_message(self, message: Message) -> None:
        """Take note of answers."""
        if isinstance(message, TerminalSupportsSynchronizedOutput):
            self._answered()
        super().process_message(message)

    def send_message(self, message: Message) -> None:
        """Give the app a message at once; Textual's way is one between threads."""
        self._app.post_message(message)

    def _answered(self) -> None:
        self._answers = True
        if self._asked_at is not None:
            self._forget_question(self._unseen - self._asked_at)

    def _give_up(self) -> None:
        self._answers = False
        self._forget_question(0)

    def _forget_question(self, unseen: int) -> None:
        self._asked_at, self._unseen = None, unseen
        if self._patience is not None:
            self._patience.cancel()
        if self._outlet is not None:
            self._hold_or_go_on(self._outlet)

    def disable_input(self) -> None:
        """Read until the last answer is there: later it would be typed into the shell."""
        if self._outlet is not None:
            self._outlet.drain(LAST_SECONDS)
        self._inlet.wait(lambda: self._asked_at is None, ANSWER_SECONDS)
        self._inlet.close()
        super().disable_input()

    def stop_application_mode(self) -> None:
        """Give the terminal back, once it has taken what is left."""
        super().stop_application_mode()
        if self._outlet is not None:
            self._outlet.drain(LAST_SECONDS)
