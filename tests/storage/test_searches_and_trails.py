"""Searches kept under a name, and the trail of places that a coder left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from storage.samples import TEXT, article, span_of

from corpus.anchors import make
from corpus.spans import Span
from db import documents, editions, history, searches, taking, trails
from db.engine import Project
from db.errors import ConflictError, ProjectError
from db.records import SavedSearch, Step

Open = Callable[[str | Path], Project]


def kept(project: Project) -> list[tuple[str, str, int | None]]:
    with project.reading() as session:
        return [(saved.name, saved.line, saved.key) for saved in searches.listing(session)]


def save(project: Project, name: str, line: str, key: int | None = None, coder: str = "anna") -> None:
    with history.act(project, coder=coder, verb="save search") as session:
        searches.save(session, name, line, key)


def named(project: Project, name: str) -> SavedSearch:
    with project.reading() as session:
        found = searches.named(session, name)
    assert found is not None
    return found


def test_a_search_is_found_by_its_name_and_its_key_by_every_coder(project: Project) -> None:
    save(project, " Dams ", "dam OR weir", 3)
    save(project, "Ann's", "coder:me", coder="ben")
    assert kept(project) == [("Dams", "dam OR weir", 3), ("Ann's", "coder:me", None)]
    assert named(project, "dams").line == "dam OR weir"
    with project.reading() as session:
        assert searches.on_key(session, 3) == named(project, "Dams")
        assert searches.on_key(session, 4) is None


def test_saving_under_a_known_name_replaces_the_line_and_keeps_the_key(project: Project) -> None:
    save(project, "dams", "dam", 3)
    save(project, "DAMS", "weir")
    assert kept(project) == [("dams", "weir", 3)]


@pytest.mark.parametrize("name", ["@dams at last", "dams  at\tlast", " @ dams at last", "Dams at last "])
def test_a_name_is_the_same_however_it_is_typed(project: Project, name: str) -> None:
    save(project, name, "dam")
    save(project, name, "weir")
    save(project, "dams at last", "river")
    assert [line for _, line, _ in kept(project)] == ["river"]
    assert named(project, name).line == "river"


def test_a_key_goes_over_to_the_search_that_gets_it(project: Project) -> None:
    save(project, "dams", "dam", 3)
    save(project, "weirs", "weir", 3)
    assert kept(project) == [("weirs", "weir", 3), ("dams", "dam", None)]
    history.undo(project, "anna")
    assert kept(project) == [("dams", "dam", 3)]


def test_renaming_and_deleting_are_undone(project: Project) -> None:
    save(project, "dams", "dam")
    saved = named(project, "dams")
    with history.act(project, coder="anna", verb="rename search") as session:
        searches.edit(session, saved.id, saved.version, name="weirs")
    with history.act(project, coder="anna", verb="delete search") as session:
        searches.delete(session, saved.id)
    assert kept(project) == []
    history.undo(project, "anna")
    assert kept(project) == [("weirs", "dam", None)]
    history.undo(project, "anna")
    assert kept(project) == [("dams", "dam", None)]


def test_two_searches_never_share_a_name_and_none_is_without(project: Project) -> None:
    save(project, "dams", "dam")
    save(project, "weirs", "weir")
    saved = named(project, "weirs")
    for name, reason in (("Dams", "'dams' already"), (" @ ", "needs a name")):
        with pytest.raises(ProjectError, match=reason), history.act(project, coder="anna", verb="x") as session:
            searches.edit(session, saved.id, saved.version, name=name)
    with pytest.raises(ConflictError), history.act(project, coder="anna", verb="x") as session:
        searches.edit(session, saved.id, saved.version + 1, name="other")


def step_at(document: str, text: str, span: Span) -> Step:
    anchor = make(text, span.start, span.end)
    return Step(document, span.start, anchor.exact, anchor.prefix, anchor.suffix)


def test_a_trail_is_kept_for_each_coder_and_bounded(where: str, opened: Open) -> None:
    project = opened(where)
    steps = [Step("d", place, "word", "before", "after") for place in range(trails.MOST + 5)]
    trails.save(project, "anna", steps, len(steps) - 1)
    trails.save(project, "ben", steps[:2], 2)
    project.close()
    project = opened(where)
    with project.reading() as session:
        assert trails.read(session, "anna") == (steps[5:], trails.MOST - 1)
        assert trails.read(session, "ben") == (steps[:2], 2)
        assert trails.read(session, "carl") == ([], 0)


def test_a_place_is_found_again_in_a_new_text_of_its_document(project: Project, document: str) -> None:
    step = step_at(document, TEXT, span_of("Lorvik"))
    new = "A line that was not there before.\n" + TEXT
    with project.reading() as session:
        assert trails.offset_of(session, step) == TEXT.index("Lorvik")
    with history.act(project, coder="anna", verb="update") as session:
        editions.update(session, document, taking.prepared(article(new)))
    with project.reading() as session:
        assert trails.offset_of(session, step) == new.index("Lorvik")
        assert trails.offset_of(session, Step(document, 10_000, "nowhere")) == len(new)
        assert trails.offset_of(session, Step("gone", 3)) is None


def test_an_undone_document_leaves_its_steps_without_a_place(project: Project) -> None:
    with history.act(project, coder="anna", verb="add") as session:
        added, _ = documents.add(session, article("A short text of its own."))
    trails.save(project, "anna", [step_at(added, "A short text of its own.", Span(2, 7))], 1)
    history.undo(project, "anna")
    with project.reading() as session:
        (step,), _ = trails.read(session, "anna")
        assert trails.offset_of(session, step) is None
