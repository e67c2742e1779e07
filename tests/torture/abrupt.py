"""Sessions that end abruptly, one after the other, in rounds on a project of their own.

    python -m torture.abrupt --ends 10000 --seed 1 --jobs 2
    python -m torture.abrupt --seed 1 --round 17          the same round again
    python -m torture.abrupt --ends 20 --broken early     a program that says saved too early: must be caught

It prints a table and a verdict; the exit code is 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from torture import ends, project
from torture.analyst import SECONDS, Analyst
from torture.forked import ForkedTerminal, live_in

from bench.terminal import GLOSSATOR, Late, Terminal, environment

ROUND = 10
"""How many sessions a project sees."""
FRESH = 20
"""One session in so many is started anew, not forked."""
MOST_ACTS = 3
DOCTORED = 5
"""After so many sessions the doctor looks too."""


def says_too_early() -> None:
    """Break the program: it says that an act is saved, and writes it later."""
    from tui.flows import acts

    written = acts.write

    async def write(desk: Any, verb: str, job: Any, span: Any = None) -> Any:
        desk.say(f"saved: {verb}")
        await asyncio.sleep(0.5)
        return await written(desk, verb, job, span)

    acts.write = write


def keeps_the_terminal() -> None:
    """Break the program: it leaves without giving the terminal back."""
    import os

    from tui.app import Glossator

    Glossator._leave = lambda self, number: os._exit(128 + number)  # type: ignore[method-assign]


def sound() -> None:
    """Break nothing."""


BROKEN = {"": sound, "early": says_too_early, "terminal": keeps_the_terminal}


@dataclass
class Tally:
    """What has been done so far, and what was found."""

    ends: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count what was done elsewhere."""
        self.ends += other.ends
        self.acts += other.acts
        self.faults += other.faults

    def table(self) -> Iterator[str]:
        """The table and the verdict."""
        yield f"{'end':10} {'number':>7}"
        for kind, count in sorted(self.ends.items()):
            yield f"{kind:10} {count:7}"
        told = ", ".join(f"{count} {verb}" for verb, count in self.acts.most_common())
        yield f"called saved: {self.acts.total()} acts ({told})"
        yield from self.faults
        verdict = f"{len(self.faults)} faults" if self.faults else "nothing lost"
        yield f"verdict: {verdict}"


@dataclass(frozen=True)
class Round:
    """Some sessions on one project, each begun where the one before was ended."""

    seed: int
    number: int
    sessions: int
    broken: str = ""

    def run(self) -> Tally:
        """Run them in this process; faults are told as they come, too: who stops a run of hours wants to know."""
        tally = Tally()
        with TemporaryDirectory(prefix="torture-") as folder:
            live_in(Path(folder))
            for fault in self._faults(Path(folder), tally):
                told = f"seed {self.seed}, round {self.number}, {fault}"
                sys.stderr.write(f"{told}\n")
                tally.faults.append(told)
        return tally

    def _faults(self, home: Path, tally: Tally) -> Iterator[str]:
        random = Random(f"{self.seed} {self.number}")
        path = home / "project.db"
        project.make(path)
        words = cycle(random.sample(project.WORDS, len(project.WORDS)))
        said: list[str] = []
        for session in range(self.sessions):
            before = len(said)
            kind = random.choices([*ends.ENDS], [*ends.ENDS.values()])[0]
            try:
                faults = [*_session(path, kind, random, words, said, home, BROKEN[self.broken])]
            except Late as error:
                faults = [f"the screen did not come to say what was waited for: {error}"]
            doctored = session % DOCTORED == DOCTORED - 1 or session == self.sessions - 1
            faults += project.faults(path, "ada", said, in_flight=1, doctored=doctored)
            faults += _reports(home)
            said += _in_flight(path, said)
            tally.ends[kind] += 1
            tally.acts.update(said[before:])
            yield from (f"session {session}, {kind}: {fault}" for fault in faults)
            if faults:
                return


def _reports(home: Path) -> Iterator[str]:
    """What the program wrote down of its own faults."""
    for report in home.rglob("crash-*.txt"):
        yield report.read_text(encoding="utf-8")
        report.unlink()


def _session(
    path: Path, kind: str, random: Random, words: Iterator[str], said: list[str], home: Path, change: Callable[[], None]
) -> Iterator[str]:
    """Start, do some acts, be shaken on the way, and end in the middle of one more."""
    arguments = ["--db", str(path), "--coder", "ada"]
    terminal: Terminal
    if random.randrange(FRESH) == 0 and change is sound:
        terminal = Terminal([*GLOSSATOR, *arguments], environment(home))
    else:
        terminal = ForkedTerminal(arguments, change)
    with terminal:
        terminal.wait_for(" READ ", "help", seconds=SECONDS)
        analyst = Analyst(terminal, random, words, said)
        for _ in range(random.randrange(MOST_ACTS)):
            _do(analyst, random, terminal)
        if kind != "MEMO":
            _do(analyst, random, terminal, most=random.randrange(30))
            terminal.show(terminal.collect(0.0, random.choice((0, 0, 0.001, 0.005, 0.02))))
        yield from ends.end(kind, terminal, analyst, path)
        analyst.note()


def _do(analyst: Analyst, random: Random, terminal: Terminal, most: int = sys.maxsize) -> None:
    """Do an act, or the first steps of one; now and then the program is shaken in its midst."""
    shaken = random.randrange(40)
    for number, _ in enumerate(random.choice(analyst.acts())()):
        if number == shaken:
            ends.shake(random.choice([*ends.SHAKES]), terminal, random)
        if number >= most:
            return


def _in_flight(path: Path, said: list[str]) -> list[str]:
    """The act that was saved without being told of, because the end came first."""
    return project.verbs(path, "ada")[len(said) :]


def rounds(asked: argparse.Namespace) -> Iterator[Round]:
    """The rounds that make up so many ends."""
    first = asked.round or 0
    for done in range(0, asked.ends, ROUND):
        yield Round(asked.seed, first + done // ROUND, min(ROUND, asked.ends - done), asked.broken)


def run(asked: argparse.Namespace) -> Tally:
    """Run all rounds, each in a process that has no threads, since it forks."""
    tally = Tally()
    with get_context("spawn").Pool(asked.jobs) as pool:
        for number, told in enumerate(pool.imap_unordered(Round.run, rounds(asked)), 1):
            tally.add(told)
            if number % 10 == 0:
                sys.stderr.write(f"{tally.ends.total()} ends, {len(tally.faults)} faults\n")
            if asked.broken and tally.faults:
                return tally
        pool.close()
        pool.join()
    return tally


def main() -> int:
    """Torture, and tell."""
    parser = argparse.ArgumentParser(description="End sessions abruptly and look for what is lost.")
    parser.add_argument("--ends", type=int, default=ROUND)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", type=int, help="begin with this one")
    parser.add_argument("--jobs", type=int, default=1, help="how many rounds at once")
    parser.add_argument("--broken", choices=[*BROKEN], default="")
    asked = parser.parse_args()
    begun = time.perf_counter()
    tally = run(asked)
    sys.stdout.writelines(f"{line}\n" for line in tally.table())
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = time.process_time() + children.ru_utime + children.ru_stime
    sys.stdout.write(f"{tally.ends.total()} ends in {time.perf_counter() - begun:.0f} s, {cpu:.0f} s of a processor\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
