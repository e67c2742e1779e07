"""The caret: the word under the cursor and the selection, moved by words, rows and units of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.segments import Segments
from corpus.spans import Span
from tui.page import Page, Row


@dataclass(slots=True)
class Caret:
    """Where the analyst is in one text: on a word, with at most one selection."""

    segments: Segments
    word: Span | None = None
    selection: Span | None = None
    _goal: int | None = None
    """The cell that moves by rows aim at."""
    _narrower: list[Span | None] = field(default_factory=list)
    """The selections that `expand` came from."""

    @property
    def drawn(self) -> Span | None:
        """The span that shows where the caret is."""
        return self.selection or self.word

    @property
    def reading(self) -> int:
        """The offset that has to be in view: the moving edge of the selection, or the word."""
        if self.selection is not None:
            return self.selection.end - 1
        return self.word.start if self.word else 0

    def place(self, offset: int) -> None:
        """Stand on the word at the offset, with nothing selected."""
        self.unselect()
        self._stand(self.segments.word_at(offset))

    def select(self, span: Span) -> None:
        """Select the span and stand on its first word."""
        self._narrower.clear()
        self.selection = span
        self._stand(self.segments.word_at(span.start))

    def unselect(self) -> None:
        """Select nothing; the cursor stays where it is."""
        self.selection = None
        self._narrower.clear()

    def _stand(self, word: Span | None) -> None:
        self.word = word or self.word
        self._goal = None

    def step_word(self, direction: int) -> bool:
        """Go to the next word (1) or the previous one (-1), or move the selection's end by a word; False at an end."""
        if self.selection is not None:
            return self._set_edges(self.selection.start, self._end_moved(self.selection, direction))
        step = self.segments.next_word if direction > 0 else self.segments.previous_word
        word = step(self.word.start) if self.word else None
        self._stand(word)
        return word is not None

    def _end_moved(self, selection: Span, direction: int) -> int:
        if direction > 0:
            following = self.segments.next_word(selection.end - 1)
            return following.end if following else selection.end
        last = self.segments.previous_word(selection.end)
        if last and last.end >= selection.end:
            last = self.segments.previous_word(last.start)
        return last.end if last else selection.end

    def step_start(self, direction: int) -> bool:
        """Move the selection's start by a word; with nothing selected, select the word first."""
        if self.selection is None:
            self.selection = self.word
            return self.word is not None
        step = self.segments.next_word if direction > 0 else self.segments.previous_word
        word = step(self.selection.start)
        return word is not None and self._set_edges(word.start, self.selection.end)

    def _set_edges(self, start: int, end: int) -> bool:
        """Select from start to end, unless nothing would change or be left."""
        if start >= end or (start, end) == self.selection:
            return False
        self._narrower.clear()
        self.selection = Span(start, end)
        return True

    def step_rows(self, page: Page, count: int) -> bool:
        """Go down by rows (up when negative) in the same column, or move the selection's end so; False at an end."""
        start = self.reading
        goal = self._goal if self._goal is not None else page.column(start)
        row = page.step(page.row_at(start), count)
        word = self._word_in(page, row, goal)
        if word is None:
            return False
        if self.selection is not None:
            moved = self._set_edges(self.selection.start, word.end)
        else:
            if word == self.word:
                step = self.segments.next_word if count > 0 else self.segments.previous_word
                word = step(word.start) or word
            moved, self.word = word != self.word, word
        self._goal = goal
        return moved

    def _word_in(self, page: Page, row: Row, column: int) -> Span | None:
        """The word of the row nearest to the column, or the next word where the row has none."""
        offset, shown = page.offset_at(row, column), page.span(row)
        word = self.segments.word_at(offset)
        if word is not None and word.start >= shown.end:
            earlier = self.segments.previous_word(shown.end)
            if earlier is not None and earlier.start >= shown.start:
                return earlier
        return word

    def expand(self, units: Sequence[Span] = ()) -> bool:
        """Select the next larger unit that holds the selection, or the smallest one under the cursor."""
        base = self.selection or self.word
        if base is None:
            return False
        if self.selection is None and base in units:
            wider = base
        else:
            wider = next((span for span in self.segments.widening(base, units) if span != base), base)
        if wider == self.selection:
            return False
        self._narrower.append(self.selection)
        self.selection = wider
        return True

    def shrink(self, units: Sequence[Span] = ()) -> bool:
        """Take the last `expand` back; else select the next smaller unit; with nothing selected, the word."""
        if self.selection is None:
            self.selection = self.word
        elif self._narrower:
            self.selection = self._narrower.pop()
        elif self.word is not None and self.selection.holds(self.word):
            smaller = [span for span in self.segments.widening(self.word, units) if span != self.selection]
            inner = [span for span in smaller if self.selection.holds(span)]
            self.selection = inner[-1] if inner else (self.word if self.selection != self.word else None)
        else:
            self.selection = None
        return True
