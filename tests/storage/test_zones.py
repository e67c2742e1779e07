"""Zones corrected by hand."""

from __future__ import annotations

import pytest
from storage.samples import TEXT, article, span_of, state

from corpus.spans import Span
from corpus.spans import Zone as ArticleZone
from db import documents, history, zones
from db.engine import Project
from db.errors import ProjectError
from db.records import Zone


@pytest.fixture
def document(project: Project) -> str:
    told = (ArticleZone("headline", Span(0, 39), "first line"), ArticleZone("body", Span(41, len(TEXT) - 1)))
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        return documents.add(session, article(zones=told))[0]


def label(project: Project, document: str, words: str, kind: str = "boilerplate") -> tuple[Zone, ...]:
    with history.act(project, coder="anna", verb="zone", document=document) as session:
        zones.label(session, document, span_of(words), kind)
    with project.reading() as session:
        return documents.read(session, document).zones


def test_a_stretch_in_a_zone_splits_it(project: Project, document: str) -> None:
    start, end = span_of("Each spring belongs to us.")
    assert label(project, document, "Each spring belongs to us.")[1:] == (
        Zone("body", 41, start),
        Zone("boilerplate", start, end, "hand"),
        Zone("body", end, len(TEXT) - 1),
    )


def test_a_zone_that_is_covered_gives_way_and_comes_back_with_undo(project: Project, document: str) -> None:
    before = state(project)
    headline, *_ = label(project, document, "Harlan says delta can’t wait for Corwen", "deck")
    assert headline == Zone("deck", 0, 39, "hand")
    history.undo(project, "anna")
    assert state(project) == before


def test_what_is_labelled_again_is_one_zone(project: Project, document: str) -> None:
    label(project, document, "Lorvik welcomed the words.")
    found = label(project, document, "Lorvik welcomed the words.", "body")
    assert [zone.kind for zone in found] == ["headline", "body", "body"]


def test_no_zone_has_a_kind_that_is_none_or_lies_outside(project: Project, document: str) -> None:
    for span, kind in ((span_of("Lorvik"), "weather"), (Span(5, 5), "body"), (Span(0, len(TEXT) + 1), "body")):
        with pytest.raises(ProjectError), history.act(project, coder="anna", verb="zone") as session:
            zones.label(session, document, span, kind)
