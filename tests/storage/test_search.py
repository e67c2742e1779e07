"""Searching the corpus: words, phrases and beginnings of words, whatever their case and accents, at exact offsets."""

from __future__ import annotations

import pytest
from sqlmodel import select
from storage.samples import article

from db import documents, history, search
from db.engine import Project
from db.models import Document, Zone

TEXTS = {
    "sanctions": "The EU\u00a0sanctions on Russia hurt.\nNew sanctions were announced; the sanctioned banks protest.",
    "zurich": "Zürich banks obey. ZÜRICH is rich. One bank in Zu\u0308rich is not. The word Russia stands here too.",
    "virus": "A virus is no Russian. Nothing else. İstanbul! 'Quoted' AND (odd) OR \"words\" * NEAR ^ : -",
    "chinese": "欧盟对俄罗斯的制裁将继续。",
}


@pytest.fixture
def corpus(project: Project) -> Project:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        for title, text in TEXTS.items():
            documents.add(session, article(text, title=title, outlet="Herald", published="2018"))
    return project


def found(project: Project, query: str, limit: int = 200) -> list[tuple[str, str]]:
    with project.reading() as session:
        hits = search.find(session, query, limit)
    assert all(TEXTS[hit.title][hit.span.start : hit.span.end].split() == hit.exact.split() for hit in hits)
    return [(hit.title, " ".join(hit.exact.split())) for hit in hits]


@pytest.mark.parametrize(
    "query", ["announced", "ANNOUNCED", "announ", "new announced", '"new sanctions were" announced']
)
def test_a_text_that_has_all_words_is_found(corpus: Project, query: str) -> None:
    assert {title for title, _ in found(corpus, query)} == {"sanctions"}


def test_only_the_last_word_may_be_unfinished(corpus: Project) -> None:
    assert found(corpus, "annou hurt") == []
    assert {exact for _, exact in found(corpus, "hurt annou")} == {"hurt", "announced"}


def test_a_word_inside_another_is_not_found(corpus: Project) -> None:
    assert set(found(corpus, "rus")) == {("sanctions", "Russia"), ("zurich", "Russia"), ("virus", "Russian")}


def test_a_phrase_is_found_over_any_space(corpus: Project) -> None:
    assert found(corpus, '"eu sanctions"') == [("sanctions", "EU sanctions")]
    assert found(corpus, '"sanctions eu"') == []


def test_a_hit_has_its_document_and_its_context(corpus: Project) -> None:
    with corpus.reading() as session:
        (hit,) = search.find(session, "announced")
    assert (hit.title, hit.outlet, hit.published) == ("sanctions", "Herald", "2018")
    assert (hit.before, hit.after) == (
        "The EU\u00a0sanctions on Russia hurt. New sanctions were ",
        "; the sanctioned banks protest.",
    )


def test_accents_count_neither_in_the_text_nor_in_the_query_of_an_index(corpus: Project) -> None:
    places = [("zurich", "Zürich"), ("zurich", "ZÜRICH"), ("zurich", "Zu\u0308rich")]
    assert found(corpus, "Zürich") == places
    if corpus.path:
        assert found(corpus, "zurich") == places


@pytest.mark.parametrize("query", ["", "  ", '"', '""', "*", "()", "-", "^:", "%", "_", "'"])
def test_a_query_without_words_finds_nothing(corpus: Project, query: str) -> None:
    assert found(corpus, query) == []


@pytest.mark.parametrize("query", ["AND", "NEAR", "near(", '"odd" OR', 'quoted"', "words*", "virus -", "text:virus"])
def test_no_query_is_read_as_an_operator(corpus: Project, query: str) -> None:
    expected = [] if query == "text:virus" else {"virus"}
    assert {title for title, _ in found(corpus, query)} == set(expected)


def test_a_script_without_spaces_is_searched_too(corpus: Project) -> None:
    assert found(corpus, "俄罗斯") == [("chinese", "俄罗斯")]


def test_there_are_a_few_places_of_each_document_and_not_more_than_asked(project: Project) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        for number in range(4):
            documents.add(session, article(f"{number} " + "gas " * 30, title=f"{number}"))
    with project.reading() as session:
        assert len(search.find(session, "gas")) == 4 * search.PLACES
        assert len(search.find(session, "gas", limit=7)) == 7


def test_better_documents_come_first(project: Project) -> None:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        documents.add(session, article("gas once, and " + "many other words " * 50, title="worse"))
        documents.add(session, article("gas and gas", title="better"))
    with project.reading() as session:
        titles = list(dict.fromkeys(hit.title for hit in search.find(session, "gas")))
    assert titles == (["better", "worse"] if project.path else ["worse", "better"])


def test_a_document_that_is_gone_is_not_found(corpus: Project) -> None:
    with history.act(corpus, coder="anna", verb="remove") as session:
        for row in [*session.exec(select(Zone)), *session.exec(select(Document))]:
            session.delete(row)
    assert found(corpus, "sanctions") == []
    history.undo(corpus, "anna")
    assert found(corpus, "announced") == [("sanctions", "announced")]
