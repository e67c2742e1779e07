"""Documents: taken in once, listed with their counts, edited only in their metadata."""

from __future__ import annotations

import pytest
from sqlmodel import select
from storage.samples import TEXT, article, span_of, state

from db import actors, documents, history, mentions, quotes, stances
from db.engine import Project
from db.errors import ConflictError, ProjectError
from db.models import Change, Document, Text
from db.models import Zone as ZoneRow
from db.records import DocumentRow, Zone


def test_a_document_is_read_as_it_came_in(project: Project) -> None:
    known = {"title": "Harlan says", "outlet": "Herald", "published": "2018-08-27", "place": "Lorvik", "language": "en"}
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        document_id, is_new = documents.add(session, article(**known, author="N. N.", url="https://example.org/1"))
    assert is_new
    with project.reading() as session:
        document = documents.read(session, document_id)
    assert document.text == TEXT
    assert {name: getattr(document, name) for name in known} == known
    assert (document.number, document.status, document.version, document.author) == (1, "open", 1, "N. N.")
    assert document.zones == (Zone("headline", 0, TEXT.index("\n")),)


def test_the_same_text_twice_is_one_document(project: Project, document: str) -> None:
    with history.act(project, coder="ben", verb="add", undoable=False) as session:
        assert documents.add(session, article(title="under another name")) == (document, False)
    with history.act(project, coder="ben", verb="add", undoable=False) as session:
        first, _ = documents.add(session, article("new"))
        assert documents.add(session, article("new")) == (first, False)
    with project.reading() as session:
        assert [row.number for row in documents.listing(session)] == [1, 2]


def test_texts_never_go_into_the_log(project: Project, document: str) -> None:
    with project.reading() as session:
        logged = session.exec(select(Change)).all()
    assert {change.table_name for change in logged} == {"document"}
    assert not any("Jensen" in (change.after or "") for change in logged)


def test_an_act_that_can_be_undone_logs_all_that_it_makes(project: Project) -> None:
    before = state(project)
    with history.act(project, coder="anna", verb="add") as session:
        documents.add(session, article(title="Harlan says"))
        documents.add(session, article(file="b.txt"))
    history.undo(project, "anna")
    assert {**state(project), "text": [], "shingle": []} == before


def test_a_text_whose_document_is_gone_is_taken_in_again(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="remove", undoable=True) as session:
        row = session.get(Document, document)
        for zone in session.exec(select(ZoneRow)):
            session.delete(zone)
        session.delete(row)
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        assert documents.add(session, article())[1]
    with project.reading() as session:
        assert len(session.exec(select(Text.sha256)).all()) == 1


def test_one_row_is_told_as_the_listing_tells_it(project: Project, document: str) -> None:
    with history.act(project, coder="ann", verb="quote", document=document) as session:
        quotes.add(session, document, type="direct", parts=[("content", span_of("Harlan"))])
    with project.reading() as session:
        assert [documents.row(session, row.id) for row in documents.listing(session)] == documents.listing(session)
        with pytest.raises(ProjectError, match="no document"):
            documents.row(session, "none")


def test_the_listing_counts_the_marks_of_each_document(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mark") as session:
        other, _ = documents.add(session, article("Nothing in here.", title="Empty", file="b.txt"))
        harlan = actors.create(session, "Harlan")
        for _ in range(3):
            mentions.add(session, document, harlan, span_of("Harlan"))
        for _ in range(2):
            quotes.add(session, document, type="direct", parts=[("content", span_of("Each spring belongs to us."))])
        stances.add(session, document, holder=harlan, target_actor=harlan, position="neutral")
    with project.reading() as session:
        assert documents.listing(session) == [
            DocumentRow(document, 1, "Harlan says", "Herald", "2018-08-27", "open", "a.txt", 3, 2, 1),
            DocumentRow(other, 2, "Empty", "", "", "open", "b.txt"),
        ]


def test_metadata_is_edited_under_its_version(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="edit metadata") as session:
        documents.edit(session, document, 1, outlet="Lodestar", title="Harlan said")
    with (
        pytest.raises(ConflictError, match=r"This document was changed by anna on .* UTC"),
        history.act(project, coder="ben", verb="edit metadata") as session,
    ):
        documents.edit(session, document, 1, outlet="Courier")
    with project.reading() as session:
        read = documents.read(session, document)
    assert (read.outlet, read.title, read.version) == ("Lodestar", "Harlan said", 2)


def test_only_metadata_can_be_edited(project: Project, document: str) -> None:
    with (
        pytest.raises(ProjectError, match="no 'sha256' that can be edited"),
        history.act(project, coder="anna", verb="edit metadata") as session,
    ):
        documents.edit(session, document, 1, sha256="0")


def test_marking_a_document_done_is_no_conflict_with_an_edit_and_can_be_undone(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mark done", document=document) as session:
        documents.mark(session, document, "done")
    with history.act(project, coder="ben", verb="edit metadata") as session:
        documents.edit(session, document, 1, place="Lorvik")
    with project.reading() as session:
        assert documents.listing(session)[0].status == "done"
    history.undo(project, "ben")
    history.undo(project, "anna")
    with project.reading() as session:
        assert documents.read(session, document).status == "open"


def test_a_document_that_is_not_there_is_named(project: Project) -> None:
    with pytest.raises(ProjectError, match="no document 'nobody'"), project.reading() as session:
        documents.read(session, "nobody")
