"""The sidebar: the document's annotations in text order, each with its evidence, following the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.strip import Strip

from db.opened import Annotations
from tui import describe, look
from tui.marks import evidence_spans
from tui.safe import safe
from tui.widgets.listpane import ListPane
from tui.widgets.painter import line

NOWHERE = -1
"""Orphans come first: they have lost their place and wait for one."""


AROUND = 12
"""A name's evidence is told with this many characters before it, and twice as many behind."""


class Entry(NamedTuple):
    """One annotation in two lines."""

    id: str
    glyph: str
    start: int
    end: int
    line: str
    evidence: str
    note: str
    same: str = ""
    """Where else a quote's statement is told, as far as it is linked."""


def entries(annotations: Annotations, text: str) -> list[Entry]:
    """All annotations of a document, orphans first, then in text order."""
    found = [*_mentions(annotations, text), *_quotes(annotations), *_stances(annotations, text)]
    return sorted(found, key=lambda entry: (entry.start, -entry.end, entry.glyph != "Q", entry.id))


def _mentions(annotations: Annotations, text: str) -> Iterator[Entry]:
    for mention in annotations.mentions:
        start, end = (NOWHERE, NOWHERE) if mention.orphan else mention.span
        glyph = "!" if mention.orphan else "A"
        words = describe.mention_line(mention, annotations.names)
        around = mention.exact if mention.orphan else _around(text, start, end)
        yield Entry(mention.id, glyph, start, end, words, around, mention.note)


def _around(text: str, start: int, end: int) -> str:
    """The name among the words around it."""
    before = text[max(start - AROUND, 0) : start]
    whole = before if start <= AROUND else f"… {before.partition(' ')[2]}"
    return f"{whole}{text[start : end + 2 * AROUND]}"


def _quotes(annotations: Annotations) -> Iterator[Entry]:
    for quote in annotations.quotes:
        placed = [part.span for part in quote.parts if not part.orphan]
        content = [part for part in quote.parts if part.role == "content"] or list(quote.parts)
        start = min((span.start for span in placed), default=NOWHERE)
        end = max((span.end for span in placed), default=NOWHERE)
        glyph = "!" if any(part.orphan for part in quote.parts) else "Q"
        exact = " […] ".join(part.exact for part in content)
        words, names = describe.quote_line(quote, annotations.names), annotations.same.get(quote.id)
        same = describe.told_too(names) if names else ""
        yield Entry(quote.id, glyph, start, end, words, exact, quote.note, same)


def _stances(annotations: Annotations, text: str) -> Iterator[Entry]:
    quotes = {quote.id: quote for quote in annotations.quotes}
    for stance in annotations.stances:
        spans = evidence_spans(stance, quotes)
        lost = any(evidence.orphan for evidence in stance.evidence)
        start, end = (spans[0].start, spans[-1].end) if spans else (NOWHERE, NOWHERE)
        glyph = "!" if lost else describe.sign(stance)
        exact = " […] ".join(text[span.start : span.end] for span in spans) or "no evidence"
        yield Entry(stance.id, glyph, start, end, describe.stance_line(stance, annotations.names), exact, stance.note)


class Sidebar(ListPane):
    """The annotations, with the one under the cursor chosen."""

    ITEM_HEIGHT = 3

    def __init__(self) -> None:
        super().__init__(id="sidebar")
        self._entries: Sequence[Entry] = ()
        self._places: dict[str, int] = {}

    def show(self, annotations: Annotations, text: str) -> None:
        """Show these annotations, with the same one at the top and the same one chosen as far as they are there.

        A pane that is folded away has no work with them.
        """
        first, chosen = (self._id_at(place) for place in (self.top, self.chosen))
        self._entries = entries(annotations, text) if self.display else ()
        self._places = {entry.id: place for place, entry in enumerate(self._entries)}
        self.top = self._places.get(first, self.top)
        self.fill(len(self._entries), self._places.get(chosen))

    def _id_at(self, place: int | None) -> str:
        return self._entries[place].id if place is not None and place < len(self._entries) else ""

    def follow(self, annotation: str | None) -> None:
        """Choose the annotation under the cursor."""
        if annotation is None:
            self.choose(None)
        else:
            self.choose(self._places.get(annotation))

    def draw_empty(self, width: int) -> Strip:
        """Where nothing is marked yet."""
        return line([("nothing marked yet", look.FAINT)], width)

    def draw_item(self, index: int, width: int) -> Sequence[Strip]:
        """A line that says what it is, one of its evidence, and one for where else it is told and its memo."""
        entry = self._entries[index]
        style = look.REVERSE if index == self.chosen else look.STRONG
        first = [(f"{entry.glyph} ", look.GLYPHS.get(entry.glyph, look.STRONG)), (safe(entry.line), style)]
        second = [("  ", look.PLAIN), (safe(" ".join(entry.evidence[: 4 * width].split())), look.FAINT)]
        third = [(safe(f"  {entry.same}"), look.PLAIN)] if entry.same else []
        third += [("  memo: ", look.FAINT), (safe(entry.note), look.PLAIN)] if entry.note else []
        return line(first, width), line(second, width), line(third, width)
