"""Keys on screens of two sizes and in three depths of colour, beside peers on the same screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench import keys
from bench.bed import Bed
from bench.figures import Figure
from bench.peers import PEERS, Peer
from bench.terminal import Late, Terminal

SIZES = ((80, 24), (200, 50))
COLOURS: Mapping[str, Mapping[str, str]] = {
    "16 colours": {"TERM": "xterm"},
    "256 colours": {"TERM": "xterm-256color"},
    "true colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
}
COUNT = 30
WORD_BYTES = {80: 200, 200: 400}
ACTS = {"word move": "l", "line move": "j", "page": " "}


def figures(bed: Bed) -> Iterator[Figure]:
    """Keys at two sizes and in three depths of colour, against vim, less and SLATE."""
    for size in SIZES:
        for name, changes in COLOURS.items():
            yield from _reader(bed, size, name, changes)
        for peer in PEERS:
            if peer.acts:
                try:
                    yield from _peer(bed, peer, size)
                except Late:
                    yield Figure.absent(f"keys, {size[0]}x{size[1]}, {peer.name}", "it broke down")


def _reader(bed: Bed, size: tuple[int, int], colours: str, changes: Mapping[str, str]) -> Iterator[Figure]:
    where = f"{size[0]}x{size[1]}, {colours}"
    with bed.reader("small", size, **changes) as reader:
        for act, key in ACTS.items():
            keys.press(reader, ["g"], 1)
            answers = keys.press(reader, keys.PAGING if act == "page" else [key], COUNT)
            yield Figure(f"{act}, {where}: first byte", keys.first(answers), "ms")
            most = WORD_BYTES[size[0]] if act == "word move" else None
            yield Figure(f"{act}, {where}: bytes", keys.size(answers), "B", most)


def _peer(bed: Bed, peer: Peer, size: tuple[int, int]) -> Iterator[Figure]:
    where = f"{size[0]}x{size[1]}, {peer.name}"
    if (command := peer.command(bed)) is None:
        yield Figure.absent(f"keys, {where}", "not installed")
        return
    with Terminal(command, bed.environ, columns=size[0], rows=size[1]) as terminal:
        terminal.wait_for(bed.small[:20])
        terminal.collect(0.3, 0.3)
        for act, key in peer.acts.items():
            answers = keys.press(terminal, [key], COUNT)
            yield Figure(f"{act}, {where}: first byte", keys.first(answers), "ms")
            yield Figure(f"{act}, {where}: bytes", keys.size(answers), "B")
