"""Acts, undo and redo: every write is one transaction that can be taken back, by whom it belongs to."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select
from storage.samples import article, span_of, state

from corpus.spans import Span
from db import actors, annotations, concepts, documents, history, mentions, places, quotes
from db.engine import Project
from db.errors import BarredError, ConflictError, ProjectError
from db.models import Act, Actor, Change, Coder, Concept, table
from db.models import Project as ProjectRow
from db.records import Place, Undone


def name_concept(project: Project, name: str, coder: str = "anna") -> str:
    with history.act(project, coder=coder, verb="concept") as session:
        return concepts.create(session, name)


def names(project: Project) -> list[str]:
    with project.reading() as session:
        return [concept.name for concept in concepts.listing(session)]


def log(project: Project) -> list[tuple[str, str]]:
    with project.reading() as session:
        return [(act.verb, act.state) for act in session.exec(select(Act).order_by(col(Act.seq)))]


def test_an_act_is_undone_and_done_again(project: Project) -> None:
    name_concept(project, "sanctions")
    with_it = state(project)
    assert history.undo(project, "anna") == Undone("concept", None, None)
    assert names(project) == []
    assert history.redo(project, "anna") == Undone("concept", None, None)
    assert state(project) == with_it


def test_undo_tells_where_to_look(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mention", document=document, span=Span(3, 9)) as session:
        mentions.add(session, document, actors.create(session, "Harlan"), Span(3, 9))
    assert history.undo(project, "anna") == Undone("mention", document, Span(3, 9))


def test_undo_survives_a_restart(where: str, opened: Callable[[str | Path], Project]) -> None:
    first = opened(where)
    name_concept(first, "sanctions")
    name_concept(first, "gas")
    first.close()
    second = opened(where)
    assert history.undo(second, "anna")
    second.close()
    third = opened(where)
    assert names(third) == ["sanctions"]
    assert history.redo(third, "anna")
    assert names(third) == ["gas", "sanctions"]


def test_with_nothing_to_undo_or_redo_nothing_happens(project: Project) -> None:
    assert history.undo(project, "anna") is None
    assert history.redo(project, "anna") is None
    assert log(project) == []


def test_a_new_act_ends_what_could_be_redone(project: Project) -> None:
    name_concept(project, "sanctions")
    history.undo(project, "anna")
    name_concept(project, "gas")
    assert history.redo(project, "anna") is None
    assert names(project) == ["gas"]
    assert log(project) == [("concept", "dropped"), ("undo concept", "done"), ("concept", "done")]


def test_an_act_of_another_coder_leaves_my_redo_alone(project: Project) -> None:
    name_concept(project, "sanctions")
    history.undo(project, "anna")
    name_concept(project, "gas", coder="ben")
    assert history.redo(project, "anna")
    assert names(project) == ["gas", "sanctions"]


def test_each_coder_undoes_only_their_own_acts(project: Project) -> None:
    name_concept(project, "sanctions", coder="anna")
    name_concept(project, "gas", coder="ben")
    history.undo(project, "anna")
    assert names(project) == ["gas"]
    assert history.undo(project, "anna") is None


def test_undo_refuses_what_another_coder_changed_since_and_names_them(project: Project) -> None:
    concept = name_concept(project, "sanctions")
    with history.act(project, coder="ben", verb="edit concept") as session:
        concepts.edit(session, concept, 1, name="EU sanctions")
    before = state(project)
    with pytest.raises(ConflictError, match=r"Cannot undo 'concept': .* by ben on \d{4}-\d\d-\d\d \d\d:\d\d UTC"):
        history.undo(project, "anna")
    assert state(project) == before
    assert history.undo(project, "ben")
    assert history.undo(project, "anna")


def test_redo_refuses_what_another_coder_changed_since(project: Project) -> None:
    concept = name_concept(project, "sanctions")
    with history.act(project, coder="anna", verb="edit concept") as session:
        concepts.edit(session, concept, 1, name="EU sanctions")
    history.undo(project, "anna")
    with history.act(project, coder="ben", verb="edit concept") as session:
        concepts.edit(session, concept, 1, definition="of 2014")
    with pytest.raises(ConflictError, match=r"Cannot redo 'edit concept': .* by ben"):
        history.redo(project, "anna")


def test_undo_refuses_to_take_away_what_another_coder_built_on(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        actor = actors.create(session, "Harlan")
    with history.act(project, coder="ben", verb="mention") as session:
        mentions.add(session, document, actor, span_of("Harlan"))
    before = state(project)
    with pytest.raises(ConflictError, match="in use"):
        history.undo(project, "anna")
    assert state(project) == before


def test_an_act_that_changed_nothing_leaves_no_row(project: Project) -> None:
    concept = name_concept(project, "sanctions")
    before = log(project)
    with history.act(project, coder="ben", verb="edit concept") as session:
        concepts.edit(session, concept, 1, name="sanctions")
    with history.act(project, coder="ben", verb="come and go") as session:
        passing = Actor(name="nobody")
        session.add(passing)
        session.flush()
        session.delete(passing)
    assert log(project) == before
    with project.reading() as session:
        assert session.exec(select(Coder.name)).all() == ["anna"]


def test_an_act_that_fails_writes_nothing(project: Project) -> None:
    before = state(project)

    def fail() -> None:
        with history.act(project, coder="anna", verb="concept") as session:
            concepts.create(session, "sanctions")
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert state(project) == before
    assert log(project) == []


def test_a_row_flushed_twice_is_logged_once_from_first_to_last(project: Project) -> None:
    concept = name_concept(project, "first")
    with history.act(project, coder="anna", verb="edit concept") as session:
        concepts.edit(session, concept, 1, name="second")
        session.flush()
        concepts.edit(session, concept, 2, name="third")
    with project.reading() as session:
        rows = session.exec(select(Change).where(Change.act == 2)).all()
    assert len(rows) == 1
    assert '"first"' in str(rows[0].before)
    assert '"third"' in str(rows[0].after)


def test_a_bulk_statement_that_would_not_be_logged_is_refused(project: Project) -> None:
    name_concept(project, "sanctions")
    with (
        pytest.raises(RuntimeError, match="logged"),
        history.act(project, coder="anna", verb="rename") as session,
    ):
        session.execute(update(Actor).values(name="x"))


def test_nouns_write_only_inside_an_act(project: Project) -> None:
    with pytest.raises(RuntimeError, match=r"history\.act"), Session(project.engine) as session:
        concepts.create(session, "sanctions")


def test_the_key_for_undo_does_not_remove_documents(project: Project, document: str) -> None:
    assert history.undo(project, "librarian") is None
    with project.reading() as session:
        assert [row.id for row in documents.listing(session)] == [document]
        assert history.next_undo(session, "librarian") == ""


def test_an_import_is_taken_back_though_others_have_opened_what_it_brought(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="load") as session:
        ids = [documents.add(session, article(f"Text {number}."))[0] for number in range(501)]
    for coder, opened in (("anna", ids[0]), ("ben", ids[0]), ("ben", ids[-1]), ("ben", document)):
        places.save(project, coder, Place(opened, 3, 0))
    assert history.undo(project, "anna")
    with project.reading() as session:
        assert [row.id for row in documents.listing(session)] == [document]
        assert places.last(session, "anna") is None
        assert places.last(session, "ben") == Place(document, 3, 0)


def test_the_next_undo_is_told_in_words_of_the_screen(project: Project) -> None:
    name_concept(project, "sanctions")
    with project.reading() as session:
        assert history.next_undo(session, "anna") == "concept"
        assert history.next_undo(session, "ben") == ""
    history.undo(project, "anna")
    with project.reading() as session:
        assert history.next_undo(session, "anna") == ""


def test_an_undo_is_an_act_in_the_log_that_says_what_it_reverts(project: Project) -> None:
    name_concept(project, "sanctions")
    history.undo(project, "anna")
    history.redo(project, "anna")
    with project.reading() as session:
        acts = session.exec(select(Act).order_by(col(Act.seq))).all()
    assert [(act.verb, act.state, act.reverts) for act in acts] == [
        ("concept", "done", None),
        ("undo concept", "done", acts[0].seq),
        ("redo concept", "done", acts[1].seq),
    ]
    assert [act.at for act in acts] == sorted(act.at for act in acts)


def test_the_time_of_the_last_change_moves_with_each_act_and_undo(project: Project) -> None:
    times = []
    for turn in (lambda: name_concept(project, "sanctions"), lambda: history.undo(project, "anna")):
        turn()
        with project.reading() as session:
            times.append(session.exec(select(ProjectRow.changed)).one())
    assert times == sorted(set(times))


def test_deleting_a_quote_with_all_its_rows_is_taken_back(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="quote", document=document) as session:
        quote = quotes.add(
            session,
            document,
            type="direct",
            parts=[("content", span_of("Each spring belongs to us.")), ("cue", span_of("adding"))],
        )
    before = state(project)
    with history.act(project, coder="anna", verb="delete quote", document=document) as session:
        quotes.delete(session, quote)
    with project.reading() as session:
        assert annotations.of_document(session, document).quotes == ()
    history.undo(project, "anna")
    assert state(project) == before


def test_a_coder_without_a_name_is_refused(project: Project) -> None:
    with (
        pytest.raises(ProjectError, match="needs a name"),
        history.act(project, coder=" ", verb="concept") as session,
    ):
        concepts.create(session, "sanctions")


def rename(project: Project, concept: str, name: str, coder: str) -> None:
    with history.act(project, coder=coder, verb="rename") as session:
        now = next(each for each in concepts.listing(session) if each.id == concept)
        concepts.edit(session, concept, now.version, name=name)


def test_what_cannot_be_undone_is_given_up_and_bars_the_way_no_longer(project: Project) -> None:
    name_concept(project, "gas")
    concept = name_concept(project, "sanctions")
    rename(project, concept, "embargo", "ben")
    with pytest.raises(BarredError) as barred:
        history.undo(project, "anna")
    name_concept(project, "tea")  # by another program of hers
    history.give_up(project, barred.value.act)
    assert history.undo(project, "anna") == Undone("concept", None, None)
    history.give_up(project, 5)  # what the last line wrote is nothing that could be undone
    assert log(project)[:3] == [("concept", "done"), ("concept", "dropped"), ("rename", "done")]
    assert history.undo(project, "anna") == Undone("concept", None, None)
    assert names(project) == ["embargo"]
    assert history.undo(project, "ben") == Undone("rename", None, None)


def test_what_cannot_be_done_again_is_given_up_and_bars_the_way_no_longer(project: Project) -> None:
    gas, oil = name_concept(project, "gas"), name_concept(project, "oil")
    rename(project, gas, "natural gas", "anna")
    rename(project, oil, "crude oil", "anna")
    history.undo(project, "anna")
    history.undo(project, "anna")
    rename(project, gas, "methane", "ben")
    with pytest.raises(BarredError) as barred:
        history.redo(project, "anna")
    history.give_up(project, barred.value.act)
    assert history.redo(project, "anna") == Undone("rename", None, None)
    assert names(project) == ["crude oil", "methane"]


def test_giving_up_what_is_not_there_changes_nothing(project: Project) -> None:
    name_concept(project, "gas", coder="ben")
    history.give_up(project, 9)
    assert log(project) == [("concept", "done")]


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_nothing_comes_to_stand_below_itself_by_going_back(project: Project, word: str) -> None:
    above, below = name_concept(project, "above"), name_concept(project, "below")

    def place(concept: str, parent: str | None, coder: str) -> None:
        with history.act(project, coder=coder, verb="parent") as session:
            now = next(each for each in concepts.listing(session) if each.id == concept)
            concepts.edit(session, concept, now.version, parent=parent)

    place(below, above, "anna")
    if word == "undo":
        place(below, None, "anna")
    else:
        history.undo(project, "anna")
    place(above, below, "ben")
    with pytest.raises(BarredError, match="below itself"):
        (history.undo if word == "undo" else history.redo)(project, "anna")
    with project.reading() as session:
        assert {each.name: each.parent for each in concepts.listing(session)} == {"above": below, "below": None}


def test_what_an_act_did_not_write_is_told_to_the_log(project: Project) -> None:
    concept = name_concept(project, "gas")
    with project.writing() as session:
        session.connection().exec_driver_sql("UPDATE concept SET definition = 'by hand'")
    with history.act(project, coder="anna", verb="repair") as session:
        row = session.get(Concept, concept)
        assert row is not None
        present = {column.name: getattr(row, column.name) for column in table(Concept).columns}
        history.adopt(session, "concept", concept, present | {"definition": ""}, present)
    with project.reading() as session:
        newest = session.exec(select(Change).order_by(col(Change.seq).desc())).first()
        assert newest is not None
        assert (newest.table_name, newest.row_id) == ("concept", concept)
        before, after = json.loads(newest.before or ""), json.loads(newest.after or "")
    assert (before["definition"], after["definition"]) == ("", "by hand")
    assert before | {"definition": "by hand"} == after == present
    rename(project, concept, "oil", "anna")
    history.undo(project, "anna")
    assert history.undo(project, "anna") == Undone("repair", None, None)


def test_an_act_that_wrote_past_the_log_is_saved_all_the_same(project: Project) -> None:
    with history.act(project, coder="anna", verb="repair", undoable=False) as session:
        session.connection().exec_driver_sql("UPDATE project SET name = 'mended'")
        history.touched(session)
    with history.act(project, coder="anna", verb="nothing", undoable=False) as session:
        session.connection().exec_driver_sql("UPDATE project SET name = 'lost'")
    assert log(project) == [("repair", "done")]
    with project.reading() as session:
        assert session.exec(select(ProjectRow.name)).all() == ["mended"]
