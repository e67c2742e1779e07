"""Work in several processes: order, failures, deaths, and how little is read ahead."""

from __future__ import annotations

import math
import operator
import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tui import workers
from tui.workers import Failure


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_things(jobs: int) -> None:
    assert list(workers.each(math.sqrt, [number**2 for number in range(50)], jobs)) == list(range(50))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_told_and_the_rest_goes_on(jobs: int) -> None:
    assert list(workers.each(int, ["1", "x\ny", "3"], jobs)) == [
        1,
        Failure("x\ny", "ValueError: invalid literal for int() with base 10: 'x\\ny'"),
        3,
    ]


def test_a_process_that_dies_takes_one_thing_with_it() -> None:
    death = partial(os._exit, 3)
    things: list[Callable[[], Any]] = [partial(int, number) for number in range(12)]
    things[4] = things[7] = death
    found = list(workers.each(operator.call, things, 2))
    dead = Failure(death, "its process died (exit code 3)")
    assert [each.reason if isinstance(each, Failure) else each for each in found] == [
        dead.reason if thing is death else number for number, thing in enumerate(things)
    ]


def test_little_is_read_ahead() -> None:
    taken = 0

    def things() -> Iterator[int]:
        nonlocal taken
        while taken < 10_000:
            taken += 1
            yield taken

    results = workers.each(math.sqrt, things(), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert 1 <= taken < 100


def test_processes_hold_ctrl_c_back_and_end_with_their_master() -> None:
    mask, pid = (partial(signal.pthread_sigmask, signal.SIG_BLOCK, ()), os.getpid)
    things: list[Callable[[], Any]] = [mask, pid]
    masked, process = workers.each(operator.call, things, 2)
    assert signal.SIGINT in masked  # type: ignore[operator]  # no failure
    assert process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)  # type: ignore[arg-type]


def test_few_things_are_done_here_and_many_by_as_many_processes_as_there_are_processors() -> None:
    assert workers.fitting(0) == workers.fitting(workers.WORTH - 1) == 1
    assert workers.fitting(10**9) == workers.processors()
