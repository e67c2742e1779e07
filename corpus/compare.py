"""Two texts side by side: which of their words differ, and which paragraphs of one belong beside which of the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import NamedTuple

import regex
from rapidfuzz.distance import Indel

from corpus.doubles import UNSPACED
from corpus.spans import Span

MOST = 200_000
"""How many characters of each text are compared."""
_MOST_PAIRS = 400_000_000
"""How many pairs of units are compared at most, at a bit of memory each; longer texts are compared in larger units."""

_WORD = regex.compile(rf"[{UNSPACED}]\p{{M}}*|[^\W{UNSPACED}]+|[^\w\s]\p{{M}}*")
_LINE = regex.compile(r"\S(?:[^\n]*\S)?")


class Beside(NamedTuple):
    """Paragraphs of two texts that belong beside each other; one that the other text lacks is beside nothing."""

    left: Span
    right: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """What of two texts is the same, and what is not."""

    beside: tuple[Beside, ...]
    left: tuple[Span, ...]
    """What only the left text says, in text order."""
    right: tuple[Span, ...]
    """What only the right text says, in text order."""
    is_whole: bool
    """False where the texts are longer than what is compared."""


def compare(left: str, right: str) -> Comparison:
    """Compare two texts word by word, long ones line by line; white space counts for nothing."""
    is_whole = max(len(left), len(right)) <= MOST
    left, right = left[:MOST], right[:MOST]
    lefts, rights = _units(left, right)
    steps = Indel.opcodes([left[slice(*unit)] for unit in lefts], [right[slice(*unit)] for unit in rights])
    only_left, only_right = [], []
    path = [(0, 0)]
    for step in steps:
        if step.tag == "equal":
            path += [(step.src_start + n, step.dest_start + n) for n in range(1, step.src_end - step.src_start + 1)]
            continue
        if step.src_start < step.src_end:
            only_left.append(_extent(lefts, step.src_start, step.src_end))
            path += [(place, step.dest_start) for place in range(step.src_start + 1, step.src_end + 1)]
        if step.dest_start < step.dest_end:
            only_right.append(_extent(rights, step.dest_start, step.dest_end))
            path += [(step.src_end, place) for place in range(step.dest_start + 1, step.dest_end + 1)]
    first_left, first_right = _firsts(left, lefts), _firsts(right, rights)
    cuts = [(one, other) for one, other in path if one in first_left and other in first_right]
    pieces = [
        Beside(_extent(lefts, one, next_one), _extent(rights, other, next_other))
        for (one, other), (next_one, next_other) in pairwise(cuts)
    ]
    return Comparison(tuple(_paired(pieces)), tuple(only_left), tuple(only_right), is_whole)


def _units(left: str, right: str) -> tuple[list[Span], list[Span]]:
    """What is compared: words, or lines where these are too many, or else the texts as they are."""
    for unit in (_WORD, _LINE):
        lefts, rights = ([Span(*found.span()) for found in unit.finditer(text)] for text in (left, right))
        if len(lefts) * len(rights) <= _MOST_PAIRS:
            return lefts, rights
    return [Span(0, len(left))], [Span(0, len(right))]


def _extent(units: Sequence[Span], first: int, last: int) -> Span:
    """From one unit to the one before another; an empty span where there is none between them."""
    return Span(units[first].start, units[last - 1].end) if first < last else Span(0, 0)


def _firsts(text: str, units: Sequence[Span]) -> set[int]:
    """The units that begin a paragraph; the end of the text is like one."""
    begins = (place for place in range(1, len(units)) if "\n" in text[units[place - 1].end : units[place].start])
    return {0, len(units), *begins}


def _paired(pieces: Sequence[Beside]) -> Iterator[Beside]:
    """The same pieces, with those that one text has put beside those that the other has at the same place."""
    lefts: list[Span] = []
    rights: list[Span] = []
    for piece in [*pieces, None]:
        if piece is not None and not (piece.left.length and piece.right.length):
            (lefts if piece.left.length else rights).append(piece.left if piece.left.length else piece.right)
            continue
        yield from (Beside(*pair) for pair in zip_longest(lefts, rights, fillvalue=Span(0, 0)))
        lefts, rights = [], []
        if piece is not None:
            yield piece
