"""The first glance: without SQLModel, and yet the same as what the slow way answers."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from storage.samples import TEXT, article, span_of

from corpus.spans import Span
from db import actors, annotations, concepts, documents, glance, history, mentions, places, quotes, schema, stances
from db.engine import Project
from db.records import Annotations, DocumentRow, Glance, Place

Open = Callable[[str | Path], Project]


def slow(project: Project, coder: str) -> Glance:
    """The same question asked through everything else."""
    with project.reading() as session:
        rows = documents.listing(session)
        place = places.last(session, coder)
        shown = place.document if place else rows[0].id if rows else None
        return Glance(
            documents.read(session, shown) if shown else None,
            annotations.of_document(session, shown) if shown else Annotations(),
            around(rows, shown),
            len(rows),
            place,
            history.next_undo(session, coder),
        )


def around(rows: list[DocumentRow], shown: str | None) -> tuple[DocumentRow, ...]:
    if len(rows) <= glance.ROWS:
        return tuple(rows)
    place = [row.id for row in rows].index(str(shown))
    first = max(0, min(place - glance.ROWS // 2, len(rows) - glance.ROWS))
    return tuple(rows[first : first + glance.ROWS])


def fill(project: Project, count: int) -> list[str]:
    """Documents, with marks of every kind in the first two."""
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        made = [documents.add(session, article(f"{TEXT}{number}", title=f"No. {number}"))[0] for number in range(count)]
    with history.act(project, coder="anna", verb="mark") as session:
        harlan, concept = actors.create(session, "Harlan"), concepts.create(session, "sovereignty")
        for document in made[:2]:
            mentions.add(session, document, harlan, span_of("Lorvik"), origin="rule:names")
            mentions.add(session, document, harlan, span_of("Harlan"))
            quote = quotes.add(
                session,
                document,
                type="direct",
                parts=[("content", span_of("Each spring belongs to us.")), ("cue", span_of("adding"))],
                speaker=harlan,
            )
            known = {"holder": harlan, "position": "support", "strength": 2, "explicit": False}
            stances.add(session, document, target_concept=concept, evidence=[quote, Span(0, 6)], **known)
            stances.add(session, document, target_actor=harlan, **known)
            annotations.write_note(session, "quote", quote, 1, "a memo")
        documents.mark(session, made[-1], "done")
    return made


def test_a_glance_at_an_empty_project_is_empty(path: Path, opened: Open) -> None:
    assert (
        glance.glance(str(path), "anna") == Glance(None, Annotations(), (), 0, None, "") == slow(opened(path), "anna")
    )


def test_a_glance_tells_what_the_slow_way_tells(path: Path, opened: Open) -> None:
    project = opened(path)
    made = fill(project, 3)
    assert glance.glance(str(path), "ben") == slow(project, "ben")
    places.save(project, "anna", Place(made[1], 17, 4))
    seen = glance.glance(f"sqlite:///{path}", "anna")
    assert seen == slow(project, "anna")
    assert seen is not None
    assert (seen.document and seen.document.id, seen.place, seen.undo) == (made[1], Place(made[1], 17, 4), "mark")
    assert (len(seen.annotations.mentions), len(seen.annotations.quotes), len(seen.annotations.stances)) == (2, 1, 2)


@pytest.mark.parametrize("place", [20, 150, 259])
def test_of_many_documents_the_rows_around_the_place_are_enough(path: Path, opened: Open, place: int) -> None:
    project = opened(path)
    made = fill(project, 260)
    places.save(project, "anna", Place(made[place], 0, 0))
    seen = glance.glance(str(path), "anna")
    assert seen == slow(project, "anna")
    assert seen is not None
    assert (len(seen.rows), seen.last) == (glance.ROWS, 260)
    assert made[place] in [row.id for row in seen.rows]


def test_a_glance_sees_what_was_committed_a_moment_ago_and_changes_no_file(path: Path, opened: Open) -> None:
    project = opened(path)
    fill(project, 1)
    before = path.read_bytes()
    seen = glance.glance(str(path), "anna")
    assert seen is not None
    assert seen.last == 1
    assert path.read_bytes() == before


def test_where_a_glance_knows_nothing_it_says_so(path: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no database, but longer than a header")
    (tmp_path / "empty.db").touch()
    newer, other = tmp_path / "newer.db", tmp_path / "other.db"
    shutil.copy(path, newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    for where in (tmp_path, tmp_path / "missing.db", tmp_path / "note.txt", tmp_path / "empty.db", newer, other):
        assert glance.glance(str(where), "anna") is None
    assert glance.glance("postgresql://host/name", "anna") is None
    assert not (tmp_path / "missing.db").exists()


def test_a_glance_knows_the_newest_schema() -> None:
    assert schema.newest() == glance.SCHEMA


@pytest.mark.parametrize("module", ["db", "db.records", "db.glance"])
def test_the_first_paint_loads_no_sqlmodel(module: str) -> None:
    heavy = ("sqlmodel", "sqlalchemy", "alembic", "pydantic", "textual")
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
