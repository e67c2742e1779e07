"""The same acts in programs that are known to be quick, where they are installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from statistics import median

from bench.bed import Bed
from bench.figures import Figure
from bench.measures import KEYS, press
from bench.terminal import Terminal

PEERS = {
    "vim": (["vim", "-u", "NONE", "-i", "NONE", "-n", "-R"], {"word move": "w", "line move": "j", "page": "\x06"}),
    "less": (["less"], {"line move": "j", "page": " "}),
}
"""How each is called, and its keys for our acts."""


def figures(bed: Bed) -> Iterator[Figure]:
    """What a key costs in each peer, in the large article."""
    words = bed.large[:30]
    for name, (command, acts) in PEERS.items():
        if shutil.which(name) is None:
            continue
        with Terminal([*command, str(bed.folder / "large.txt")], bed.environ) as peer:
            peer.wait_for(words)
            peer.collect(0.3, 0.3)
            for act, key in acts.items():
                answers = press(peer, [key], KEYS)
                yield Figure(f"{name}: first byte, {act}", median(answer.first for answer in answers), "ms")
                yield Figure(f"{name}: bytes, {act}", median(answer.size for answer in answers), "B")
