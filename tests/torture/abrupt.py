"""Sessions that end abruptly, one after the other, in rounds on a project of their own.

    python -m torture.abrupt --ends 10000 --seed 1
    python -m torture.abrupt --seed 1 --round 17          the same round again
    python -m torture.abrupt --ends 20 --broken early     a program that says saved too early: must be caught

It prints a table and a verdict; the exit code is 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
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


class Tally:
    """What has been done so far, and what was found."""

    def __init__(self) -> None:
        self.ends: Counter[str] = Counter()
        self.acts: Counter[str] = Counter()
        self.faults: list[str] = []
        self.begun = time.perf_counter()

    def table(self) -> Iterator[str]:
        """The table and the verdict."""
        yield f"{'end':10} {'number':>7}"
        for kind, count in sorted(self.ends.items()):
            yield f"{kind:10} {count:7}"
        told = ", ".join(f"{count} {verb}" for verb, count in self.acts.most_common())
        yield f"called saved: {self.acts.total()} acts ({told})"
        yield from self.faults
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = time.process_time() + children.ru_utime + children.ru_stime
        yield f"{self.ends.total()} ends in {time.perf_counter() - self.begun:.0f} s, {cpu:.0f} s of a processor"
        verdict = f"{len(self.faults)} faults" if self.faults else "nothing lost"
        yield f"verdict: {verdict}"


def run_round(seed: int, number: int, count: int, home: Path, tally: Tally, change: Callable[[], None]) -> None:
    """Some sessions on one project, each begun where the one before was ended."""
    random = Random(f"{seed} {number}")
    path = home / f"{number}.db"
    shutil.copy(_template(home), path)
    words = cycle(random.sample(project.WORDS, len(project.WORDS)))
    said: list[str] = []
    for session in range(count):
        before = len(said)
        kind = random.choices([*ends.ENDS], [*ends.ENDS.values()])[0]
        try:
            faults = [*_session(path, kind, random, words, said, home, change)]
        except Late as error:
            faults = [f"the screen did not come to say what was waited for: {error}"]
        doctored = session % DOCTORED == DOCTORED - 1 or session == count - 1
        faults += project.faults(path, "ada", said, in_flight=1, doctored=doctored)
        faults += _reports(home)
        said += _in_flight(path, said)
        tally.ends[kind] += 1
        tally.acts.update(said[before:])
        told = [f"seed {seed}, round {number}, session {session}, {kind}: {fault}" for fault in faults]
        sys.stderr.writelines(f"{fault}\n" for fault in told)  # who stops a run of hours wants to know
        tally.faults += told
        if faults:
            break
    for left in home.glob(f"{number}.db*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _reports(home: Path) -> Iterator[str]:
    """What the program wrote down of its own faults."""
    for report in home.rglob("crash-*.txt"):
        yield report.read_text(encoding="utf-8")
        report.unlink()


def _template(home: Path) -> Path:
    """An untouched project, made once."""
    path = home / "template"
    if not path.exists():
        project.make(path)
    return path


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


def main() -> int:
    """Torture, and tell."""
    parser = argparse.ArgumentParser(description="End sessions abruptly and look for what is lost.")
    parser.add_argument("--ends", type=int, default=ROUND)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", type=int, help="this round alone")
    parser.add_argument("--broken", choices=[*BROKEN], default="")
    asked = parser.parse_args()
    tally = Tally()
    with TemporaryDirectory(prefix="torture-") as folder:
        live_in(Path(folder))
        first = 0 if asked.round is None else asked.round
        for number in range(first, first + -(-asked.ends // ROUND)):
            count = min(ROUND, asked.ends - (number - first) * ROUND)
            run_round(asked.seed, number, count, Path(folder), tally, BROKEN[asked.broken])
            if number % 10 == 9:
                sys.stderr.write(f"{tally.ends.total()} ends, {len(tally.faults)} faults\n")
            if asked.broken and tally.faults:
                break
    sys.stdout.writelines(f"{line}\n" for line in tally.table())
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
