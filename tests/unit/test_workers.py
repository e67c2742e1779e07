"""Work in several processes: order, failures, deaths, and how little is read ahead."""

from __future__ import annotations

import math
import operator
import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tui import workers
from tui.workers import Failure, Terms


def made(*asked: Any, **more: Any) -> list[Any]:
    return [outcome for _, outcome in workers.each(*asked, **more)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_things(jobs: int) -> None:
    assert made(math.sqrt, [number**2 for number in range(50)], jobs) == list(range(50))


def test_what_waits_for_a_slow_first_thing_does_not_keep_the_rest_from_being_done(tmp_path: Path) -> None:
    things = [
        partial(_after, tmp_path / "others", 7, 0),
        *(partial(_mark, tmp_path / "others", n) for n in range(1, 40)),
    ]
    assert made(operator.call, things, 2) == list(range(40))


def _after(path: Path, lines: int, result: int) -> int:
    """Go on once others have written so many lines: as many as may be begun ahead of this one."""
    while not path.exists() or path.read_text().count("\n") < lines:
        pass
    return result


def _mark(path: Path, result: int) -> int:
    with path.open("a") as stream:
        stream.write("x\n")
    return result


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_told_and_the_rest_goes_on(jobs: int) -> None:
    assert made(int, ["1", "x\ny", "3"], jobs) == [
        1,
        Failure("x\ny", "ValueError: invalid literal for int() with base 10: 'x\\ny'"),
        3,
    ]


def test_a_process_that_dies_takes_one_thing_with_it() -> None:
    death = partial(os._exit, 3)
    things: list[Callable[[], Any]] = [partial(int, number) for number in range(12)]
    things[4] = things[7] = death
    found = made(operator.call, things, 2)
    dead = Failure(death, "its process died (exit code 3)")
    assert [each.reason if isinstance(each, Failure) else each for each in found] == [
        dead.reason if thing is death else number for number, thing in enumerate(things)
    ]


def test_of_a_chunk_that_ends_its_process_only_one_thing_is_lost() -> None:
    things: list[Callable[[], Any]] = [partial(int, number) for number in range(40)]
    things[11] = partial(os._exit, 3)
    found = made(operator.call, things, 2, Terms(chunk=8))
    assert [isinstance(each, Failure) for each in found] == [number == 11 for number in range(40)]


def test_what_takes_too_long_is_given_up_alone() -> None:
    things: list[Callable[[], Any]] = [partial(int, number) for number in range(12)]
    things[5] = signal.pause
    found = made(operator.call, things, 2, Terms(chunk=4, patience=0.5))
    assert [each for each in found if isinstance(each, Failure)] == [Failure(signal.pause, "it took longer than 0 s")]
    assert len(found) == 12


def test_a_chunk_is_as_many_things_as_it_may_weigh() -> None:
    chunks = Terms(chunk=3, weigh=int, heavy=10).chunks(iter([1, 1, 1, 1, 9, 20, 1]))
    assert list(chunks) == [[1, 1, 1], [1, 9], [20], [1]]


def test_little_is_read_ahead() -> None:
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        while taken < 10_000:
            taken += 1
            yield taken

    results = workers.each(math.sqrt, things(), 2)
    next(results)
    results.close()
    assert 1 <= taken < 100


def test_processes_hold_ctrl_c_back_and_end_with_their_master() -> None:
    mask, pid = (partial(signal.pthread_sigmask, signal.SIG_BLOCK, ()), os.getpid)
    things: list[Callable[[], Any]] = [mask, pid]
    masked, process = made(operator.call, things, 2)
    assert signal.SIGINT in masked
    assert process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_few_things_are_done_here_and_many_by_as_many_processes_as_there_are_processors() -> None:
    assert workers.fitting(0) == workers.fitting(workers.WORTH - 1) == 1
    assert workers.fitting(10**9) == workers.processors()
