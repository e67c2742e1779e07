"""Finding a document by a part of its title: kept up with the project, the one opened last first."""

from __future__ import annotations

from dataclasses import replace

from db.records import DocumentRow
from tui.rows import Rows
from tui.titles import Titles


def row(number: int, title: str, outlet: str = "") -> DocumentRow:
    return DocumentRow(f"d{number}", number, title, outlet, "2018-03-01", "open", f"{number}.txt")


def found(titles: Titles, rows: Rows, typed: str) -> list[str]:
    return [document for document, _ in titles.rank(typed, rows, 10)]


def test_the_one_opened_last_comes_first_among_equals() -> None:
    titles, rows = Titles(), Rows([row(1, "The dam"), row(2, "The dam"), row(3, "The dam")])
    assert found(titles, rows, "dam") == ["d1", "d2", "d3"]
    titles.opened("d2")
    titles.opened("d3")
    assert found(titles, rows, "dam") == ["d3", "d2", "d1"]
    titles.opened("d2")
    assert found(titles, rows, "dam") == ["d2", "d3", "d1"]


def test_being_opened_does_not_make_a_worse_answer_better() -> None:
    titles, rows = Titles(), Rows([row(1, "The dam"), row(2, "Damage at the weir")])
    titles.opened("d1", "d2")
    assert found(titles, rows, "dam") == ["d1", "d2"]


def test_what_comes_in_is_found_and_what_is_gone_is_not() -> None:
    titles = Titles()
    assert found(titles, Rows([row(1, "The dam")]), "weir") == []
    assert found(titles, Rows([row(1, "The dam"), row(2, "The weir")]), "weir") == ["d2"]
    assert found(titles, Rows([row(2, "The weir")]), "weir") == ["d2"]
    assert found(titles, Rows([row(2, "The weir")]), "dam") == []


def test_a_renamed_document_is_found_by_its_new_name() -> None:
    titles, rows = Titles(), Rows([row(1, "The dam"), row(2, "The weir")])
    assert found(titles, rows, "lock") == []
    rows.put(replace(rows[0], title="The lock"))
    assert found(titles, rows, "lock") == ["d1"]
    rows.put(replace(rows[0], quotes=3))
    assert rows.renamed == 1


def test_the_letters_that_fit_are_told() -> None:
    titles, rows = Titles(), Rows([row(1, "The dam", "TASS")])
    ((_, letters),) = titles.rank("tass dam", rows, 10)
    assert letters == {4, 5, 6, 9, 10, 11, 12}
