"""What keys cost: time to the first byte and to the last, bytes, and how much alike they are in two programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from bench.bed import BACKSPACE, LARGE, MARKS, Bed
from bench.figures import Figure
from bench.terminal import Answer, Terminal

SETTLE = 0.05
"""Longer than a frame takes, so that none is booked to the next key."""
KEYS = 100
PAGES = 40
SAME = 1.25
"""Up to this ratio two costs count as the same."""

KEY_MS, WORST_MS = 4, 15
WORD_BYTES, PAGE_BYTES = 200, 3000
IDLE_SECONDS = 3
OPENING_MS = 1000
FINDING_SECONDS = 20.0
"""When nothing new is drawn for so long, all that is proposed for the article is there."""

PAGE_UP = "\x1b[5~"
PAGING = (" ", PAGE_UP)


def press(terminal: Terminal, keys: Sequence[str], count: int) -> list[Answer]:
    """Press the keys in turn, `count` presses in all."""
    return [terminal.key(keys[turn % len(keys)], SETTLE) for turn in range(count)]


def in_turns(
    programs: Mapping[str, Terminal], keys: Sequence[str], count: int, settle: float = SETTLE
) -> dict[str, list[Answer]]:
    """The same keys in several programs that take turns, so that a busy moment of the machine meets all of them."""
    answers: dict[str, list[Answer]] = {name: [] for name in programs}
    for turn in range(count):
        for name, terminal in programs.items():
            answers[name].append(terminal.key(keys[turn % len(keys)], settle))
    return answers


def first(answers: Sequence[Answer]) -> float:
    """The median time to the first byte."""
    return median(answer.first for answer in answers)


def worst(answers: Sequence[Answer]) -> float:
    """The time to the first byte that one key in a hundred takes longer than."""
    return sorted(answer.first for answer in answers)[len(answers) * 99 // 100 - 1]


def size(answers: Sequence[Answer]) -> float:
    """The median of the bytes."""
    return median(answer.size for answer in answers)


def ratio(answers: Mapping[str, Sequence[Answer]], name: str, base: str) -> float:
    """The cost of complete answers in one program, in those of another."""
    return median(each.last for each in answers[name]) / median(each.last for each in answers[base])


def figures(bed: Bed) -> Iterator[Figure]:
    """What each kind of key costs in an article of a megabyte with ten thousand marks."""
    with bed.reader("small") as small, bed.reader("marked") as reader:
        opened = reader.key("J", 0.4, 5)
        reader.wait_for("2 of 2", f"{MARKS} annotations")
        yield Figure("opening 1 MB, 10,000 marks: key to complete paint", opened.last, "ms", OPENING_MS)
        reader.show(reader.collect(2.0, FINDING_SECONDS))
        yield from _moves(reader)
        yield from _same_cost(small, reader)
        before = len(reader.raw)
        reader.collect(IDLE_SECONDS, IDLE_SECONDS)
        yield Figure(f"idle for {IDLE_SECONDS} s: bytes", len(reader.raw) - before, "B", 0)
        yield Figure("memory", reader.megabytes, "MB")


def _moves(reader: Terminal) -> Iterator[Figure]:
    for what, keys, count, most in (
        ("word move", ("l",), KEYS, WORD_BYTES),
        ("line move", ("j",), KEYS, WORD_BYTES),
        ("selection", ("v", BACKSPACE), KEYS, None),
        ("page", PAGING, PAGES, PAGE_BYTES),
    ):
        press(reader, ["g"], 1)
        answers = press(reader, keys, count)
        yield Figure(f"{what}: first byte", first(answers), "ms", KEY_MS)
        yield Figure(f"{what}: first byte, 99 of 100", worst(answers), "ms", WORST_MS)
        yield Figure(f"{what}: bytes", size(answers), "B", most)


def _same_cost(small: Terminal, large: Terminal) -> Iterator[Figure]:
    """What keys cost in the large article, in what they cost in the small one."""
    programs = {"small": small, "large": large}
    for what, keys in (("word move", ("l",)), ("page", PAGING)):
        answers = in_turns(programs, keys, PAGES)
        yield Figure(
            f"{what}: {LARGE // 1_000_000} MB, {MARKS:,} marks against 4 KB",
            ratio(answers, "large", "small"),
            "x",
            SAME,
        )
