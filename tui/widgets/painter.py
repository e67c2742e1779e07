"""The reader's pen: one row of the page as a strip of styled segments, gutter included."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from corpus import graphemes
from corpus.spans import Span
from db.opened import Zone
from tui import look
from tui.look import Layer
from tui.marks import SUGGESTED, Mark, MarkMap, Run
from tui.page import Page, Row, shown
from tui.safe import safe
from tui.widths import cell_len, set_cell_size

GUTTER = 3
"""Cells left of the text: the quote's lane, the lane of actors and stances, and a space."""

_ZONE_LAYERS = {"headline": Layer.HEADLINE, "boilerplate": Layer.BOILERPLATE, "caption": Layer.BOILERPLATE}


MOST_KEPT = 500
"""So many rows are kept drawn."""

Laid = tuple[int, int, Layer]
"""From where to where a layer lies, in offsets."""

Pieces = Sequence[tuple[str, Style]]
"""Shown text with its style, from left to right."""


@dataclass(slots=True)
class View:
    """What the reader draws over the text besides its marks."""

    cursor: Span | None = None
    selection: Span | None = None
    matches: Sequence[Span] = ()
    """In text order, none over another."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """Jump labels by the offset that they cover."""
    suggested: MarkMap = field(default_factory=MarkMap)
    """What is only suggested."""
    pieces: Sequence[Span] = ()
    """What the suggestion walked to would mark; it is drawn selected in the place of the selection."""
    telling: Sequence[Span] = ()
    """The words that tell the rest of it."""


class Painter:
    """Draws rows of one document."""

    def __init__(self, text: str, zones: Sequence[Zone], marks: MarkMap) -> None:
        self._text = text
        self._zones = [zone for zone in zones if zone.kind in _ZONE_LAYERS]
        self.marks = marks
        self._kept: dict[Row, Strip] = {}
        self._drawn_for: tuple[Page | None, MarkMap | None, int] = (None, None, 0)

    def strip(self, page: Page, row: Row, view: View, width: int) -> Strip:
        """The row, `width` cells wide; one over which the view draws nothing is drawn once and kept."""
        over = list(self._over(page.span(row), view))
        if over:
            return self._draw(page, row, over, view, width)
        kept = self._kept_for(page, view.suggested, width)
        strip = kept.get(row)
        if strip is None:
            strip = kept[row] = self._draw(page, row, over, view, width)
        return strip

    def _kept_for(self, page: Page, suggested: MarkMap, width: int) -> dict[Row, Strip]:
        """The rows drawn so far, as long as they would look the same."""
        drawn_for = (page, suggested, width)
        if len(self._kept) >= MOST_KEPT or self._drawn_for != drawn_for:
            self._kept, self._drawn_for = {}, drawn_for
        return self._kept

    def _draw(self, page: Page, row: Row, over: Sequence[Laid], view: View, width: int) -> Strip:
        span = page.span(row)
        if page.is_folded(row):
            return self._fold(span, width)
        end = max(span.end, span.start + 1)
        runs, suggested = list(self.marks.runs(span.start, end)), list(view.suggested.runs(span.start, end))
        layers = [*self._under(span, [*suggested, *runs]), *over]
        segments = [*_gutter(span, runs, suggested), *self._segments(span, layers, view.labels)]
        return _strip(segments, GUTTER + sum(cell_len(segment.text) for segment in segments[GUTTER:]), width)

    def _fold(self, span: Span, width: int) -> Strip:
        lines = self._text.count("\n", span.start, span.end) + 1
        words = f"{'·' * GUTTER}{lines} {'line' if lines == 1 else 'lines'} of boilerplate"
        return _strip([Segment(words, look.FAINT)], cell_len(words), width)

    def _segments(self, span: Span, layers: Sequence[Laid], labels: Mapping[int, str]) -> Iterator[Segment]:
        """The row's text, split where the layers over it change."""
        display = shown(self._text[span.start : span.end]).rstrip(" ")
        end = span.start + len(display)
        layers = [
            (max(start, span.start), min(stop, end), layer)
            for start, stop, layer in layers
            if start < end and stop > span.start
        ]
        edges = {span.start, end, *(edge for start, stop, _ in layers for edge in (start, stop))}
        for start, stop in pairwise(sorted(edges.difference(*self._under_labels(span, labels)))):
            over = Layer.NONE
            for layer_start, layer_stop, layer in layers:
                if layer_start <= start < layer_stop:
                    over |= layer
            piece = display[start - span.start : stop - span.start]
            if Layer.LABEL in over:
                piece = _under_label(piece, labels[start])
                over = Layer.LABEL
            yield Segment(piece, look.style(over))

    def _under(self, span: Span, runs: Sequence[Run]) -> Iterator[Laid]:
        """What lies over the row's text by itself: zones, marks and suggestions."""
        for zone in self._zones:
            if zone.start < span.end and zone.end > span.start:
                yield zone.start, zone.end, _ZONE_LAYERS[zone.kind]
        for run in runs:
            yield run.start, run.end, _run_layers(run)

    def _over(self, span: Span, view: View) -> Iterator[Laid]:
        """What the view lays over the row."""
        for place in range(max(bisect_left(view.matches, span) - 1, 0), len(view.matches)):
            match = view.matches[place]
            if match.start >= span.end:
                break
            if match.meets(span):
                yield match.start, match.end, Layer.MATCH
        for lies, layer in _walked(view):
            if lies.meets(span):
                yield *lies, layer
        for covered in self._labelled(span, view.labels):
            yield *covered, Layer.LABEL

    def _labelled(self, span: Span, labels: Mapping[int, str]) -> Iterator[Span]:
        """What the labels of a row cover: as many whole characters as they have letters, up to the next label."""
        if not labels:
            return
        starts = sorted(offset for offset in labels if span.start <= offset < span.end)
        for start, following in pairwise([*starts, span.end]):
            yield Span(start, min(graphemes.snap_end(self._text, start + len(labels[start])), following))

    def _under_labels(self, span: Span, labels: Mapping[int, str]) -> Iterator[range]:
        """The offsets at which nothing may be split, since a label lies over them."""
        return (range(covered.start + 1, covered.end) for covered in self._labelled(span, labels))


def _walked(view: View) -> Iterator[tuple[Span, Layer]]:
    """Where the analyst is: at a suggestion, else over a selection, else on a word."""
    if view.pieces:
        yield from ((piece, Layer.SELECTED) for piece in view.pieces)
        yield from ((words, Layer.TELLING) for words in view.telling)
    elif view.selection is not None:
        yield view.selection, Layer.SELECTED
    elif view.cursor is not None:
        yield view.cursor, Layer.CURSOR


def _gutter(span: Span, runs: Sequence[Run], suggested: Sequence[Run]) -> list[Segment]:
    """Three segments: a quote that starts here or goes on, a stance or a name that starts here, a space.

    What is only suggested takes the room that annotations leave.
    """
    quote = other = " "
    for mark in _marks_of(suggested):
        if mark.noun == "quote":
            quote = SUGGESTED
        elif mark.starts_in(span):
            other = SUGGESTED
    for mark in _marks_of(runs):
        starts = mark.starts_in(span)
        if mark.noun == "quote":
            quote = "Q" if starts or quote == "Q" else "│"
        elif starts and (mark.noun == "stance" or other in (" ", SUGGESTED)):
            other = mark.glyph
    return [*(Segment(glyph, look.GLYPHS.get(glyph, look.PLAIN)) for glyph in (quote, other)), Segment(" ")]


def _marks_of(runs: Sequence[Run]) -> Iterator[Mark]:
    return (mark for run in runs for mark in run.marks)


def _run_layers(run: Run) -> Layer:
    """What the marks over a stretch look like."""
    over = Layer.NONE
    quoted = any(mark.noun == "quote" for mark in run.marks)
    for mark in run.marks:
        if mark.glyph == SUGGESTED:
            over |= Layer.SUGGESTED_NAME if mark.noun == "mention" else Layer.SUGGESTED
        elif mark.noun == "quote":
            over |= Layer.NESTED if mark.depth else Layer.QUOTE
        elif mark.noun == "mention":
            over |= Layer.MENTION
        elif not quoted:
            over |= Layer.EVIDENCE
    return over


def _under_label(piece: str, label: str) -> str:
    """The label in as many cells as the text that it covers, or in more where that is narrower."""
    return label + " " * max(0, cell_len(piece) - cell_len(label))


def line(pieces: Pieces, width: int) -> Strip:
    """One line of a pane: pieces of shown text, cut between words at the width and padded to it."""
    left = max(width, 0)
    segments: list[Segment] = []
    for text, style in pieces:
        taken = fit(text, left)
        if taken:
            segments.append(Segment(taken, style))
            left -= cell_len(taken)
        if taken != text:
            break
    return _strip(segments, width - left, width)


def _strip(segments: list[Segment], used: int, width: int) -> Strip:
    """The segments as a strip of the width; most are padded here, since each further strip costs 20 microseconds."""
    if used < width:
        segments.append(Segment(" " * (width - used)))
        used = width
    strip = Strip(segments, used)
    return strip if used == width else strip.adjust_cell_length(width)


def spread(left: Pieces, right: Pieces, width: int) -> Strip:
    """One line with something at both ends; the left end gives way."""
    need = sum(cell_len(text) for text, _ in right)
    if not right or need >= width:
        return line(left, width)
    return Strip.join([line(left, width - need), line(right, need)])


def fit(text: str, width: int) -> str:
    """As many whole words of shown text as fit, with an ellipsis where some are left out."""
    if cell_len(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    cut = set_cell_size(text, width - 1)
    space = cut.rstrip().rfind(" ")
    at_border = len(cut) < len(text) and text[len(cut)] == " "
    return (cut if at_border or space <= width // 3 else cut[:space]).rstrip() + "…"


def lettered(text: str, positions: Collection[int], base: Style) -> Iterator[tuple[str, Style]]:
    """The text in runs: letters that match, and letters that do not."""
    start = 0
    shown = safe(text)
    for place in range(1, len(shown) + 1):
        if place == len(shown) or (place in positions) != (start in positions):
            yield shown[start:place], base + look.FOUND if start in positions else base
            start = place
