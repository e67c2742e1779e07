"""The measurements, each against its limit. What is compared takes turns, so that ratios hold on a busy machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from bench.bed import BACKSPACE, LARGE, MARKS, Bed, Programs
from bench.emulator import Emulator
from bench.figures import Figure
from bench.terminal import Answer, Terminal

STARTS = 15
KEYS = 40
PAGES = 16
SETTLE = 0.05
"""Longer than a frame takes, so that none is booked to the next key."""

START_RATIO = 1.5
KEY_MS = 5
WORD_BYTES, PAGE_BYTES = 250, 3000
IDLE_SECONDS = 3
OPENING_MS = 1000
SAME = 1.25
"""Up to this ratio two costs count as the same."""

PAGE_UP = "\x1b[5~"

# Start


def start(bed: Bed) -> Iterator[Figure]:
    """From the call to the article on the screen, beside the least Textual program."""
    words = bed.small.split("\n")[0][:40]
    commands = {"minimal": bed.minimal(), "reader": bed.command("small")}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(STARTS + 1):
        for name, command in commands.items():
            took = _first_paint(command, bed.environ, words)
            if turn:  # the first turn only warms the caches
                times[name].append(took)
    minimal, reader = median(times["minimal"]), median(times["reader"])
    yield Figure("start: article on screen", reader, "ms")
    yield Figure("start: minimal Textual app", minimal, "ms")
    yield Figure("start: ratio of the two", reader / minimal, "x", START_RATIO)


def _first_paint(command: Sequence[str], environ: Mapping[str, str], words: str) -> float:
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


# Keys


def keys(bed: Bed) -> Iterator[Figure]:
    """What each kind of key costs, in time to the first byte of the answer and in bytes."""
    with bed.reader("small") as reader:
        words = press(reader, ["l"], KEYS)
        press(reader, ["g"], 1)
        lines = press(reader, ["j"], KEYS)
        press(reader, ["g"], 1)
        selecting = press(reader, ["v", BACKSPACE], KEYS)[::2]
        press(reader, ["v"], 1)
        widening = press(reader, ["l"], KEYS)
        press(reader, [BACKSPACE, "g"], 2)
        pages = press(reader, [" ", PAGE_UP], PAGES)
        yield _first_byte("word move", words)
        yield _first_byte("line move", lines)
        yield _first_byte("selection", selecting)
        yield _first_byte("selection's end", widening)
        yield _first_byte("page", pages)
        yield Figure("bytes: word move", median(answer.size for answer in words), "B", WORD_BYTES)
        yield Figure("bytes: line move", median(answer.size for answer in lines), "B")
        yield Figure("bytes: selection's end", median(answer.size for answer in widening), "B")
        yield Figure("bytes: page", median(answer.size for answer in pages), "B", PAGE_BYTES)
        before = len(reader.raw)
        reader.collect(IDLE_SECONDS, IDLE_SECONDS)
        yield Figure(f"bytes: idle for {IDLE_SECONDS} s", len(reader.raw) - before, "B", 0)


def press(terminal: Terminal, keys: Sequence[str], count: int) -> list[Answer]:
    """Press the keys in turn, `count` presses in all."""
    return [terminal.key(keys[turn % len(keys)], SETTLE) for turn in range(count)]


def _first_byte(what: str, answers: Sequence[Answer]) -> Figure:
    return Figure(f"first byte: {what}", median(answer.first for answer in answers), "ms", KEY_MS)


# A large article


def large(bed: Bed) -> Iterator[Figure]:
    """Opening an article of a megabyte, and its keys beside those of a small one."""
    with bed.reader("small") as small, bed.reader("large") as large:
        opened = large.key("J", 0.4, 5)
        large.wait_for("2 of 2", "Report 2:")
        yield Figure(f"opening {LARGE // 1_000_000} MB: key to complete paint", opened.last, "ms", OPENING_MS)
        yield from _same_cost({"small": small, "large": large}, "1 MB")


def marked(bed: Bed) -> Iterator[Figure]:
    """The same with ten thousand marks on the large article."""
    with bed.reader("small") as small, bed.reader("marked") as large:
        opened = large.key("J", 0.4, 5)
        large.wait_for("2 of 2", f"1 of {MARKS}")
        yield Figure(f"opening 1 MB, {MARKS:,} marks: key to complete paint", opened.last, "ms", OPENING_MS)
        yield from _same_cost({"small": small, "large": large}, f"{MARKS:,} marks")


def _same_cost(programs: Programs, what: str) -> Iterator[Figure]:
    """The ratio of what keys cost in the large article to what they cost in the small one, in turns."""
    for kind, turn_keys in (("word move", ["l"]), ("page", [" ", PAGE_UP])):
        times: dict[str, list[float]] = {name: [] for name in programs}
        for turn in range(KEYS):
            for name, terminal in programs.items():
                times[name].append(terminal.key(turn_keys[turn % len(turn_keys)], SETTLE).last)
        ratio = median(times["large"]) / median(times["small"])
        yield Figure(f"{kind}: {what} against {LARGE // 250_000} KB", ratio, "x", SAME)
