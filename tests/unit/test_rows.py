"""The rows of the document list."""

from __future__ import annotations

from dataclasses import replace

from db.records import DocumentRow
from tui.rows import Rows


def rows_of(*ids: str) -> Rows:
    return Rows(DocumentRow(id_, number, id_, "", "", "open", "a.txt") for number, id_ in enumerate(ids, 1))


def test_a_document_is_found_by_its_id() -> None:
    rows = rows_of("a", "b", "c")
    assert [rows.place(id_) for id_ in ("a", "c", "x", None)] == [0, 2, None, None]


def test_a_row_takes_the_place_of_the_one_before_and_a_strange_one_none() -> None:
    rows = rows_of("a", "b", "c")
    rows.put(replace(rows[1], status="done"))
    rows.put(replace(rows[1], id="x"))
    assert [(row.id, row.status) for row in rows] == [("a", "open"), ("b", "done"), ("c", "open")]
    assert len(rows[1:]) == 2
