from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from storage.exports import SCHEMA, exported, load, value_of
from storage.samples import article, span_of, state

from corpus.spans import Span
from db import annotations, doctor, documents, editions, history, parallels, quotes, taking
from db.engine import Project, open_project
from db.errors import ProjectError
from db.records import Retelling

SAID = "Velmara will not sign the river treaty until Sorrand withdraws its engineers from the Orbin dam."
TOLD = "Velmara is not going to sign the accord on the river before Sorrand pulls its engineers out of the Orbin dam."
CUT = "until Sorrand withdraws its engineers"
OTHER = "The mills of Port Else stand still.\n\nBread costs two crowns, said Aldo Venn. Sorrand signed nothing.\n"
TEXTS = {
    "Meridian": f"River\n\nHALVEN - “{SAID}” Orsini said.\n",
    "Coastal": f"Dam\n\nThe mills stand still. {TOLD} Bread is dear.\n",
    "Herald": f"Talks\n\nNothing will be signed, Orsini said, “{CUT}.”\n",
    "Courier": f"Mills\n\n{OTHER}",
}


@pytest.fixture
def ids(project: Project) -> dict[str, str]:
    """The documents by their outlets."""
    with history.act(project, coder="ada", verb="add", undoable=False) as session:
        made = {
            outlet: documents.add(session, article(text, outlet=outlet, title=text.partition("\n")[0]))[0]
            for outlet, text in TEXTS.items()
        }
    return made


def quote(project: Project, document: str, outlet: str, words: str) -> str:
    with history.act(project, coder="ada", verb="quote", document=document) as session:
        parts = [("content", span_of(words, TEXTS[outlet]))]
        return quotes.add(session, document, type="direct", parts=parts)


def link(project: Project, one: str, other: str | tuple[str, Span]) -> str:
    with history.act(project, coder="ada", verb="same statement") as session:
        return parallels.link(session, one, other)


def linked(project: Project, one: str) -> list[Retelling]:
    with project.reading() as session:
        return parallels.linked(session, one)


def same(project: Project, document: str) -> dict[str, tuple[str, ...]]:
    with project.reading() as session:
        return annotations.of_document(session, document).same


def test_a_statement_is_found_in_other_documents_the_nearest_first(project: Project, ids: dict[str, str]) -> None:
    with project.reading() as session:
        found = parallels.of_text(session, SAID, 5)
    assert [each.outlet for each in found[:3]] == ["Meridian", "Coastal", "Herald"]
    assert [each.exact for each in found[1:2]] == [TOLD]


def test_a_quote_is_not_found_in_its_own_document_and_brings_the_quotes_that_tell_it(
    project: Project, ids: dict[str, str]
) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    there = quote(project, ids["Herald"], "Herald", CUT)
    with project.reading() as session:
        found = parallels.of_quote(session, own, 5)
    assert [(each.outlet, each.quote) for each in found[:2]] == [("Coastal", ""), ("Herald", there)]


def test_what_shares_nothing_or_says_nothing_is_found_nowhere(project: Project, ids: dict[str, str]) -> None:
    with project.reading() as session:
        assert parallels.of_text(session, "Volcanoes sleep", 5) == []
        assert parallels.of_text(session, "of the and ' \"", 5) == []
        assert parallels.of_text(session, "", 5) == []


def test_linked_places_come_first_and_are_told_once(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    there = quote(project, ids["Herald"], "Herald", CUT)
    mark = link(project, own, there)
    with project.reading() as session:
        found = parallels.of_quote(session, own, 5)
    assert [(each.outlet, each.parallel) for each in found[:2]] == [("Herald", mark), ("Coastal", "")]
    assert len({each.document for each in found}) == len(found)


def test_a_link_holds_from_both_sides_and_over_other_links(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    there = quote(project, ids["Herald"], "Herald", CUT)
    link(project, own, there)
    link(project, own, (ids["Coastal"], span_of(TOLD, TEXTS["Coastal"])))
    assert [each.outlet for each in linked(project, own)] == ["Coastal", "Herald"]
    assert [each.outlet for each in linked(project, there)] == ["Meridian", "Coastal"]
    assert same(project, ids["Meridian"]) == {own: ("Coastal", "Herald")}
    assert same(project, ids["Herald"]) == {there: ("Meridian", "Coastal")}


def test_two_places_are_linked_once_from_whichever_side(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    there = quote(project, ids["Herald"], "Herald", CUT)
    span = span_of(TOLD, TEXTS["Coastal"])
    first, on_span = link(project, own, there), link(project, own, (ids["Coastal"], span))
    assert link(project, there, own) == link(project, own, there) == first
    assert link(project, own, (ids["Coastal"], span)) == on_span
    assert link(project, there, (ids["Coastal"], span)) != on_span
    assert link(project, own, (ids["Coastal"], Span(span.start, span.end - 1))) != on_span
    with history.act(project, coder="ada", verb="apart") as session:
        parallels.unlink(session, first)
    assert link(project, there, own) != first


def test_undo_takes_a_link_back_and_redo_makes_it_again(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    before = state(project)
    link(project, own, (ids["Coastal"], span_of(TOLD, TEXTS["Coastal"])))
    after = state(project)
    history.undo(project, "ada")
    assert state(project) == before
    history.redo(project, "ada")
    assert state(project) == after


def test_a_link_goes_with_its_quote_and_comes_back_with_it(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    there = quote(project, ids["Herald"], "Herald", CUT)
    link(project, own, there)
    before = state(project)
    for gone in (own, there):
        with history.act(project, coder="ada", verb="delete quote") as session:
            quotes.delete(session, gone)
        assert state(project)["parallel"] == []
        history.undo(project, "ada")
        assert state(project) == before


def test_a_link_is_taken_back_by_itself(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    mark = link(project, own, quote(project, ids["Herald"], "Herald", CUT))
    with history.act(project, coder="ada", verb="not the same statement") as session:
        parallels.unlink(session, mark)
    assert linked(project, own) == []


def test_a_quote_is_not_linked_with_itself_nor_with_nothing(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    with pytest.raises(ProjectError, match="with itself"):
        link(project, own, own)
    with pytest.raises(ProjectError, match="no quote 'nowhere'"):
        link(project, own, "nowhere")
    with pytest.raises(ProjectError, match="no stretch"):
        link(project, own, (ids["Coastal"], Span(5, 50_000)))


def test_an_export_with_links_fits_its_schema_and_comes_back_byte_for_byte(
    project: Project, ids: dict[str, str], blank: Path, opened: Callable[[str | Path], Project], tmp_path: Path
) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    link(project, own, quote(project, ids["Herald"], "Herald", CUT))
    link(project, own, (ids["Coastal"], span_of(TOLD, TEXTS["Coastal"])))
    value = value_of(project)
    SCHEMA.validate(value)
    assert len(value["parallels"]) == 2
    copy = opened(tmp_path / "copy.db")
    report = load(copy, exported(project))
    assert report.problems == []
    assert exported(copy) == exported(project)
    assert load(copy, exported(project)).added == 0


def test_an_export_without_links_says_nothing_of_them(project: Project, ids: dict[str, str]) -> None:
    assert "parallels" not in value_of(project)


def test_a_link_finds_the_document_that_the_project_has_under_another_id(
    project: Project, ids: dict[str, str], opened: Callable[[str | Path], Project], tmp_path: Path
) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    link(project, own, (ids["Coastal"], span_of(TOLD, TEXTS["Coastal"])))
    copy = opened(tmp_path / "copy.db")
    with history.act(copy, coder="bo", verb="add", undoable=False) as session:
        here = documents.add(session, article(TEXTS["Coastal"]))[0]
    assert load(copy, exported(project)).problems == []
    assert [each.document for each in linked(copy, own)] == [here]


LOST: list[tuple[dict[str, object], str]] = [
    ({"quote": "gone"}, "unknown quote 'gone'"),
    ({"other": {"quote": "gone"}}, "unknown quote 'gone'"),
    ({"other": {"document": "gone", "start": 0, "end": 1, "exact": "x"}}, "unknown document"),
    ({"other": {}}, "document is missing"),
    ({"other": {"document": "gone", "start": 1, "end": 1, "exact": "x"}}, "ends before it starts"),
    ({"coder": "gone"}, "unknown coder"),
    ({"created": "yesterday"}, "is no time"),
]


def test_links_that_lead_nowhere_are_left_out_and_told(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    link(project, own, quote(project, ids["Herald"], "Herald", CUT))
    value = value_of(project)
    first = value["parallels"][0]
    value["parallels"] += [first | {"id": f"another {number}"} | change for number, (change, _) in enumerate(LOST)]
    told = load(project, json.dumps(value))
    assert len(told.problems) == len(LOST)
    for _, why in LOST:
        assert any(why in problem and "left out" in problem for problem in told.problems)
    assert (told.added, len(linked(project, own))) == (0, 1)


def test_a_linked_span_follows_a_new_text_or_is_known_to_be_lost(project: Project, ids: dict[str, str]) -> None:
    own = quote(project, ids["Meridian"], "Meridian", SAID)
    link(project, own, (ids["Coastal"], span_of(TOLD, TEXTS["Coastal"])))
    for text, lost in ((f"A new line.\n\n{TEXTS['Coastal']}", False), ("Dam\n\nThe mills stand still.\n", True)):
        with history.act(project, coder="ada", verb="update") as session:
            editions.update(session, ids["Coastal"], taking.prepared(article(text)))
        (found,) = linked(project, own)
        assert (found.exact, found.orphan) == (TOLD, lost)
        assert lost or text[slice(*found.span)] == TOLD


def test_the_doctor_finds_a_linked_span_that_does_not_say_what_stands_there(path: Path) -> None:
    project = open_project(str(path))
    with history.act(project, coder="ada", verb="add") as session:
        one, two = (documents.add(session, article(TEXTS[name]))[0] for name in ("Meridian", "Coastal"))
    own = quote(project, one, "Meridian", SAID)
    link(project, own, (two, span_of(TOLD, TEXTS["Coastal"])))
    with project.writing() as session:
        session.connection().exec_driver_sql("UPDATE parallel SET exact = 'other words'")
    faults = [finding.message for finding in doctor.examine(project) if finding.level == "fault"]
    project.close()
    assert any("parallel" in fault for fault in faults)
