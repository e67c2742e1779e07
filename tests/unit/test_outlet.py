"""The way out to the terminal: it never blocks, and keeps the order."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tui.outlet import Outlet

PIECES = [bytes([65 + number]) * 40_000 for number in range(5)]
"""More than a pipe takes at once."""


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    yield reading, writing
    os.close(writing)


def test_what_is_not_taken_waits_and_comes_in_its_order(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    outlet = Outlet(writing)
    for piece in PIECES:
        outlet.send(piece)
    assert outlet.is_behind
    seen = b""
    while len(seen) < sum(map(len, PIECES)):
        seen += os.read(reading, 10_000)
        outlet.push()
    assert seen == b"".join(PIECES)
    assert not outlet.is_behind
    os.close(reading)


def test_a_reader_that_is_gone_gets_nothing_more(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    outlet = Outlet(writing)
    outlet.send(b"x" * 200_000)
    os.close(reading)
    outlet.push()
    assert not outlet.is_behind
    outlet.drain(60.0)


def test_waiting_for_the_rest_has_an_end(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    outlet = Outlet(writing)
    outlet.send(b"x" * 200_000)
    outlet.drain(0.01)
    assert outlet.is_behind
    os.close(reading)


def test_an_outlet_beside_a_terminal_leaves_the_terminals_own_descriptor_as_it_was() -> None:
    outer, inner = os.openpty()
    outlet = Outlet.beside(inner)
    assert outlet is not None
    assert os.get_blocking(inner)
    assert not os.get_blocking(outlet.descriptor)
    outlet.send(b"hello")
    assert os.read(outer, 10) == b"hello"
    outlet.close()
    os.close(inner)
    os.close(outer)


def test_there_is_no_outlet_beside_what_is_no_terminal(pipe: tuple[int, int]) -> None:
    assert Outlet.beside(pipe[0]) is None
    os.close(pipe[0])
