"""The way in from the terminal: what is typed is read between two turns of the loop, all that is there at once.

Textual reads in a thread. There a key waits until that thread and the loop have taken turns, and of a burst the loop
sees one key after the other and cannot tell that more are coming.
"""

from __future__ import annotations

import asyncio
import os
import select
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.message import Message

Typed = events.Key | events.Paste
"""What comes from the keyboard: pasted text has its place among the keys."""

READ_BYTES = 4096
"""So much is read at once: what a terminal line holds."""

LONE_SECONDS = ESCAPE_DELAY + 0.005
"""After so long without another character an escape is the key, and does not begin a sequence."""


class Inlet:
    """A descriptor from which keys and answers of the terminal come."""

    def __init__(self, descriptor: int, take: Callable[[Message], None], end: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._take = take
        self._end = end
        """Called when there is no terminal any more."""
        self._waiting: asyncio.TimerHandle | None = None
        self.is_open = False
        self._parser = XTermParser()
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def open(self) -> None:
        """Take from now on what comes."""
        self.is_open = True
        asyncio.get_running_loop().add_reader(self._descriptor, self.pull)

    def close(self) -> None:
        """Take nothing more."""
        self.is_open = False
        if self._waiting is not None:
            self._waiting.cancel()
        asyncio.get_running_loop().remove_reader(self._descriptor)

    def pull(self) -> None:
        """Take what is there."""
        try:
            data = os.read(self._descriptor, READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            self._end()
            return
        for message in self._parsed(self._decode(data)):
            self._take(message)
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(LONE_SECONDS, self._tick)

    def wait(self, is_there: Callable[[], bool], seconds: float) -> None:
        """Take what comes until something is there, at most for so long; the loop stands still meanwhile."""
        deadline = time.monotonic() + seconds
        while self.is_open and not is_there() and (left := deadline - time.monotonic()) > 0:
            if select.select([self._descriptor], [], [], left)[0]:
                self.pull()

    def _parsed(self, text: str) -> Iterator[Message]:
        """The messages of a text; a sequence that means nothing is passed over, and what follows it is taken."""
        for character in text:
            try:
                yield from list(self._parser.feed(character))
            except Exception:  # a line can bring anything, and Textual's parser takes the numbers in it on trust
                self._parser = XTermParser()

    def _tick(self) -> None:
        for message in self._parser.tick():
            self._take(message)
