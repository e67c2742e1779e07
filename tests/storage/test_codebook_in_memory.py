"""The codebook in memory: how its entries are used, and what the log tells to have changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from storage.samples import article, span_of, steps

from corpus.spans import Span
from corpus.suggest.records import KnownActor, KnownConcept, KnownRole
from db import (
    actors,
    codebook,
    concepts,
    doctor,
    documents,
    history,
    mentions,
    models,
    quotes,
    stances,
    usage,
)
from db.engine import Project
from db.models import table
from db.records import Role, Use

MINISTER = Role("foreign minister", "France", "2018-10", "2022-05")


def test_uses_tell_what_is_used_here_and_everywhere_and_when_last(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mark") as session:
        other, _ = documents.add(session, article("Harlan and Jensen."))
        harlan, jensen = actors.create(session, "Harlan"), actors.create(session, "Jensen")
        actors.create(session, "never used")
        concept = concepts.create(session, "gas")
        mentions.add(session, document, harlan, span_of("Harlan"))
        quotes.add(session, document, type="direct", parts=[("content", span_of("Each spring"))], speaker=harlan)
        stances.add(session, document, holder=harlan, target_concept=concept, position="mixed")
        mentions.add(session, other, jensen, span_of("Jensen", "Harlan and Jensen."))
        stances.add(session, other, holder=jensen, target_actor=harlan, position="mixed")
        at = history.time_of(session)
    with project.reading() as session:
        book = codebook.read(session)
        assert book.actor_uses(session, document) == [Use(harlan, 3, at), Use(jensen, 0, at)]
        assert book.target_uses(session, other) == [Use(harlan, 1, at), Use(concept, 0, at)]
    with history.act(project, coder="anna", verb="mention") as session:
        mentions.add(session, document, jensen, span_of("Jensen"))
        later = history.time_of(session)
    with history.act(project, coder="anna", verb="stance") as session:
        stances.add(session, other, holder=harlan, target_concept=concept, position="mixed")
        latest = history.time_of(session)
    assert at < later < latest
    with project.reading() as session:
        book = codebook.read(session)
        assert book.actor_uses(session, document) == [Use(harlan, 3, latest), Use(jensen, 1, later)]


def test_of_those_used_last_at_the_same_time_the_more_used_comes_first(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mark") as session:
        other, _ = documents.add(session, article("Harlan and Jensen."))
        often, once = actors.create(session, "Harlan"), actors.create(session, "Jensen")
        mentions.add(session, document, once, span_of("Jensen"))
        for _ in range(3):
            mentions.add(session, document, often, span_of("Harlan"))
    with project.reading() as session:
        book = codebook.read(session)
        assert [use.id for use in book.actor_uses(session, other)] == [often, once]
        assert usage.totals(book.tally, [table(models.Mention).c.actor]) == {often: 3, once: 1}


def test_how_often_something_is_used_costs_the_same_however_often_it_is(project: Project, document: str) -> None:
    if project.path is None:
        pytest.skip("counts the steps of SQLite's machine")
    spent = []
    for _ in range(2):
        with history.act(project, coder="anna", verb="mark") as session:
            actor = actors.find_by_name(session, "Harlan")
            id_ = actor.id if actor else actors.create(session, "Harlan")
            other, _ = documents.add(session, article("Harlan and Jensen."))
            for _ in range(2 * usage.OFTEN):
                mentions.add(session, other, id_, Span(0, 6))
        with project.reading() as session:
            spent.append(steps(session, lambda: codebook.read(session).actor_uses(session, document)))
    assert spent[0] == spent[1]


def test_a_question_asks_the_database_for_the_same_however_large_the_codebook_is(
    project: Project, document: str
) -> None:
    if project.path is None:
        pytest.skip("counts the steps of SQLite's machine")

    def spent() -> int:
        with history.act(project, coder="anna", verb="actors") as session:
            other, _ = documents.add(session, article("Harlan and Jensen."))
            for number in range(100):
                mentions.add(session, other, actors.create(session, f"Person {number}"), Span(0, 6))
        with project.reading() as session:
            book = codebook.read(session)
        with history.act(project, coder="anna", verb="mention") as session:
            mentions.add(session, document, book.actors[0].id, span_of("Harlan"))
        with project.reading() as session:
            return steps(session, lambda: codebook.renewed(session, book).actor_uses(session, document))

    first = spent()
    assert spent() - first < 50


def test_what_the_log_tells_of_the_codebook_is_what_stands_there(project: Project, document: str) -> None:
    with project.reading() as session:
        book = codebook.read(session)

    def renew() -> None:
        nonlocal book
        with project.reading() as session:
            before, book = book, codebook.renewed(session, book)
            assert book == codebook.read(session)
            assert codebook.renewed(session, book) is book
        is_same = book.actors == before.actors and book.concepts == before.concepts
        assert book.is_like(before) is is_same

    with history.act(project, coder="anna", verb="new") as session:
        harlan, jensen = actors.create(session, "Harlan", aliases=["H"], roles=[MINISTER]), actors.create(session, "J")
        trade, tolls = concepts.create(session, "Trade"), concepts.create(session, "Tolls")
    renew()
    with history.act(project, coder="anna", verb="mark") as session:
        mentions.add(session, document, harlan, span_of("Harlan"))
        mentions.add(session, document, jensen, span_of("Jensen"))
        quotes.add(session, document, type="direct", parts=[("content", span_of("Each spring"))], speaker=jensen)
        stances.add(session, document, holder=jensen, target_concept=tolls, position="mixed")
    renew()
    for name in ("Lorvik", "Tessalia"):
        with history.act(project, coder="carla", verb="actor") as session:
            mentions.add(session, document, actors.create(session, name), span_of("Lorvik"))
    renew()
    with history.act(project, coder="carla", verb="mention") as session:
        mentions.add(session, document, jensen, span_of("Jensen"))
    renew()
    with history.act(project, coder="berta", verb="alias") as session:
        actors.learn(session, jensen, "Jensen")
        actors.edit(session, harlan, 1, roles=[])
        concepts.edit(session, tolls, 1, parent=trade)
    renew()
    with history.act(project, coder="anna", verb="merge") as session:
        actors.merge(session, jensen, harlan)
        concepts.merge(session, trade, tolls)
    renew()
    for coder in ("anna", "berta", *("carla",) * 3, "anna", "anna"):
        history.undo(project, coder)
        renew()
    history.redo(project, "anna")
    renew()


def is_read_anew(project: Project, book: codebook.Codebook) -> bool:
    """Whether all of the codebook is read again, and not only what has changed."""
    with project.reading() as session:
        now = codebook.renewed(session, book)
        assert now == codebook.read(session)
    return now.concepts is not book.concepts


@pytest.fixture
def book(project: Project) -> codebook.Codebook:
    """The codebook with a concept that nobody changes any more."""
    with history.act(project, coder="anna", verb="concept") as session:
        concepts.create(session, "canal")
    with project.reading() as session:
        return codebook.read(session)


def test_where_the_log_tells_much_the_codebook_is_read_anew(
    project: Project, document: str, book: codebook.Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with history.act(project, coder="anna", verb="new") as session:
        for name in ("a", "b"):
            mentions.add(session, document, actors.create(session, name), span_of("Harlan"))
    monkeypatch.setattr(codebook, "MOST_CHANGES", 4)
    assert not is_read_anew(project, book)
    monkeypatch.setattr(codebook, "MOST_CHANGES", 3)
    assert is_read_anew(project, book)


def test_another_history_is_read_anew(project: Project, document: str, book: codebook.Codebook) -> None:
    assert not is_read_anew(project, book)
    assert book.act is not None
    for other in ((book.act[0], "1999"), (book.act[0] + 9, book.act[1]), None):
        assert is_read_anew(project, replace(book, act=other))


def test_a_log_that_cannot_be_read_is_no_reason_not_to_ask(project: Project, book: codebook.Codebook) -> None:
    for damaged in ("{", "{}", "[]"):
        with history.act(project, coder="anna", verb="new") as session:
            actors.create(session, "Harlan")
        with project.writing() as session:
            session.execute(text("UPDATE change SET after = :damaged WHERE table_name = 'actor'"), {"damaged": damaged})
        assert is_read_anew(project, book)


def test_what_a_repair_put_back_is_read(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="mention") as session:
        harlan = actors.create(session, "Harlan", aliases=["H"])
        mentions.add(session, document, harlan, span_of("Harlan"))
    with project.writing() as session:
        session.execute(text("DELETE FROM alias"))
    with project.reading() as session:
        book = codebook.read(session)
    assert book.actors[0].aliases == ()
    doctor.repair(project, "anna", backed_up=True)
    with project.reading() as session:
        assert codebook.renewed(session, book) == codebook.read(session)
        assert codebook.renewed(session, book).actors[0].aliases == ("H",)


def test_the_codebook_is_told_with_its_uses(project: Project, document: str) -> None:
    with history.act(project, coder="anna", verb="actor") as session:
        role = Role("president", "Tessalia", "2018", "")
        harlan = actors.create(session, "Augustin Harlan", aliases=["Harlan"], roles=[role])
        lorvik = actors.create(session, "Lorvik", "country")
        canal = concepts.create(session, "canal", definition="through the delta")
        mentions.add(session, document, harlan, span_of("Harlan"))
        quotes.add(session, document, type="direct", parts=[("content", span_of("Each spring"))], speaker=harlan)
        stances.add(session, document, holder=harlan, target_concept=canal, position="neutral")
    with project.reading() as session:
        known = codebook.read(session).knowledge()
    assert known.actors == (
        KnownActor(harlan, "Augustin Harlan", "person", ("Harlan",), (KnownRole("president", "Tessalia", "2018"),), 3),
        KnownActor(lorvik, "Lorvik", "country"),
    )
    assert known.concepts == (KnownConcept(canal, "canal", "through the delta", 1),)
