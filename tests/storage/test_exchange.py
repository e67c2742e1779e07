from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from storage.exports import SAMPLES, SCHEMA, annotate, emptied, exported, load, value_of
from storage.samples import TEXT, article, state

from corpus.text import digest
from db import actors, concepts, documents, history
from db.engine import Project

LATE, EARLY = "2099-01-01T00:00:00.000000Z", "1999-01-01T00:00:00.000000Z"


@pytest.fixture
def value(project: Project) -> dict[str, Any]:
    """The export of the annotated project, to be spoilt."""
    annotate(project)
    return value_of(project)


@pytest.fixture
def other(blank: Path, tmp_path: Path, opened: Callable[[str | Path], Project]) -> Project:
    """A second, empty project."""
    return opened(shutil.copy(blank, tmp_path / "other.db"))


def test_the_samples_come_out_as_they_went_in(project: Project) -> None:
    report = load(project, SAMPLES)
    assert report.problems == []
    assert report.documents == 11
    # Which program wrote it may change; everything else may not.
    assert exported(project).splitlines()[4:] == SAMPLES.splitlines()[4:]


def test_out_and_into_an_empty_project_and_out_again_gives_the_same_bytes(project: Project, other: Project) -> None:
    annotate(project)
    told = exported(project)
    load(other, told)
    assert exported(other) == told


def test_an_empty_project_goes_out_and_in_too(project: Project, other: Project) -> None:
    load(other, exported(project))
    assert exported(other) == exported(project)


def test_whoever_imports_is_the_coder_that_the_file_knows(project: Project, other: Project) -> None:
    annotate(project)
    load(other, exported(project), coder="anna")
    assert exported(other) == exported(project)


@pytest.mark.parametrize("make", [lambda project: None, annotate, lambda project: load(project, SAMPLES)])
def test_every_export_is_what_the_schema_says(project: Project, make: Callable[[Project], object]) -> None:
    make(project)
    SCHEMA.validate(value_of(project))


def test_the_schema_refuses_what_is_no_export(value: dict[str, Any]) -> None:
    value["documents"][0]["stances"][0]["strength"] = None
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate(value)


def test_an_export_without_a_change_repeats_its_bytes(project: Project) -> None:
    annotate(project)
    assert exported(project) == exported(project)


def test_each_annotation_has_a_line_of_its_own(project: Project) -> None:
    annotate(project)
    lines = [line.strip().rstrip(",") for line in exported(project).splitlines()]
    (document,) = value_of(project)["documents"]
    for record in (*document["mentions"], *document["quotes"], *document["stances"]):
        assert json.dumps(record, ensure_ascii=False) in lines


def test_an_export_holds_nothing_that_a_terminal_would_obey(project: Project, other: Project) -> None:
    hostile = "\x1b]0;owned\x07 \x9b31m \x7f \u202e reversed \u2066 \u2028 — déjà 和平"
    with history.act(project, coder="anna", verb="add") as session:
        documents.add(session, article(f"{hostile}\nAnd a body.", title=hostile))
    told = exported(project)
    assert not set(told) & set("\x1b\x07\x9b\x7f\u202e\u2066\u2028")
    assert "— déjà 和平" in told
    load(other, told)
    assert value_of(other)["documents"][0]["title"] == hostile


def test_importing_again_changes_nothing(value: dict[str, Any], project: Project) -> None:
    before = exported(project)
    report = load(project, value)
    assert (report.added, report.updated, report.unchanged, report.documents) == (0, 0, 9, 0)
    assert exported(project) == before


def test_one_undo_takes_an_import_back(value: dict[str, Any], other: Project) -> None:
    with history.act(other, coder="reader", verb="add") as session:
        documents.add(session, article("Another text."))
    load(other, {**value, "documents": [], "actors": [], "concepts": []})
    before = state(other)
    load(other, value)
    assert state(other) != before
    undone = history.undo(other, "reader")
    assert undone is not None
    assert undone.verb == "import"
    of_texts = {"text": [], "shingle": []}
    assert state(other) | of_texts == before | of_texts


def test_annotations_go_to_the_document_that_has_the_same_text(value: dict[str, Any], other: Project) -> None:
    with history.act(other, coder="bert", verb="add") as session:
        here, _ = documents.add(session, article(title="As Bert calls it"))
    report = load(other, value)
    (document,) = value_of(other)["documents"]
    assert (document["id"], document["title"], len(document["quotes"])) == (here, "As Bert calls it", 2)
    assert (report.documents, report.problems) == (0, [])


def test_words_at_other_numbers_are_found_again(value: dict[str, Any], other: Project) -> None:
    mention = value["documents"][0]["mentions"][0]
    true_span = mention["start"], mention["end"]
    mention["start"], mention["end"] = 0, 5
    report = load(other, value)
    found = value_of(other)["documents"][0]["mentions"][0]
    assert (found["start"], found["end"]) == true_span
    assert (report.orphans, "orphan" in found) == (0, False)


def test_words_that_stand_nowhere_are_kept_as_an_orphan(
    value: dict[str, Any], other: Project, project: Project
) -> None:
    document = value["documents"][0]
    document["mentions"][0]["exact"] = "words that nobody wrote"
    document["quotes"][0]["parts"][0]["exact"] = "nor these"
    document["stances"][0]["evidence"][1]["exact"] = "nor any of these"
    report = load(other, value)
    found = value_of(other)
    assert report.orphans == 3
    SCHEMA.validate(found)
    assert found["documents"][0]["mentions"][0] == {**document["mentions"][0], "orphan": True}
    assert found["documents"][0]["quotes"][0]["parts"][0]["orphan"] is True
    assert found["documents"][0]["stances"][0]["evidence"][1]["orphan"] is True


def test_a_piece_without_words_is_left_out_and_told(value: dict[str, Any], other: Project) -> None:
    document = value["documents"][0]
    for piece in (document["mentions"][0], document["quotes"][1]["parts"][0], document["stances"][0]["evidence"][1]):
        piece |= {"start": 100_000, "end": 100_005, "exact": ""}
    report = load(other, value)
    found = value_of(other)["documents"][0]
    assert [len(found[key]) for key in ("mentions", "quotes", "stances")] == [0, 1, 1]
    assert sorted(report.problems) == [
        "documents[0].mentions[0].exact: is empty; it was left out.",
        "documents[0].quotes[1].parts[0].exact: is empty; it was left out.",
        "documents[0].stances[0].evidence[1].exact: is empty; it was left out.",
    ]


def test_words_that_end_the_text_are_found_where_the_file_tells_an_end_behind_it(
    value: dict[str, Any], other: Project
) -> None:
    document = value["documents"][0]
    start, end = len(document["text"]) - 6, len(document["text"])
    beyond = {
        "start": start,
        "end": end + 900,
        "exact": document["text"][start:],
        "prefix": document["text"][:start][-32:],
    }
    document["mentions"][0] |= beyond | {"suffix": ""}
    document["quotes"][1]["parts"] = [document["quotes"][1]["parts"][0] | beyond | {"suffix": ""}]
    document["stances"][0]["evidence"][1] = {name: beyond[name] for name in ("start", "end", "exact")}
    report = load(other, value)
    found = value_of(other)["documents"][0]
    pieces = [found["mentions"][0], found["quotes"][1]["parts"][0], found["stances"][0]["evidence"][1]]
    assert report.orphans == 0
    assert [(piece["start"], piece["end"]) for piece in pieces] == 3 * [(start, end)]


def test_an_orphan_goes_out_and_in_as_it_is(value: dict[str, Any], blank: Path, other: Project) -> None:
    value["documents"][0]["mentions"][0]["exact"] = "words that nobody wrote"
    load(other, value)
    with emptied(blank) as third:
        load(third, exported(other))
        assert exported(third) == exported(other)


@pytest.mark.parametrize(("updated", "note"), [(LATE, "from the file"), (EARLY, "")])
def test_the_later_of_two_annotations_wins(value: dict[str, Any], project: Project, updated: str, note: str) -> None:
    for key in ("mentions", "quotes", "stances"):
        value["documents"][0][key][0] |= {"note": "from the file", "updated": updated}
    report = load(project, value)
    document = value_of(project)["documents"][0]
    assert {document[key][0]["note"] for key in ("mentions", "quotes", "stances")} == {note}
    assert report.updated == (3 if updated == LATE else 0)
    assert len(report.problems) == (0 if updated == LATE else 3)


def test_a_quote_that_is_updated_gets_the_parts_of_the_file(value: dict[str, Any], project: Project) -> None:
    quote = value["documents"][0]["quotes"][0]
    del quote["parts"][1:]
    quote["updated"] = LATE
    load(project, value)
    assert value_of(project)["documents"][0]["quotes"][0] == quote


@pytest.mark.parametrize(("moment", "name"), [(LATE, "A. Harlan"), (EARLY, "Augustin Harlan")])
def test_the_time_of_the_export_decides_about_the_codebook(
    value: dict[str, Any], project: Project, moment: str, name: str
) -> None:
    harlan = next(actor for actor in value["actors"] if actor["name"] == "Augustin Harlan")
    harlan |= {"name": "A. Harlan", "aliases": []}
    report = load(project, {**value, "exported": moment})
    assert name in [actor["name"] for actor in value_of(project)["actors"]]
    assert bool(report.problems) == (moment == EARLY)


def test_a_coder_of_the_same_name_is_the_same_person(value: dict[str, Any], other: Project) -> None:
    annotate(other, f"{TEXT}\nA second edition.")
    mine = value_of(other)["coders"]
    load(other, value)
    assert value_of(other)["coders"] == mine


def test_names_that_two_coders_made_apart_are_told(value: dict[str, Any], other: Project) -> None:
    with history.act(other, coder="ben", verb="actor") as session:
        actors.create(session, "augustin harlan")
        concepts.create(session, "Defence")
    report = load(other, value)
    assert (report.problems, report.shared) == ([], ["Augustin Harlan", "Defence"])
    assert load(other, value).shared == ["Augustin Harlan", "Defence"]


def test_what_refers_to_nothing_is_left_out_and_reported(value: dict[str, Any], other: Project) -> None:
    document = value["documents"][0]
    document["mentions"][0]["actor"] = "nobody"
    document["quotes"][1]["coder"] = "nobody"
    document["stances"][0]["evidence"][0]["quote"] = "nothing"
    document["stances"][1]["target"] = {"concept": "nothing"}
    report = load(other, value)
    found = value_of(other)["documents"][0]
    assert [len(found[key]) for key in ("mentions", "quotes", "stances")] == [0, 1, 0]
    assert sorted(problem.partition("refers to ")[2] for problem in report.problems) == [
        "an unknown actor 'nobody'.",
        "an unknown coder 'nobody'.",
        "an unknown concept 'nothing'.",
        "an unknown quote 'nothing'.",
    ]


def test_what_stands_inside_of_a_quote_that_was_left_out_is_left_out(value: dict[str, Any], other: Project) -> None:
    value["documents"][0]["quotes"][0]["speaker"] = "nobody"
    report = load(other, value)
    assert value_of(other)["documents"][0]["quotes"] == []
    assert len(report.problems) == 3


def test_circles_are_left_out(value: dict[str, Any], other: Project) -> None:
    first, second = value["documents"][0]["quotes"]
    first["inside"], second["inside"] = second["id"], first["id"]
    parent, child = value["concepts"]
    parent["parent"], child["parent"] = child["id"], parent["id"]
    report = load(other, value)
    found = value_of(other)
    assert (found["concepts"], found["documents"][0]["quotes"]) == ([], [])
    assert len(report.problems) == 5


def test_an_annotation_stays_in_the_document_that_it_belongs_to(value: dict[str, Any], project: Project) -> None:
    document = value["documents"][0]
    text = f"{document['text']}More."
    value["documents"] = [{**document, "id": "other", "text": text, "sha256": digest(text)}]
    report = load(project, value)
    assert [len(document["mentions"]) for document in value_of(project)["documents"]] == [1, 0]
    assert all("belongs to another document" in problem for problem in report.problems[:3])


def test_a_text_that_was_changed_after_the_export_stays_out(value: dict[str, Any], other: Project) -> None:
    value["documents"][0]["text"] += "And a lie."
    report = load(other, value)
    assert value_of(other)["documents"] == []
    assert any("SHA-256" in problem for problem in report.problems)


def test_a_document_with_another_text_here_gets_the_annotations_that_are_found(
    value: dict[str, Any], other: Project
) -> None:
    load(other, {**value, "documents": [{**value["documents"][0], "mentions": [], "quotes": [], "stances": []}]})
    longer = f"Updated at noon.\n\n{TEXT}"
    value["documents"][0] |= {"text": longer, "sha256": digest(longer)}
    for mention in value["documents"][0]["mentions"]:
        mention["start"], mention["end"] = mention["start"] + 18, mention["end"] + 18
    report = load(other, value)
    (document,) = value_of(other)["documents"]
    (mention,) = document["mentions"]
    assert document["text"] == TEXT
    assert TEXT[mention["start"] : mention["end"]] == mention["exact"]
    assert any("another text" in problem for problem in report.problems)


def test_names_lose_the_blanks_around_them_and_are_refused_without_a_letter(
    value: dict[str, Any], other: Project
) -> None:
    lena = {"name": " Lena\u00a0", "kind": "person", "aliases": ["L. ", " ", ""], "roles": [], "note": " n "}
    tea: dict[str, Any] = {"name": "Tea ", "parent": None, "definition": " d "}
    spoilt = value | {
        "actors": [*value["actors"], lena | {"id": "a1"}, lena | {"id": "a2", "name": " \t"}],
        "concepts": [*value["concepts"], tea | {"id": "c1"}, tea | {"id": "c2", "name": "\u3000"}],
    }
    actor, concept = len(value["actors"]) + 1, len(value["concepts"]) + 1
    assert load(other, json.dumps(spoilt)).problems == [
        f"actors[{actor}].name: is blank; it was left out.",
        f"concepts[{concept}].name: is blank; it was left out.",
    ]
    kept = value_of(other)
    (got,) = [each for each in kept["actors"] if each["id"] == "a1"]
    assert (got["name"], got["aliases"], got["note"]) == ("Lena", ["L."], " n ")
    assert [each for each in kept["concepts"] if each["id"] in ("c1", "c2")] == [tea | {"id": "c1", "name": "Tea"}]
    assert kept["documents"] == value["documents"]
