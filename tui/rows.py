"""The rows of the document list, found by their document at the same cost in a project of any size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import overload

from db.records import DocumentRow


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

    def following(self, rows: Iterable[DocumentRow], gone: Set[str]) -> Rows:
        """The list that tells these of documents from now on; another one where documents came between or went.

        In this one each document keeps its place.
        """
        new = []
        for row in rows:
            if row.id in self._places:
                self.put(row)
            else:
                new.append(row)
        new.sort(key=lambda row: row.number)
        if gone & self._places.keys() or (new and self._rows and new[0].number < self._rows[-1].number):
            kept = [row for row in self._rows if row.id not in gone]
            return Rows(sorted([*kept, *new], key=lambda row: row.number))
        for row in new:
            self._places[row.id] = len(self._rows)
            self._rows.append(row)
        return self

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
