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


def test_rows_that_come_last_join_the_list_and_others_make_a_new_one() -> None:
    rows = rows_of("a", "b", "d")
    b = rows[1]
    rows = Rows([*rows[:2], replace(rows[2], number=4)])
    assert rows.following([replace(b, id="e", number=5), replace(b, quotes=7)], set()) is rows
    assert [row.id for row in rows] == ["a", "b", "d", "e"]
    assert (rows[1].quotes, rows.place("e")) == (7, 3)
    later = rows.following([replace(b, id="c", number=3)], {"a"})
    assert [row.id for row in later] == ["b", "c", "d", "e"]
    assert [row.id for row in rows] == ["a", "b", "d", "e"]
