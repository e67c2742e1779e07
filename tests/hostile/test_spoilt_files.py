"""Files of every kind, spoilt at random: read, or refused in one line, and never a traceback."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzzing import examples
from hostile.making import good_files
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.articles import Article
from corpus.files import read_paths

LARGEST = 60_000
"""Larger files take long and hold nothing else."""

Spoil = Callable[[bytes], bytes]


def _kinds() -> dict[str, bytes]:
    """A good file of each ending, the smallest one."""
    kinds: dict[str, bytes] = {}
    for name, data in good_files():
        ending = Path(name).suffix.lower()
        if len(data) <= LARGEST and len(data) <= len(kinds.get(ending, data)):
            kinds[ending] = data
    return kinds


@pytest.fixture(scope="module")
def kinds() -> dict[str, bytes]:
    return _kinds()


places = st.floats(0, 1, exclude_max=True)
spoils = st.one_of(
    st.tuples(st.just("cut"), places, st.binary(max_size=1)),
    st.tuples(st.just("put"), places, st.binary(min_size=1, max_size=8)),
    st.tuples(
        st.just("put"), places, st.sampled_from([b"<", b"\0" * 9, b"\xff\xfe", b"&x;", b"\x1b[2J", b"{" * 9, b'"'])
    ),
    st.tuples(st.just("over"), places, st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("twice"), places, st.binary(max_size=1)),
    st.tuples(st.just("without"), places, st.binary(min_size=1, max_size=20)),
)


def spoilt(data: bytes, how: str, place: float, piece: bytes) -> bytes:
    """The bytes after one act of vandalism."""
    at = int(place * len(data))
    changed = {
        "cut": data[:at],
        "put": data[:at] + piece + data[at:],
        "over": data[:at] + piece + data[at + len(piece) :],
        "twice": data[:at] + data,
        "without": data[:at] + data[at + len(piece) :],
    }
    return changed[how]


@settings(max_examples=examples(120), deadline=None)
@given(data=st.data(), vandalism=st.lists(spoils, min_size=1, max_size=4))
def test_a_spoilt_file_is_read_or_refused_in_one_line(
    kinds: dict[str, bytes], data: st.DataObject, vandalism: list[tuple[str, float, bytes]]
) -> None:
    ending = data.draw(st.sampled_from(sorted(kinds)))
    content = kinds[ending]
    for how, place, piece in vandalism:
        content = spoilt(content, how, place, piece)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"spoilt{ending}"
        path.write_bytes(content)
        for result in read_paths([path]):
            if isinstance(result, Article):
                assert "\0" not in result.text
                assert not any("\ud800" <= sign <= "\udfff" or sign == "\r" for sign in result.text)
                assert all(0 <= zone.span.start < zone.span.end <= len(result.text) for zone in result.zones)
            else:
                assert result.reason
                assert "\n" not in result.reason
