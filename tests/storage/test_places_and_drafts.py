"""Where a coder was, and what a coder was typing: kept at once, and no part of the history."""

from __future__ import annotations

import pytest
from sqlmodel import select
from storage.samples import article

from db import documents, drafts, history, places
from db.engine import Project
from db.errors import ConflictError
from db.models import Act, Draft
from db.records import Place


def test_the_last_place_of_each_coder_is_found_again(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        other, _ = documents.add(session, article("Another."))
    places.save(project, "anna", Place(document, 10, 0))
    places.save(project, "anna", Place(other, 3, 1))
    places.save(project, "anna", Place(document, 20, 5))
    places.save(project, "ben", Place(other, 1, 0))
    with project.reading() as session:
        assert places.last(session, "anna") == Place(document, 20, 5)
        assert places.of_document(session, "anna", other) == Place(other, 3, 1)
        assert places.last(session, "ben") == Place(other, 1, 0)
        assert places.of_document(session, "ben", document) is None
        assert places.last(session, "nobody") is None
        assert places.opened(session, "anna", 5) == [1, 2]
        assert [act.verb for act in session.exec(select(Act))] == ["add", "add"]


def test_a_place_in_no_document_is_refused(project: Project) -> None:
    with pytest.raises(ConflictError):
        places.save(project, "anna", Place("nowhere", 1, 0))


def test_a_draft_is_kept_until_it_is_dropped(project: Project) -> None:
    drafts.save(project, "anna", "quote 1", "half a tho", 3)
    drafts.save(project, "anna", "quote 1", "half a thought", 4)
    drafts.save(project, "ben", "quote 1", "mine")
    with project.reading() as session:
        assert drafts.read(session, "anna", "quote 1") == ("half a thought", 3)
        assert drafts.read(session, "anna", "quote 2") is None
        assert drafts.read(session, "nobody", "quote 1") is None
    drafts.drop(project, "anna", "quote 1")
    drafts.drop(project, "anna", "never written")
    with project.reading() as session:
        assert drafts.read(session, "anna", "quote 1") is None
        assert drafts.read(session, "ben", "quote 1") == ("mine", 0)


def test_a_draft_about_an_id_with_an_at_sign_is_no_others(project: Project) -> None:
    drafts.save(project, "anna", "x@y", "about x@y", 2)
    drafts.save(project, "anna", "x@y@z", "about x@y@z", 3)
    with project.reading() as session:
        assert drafts.read(session, "anna", "x") is None
        assert drafts.read(session, "anna", "x@y") == ("about x@y", 2)
        assert drafts.read(session, "anna", "x@y@z") == ("about x@y@z", 3)
    drafts.drop(project, "anna", "x")
    drafts.save(project, "anna", "x", "about x", 1)
    drafts.drop(project, "anna", "x@y")
    with project.reading() as session:
        told = [drafts.read(session, "anna", subject) for subject in ("x", "x@y", "x@y@z")]
    assert told == [("about x", 1), None, ("about x@y@z", 3)]


def test_a_draft_of_an_older_program_tells_no_version(project: Project) -> None:
    drafts.save(project, "anna", "quote 1", "old", 3)
    with project.writing() as session:
        session.exec(select(Draft)).one().subject = "quote 1"
    with project.reading() as session:
        assert drafts.read(session, "anna", "quote 1") == ("old", 0)
