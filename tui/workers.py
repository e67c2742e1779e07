"""Work on many things in several processes: results in the order of the things, and no death of one takes the rest.

Each process does one thing at a time, so that it is known what it was doing when it died. Little is read ahead, so that
memory does not grow with the number of things.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

Thing = TypeVar("Thing")
Result = TypeVar("Result")

WORTH = 100
"""So many things keep a process busy for as long as it takes to start it, or longer."""
_AHEAD = 8
"""How many things for each process are begun before the first of them must be done."""
_PATIENCE = 5.0
"""Seconds that a process has for its end."""


@dataclass(frozen=True, slots=True)
class Failure(Generic[Thing]):
    """A thing on which the work failed."""

    thing: Thing
    reason: str
    """In one line."""


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fitting(total: int) -> int:
    """How many processes so many things deserve."""
    return max(1, min(processors(), total // WORTH))


def each(work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int) -> Iterator[Result | Failure[Thing]]:
    """What the work makes of each thing, in their order; with one job it is done in this process.

    The work and what it takes and gives must be picklable when there are more.
    """
    return (_done(work, thing) for thing in things) if jobs == 1 else _in_processes(work, things, jobs)


def _done(work: Callable[[Thing], Result], thing: Thing) -> Result | Failure[Thing]:
    try:
        return work(thing)
    except Exception as error:
        return Failure(thing, f"{type(error).__name__}: {' '.join(str(error).split())}".removesuffix(": "))


@dataclass(slots=True)
class _Slot(Generic[Thing, Result]):
    """A thing's place in the row of results."""

    thing: Thing
    outcome: tuple[Result | Failure[Thing], ...] = ()
    """Empty until it is there."""


class _Worker(Generic[Thing, Result]):
    """A process that does the work."""

    def __init__(self, work: Callable[[Thing], Result]) -> None:
        # Late: one process is enough for most, and this takes longer than they do.
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.slot: _Slot[Thing, Result] | None = None
        self._process: SpawnProcess = context.Process(target=_serve, args=(work, theirs), daemon=True)
        # Ctrl+C goes to all processes of a terminal; who is in charge here tells the others.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def give(self, slot: _Slot[Thing, Result]) -> None:
        """Let it begin with a thing."""
        self.slot = slot
        with suppress(OSError):  # it is dead already, as `take` will find
            self.pipe.send(slot.thing)

    def take(self) -> bool:
        """Put what it made into its slot; False when it has died over it."""
        slot, self.slot = self.slot, None
        assert slot is not None  # only those that are at work are waited for
        try:
            slot.outcome = (self.pipe.recv(),)
        except (EOFError, OSError):
            self._process.join(_PATIENCE)
            slot.outcome = (Failure(slot.thing, f"its process died (exit code {self._process.exitcode})"),)
            return False
        return True

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self.pipe.close()
        self._process.kill()
        self._process.join(_PATIENCE)


def _in_processes(
    work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int
) -> Iterator[Result | Failure[Thing]]:
    from multiprocessing.connection import wait  # late, as above

    stream = iter(things)
    row: deque[_Slot[Thing, Result]] = deque()
    crew: list[_Worker[Thing, Result]] = []
    try:
        while True:
            _set_to_work(crew, work, stream, row, jobs)
            if not row:
                return
            while row and row[0].outcome:
                yield row.popleft().outcome[0]
            busy: dict[Any, _Worker[Thing, Result]] = {worker.pipe: worker for worker in crew if worker.slot}
            for pipe in wait(list(busy)) if busy else ():
                if not busy[pipe].take():
                    busy[pipe].stop()
                    crew.remove(busy[pipe])
    finally:
        for worker in crew:
            worker.stop()


def _set_to_work(
    crew: list[_Worker[Thing, Result]],
    work: Callable[[Thing], Result],
    stream: Iterator[Thing],
    row: deque[_Slot[Thing, Result]],
    jobs: int,
) -> None:
    """Give a thing to everybody who has none, and hire where somebody is missing."""
    while len(row) < jobs * _AHEAD:
        idle = next((worker for worker in crew if not worker.slot), None)
        if idle is None and len(crew) == jobs:
            return
        try:
            slot: _Slot[Thing, Result] = _Slot(next(stream))
        except StopIteration:
            return
        if idle is None:
            idle = _Worker(work)
            crew.append(idle)
        row.append(slot)
        idle.give(slot)


def _serve(work: Callable[[Any], Any], pipe: Connection) -> None:
    """What a process does, until nobody is there to ask for more."""
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_done(work, pipe.recv()))
