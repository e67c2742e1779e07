"""Gold: documents whose quotes people have annotated, or in one line why a file gave none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.spans import Span, trimmed
from corpus.suggest.records import Part, PartRole, QuoteType

_OPENING = frozenset("\"“„«‘'")
_CLOSING = frozenset("\"”»’'")
_STOPS = ".,;:!?…"
_INSIDE = re.compile("[\"“”„«»‘]|''")


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """A quote as people have annotated it; its parts are in text order and hold at least one content."""

    type: QuoteType
    parts: tuple[Part, ...]

    def spans(self, role: PartRole) -> tuple[Span, ...]:
        """The pieces of one role, in text order: what was said, who says it, the words that report it."""
        return tuple(part.span for part in self.parts if part.role == role)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with all of its quotes."""

    file: str
    """Where it came from, for messages."""
    text: str
    """As `glossator add` would keep it; offsets are in this text."""
    quotes: tuple[GoldQuote, ...]
    typed: bool = False
    """Whether the types were given by people, not told from the quote marks."""


@dataclass(frozen=True, slots=True)
class GoldFault:
    """A file or a document of it that is no gold."""

    file: Path
    place: str
    """The line, or the path of keys in JSON; empty where it is the file as a whole."""
    reason: str

    def __str__(self) -> str:
        """The fault in one line."""
        return ": ".join(filter(None, [str(self.file), self.place, self.reason]))


class GoldError(Exception):
    """A place of a file that cannot be read as gold, while the file is read."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.place = place
        self.reason = reason


def told_type(text: str, contents: Sequence[Span]) -> QuoteType:
    """How contents are reported, told from their quote marks.

    Direct when each begins with an opening mark and ends with a closing one, which may stand right outside of it;
    mixed when there is any inside otherwise; indirect when there is none.
    """
    marks = [_marks(text, content) for content in contents]
    if all(begins and ends for begins, ends, _ in marks):
        return "direct"
    return "mixed" if any(within for _, _, within in marks) else "indirect"


def _marks(text: str, content: Span) -> tuple[bool, bool, bool]:
    """Whether quote marks stand where it begins, where it ends, and anywhere inside."""
    start, end = trimmed(text, content)
    said = text[start:end]
    begins = not _OPENING.isdisjoint((said[:1], text[max(0, start - 1) : start]))
    ends = not _CLOSING.isdisjoint((said.rstrip(_STOPS)[-1:], text[end : end + 2].lstrip(_STOPS)[:1]))
    return begins, ends, bool(_INSIDE.search(said))
