"""The rows of the document list around the open document, found by their document: of a long list these are enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from db.opened import DocumentRow


class Rows(Sequence[DocumentRow]):
    """Rows in the order of the list."""

    def __init__(self, rows: Iterable[DocumentRow] = ()) -> None:
        self._rows = list(rows)
        self._places = {row.id: place for place, row in enumerate(self._rows)}

    def place(self, document: str | None) -> int | None:
        """The place of a document in the list."""
        return None if document is None else self._places.get(document)

    def put(self, row: DocumentRow) -> None:
        """Let the list tell this of a document from now on, if it tells of it."""
        if (place := self.place(row.id)) is not None:
            self._rows[place] = row

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[DocumentRow]:
        return iter(self._rows)

    @overload
    def __getitem__(self, place: int) -> DocumentRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[DocumentRow]: ...
    def __getitem__(self, place: int | slice) -> DocumentRow | list[DocumentRow]:
        return self._rows[place]
