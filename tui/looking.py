"""A search by its line, with what came of it: what one comes back to. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Hit, SavedSearch
from tui.lines import Lines


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the corpus that may have been meant."""

    text: str
    line: str
    """The line with it."""


Row = Hit | SavedSearch | Word


@dataclass(slots=True)
class Looking:
    """A search by its line, with what is listed, so that one comes back to the same row of the same list."""

    line: str = ""
    rows: Sequence[Row] = ()
    chosen: int = 0
    is_whole: bool = False
    """Whether no more is to be found."""
    aligned: bool = False
    """Whether the places are shown in context."""
    lines: Lines | None = None
    """The places in context."""
