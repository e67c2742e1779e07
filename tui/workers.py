"""Work on many things in several processes: results in the order of the things, and no thing stops the others.

Things are given out in chunks, as each way to another process costs. A chunk that ends its process, or takes longer
than there is patience for, is done again thing by thing, so that it is known which one did that. A thread keeps the
processes at work while the caller is busy with results; what is read ahead is bounded, so that memory does not grow
with the number of things.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Thing = TypeVar("Thing")
Result = TypeVar("Result")

WORTH = 100
"""So many things keep a process busy for as long as it takes to start it, or longer."""
_AHEAD = 4
"""How many chunks for each process are begun before the first of them must be done."""
_WAITING = 32
"""How many chunks that are done may wait to be taken."""
_BEAT = 0.1
"""How often, in seconds, it is looked whether somebody still wants the results, or patience has ended."""
_FAREWELL = 5.0
"""Seconds that a process has for its end."""


@dataclass(frozen=True, slots=True)
class Failure(Generic[Thing]):
    """A thing on which the work failed."""

    thing: Thing
    reason: str
    """In one line."""


@dataclass(frozen=True, slots=True)
class Terms(Generic[Thing]):
    """How things are given out."""

    chunk: int = 1
    """How many things a process gets at once."""
    weigh: Callable[[Thing], int] | None = None
    """What a thing weighs, where that differs."""
    heavy: int = 0
    """From which weight on a chunk gets nothing more."""
    patience: float | None = None
    """How many seconds a chunk may take, and then a thing alone; None where it may take its time."""
    preload: tuple[str, ...] = ()
    """The modules that every process needs: loaded once for all of them."""

    def chunks(self, things: Iterator[Thing]) -> Iterator[list[Thing]]:
        """The things by chunks, each taken only when it is asked for."""
        while chunk := list(self._chunk(things)):
            yield chunk

    def _chunk(self, things: Iterator[Thing]) -> Iterator[Thing]:
        weight = 0
        for count, thing in enumerate(things, 1):
            yield thing
            weight += self.weigh(thing) if self.weigh else 0
            if count == self.chunk or weight >= self.heavy > 0:
                return


def processors() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def fitting(total: int) -> int:
    """How many processes so many things deserve."""
    return max(1, min(processors(), total // WORTH))


def each(
    work: Callable[[Thing], Result], things: Iterable[Thing], jobs: int, terms: Terms[Thing] | None = None
) -> Generator[tuple[Thing, Result | Failure[Thing]]]:
    """Each thing with what the work makes of it, in their order; with one job it is done in this process.

    The work and what it takes and gives must be picklable when there are more. Close it to end the processes.
    """
    if jobs == 1:
        for thing in things:
            yield thing, _done(work, thing)
        return
    yield from _Pool(work, iter(things), jobs, terms or Terms()).results()


def _done(work: Callable[[Thing], Result], thing: Thing) -> Result | Failure[Thing]:
    try:
        return work(thing)
    except Exception as error:
        return Failure(thing, f"{type(error).__name__}: {' '.join(str(error).split())}".removesuffix(": "))


@dataclass(slots=True)
class _Slot(Generic[Thing, Result]):
    """A chunk's place in the row of results."""

    things: list[Thing]
    outcomes: list[Result | Failure[Thing]] = field(default_factory=list)
    """What is there already, in the order of the things."""
    is_parted: bool = False
    """Whether its things are done one by one, because it failed as a whole."""

    @property
    def is_done(self) -> bool:
        """Whether all is there."""
        return len(self.outcomes) == len(self.things)

    @property
    def next(self) -> list[Thing]:
        """What is to be done next of it."""
        left = self.things[len(self.outcomes) :]
        return left[:1] if self.is_parted else left

    def fail(self, reason: str) -> None:
        """Note that what was next did not come to an end."""
        if len(self.next) == 1:
            self.outcomes.append(Failure(self.next[0], reason))
        self.is_parted = True


class _Worker(Generic[Thing, Result]):
    """A process that does the work."""

    def __init__(self, work: Callable[[Thing], Result], terms: Terms[Thing]) -> None:
        # Late: one process is enough for most, and this takes longer than they do.
        import multiprocessing

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(terms.preload))
        self.pipe, theirs = context.Pipe()
        self.slot: _Slot[Thing, Result] | None = None
        self._patience = terms.patience
        self._begun = 0.0
        self._process: BaseProcess = context.Process(target=_serve, args=(work, theirs), daemon=True)
        # Ctrl+C goes to all processes of a terminal; who is in charge here tells the others.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def give(self, slot: _Slot[Thing, Result]) -> None:
        """Let it begin with a chunk, or go on with one."""
        self.slot, self._begun = slot, monotonic()
        with suppress(OSError):  # it is dead already, as `take` will find
            self.pipe.send(slot.next)

    @property
    def is_late(self) -> bool:
        """Whether it takes longer than there is patience for."""
        return self._patience is not None and monotonic() - self._begun > self._patience

    def take(self) -> bool:
        """Put what it made into the slot; False when it has died over it."""
        assert self.slot is not None  # only those that are at work are waited for
        try:
            self.slot.outcomes += self.pipe.recv()
        except (EOFError, OSError):
            self._process.join(_FAREWELL)
            self.slot.fail(f"its process died (exit code {self._process.exitcode})")
            return False
        return True

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self.pipe.close()
        self._process.kill()
        self._process.join(_FAREWELL)


class _Pool(Generic[Thing, Result]):
    """Some processes, and the thread that keeps them at work."""

    def __init__(
        self, work: Callable[[Thing], Result], things: Iterator[Thing], jobs: int, terms: Terms[Thing]
    ) -> None:
        self._work, self._jobs, self._terms = work, jobs, terms
        self._chunks = terms.chunks(things)
        self._row: deque[_Slot[Thing, Result]] = deque()
        """The chunks that are begun, in their order."""
        self._crew: list[_Worker[Thing, Result]] = []
        self._ready: Queue[_Slot[Thing, Result] | BaseException | None] = Queue(_WAITING)
        self._stopped = Event()

    def results(self) -> Iterator[tuple[Thing, Result | Failure[Thing]]]:
        """Each thing with what was made of it."""
        thread = Thread(target=self._run, name="workers", daemon=True)
        thread.start()
        try:
            while (done := self._ready.get()) is not None:
                if isinstance(done, BaseException):
                    raise done
                yield from zip(done.things, done.outcomes, strict=True)
        finally:
            self._stopped.set()
            thread.join()

    def _run(self) -> None:
        """Keep the processes at work until all is done, or nobody wants it any more."""
        end: BaseException | None = None
        try:
            while not self._stopped.is_set():
                while self._row and self._row[0].is_done:
                    self._put(self._row.popleft())
                self._give_out()
                if any(worker.slot for worker in self._crew):
                    self._take_in()
                elif not self._row:
                    break
        except BaseException as error:  # raised where the results are taken
            end = error
        finally:
            for worker in self._crew:
                worker.stop()
        self._put(end)

    def _give_out(self) -> None:
        """Give a chunk to everybody who has none, and hire where somebody is missing."""
        while len(self._row) < self._jobs * _AHEAD:
            idle = next((worker for worker in self._crew if not worker.slot), None)
            if (idle is None and len(self._crew) == self._jobs) or not (chunk := next(self._chunks, None)):
                return
            slot: _Slot[Thing, Result] = _Slot(chunk)
            self._row.append(slot)
            self._set_to_work(idle, slot)

    def _set_to_work(self, worker: _Worker[Thing, Result] | None, slot: _Slot[Thing, Result]) -> None:
        if worker is None:
            worker = _Worker(self._work, self._terms)
            self._crew.append(worker)
        worker.give(slot)

    def _take_in(self) -> None:
        """Take what is done, and deal with those that died or are late."""
        from multiprocessing.connection import wait  # late, as above

        busy: dict[Any, _Worker[Thing, Result]] = {worker.pipe: worker for worker in self._crew if worker.slot}
        done = [busy[pipe] for pipe in wait(list(busy), _BEAT)]
        for worker in busy.values():
            slot = worker.slot
            if slot is None or not (worker in done or worker.is_late):
                continue
            lives = worker.take() if worker in done else self._give_up(slot)
            worker.slot = None
            if not lives:
                worker.stop()
                self._crew.remove(worker)
            if not slot.is_done:
                self._set_to_work(worker if lives else None, slot)

    def _give_up(self, slot: _Slot[Thing, Result]) -> bool:
        slot.fail(f"it took longer than {self._terms.patience:.0f} s")
        return False

    def _put(self, done: _Slot[Thing, Result] | BaseException | None) -> None:
        while not self._stopped.is_set():
            with suppress(Full):
                self._ready.put(done, timeout=_BEAT)
                return


def _serve(work: Callable[[Any], Any], pipe: Connection) -> None:
    """What a process does, until nobody is there to ask for more."""
    signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    with suppress(EOFError, OSError):
        while True:
            pipe.send([_done(work, thing) for thing in pipe.recv()])
