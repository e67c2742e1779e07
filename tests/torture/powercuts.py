"""Power cuts, simulated: the bytes of a recorded session are cut, torn and mixed up, and the project is opened.

    python -m torture.powercuts --acts 500 --seed 1              every frame border, and as many places within frames
    python -m torture.powercuts --acts 500 --seed 1 --cuts 150   a random sample

Nothing that was synchronised may be lost, and what is there must be what it once was. The exit code is 1 otherwise.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from torture.journal import FRAME_HEADER, Frame, frames
from torture.recording import Era, Recording, record, state

from db.engine import open_project
from db.errors import ProjectError

SECTOR = 512
PAGE = 4096
OPENED = 20
"""One project in so many is opened by the program, the others by SQLite alone."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a power cut left on the disk."""

    kind: str
    file: bytes
    journal: bytes
    least: int
    """How many acts had been called saved, and must be there."""
    place: str


Left = tuple[bytes, bytes, int]
"""The file, the journal, and how many bytes of the journal are as they were written."""


def cuts(recording: Recording, random: Random, share: float, *, early: bool) -> Iterator[Cut]:
    """A share of all cuts, of every kind at every frame; with `early`, acts count as saved before they are."""
    for number, era in enumerate(recording.eras):
        for frame in frames(era.journal):
            for kind, make in _KINDS.items():
                if random.random() < share and (kind != "taken in" or era.after):
                    file, journal, place = make(era, frame, random)
                    saved = era.first + bisect_right(era.ends, place) + early
                    yield Cut(kind, file, journal, saved, f"era {number}, byte {place}")


def _at_border(era: Era, frame: Frame, _: Random) -> Left:
    return era.before, era.journal[: frame.end], frame.end


def _inside(era: Era, frame: Frame, random: Random) -> Left:
    place = random.randrange(frame.start + 1, frame.end)
    return era.before, era.journal[:place], place


def _before_garbage(era: Era, frame: Frame, random: Random) -> Left:
    garbage = random.randbytes(random.randrange(1, 3 * PAGE))
    return era.before, era.journal[: frame.start] + garbage, frame.start


def _torn(era: Era, frame: Frame, random: Random) -> Left:
    """What lies behind a place was on its way: some of its sectors came, in any order, others did not."""
    end = min(len(era.journal), frame.start + random.randrange(1, 8) * (PAGE + FRAME_HEADER))
    torn = bytearray(era.journal[:end])
    for place in range(frame.start, end, SECTOR):
        if random.random() < 0.5:
            torn[place : min(place + SECTOR, end)] = bytes(min(place + SECTOR, end) - place)
    return era.before, bytes(torn), frame.start


def _taken_in(era: Era, _: Frame, random: Random) -> Left:
    """The file while the journal is taken into it: some pages are new, some old, one is half of each."""
    before, after = era.before, era.after
    mixed = bytearray(before.ljust(len(after), b"\0"))
    for place in range(0, len(after), PAGE):
        if random.random() < 0.5:
            mixed[place : place + PAGE] = after[place : place + PAGE]
    half = random.randrange(0, len(after), PAGE) + PAGE // 2
    mixed[half : half + PAGE // 2] = after[half : half + PAGE // 2]
    return bytes(mixed), era.journal, len(era.journal)


_KINDS: Mapping[str, Callable[[Era, Frame, Random], Left]] = {
    "border": _at_border,
    "inside": _inside,
    "torn": _torn,
    "garbage": _before_garbage,
    "taken in": _taken_in,
}


def fault(cut: Cut, recording: Recording, folder: Path, *, by_program: bool) -> str:
    """What is wrong with what a cut left, or empty."""
    path = folder / "p.db"
    path.write_bytes(cut.file)
    path.with_name("p.db-wal").write_bytes(cut.journal)
    path.with_name("p.db-shm").unlink(missing_ok=True)
    if by_program:
        try:
            open_project(str(path), create=False).close()
        except ProjectError as error:
            return f"cannot be opened: {error}"
    try:
        with closing(sqlite3.connect(path)) as connection:
            if (told := connection.execute("PRAGMA integrity_check").fetchone()) != ("ok",):
                return f"integrity: {told[0]}"
            found = state(connection)
    except sqlite3.Error as error:
        return f"cannot be read: {error}"
    if found not in recording.states:
        return "it says what it never said"
    # What is there may be what it was at several moments: an undo brings an earlier one back.
    newest = len(recording.states) - 1 - recording.states[::-1].index(found)
    return f"lost: {cut.least - newest} acts of {cut.least} that were saved" if newest < cut.least else ""


def main() -> int:
    """Cut, and tell."""
    parser = argparse.ArgumentParser(
        description="Cut a session's files as a power cut would, and look for what is lost."
    )
    parser.add_argument("--acts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cuts", type=int, help="how many, at random; by default all")
    parser.add_argument("--broken", choices=["early"], help="call acts saved too early: must be caught")
    asked = parser.parse_args()
    begun, random, done, faults = time.perf_counter(), Random(asked.seed), Counter[str](), []
    with TemporaryDirectory(prefix="torture-", dir=_memory()) as made:
        folder = Path(made)
        recording = record(folder / "session.db", asked.acts, asked.seed)
        number = sum(len([*frames(era.journal)]) for era in recording.eras) * len(_KINDS)
        share = 1.0 if asked.cuts is None else asked.cuts / number
        for cut in cuts(recording, random, share, early=bool(asked.broken)):
            done[cut.kind] += 1
            if found := fault(cut, recording, folder, by_program=random.randrange(OPENED) == 0):
                faults.append(f"seed {asked.seed}, {cut.kind}, {cut.place}: {found}")
    sys.stdout.writelines(f"{line}\n" for line in _table(recording, done, faults))
    sys.stdout.write(f"{time.perf_counter() - begun:.0f} s, {time.process_time():.0f} s of a processor\n")
    sys.stdout.write(f"verdict: {f'{len(faults)} faults' if faults else 'nothing lost'}\n")
    return 1 if faults else 0


def _table(recording: Recording, done: Counter[str], faults: list[str]) -> Iterator[str]:
    yield f"{len(recording.states) - 1} acts, the journal taken in {len(recording.eras) - 1} times"
    yield from (f"{kind:10} {count:7}" for kind, count in sorted(done.items()))
    yield from faults[:20]


def _memory() -> str | None:
    """Where files need no disk, if there is such a place."""
    return "/dev/shm" if Path("/dev/shm").is_dir() and shutil.disk_usage("/dev/shm").free > 1 << 28 else None


if __name__ == "__main__":
    sys.exit(main())
