"""What is typed, as it comes from a descriptor: in order, all that is there at once, and whatever bytes it is."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from tui.inlet import READ_BYTES, Inlet


class Line:
    """A line with somebody at its other end."""

    def __init__(self) -> None:
        self.near, self.far = os.pipe()
        self.came: list[Message] = []
        self.ended = 0
        self.inlet = Inlet(self.near, self.came.append, self.end)

    def end(self) -> None:
        self.ended += 1

    def type(self, data: bytes) -> None:
        os.write(self.far, data)

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.came if isinstance(message, events.Key)]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(20):
            while len(self.keys) < count:
                await asyncio.sleep(0)


@contextmanager
def opened() -> Iterator[Line]:
    line = Line()
    line.inlet.open()
    try:
        yield line
    finally:
        line.inlet.close()
        os.close(line.near)
        if not line.ended:
            os.close(line.far)


async def test_all_that_was_typed_comes_in_one_turn_and_in_order() -> None:
    with opened() as line:
        line.type(b"jk\x1b[Al \xc3\xa9")
        await line.until(1)
        assert line.keys == ["j", "k", "up", "l", "space", "é"]


async def test_a_character_that_comes_in_two_pieces_is_one_key() -> None:
    with opened() as line:
        line.type(b"\xe2\x80")
        line.inlet.pull()
        line.type(b"\x9cx")
        await line.until(2)
        assert [message.character for message in line.came if isinstance(message, events.Key)] == ["“", "x"]


async def test_an_escape_alone_is_the_key_once_nothing_follows() -> None:
    with opened() as line:
        line.type(b"\x1b")
        await line.until(1)
        assert line.keys == ["escape"]


@pytest.mark.parametrize(
    "spoilt", [b"\x1b[9999999999u", b"\xe9\xff", b"\x1b[<99999999999999999999;1;1M", b"\x1b[1;1;99999999999~"]
)
async def test_what_means_nothing_ends_nothing(spoilt: bytes) -> None:
    with opened() as line:
        line.type(b"j" + spoilt + b"k")
        await line.until(2)
        while line.keys[-1] != "k":
            await asyncio.sleep(0)
        assert line.keys[0] == "j"


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=6))
def test_any_bytes_are_taken(pieces: list[bytes]) -> None:
    async def take() -> None:
        with opened() as line:
            for piece in pieces:
                line.type(piece)
                line.inlet.pull()

    asyncio.run(take())


async def test_an_end_is_told_once() -> None:
    with opened() as line:
        line.type(b"j")
        os.close(line.far)
        async with asyncio.timeout(20):
            while not line.ended:
                await asyncio.sleep(0)
        await asyncio.sleep(0)
        line.inlet.wait(lambda: False, 20)  # nothing can come any more
        assert line.keys == ["j"]
        assert line.ended == 1


async def test_what_is_waited_for_is_taken_though_the_loop_stands_still() -> None:
    with opened() as line:
        line.type(b"j" * (READ_BYTES + 1))
        line.inlet.wait(lambda: len(line.keys) > READ_BYTES, 20)
        assert line.keys == ["j"] * (READ_BYTES + 1)
        line.inlet.wait(lambda: False, 0.01)
