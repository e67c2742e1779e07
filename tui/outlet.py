"""The way out to the terminal: what it does not take at once waits here, and nobody waits for it."""

from __future__ import annotations

import os
import select
import time

POLL_SECONDS = 0.05
"""How often to ask again whether a terminal takes more, on the way out."""


class Outlet:
    """A descriptor that is written to without ever blocking."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._left = bytearray()

    @classmethod
    def beside(cls, descriptor: int) -> Outlet | None:
        """An outlet of its own to the terminal behind a descriptor; None where that cannot be opened.

        The descriptor itself is shared with the shell, whose writes must go on blocking.
        """
        try:
            name = os.ttyname(descriptor)
            return cls(os.open(name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC))
        except OSError:
            return None

    @property
    def is_behind(self) -> bool:
        """Whether some of what was sent is not taken yet."""
        return bool(self._left)

    def send(self, data: bytes) -> None:
        """Write as much as is taken now; the rest waits for `push`."""
        self._left += data
        self.push()

    def push(self) -> None:
        """Write what waits, as far as it is taken now; a terminal that is gone gets nothing more."""
        while self._left:
            try:
                taken = os.write(self.descriptor, self._left)
            except BlockingIOError:
                return
            except OSError:
                self._left.clear()
                return
            del self._left[:taken]

    def drain(self, seconds: float) -> None:
        """Wait until all is taken, at most for so long."""
        deadline = time.monotonic() + seconds
        while self._left and time.monotonic() < deadline:
            select.select([], [self.descriptor], [], POLL_SECONDS)
            self.push()

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self.descriptor)
