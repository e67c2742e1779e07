"""The watcher: a thread of its own that looks now and then whether others have written to the project."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.watch import Watch

LAST_SECONDS = 1.0
"""How long the end waits for a look that is under way."""


class Watcher:
    """Looks every so many seconds, and tells when something has changed; while nothing does, nobody is disturbed."""

    def __init__(self, watch: Watch, seconds: float, tell: Callable[[], object]) -> None:
        self._watch = watch
        self._seconds = seconds
        self._tell = tell
        self._ended = Event()
        self._thread = Thread(target=self._look, name="watcher", daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(self._seconds):
            if self._watch.has_changed() and not self._ended.is_set():
                self._tell()

    def close(self) -> None:
        """Look no more, and let go of the project."""
        self._ended.set()
        self._thread.join(LAST_SECONDS)
        if not self._thread.is_alive():  # a server that does not answer must not hold the program up
            self._watch.close()
