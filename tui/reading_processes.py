"""Processes that read files: what they find comes back in the order of the files, and none of them stops an import."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from queue import Full, Queue
from threading import Event, Thread

from corpus.articles import Article
from corpus.doubles import Prepared, prepared
from corpus.files import Found, Refusal, read_one
from corpus.readers.records import Options

Results = list[Prepared | Refusal]

_FEW = 48
"""Up to so many files are read in this process: starting others takes longer."""
_FEW_BYTES = 1024 * 1024
_CHUNK = 32
"""How many files are given to a process at once."""
_CHUNK_BYTES = 1024 * 1024
_AHEAD = 16
"""How many chunks that are read may wait to be written."""
_MOST = 8
"""More processes than this only wait for the one that writes."""
PATIENCE = 60.0
"""How many seconds the reading of a chunk may take, and then of a single file, before it is given up."""


def available() -> int:
    """How many processes are worth while on this machine."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST)


def read(pieces: Iterable[Found], options: Options, jobs: int) -> Generator[tuple[Found, Results]]:
    """Each piece with the articles in it, in the order given; what is read ahead is bounded."""
    waiting = iter(pieces)
    first = [*_chunk(waiting, _FEW, _FEW_BYTES)]
    rest = next(waiting, None)
    if jobs < 2 or rest is None:
        for piece in chain(first, () if rest is None else (rest,), waiting):
            yield piece, _read(piece, options)
        return
    yield from _Pool(options, jobs).read(chain(first, (rest,), waiting))


def _chunk(pieces: Iterator[Found], most: int, most_bytes: int) -> Iterator[Found]:
    size = 0
    for piece in islice(pieces, most):
        yield piece
        size += most_bytes if piece.parts else piece.size  # parts come in batches of their own
        if size >= most_bytes:
            return


def _read(piece: Found, options: Options) -> Results:
    return [prepared(item) if isinstance(item, Article) else item for item in read_one(piece, options)]


def _work(connection: Connection, options: Options) -> None:
    """What a process does: read what it is given until nobody gives it anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that writes
    try:
        while True:
            connection.send([_read(piece, options) for piece in connection.recv()])
    except (EOFError, OSError):
        return


class _Reader:
    """One process with the chunk that it is reading."""

    def __init__(self, context: ForkServerContext, options: Options) -> None:
        self._context = context
        self._options = options
        self._start()

    def _start(self) -> None:
        self._connection, theirs = self._context.Pipe()
        self._process: BaseProcess = self._context.Process(target=_work, args=(theirs, self._options), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, chunk: Sequence[Found]) -> None:
        """Let it read; `take` has to follow before anything else is given."""
        self._chunk = chunk
        self._send(chunk)

    def _send(self, chunk: Sequence[Found]) -> None:
        with suppress(OSError):  # it died: the answer will tell
            self._connection.send(chunk)

    def take(self, stopped: Event) -> list[tuple[Found, Results]]:
        """What it has read; where a file made an end of the process, the others are read without it."""
        found = self._answer()
        if found is None:
            found = [result for piece in self._chunk if not stopped.is_set() for result in self._alone(piece)]
        return [*zip(self._chunk, found, strict=False)]

    def _alone(self, piece: Found) -> list[Results]:
        """What one file gives to a new process, or that it ends that too."""
        self.stop()
        self._start()
        self._send([piece])
        why = "reading it did not end, or ended the process that read it: it is damaged, or made to do that"
        return self._answer() or [[Refusal(piece.path, why)]]

    def _answer(self) -> list[Results] | None:
        try:
            return self._connection.recv() if self._connection.poll(PATIENCE) else None
        except (EOFError, OSError):
            return None

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


class _Pool:
    """Some processes, and a thread that keeps them at work while this one writes."""

    def __init__(self, options: Options, jobs: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["corpus.files", "corpus.zones", "corpus.metadata"])
        self._readers = [_Reader(context, options) for _ in range(jobs)]
        self._ready: Queue[list[tuple[Found, Results]] | BaseException | None] = Queue(_AHEAD)
        self._stopped = Event()

    def read(self, pieces: Iterator[Found]) -> Iterator[tuple[Found, Results]]:
        """Each piece with its articles."""
        thread = Thread(target=self._supply, args=(pieces,), daemon=True)
        thread.start()
        try:
            while (item := self._ready.get()) is not None:
                if isinstance(item, BaseException):
                    raise item
                yield from item
        finally:
            self._stopped.set()
            self._stop()
            thread.join()
            self._stop()  # also a process that the thread has just started anew

    def _stop(self) -> None:
        for reader in self._readers:
            reader.stop()

    def _supply(self, pieces: Iterator[Found]) -> None:
        """Keep each process at one chunk, and take what they have read in the order in which it was given."""
        try:
            busy: deque[_Reader] = deque()
            idle = deque(self._readers)
            chunk = [*_chunk(pieces, _CHUNK, _CHUNK_BYTES)]
            while not self._stopped.is_set() and (chunk or busy):
                if chunk and idle:
                    busy.append(idle.popleft())
                    busy[-1].give(chunk)
                    chunk = [*_chunk(pieces, _CHUNK, _CHUNK_BYTES)]
                    continue
                reader = busy.popleft()
                self._put(reader.take(self._stopped))
                idle.append(reader)
            self._put(None)
        except BaseException as error:  # told where the results are taken
            self._put(error)

    def _put(self, item: list[tuple[Found, Results]] | BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=0.1)
            except Full:
                continue
            return
