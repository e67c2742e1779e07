"""What others have done: noticed without holding anything open, and told without what was one's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from storage.samples import article, span_of, state

from db import actors, annotations, documents, history, mentions, news, places, quotes
from db.engine import Project
from db.errors import ConflictError, DeletedError
from db.news import News
from db.records import Place
from db.watch import Watch

Open = Callable[[str | Path], Project]


def heard(project: Project, last: int = 0) -> News:
    with project.reading() as session:
        return news.since(session, last, project.written)


def newest(project: Project) -> int:
    with project.reading() as session:
        return news.newest(session)


def mark_quote(project: Project, document: str, coder: str = "ben") -> str:
    with history.act(project, coder=coder, verb="quote", document=document) as session:
        return quotes.add(session, document, type="direct", parts=[("content", span_of("Each spring belongs to us."))])


def test_a_watch_tells_of_what_another_program_wrote_and_then_is_quiet(where: str, opened: Open) -> None:
    mine, theirs = opened(where), opened(where)
    watch = Watch(mine)
    watch.has_changed()
    assert not watch.has_changed()
    with history.act(theirs, coder="ben", verb="actor") as session:
        actors.create(session, "Lena Orsini")
    assert watch.has_changed()
    assert not watch.has_changed()
    watch.close()


def test_a_watch_holds_no_transaction_open(path: Path, opened: Open) -> None:
    mine, theirs = opened(path), opened(path)
    watch = Watch(mine)
    watch.has_changed()
    with history.act(theirs, coder="ben", verb="actor") as session:
        actors.create(session, "Lena Orsini")
    watch.has_changed()
    with closing(sqlite3.connect(path)) as connection:
        busy, left, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert (busy, left) == (0, 0)
    watch.close()


def test_a_watch_on_a_file_that_is_gone_says_nothing(path: Path, opened: Open) -> None:
    project = opened(path)
    path.unlink()
    watch = Watch(project)
    assert not watch.has_changed()
    watch.close()


def test_news_are_what_others_did_and_which_documents_look_different(
    where: str, opened: Open, project: Project, document: str
) -> None:
    mine = opened(where)
    begun = newest(mine)
    mark_quote(mine, document, coder="anna")
    assert heard(mine, begun) == News(begun + 1)
    mark_quote(project, document)
    found = heard(mine, begun)
    assert [(act.coder, act.verb) for act in found.heard] == [("ben", "quote")]
    assert found.rows is not None
    assert [(row.id, row.quotes) for row in found.rows] == [(document, 2)]
    assert found.concerns(document)
    assert not found.has_metadata
    assert heard(mine, found.last) == News(found.last)


def test_my_acts_in_another_program_are_news_to_this_one(
    where: str, opened: Open, project: Project, document: str
) -> None:
    mine, elsewhere = opened(where), opened(where)
    begun = newest(mine)
    mark_quote(elsewhere, document, coder="anna")
    assert [act.coder for act in heard(mine, begun).heard] == ["anna"]
    history.undo(mine, "anna")
    assert [act.verb for act in heard(mine, begun).heard] == ["quote"]
    assert [act.verb for act in heard(elsewhere, begun).heard] == ["undo quote"]


def test_documents_that_come_and_go_are_news(where: str, opened: Open, project: Project, document: str) -> None:
    mine = opened(where)
    begun = newest(mine)
    with history.act(project, coder="ben", verb="import") as session:
        added, _ = documents.add(session, article("Another text.", title="Another"))
    came = heard(mine, begun)
    assert came.rows is not None
    assert [row.title for row in came.rows] == ["Another"]
    assert not came.concerns(document)
    history.undo(project, "ben")
    assert heard(mine, came.last).gone == {added}


def test_a_renamed_actor_concerns_every_document(where: str, opened: Open, project: Project, document: str) -> None:
    with history.act(project, coder="ben", verb="actor") as session:
        lena = actors.create(session, "Lena Orsini")
    begun = newest(project)
    mine = opened(where)
    with history.act(project, coder="ben", verb="rename") as session:
        actors.edit(session, lena, 1, name="Lena Venn")
    assert heard(mine, begun).concerns(document)


def test_a_place_is_no_news(where: str, opened: Open, project: Project, document: str) -> None:
    mine = opened(where)
    begun = newest(mine)
    places.save(project, "ben", Place(document, 3, 0))
    assert heard(mine, begun) == News(begun)


def test_more_than_can_be_told_asks_for_the_whole_list(
    where: str, opened: Open, project: Project, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = opened(where)
    begun = newest(mine)
    monkeypatch.setattr(news, "MOST_ACTS", 2)
    for _ in range(3):
        mark_quote(project, document)
    assert heard(mine, begun).rows is None
    monkeypatch.setattr(news, "MOST_ACTS", 500)
    monkeypatch.setattr(news, "MOST_CHANGES", 1)
    with history.act(project, coder="ben", verb="import") as session:
        for number in range(3):
            documents.add(session, article(f"Text {number}."))
    found = heard(mine, begun)
    assert (found.rows, found.last) == (None, newest(mine))


def test_what_another_coder_deleted_is_brought_back_as_it_was(project: Project, document: str) -> None:
    made = mark_quote(project, document)
    with_it = state(project)
    with history.act(project, coder="anna", verb="delete quote", document=document) as session:
        quotes.delete(session, made)
    without = state(project)
    with history.act(project, coder="ben", verb="bring back", document=document) as session:
        history.bring_back(session, made)
    assert state(project) == with_it
    history.undo(project, "ben")
    assert state(project) == without
    with history.act(project, coder="ben", verb="bring back", document=document) as session:
        history.bring_back(session, made)
        quotes.recode(session, made, 1, type="mixed")
    with project.reading() as session:
        (back,) = annotations.of_document(session, document).quotes
        assert (back.id, back.type, back.version) == (made, "mixed", 2)
    history.undo(project, "ben")
    assert state(project) == without


def test_what_cannot_be_brought_back_as_it_was_stays_away(project: Project, document: str) -> None:
    with history.act(project, coder="ben", verb="actor", document=document) as session:
        lena = actors.create(session, "Lena Orsini")
        mention = mentions.add(session, document, lena, span_of("Harlan"))
    with history.act(project, coder="anna", verb="merge") as session:
        other = actors.create(session, "Aldo Venn")
    with history.act(project, coder="anna", verb="merge") as session:
        actors.merge(session, lena, other)
    with history.act(project, coder="ben", verb="actor") as session:
        mentions.delete(session, mention)
    before = state(project)
    with pytest.raises(ConflictError), history.act(project, coder="ben", verb="bring back") as session:
        history.bring_back(session, lena)
    assert state(project) == before


def test_a_mark_is_deleted_only_in_the_version_that_was_seen(project: Project, document: str) -> None:
    made = mark_quote(project, document)
    with history.act(project, coder="anna", verb="type", document=document) as session:
        quotes.recode(session, made, 1, type="mixed")
    with pytest.raises(ConflictError, match="changed by anna"), history.act(project, coder="ben", verb="x") as session:
        quotes.delete(session, made, 1)
    with history.act(project, coder="ben", verb="delete quote", document=document) as session:
        quotes.delete(session, made, 2)
    with pytest.raises(DeletedError) as told, history.act(project, coder="anna", verb="x") as session:
        quotes.delete(session, made, 2)
    assert told.value.row == made
