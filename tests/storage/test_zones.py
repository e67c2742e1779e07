"""Zones corrected by hand."""

from __future__ import annotations

import pytest
from storage.samples import TEXT, article, span_of, state

from corpus.spans import Span
from corpus.spans import Zone as ArticleZone
from db import documents, history, zones
from db.engine import Project
from db.errors import ConflictError, ProjectError
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


@pytest.mark.parametrize(
    ("span", "kind", "told"),
    [
        (span_of("Lorvik"), "weather", "There is no zone called 'weather'; there are headline, "),
        (Span(5, 5), "body", f"From 5 to 5 is no stretch of a text of {len(TEXT)} characters."),
        (
            Span(0, len(TEXT) + 1),
            "body",
            f"From 0 to {len(TEXT) + 1} is no stretch of a text of {len(TEXT)} characters.",
        ),
        (Span(-1, 4), "body", f"From -1 to 4 is no stretch of a text of {len(TEXT)} characters."),
    ],
)
def test_no_zone_has_a_kind_that_is_none_or_lies_outside(
    project: Project, document: str, span: Span, kind: str, told: str
) -> None:
    before = state(project)
    with pytest.raises(ProjectError) as refusal, history.act(project, coder="anna", verb="zone") as session:
        zones.label(session, document, span, kind)
    assert str(refusal.value).startswith(told)
    assert state(project) == before


def test_a_zone_that_only_touches_the_stretch_stays_as_it_is(project: Project, document: str) -> None:
    with project.reading() as session:
        headline, body = documents.read(session, document).zones
    with history.act(project, coder="anna", verb="zone") as session:
        zones.label(session, document, Span(headline.end, body.start), "deck")
        zones.label(session, document, Span(body.end, len(TEXT)), "boilerplate")
    with project.reading() as session:
        found = documents.read(session, document).zones
    deck = Zone("deck", headline.end, body.start, "hand")
    assert found == (headline, deck, body, Zone("boilerplate", body.end, len(TEXT), "hand"))


def test_a_stretch_that_somebody_else_has_labelled_meanwhile_is_refused(project: Project, document: str) -> None:
    span = span_of("Lorvik welcomed the words.")
    with project.reading() as session:
        seen = [zone for zone in documents.read(session, document).zones if zone.kind == "body"]
    with history.act(project, coder="ben", verb="zone") as session:
        zones.label(session, document, span, "caption", seen=seen)
    before = state(project)
    with pytest.raises(ConflictError) as refusal, history.act(project, coder="anna", verb="zone") as session:
        zones.label(session, document, span, "boilerplate", seen=seen)
    told = "Somebody else has labelled this stretch meanwhile, as you see it now; nothing was saved."
    assert str(refusal.value) == told
    assert state(project) == before
    with history.act(project, coder="anna", verb="zone") as session:
        zones.label(session, document, span, "caption", seen=seen)  # the same as theirs: nothing is lost
    assert state(project) == before
