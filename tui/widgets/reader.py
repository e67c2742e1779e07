"""The reader: the text pane with its keys for moving, selecting and jumping."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from textual import events
from textual.message import Message

from corpus.spans import Span
from tui import keymap
from tui.marks import Mark
from tui.widgets.labels import assign
from tui.widgets.offerpane import OfferPane


class Reader(OfferPane, can_focus=True, inherit_bindings=False):
    """The text pane that the analyst works in; it holds the focus."""

    BINDING_GROUP_TITLE = "Reader"
    BINDINGS = keymap.bindings("reader")

    class Stopped(Message):
        """A key had this to say instead of, or besides, moving."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Leapt(Message):
        """A key went so far that the place it left may be missed."""

        def __init__(self, left: Span) -> None:
            super().__init__()
            self.left = left

    class Dropped(Message):
        """There was no selection to drop."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: dict[str, int] = {}
        """The jump labels in view, and the offsets where they lead."""
        self._typed = ""

    # Keys: motions

    def action_line_down(self) -> None:
        """Go one row down, or move the selection's end there."""
        self._step_rows(1)

    def action_line_up(self) -> None:
        """Go one row up, or move the selection's end there."""
        self._step_rows(-1)

    def action_page_down(self) -> None:
        """Go one page down."""
        self._turn(1)

    def action_page_up(self) -> None:
        """Go one page up."""
        self._turn(-1)

    def action_text_start(self) -> None:
        """Go to the first word."""
        self._leap(0)

    def action_text_end(self) -> None:
        """Go to the last word."""
        self._leap(len(self.text))

    def _leap(self, offset: int, mark: str | None = None) -> None:
        """Go somewhere, and tell if that was out of view."""
        left, view = self.cursor, self.view
        self.go(offset, mark=mark)
        if left.length and not view.at(self.cursor.start):
            self.post_message(self.Leapt(left))

    def action_word_left(self) -> None:
        """Go one word back, or move the selection's end there."""
        with self._moving():
            self._stop_unless(self.caret.step_word(-1))

    def action_word_right(self) -> None:
        """Go one word on, or move the selection's end there."""
        with self._moving():
            self._stop_unless(self.caret.step_word(1))

    def action_start_left(self) -> None:
        """Move the selection's start one word back."""
        with self._moving():
            self._stop_unless(self.caret.step_start(-1))

    def action_start_right(self) -> None:
        """Move the selection's start one word on."""
        with self._moving():
            self._stop_unless(self.caret.step_start(1))

    def _step_rows(self, count: int) -> None:
        with self._moving():
            self._stop_unless(self.caret.step_rows(self._page, count))

    def _turn(self, direction: int) -> None:
        """Scroll by a page less two rows, and take the cursor along."""
        count = max(self.size.height - 2, 1) * direction
        if direction < 0 or (self._rows and self._rows[-1] != self._page.last):
            self._scroll(self._page.step(self._top, count))
        self._step_rows(count)

    def _stop_unless(self, moved: bool) -> None:
        if not moved:
            self.post_message(self.Stopped("no further"))

    # Keys: selection

    def action_expand(self) -> None:
        """Select the unit under the cursor, or the next larger one."""
        with self._moving():
            self._stop_unless(self.caret.expand(self._units()))

    def action_shrink(self) -> None:
        """Select the next smaller unit."""
        with self._moving():
            self.caret.shrink(self._units())

    def action_unselect(self) -> None:
        """Select nothing; with nothing selected, forget the search."""
        if self.selection is not None:
            self.select(None)
            return
        if self._view.matches:
            self.find(())
        self.post_message(self.Dropped())

    def _units(self) -> list[Span]:
        """What stands under the cursor besides the text's own units: names, and pieces of annotations."""
        offset = self.cursor.start
        pieces = [span for mark in self.marks.at(offset) for span in mark.spans if span.at(offset)]
        return [*pieces, *self._names_in(Span(offset, offset + 1))]

    # Keys: annotations and matches

    def action_next_mark(self) -> None:
        """Go to the next annotation."""
        self._walk(self.marks.following(self.cursor.start, self._walked))

    def action_previous_mark(self) -> None:
        """Go to the annotation before."""
        self._walk(self.marks.preceding(self.cursor.start, self._walked))

    def _walk(self, mark: Mark | None) -> None:
        if mark is None:
            self.post_message(self.Stopped("no further annotation" if self.marks.marks else "no annotation yet"))
        else:
            self._leap(mark.start, mark.id)

    def action_next_match(self) -> None:
        """Go to the next match of the search."""
        matches = self._view.matches
        self._match(bisect_right(matches, (self.cursor.start, len(self.text))))

    def action_previous_match(self) -> None:
        """Go to the match before."""
        self._match(bisect_left(self._view.matches, (self.cursor.start, 0)) - 1)

    def _match(self, place: int) -> None:
        """Go to the match, going on from the other end when there is none further."""
        matches = self._view.matches
        if not matches:
            self.post_message(self.Stopped("no search yet"))
            return
        self._leap(matches[place % len(matches)].start)
        words = f"match {place % len(matches) + 1} of {len(matches)}"
        self.post_message(self.Stopped(words if 0 <= place < len(matches) else f"{words}, from the other end"))

    def action_toggle_boilerplate(self) -> None:
        """Fold boilerplate to one line, or show it."""
        if not self.has_boilerplate:
            self.post_message(self.Stopped("no boilerplate in this text"))
        self.folded = not self.folded
        self._lay_out(self.top)

    # Keys: jump labels

    def action_labels(self) -> None:
        """Show a label at each name, quote and sentence in view; its letters jump there."""
        self._show_labels(assign(self._targets()))

    def _targets(self) -> list[int]:
        """The offsets worth a jump in view, without the cursor's own."""
        if not self._rows:
            return []
        view, segments = self.view, self.caret.segments
        starts = {mark.start for run in self.marks.runs(*view) for mark in run.marks}
        starts |= {name.start for name in self._names_in(view)}
        starts |= {quotation.inner.start for quotation in segments.quotations_in(view)}
        for paragraph in segments.paragraphs_in(view):
            starts |= {sentence.start for sentence in segments.sentences(paragraph)}
        words = {word.start for start in starts if view.at(start) and (word := segments.word_at(start))}
        return sorted(words - {self.cursor.start})

    def _show_labels(self, labelled: dict[str, int]) -> None:
        self.labels, self._typed = labelled, ""
        self._view.labels = {offset: label for label, offset in labelled.items()}
        self.refresh()
        self._tell()

    def choose_label(self, key: events.Key) -> None:
        """While labels are shown, letters choose one and any other key hides them."""
        self._typed += key.character or ""
        target = self.labels.get(self._typed)
        if target is not None:
            self._show_labels({})
            self.go(target)
        elif not key.is_printable or not any(label.startswith(self._typed) for label in self.labels):
            self._show_labels({})
