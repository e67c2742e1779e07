"""A long text cut into stretches that a model can take at once."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.spans import Span

_CUTS = ("\n\n", "\n", " ")


def stretches(text: str, longest: int) -> Iterator[Span]:
    """The whole text in stretches of at most this length, cut between paragraphs, else lines, else words."""
    start = 0
    while len(text) - start > longest:
        stop = start + longest
        # In the second half only: many tiny stretches would cost more than a cut in a worse place.
        found = (text.rfind(cut, start + longest // 2, stop) for cut in _CUTS)
        stop = next((place for place in found if place > start), stop)
        yield Span(start, stop)
        start = stop
    if start < len(text):
        yield Span(start, len(text))
