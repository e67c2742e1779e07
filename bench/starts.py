"""From the call to the article on the screen, beside the least Textual program and what else is installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from bench import peers
from bench.bed import Bed
from bench.emulator import Emulator
from bench.figures import Figure
from bench.peers import Peer
from bench.terminal import Terminal

STARTS = 15
RATIO = 1.3
PEER_STARTS = 5


def figures(bed: Bed) -> Iterator[Figure]:
    """From the call to the article on the screen, beside the least Textual program and peers."""
    words = bed.small.split("\n")[0][:40]
    commands = {"minimal": (bed.minimal(), words), "reader": (bed.command("small"), words)}
    times = _measure(commands, bed.environ, STARTS)
    minimal, reader = median(times["minimal"]), median(times["reader"])
    yield Figure("start: article on screen", reader, "ms")
    yield Figure("start: minimal Textual app", minimal, "ms")
    yield Figure("start: ratio of the two", reader / minimal, "x", RATIO)
    for peer in peers.PEERS:
        yield _peer(bed, peer, words)


def _peer(bed: Bed, peer: Peer, words: str) -> Figure:
    if (command := peer.command(bed)) is None:
        return Figure.absent(f"start: {peer.name}", "not installed")
    try:
        found = _measure({peer.name: (command, peer.sign or words)}, bed.environ, PEER_STARTS)
    except RuntimeError:
        return Figure.absent(f"start: {peer.name}", "never came up")
    return Figure(f"start: {peer.name}", median(found[peer.name]), "ms")


def _measure(
    commands: Mapping[str, tuple[Sequence[str], str]], environ: Mapping[str, str], count: int
) -> dict[str, list[float]]:
    """Start the commands in turns; how long each took each time to show its words."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(count + 1):
        for name, (command, words) in commands.items():
            took = first_paint(command, environ, words)
            if turn:  # the first turn only warms the caches
                times[name].append(took)
    return times


def first_paint(command: Sequence[str], environ: Mapping[str, str], words: str) -> float:
    """Milliseconds until the words are on the screen."""
    with Terminal(command, environ) as terminal:
        chunks = []
        while words not in terminal.text:
            fresh = terminal.collect(0.1, 10)
            if not fresh:
                raise RuntimeError(f"{command} does not show {words!r}:\n{terminal.text}")
            terminal.show(fresh)
            chunks += fresh
    screen = Emulator(80, 24)
    for chunk in chunks:
        screen.feed(chunk.data)
        if words in screen.text:
            return 1000 * (chunk.at - terminal.started)
    raise AssertionError("what the screen showed came in these chunks")
