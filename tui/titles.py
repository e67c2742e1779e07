"""The documents' titles, ranked against what is typed: indexed once, and kept up with what comes in and is opened."""

from __future__ import annotations

from threading import Lock

from corpus import fuzzy
from db.records import DocumentRow
from tui import describe
from tui.rows import Rows


class Titles:
    """An index of documents; those opened last come first among equals. It may be asked from another thread."""

    def __init__(self) -> None:
        self._index = fuzzy.Index()
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        """Where each document stands in the index."""
        self._lines: dict[str, str] = {}
        self._opened: dict[str, int] = {}
        """When each document was opened last, counted in openings."""
        self._seen: tuple[Rows | None, int] = (None, 0)
        """The rows that the index was made of, and how often they were renamed until then."""
        self._lock = Lock()

    def opened(self, *documents: str) -> None:
        """Remember that documents were opened, the last one last."""
        with self._lock:
            for document in documents:
                latest = next(reversed(self._opened.values()), 0)
                self._opened.pop(document, None)
                self._opened[document] = latest + 1

    def rank(self, typed: str, rows: Rows, limit: int) -> list[tuple[str, frozenset[int]]]:
        """The documents that fit, best first, each with the letters of its line that do."""
        with self._lock:
            if self._seen[0] is not rows or self._seen[1] != rows.renamed:
                self._seen = rows, rows.renamed
                self._catch_up({row.id: line_of(row) for row in rows})
            for document, when in self._opened.items():
                if document in self._places:
                    self._index.prefer(self._places[document], when)
            return [(self._ids[match.index], frozenset(match.positions)) for match in self._index.rank(typed, limit)]

    def _catch_up(self, lines: dict[str, str]) -> None:
        """Take in what is new; where something was renamed or is gone, begin anew."""
        if any(lines.get(document) != line for document, line in self._lines.items()):
            self._index, self._ids, self._places, self._lines = fuzzy.Index(), [], {}, {}
        for document, line in lines.items():
            if document not in self._lines:
                self._index.add(line)
                self._places[document] = len(self._ids)
                self._ids.append(document)
                self._lines[document] = line


def line_of(row: DocumentRow) -> str:
    """What is shown and searched: the name, then outlet and date."""
    return "  ".join(filter(None, [describe.name(row), row.outlet, row.published[:10]]))
