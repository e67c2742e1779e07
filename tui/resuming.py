"""Coming back from a stop, asked for by Ctrl+Z or by anybody's `kill -STOP`.

Textual expects that Ctrl+Z came before each SIGCONT. Without that it would take the raw mode of the terminal for what a
shell wants back.
"""

from __future__ import annotations

import signal
import termios
from asyncio import get_running_loop
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.driver import Driver

_OURS = "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[?7l"
"""Our own screen, no cursor, bracketed paste, no wrapping at the edge."""


def watch(driver: Driver | None, repaint: Callable[[], None]) -> None:
    """From now on take the terminal back when the program goes on after a stop."""
    if not isinstance(driver, LinuxDriver):
        return
    try:
        raw = termios.tcgetattr(driver.fileno)
    except termios.error:
        return

    def resume() -> None:
        if driver._must_signal_resume:
            driver.resume_application_mode()
            return
        with suppress(termios.error):
            termios.tcsetattr(driver.fileno, termios.TCSANOW, raw)
        driver.write(_OURS)
        repaint()

    get_running_loop().add_signal_handler(signal.SIGCONT, resume)
