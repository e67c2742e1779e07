"""The codebook on its own: out as JSON or a table, in again, and joined with what a project has."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage.samples import state

from corpus.readers.records import File
from db import actors, concepts, history
from db.engine import Project
from db.errors import ProjectError
from db.exchange import codebook, native, tabular
from db.exchange.marks import Report
from db.records import Role

MINISTER = Role("foreign minister", "Velmara", "2018-10", "2022-05")
GUIDE = Role("guide", "", "2023", "")


@pytest.fixture
def filled(project: Project) -> Project:
    """A project with two actors and two concepts, one below the other."""
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Lena Orsini", aliases=["Orsini", "the minister"], roles=[MINISTER, GUIDE], note="x")
        actors.create(session, "Sorrand", "country")
        above = concepts.create(session, "Trade", definition="what is bought and sold")
        concepts.create(session, "Tolls on tea", above)
    return project


@pytest.fixture
def other(opened: Callable[[str | Path], Project], blank: Path, tmp_path: Path) -> Project:
    """A second project, empty."""
    copied = tmp_path / "other.db"
    copied.write_bytes(blank.read_bytes())
    return opened(copied)


def load(project: Project, content: str | bytes, name: str = "codebook.csv") -> Report:
    data = content if isinstance(content, bytes) else content.encode()
    return codebook.load(project, File(name, data), coder="bert")


def as_json(project: Project) -> str:
    with project.reading() as session:
        return "".join(codebook.as_json(session))


def as_csv(project: Project) -> str:
    with project.reading() as session:
        return "".join(codebook.as_csv(session))


def told(project: Project) -> dict[str, list[dict[str, object]]]:
    value = json.loads(as_json(project))
    return {"actors": value["actors"], "concepts": value["concepts"]}


def test_a_codebook_goes_from_project_to_project_as_json(filled: Project, other: Project) -> None:
    report = load(other, as_json(filled), "codebook.json")
    assert (report.added, report.updated, report.unchanged, report.problems) == (4, 0, 0, [])
    assert told(other) == told(filled)


def test_a_codebook_goes_from_project_to_project_as_a_table(filled: Project, other: Project) -> None:
    report = load(other, as_csv(filled))
    assert (report.added, report.problems) == (4, [])
    assert told(other) == told(filled)


@pytest.mark.parametrize("form", [as_json, as_csv])
def test_what_is_there_already_stays_as_it_is(filled: Project, form: Callable[[Project], str]) -> None:
    before = state(filled)
    report = load(filled, form(filled), "codebook.json" if form is as_json else "codebook.csv")
    assert (report.added, report.updated, report.unchanged, report.problems) == (0, 0, 4, [])
    assert state(filled) == before


def test_the_command_import_takes_a_codebook_too(filled: Project, other: Project) -> None:
    native.load(other, io.StringIO(as_json(filled)), coder="bert")
    assert told(other) == told(filled)


def test_an_entry_of_the_same_name_or_alias_gains_what_the_file_tells(filled: Project) -> None:
    report = load(
        filled,
        "type,name,kind,aliases,title,from,definition\n"
        "actor,orsini,politician,Lena O.; L. Orsini,deputy,2015,\n"
        "actor,SORRAND,,,,,\n"
        "concept,tolls on tea,,,,,what tea costs at the border\n",
    )
    assert (report.added, report.updated, report.unchanged, report.problems) == (0, 2, 1, [])
    with filled.reading() as session:
        lena, sorrand = actors.listing(session)
        tolls, _ = concepts.listing(session)
    assert (lena.name, lena.kind, lena.note) == ("Lena Orsini", "politician", "x")
    assert lena.aliases == ("Orsini", "the minister", "Lena O.", "L. Orsini")
    assert lena.roles == (MINISTER, GUIDE, Role("deputy", "", "2015", ""))
    assert sorrand.kind == "country"
    assert (tolls.definition, tolls.parent is not None) == ("what tea costs at the border", True)


def test_an_entry_with_its_id_is_renamed_and_keeps_its_old_name_as_an_alias(filled: Project) -> None:
    value = told(filled)
    (lena,) = [actor for actor in value["actors"] if actor["name"] == "Lena Orsini"]
    load(filled, json.dumps({"actors": [lena | {"name": "Lena Orsini-Venn"}]}), "codebook.json")
    with filled.reading() as session:
        renamed, _ = actors.listing(session)
    assert (renamed.id, renamed.name) == (lena["id"], "Lena Orsini-Venn")
    assert renamed.aliases == ("Orsini", "the minister", "Lena Orsini")


def test_one_undo_takes_a_codebook_back(filled: Project) -> None:
    before = state(filled)
    load(filled, "name,parent\nTrade in tea,Trade\nTrade,Economy\n")
    assert [concept["name"] for concept in told(filled)["concepts"]] == [
        *("Trade", "Tolls on tea", "Trade in tea", "Economy")
    ]
    undone = history.undo(filled, "bert")
    assert undone is not None
    assert undone.verb == "codebook"
    assert state(filled) == before


def test_a_parent_may_be_told_by_name_and_come_later(project: Project) -> None:
    load(project, json.dumps({"concepts": [{"name": "Tea", "parent": "trade"}, {"name": "Trade"}]}), "c.json")
    tea, trade = told(project)["concepts"]
    assert (tea["name"], tea["parent"], trade["parent"]) == ("Tea", trade["id"], None)


def test_what_cannot_be_taken_in_is_told_with_its_place_and_the_rest_goes_in(filled: Project) -> None:
    with history.act(filled, coder="anna", verb="actor") as session:
        actors.create(session, "Aldo Venn")
        actors.create(session, "Aldo Venn")
    report = load(
        filled,
        "type,name,parent\nplace,Harbour,\nactor,,\nactor,Aldo Venn,\nconcept,Trade,Tolls on tea\nactor,Ines Roe,\n",
    )
    assert report.problems == [
        "row 2: place is neither actor nor concept; it was left out.",
        "row 3: no name; it was left out.",
        "actor Aldo Venn was left out: the project has 2 of this name; give the id of the one that is meant.",
        "concept Trade: its parent Tolls on tea was left out: A concept cannot stand below itself.",
    ]
    assert report.added == 1


def test_several_rows_may_change_one_entry(filled: Project) -> None:
    report = load(filled, "name,aliases,note\nLena Orsini,L. Orsini,y\norsini,Lena O.,z\nL. ORSINI,,w\n")
    assert (report.added, report.updated, report.problems) == (0, 3, [])
    with filled.reading() as session:
        lena, _ = actors.listing(session)
    assert (lena.aliases, lena.note) == (("Orsini", "the minister", "L. Orsini", "Lena O."), "w")
    assert history.undo(filled, "bert") is not None
    rows = [{"name": "Trade", "definition": "one"}, {"name": "TRADE", "definition": "two"}]
    assert load(filled, json.dumps({"concepts": rows}), "c.json").problems == []
    assert [concept["definition"] for concept in told(filled)["concepts"]] == ["two", ""]


def test_a_name_without_an_id_is_one_entry_however_it_is_written(project: Project) -> None:
    names = ["Macron", "macron", "Macron "]
    value = {
        "actors": [{"name": name, "aliases": []} for name in names],
        "concepts": [{"name": "Tea"}, {"name": "tea"}],
    }
    report = load(project, json.dumps(value), "c.json")
    assert (report.added, report.problems) == (2, [])
    assert load(project, json.dumps({"actors": [{"name": "Macron "}]}), "c.json").added == 0
    assert [actor["name"] for actor in told(project)["actors"]] == ["Macron"]


def test_two_of_one_name_with_ids_of_their_own_stay_two(filled: Project, other: Project) -> None:
    with history.act(filled, coder="anna", verb="actor") as session:
        for note in ("the elder", "the younger"):
            actors.create(session, "Aldo Venn", aliases=["Orsini"], note=note)
        actors.create(session, "Orsini")
    assert load(other, as_json(filled), "c.json").problems == []
    assert told(other) == told(filled)


def test_a_table_tells_a_parent_by_its_id_where_another_has_its_name(filled: Project, other: Project) -> None:
    with history.act(filled, coder="anna", verb="concept") as session:
        above = concepts.create(session, "TRADE")
        below = concepts.create(session, "Salt", above)
    table = as_csv(filled)
    assert f",{above}," in table.splitlines()[-1]
    assert load(other, table).problems == []
    assert told(other) == told(filled)
    row = f"id,type,name,parent,definition\n{below},concept,Salt,{above},what is salt\n"
    report = load(filled, row)
    assert (report.added, report.updated, report.problems) == (0, 1, [])


def test_a_table_tells_a_parent_by_its_name_where_no_other_has_it(filled: Project) -> None:
    assert ",Trade," in as_csv(filled).splitlines()[-1]


def test_a_blank_name_keeps_nothing_else_out(project: Project) -> None:
    value = {key: [{"name": " "}, {"name": "Tea"}] for key in ("actors", "concepts")}
    report = load(project, json.dumps(value), "c.json")
    assert (report.added, len(report.problems)) == (2, 2)
    assert all("was left out" in problem for problem in report.problems)


def test_a_parent_may_be_told_by_the_name_that_the_project_has(filled: Project) -> None:
    value = {"concepts": [{"name": "Tolls on salt", "parent": "trade"}]}
    assert load(filled, json.dumps(value), "c.json").problems == []
    trade, _, salt = told(filled)["concepts"]
    assert salt["parent"] == trade["id"]


def test_a_parent_that_is_refused_takes_nothing_else_along(filled: Project) -> None:
    with history.act(filled, coder="anna", verb="concept") as session:
        concepts.create(session, "Tolls on tea")
    rows = [
        {"name": "Salt", "parent": "nowhere", "definition": "a"},
        {"name": "Trade", "parent": "Salt", "definition": "b"},
        {"name": "Salt", "parent": "Trade", "definition": "c"},
        {"name": "Silk", "parent": "tolls on tea", "definition": "d"},
    ]
    report = load(filled, json.dumps({"concepts": rows}), "c.json")
    several = "the project has 2 of this name; give the id of the one that is meant"
    assert report.problems == [
        "concept Salt: its parent nowhere was left out: there is no concept of this name or id; put it into the file,"
        " or give another.",
        "concept Salt: its parent Trade was left out: A concept cannot stand below itself.",
        f"concept Silk: its parent tolls on tea was left out: {several}.",
    ]
    definitions = {str(concept["name"]): concept["definition"] for concept in told(filled)["concepts"]}
    assert definitions == {"Trade": "b", "Tolls on tea": "", "Salt": "c", "Silk": "d"}


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", "who,what\nx,y\n", "no column of names"),
        ("a.csv", "name,kind\n", "nothing to bring in"),
        ("a.json", "[1]", "no codebook"),
        ("a.json", '{"texts": []}', "no codebook"),
        ("a.json", '{"format": "glossator", "version": 9}', "version 9"),
        ("a.json", '{"actors": 3}', "actors is no list"),
        ("a.json", '{"actors": [', "no JSON, or not all of it"),
    ],
)
def test_a_file_that_is_no_codebook_is_refused(project: Project, name: str, content: str, why: str) -> None:
    before = state(project)
    with pytest.raises(ProjectError, match=why):
        load(project, content, name)
    assert state(project) == before


def test_a_spreadsheet_of_excel_is_read(project: Project) -> None:
    rows = ("Actor", "Alias", "Office"), ("Lena Orsini", "Orsini", "minister")
    inner = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in rows)
    cells = "".join(f"<row>{row}</row>" for row in inner)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="A" id="r1"/></sheets></workbook>')
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>',
        )
        package.writestr("xl/worksheets/a.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>")
    assert load(project, packed.getvalue(), "codebook.xlsx").problems == []
    (lena,) = told(project)["actors"]
    assert (lena["name"], lena["aliases"], lena["kind"]) == ("Lena Orsini", ["Orsini"], "person")


def test_no_cell_of_the_table_is_a_formula(project: Project, other: Project) -> None:
    name = '=HYPERLINK("http://velmara.example","x")'
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, name, aliases=["+49", "'tis"])
    cells = as_csv(project).splitlines()[1]
    assert "\"'=HYPERLINK(" in cells
    load(other, as_csv(project))
    (actor,) = told(other)["actors"]
    assert (actor["name"], actor["aliases"]) == (name, ["+49", "'tis"])


LETTERS = st.characters(codec="utf-8", exclude_characters="\r\n\x00") | st.sampled_from("|;\"'=+ ")
NAMES = st.text(LETTERS, min_size=1, max_size=12).filter(lambda name: name == name.strip())


def test_an_alias_may_hold_what_parts_others(project: Project, other: Project) -> None:
    aliases = ["A|B Ltd", "Smith; Sons", 'the "old | firm"', '"Old" Smith', "'=x"]
    with history.act(project, coder="anna", verb="actor") as session:
        actors.create(session, "Smith", aliases=aliases)
    load(other, as_csv(project))
    assert told(other) == told(project)


@pytest.mark.parametrize(
    ("cell", "aliases"),
    [
        ("Orsini | the minister;L. Orsini", ["Orsini", "the minister", "L. Orsini"]),
        ('"The Rock" | "Old" Smith;x', ['"The Rock"', '"Old" Smith', "x"]),
        ('"Smith; Sons" ; A, "B"', ["Smith; Sons", 'A, "B"']),
        ('| ; "" ;"a', ['""', '"a']),
    ],
)
def test_aliases_of_a_person_or_of_an_earlier_program_are_read(cell: str, aliases: list[str]) -> None:
    quoted = cell.replace('"', '""')
    found = tabular.read(File("a.csv", f'name,aliases\nSmith,"{quoted}"\n'.encode()))
    assert found.actors[0]["aliases"] == aliases


@given(st.dictionaries(NAMES, st.tuples(st.lists(NAMES, max_size=3), NAMES), max_size=5))
def test_any_actors_come_out_of_a_table_as_they_went_in(told: dict[str, tuple[list[str], str]]) -> None:
    records = [
        {"id": f"i{number}", "name": name, "kind": "person", "aliases": aliases, "roles": [], "note": note}
        for number, (name, (aliases, note)) in enumerate(told.items())
    ]
    written = "".join(tabular.lines(records, []))
    if records:
        found = tabular.read(File("a.csv", written.encode()))
        assert [{**actor, "kind": "person"} for actor in found.actors] == records
        assert found.problems == []


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2019", "2018", "a role that begins in 2019 cannot end in 2018"),
        ("2017-02-30", "", "2017-02-30 is no date: write it as 2018-10-05, 2018-10 or 2018"),
        ("", "13/13", "13/13 is no date: write it as 2018-10-05, 2018-10 or 2018"),
    ],
)
def test_a_role_at_no_possible_time_is_left_out_and_told(project: Project, start: str, end: str, told: str) -> None:
    table = f"name,title,from,to\nZed,envoy,{start},{end}\nZed,clerk,2018-03,2018\n"
    report = load(project, table)
    assert report.problems == [f"actor Zed: the role envoy was left out: {told}."]
    with project.reading() as session:
        (actor,) = actors.listing(session)
    assert [role.title for role in actor.roles] == ["clerk"]
