"""The text pane with suggestions in it: drawn apart from annotations, one of them walked to at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from corpus.segments import Segments
from corpus.spans import Span
from db.opened import Zone
from tui.marks import Mark
from tui.suggesting import Offer, Offers
from tui.widgets.textpane import State, TextPane


class OfferPane(TextPane):
    """A text with marks and suggestions."""

    def __init__(self) -> None:
        super().__init__()
        self.offer: Offer | None = None
        """The suggestion walked to, until the cursor moves on."""

    def open(
        self, segments: Segments, zones: Sequence[Zone], marks: Sequence[Mark], cursor: int = 0, top: int | None = None
    ) -> None:
        """Show a document, without suggestions until there are some."""
        self.offer = None
        super().open(segments, zones, marks, cursor, top)

    def show_offers(self, offers: Offers) -> None:
        """Draw these suggestions from now on; the one walked to stays so while it is among them, and selected after."""
        before = self._drawn()
        self._view.suggested = offers.marks
        if self.offer is not None:
            still = offers.again(self.offer)
            if still is None:
                self.offer, self._view.pieces, self._view.telling = None, (), ()
            else:
                self._take(still)
        self._repaint_unlike(before)
        self._tell()

    def walk_to(self, offer: Offer) -> None:
        """Select what a suggestion would mark, and bring its start into view."""
        self.select(offer.extent)
        self._take(offer)
        self._repaint(*offer.pieces, *offer.telling)
        self._reveal(offer.extent.start)
        self._tell()

    @property
    def view(self) -> Span:
        """The stretch of text in view."""
        return Span(self.top, self._page.span(self._rows[-1]).end) if self._rows else Span(0, 0)

    @property
    def state(self) -> State:
        """The one word that says what keys do."""
        state = super().state
        return "SUGGEST" if state == "SELECT" and self.offer is not None else state

    def _take(self, offer: Offer) -> None:
        self.offer = offer
        self._view.pieces, self._view.telling = offer.pieces, offer.telling

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Move the caret inside this, away from the suggestion walked to."""
        left, self.offer = self.offer, None
        self._view.pieces = self._view.telling = ()
        with super()._moving():
            yield
        if left is not None:
            self._repaint(left.extent, *left.telling)

    def _subject(self) -> object:
        offer = self.offer
        return (super()._subject(), offer and (offer.key, offer.words))
