from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.articles import Article
from corpus.files import read_paths
from corpus.segments import Segments
from db import documents, history
from db.engine import Project, open_project
from db.exchange import native

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
FILES = sorted(SAMPLES.glob("*.txt"))
ANNOTATIONS = SAMPLES / "annotations.json"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The samples by their numbers, the first at index 1."""
    found = [article for article in read_paths(FILES) if isinstance(article, Article)]
    return [found[0], *found]


@pytest.fixture(scope="module")
def annotated() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(ANNOTATIONS.read_text(encoding="utf-8"))
    return value


def kinds(article: Article) -> list[str]:
    return [zone.kind for zone in article.zones]


def furniture(article: Article) -> str:
    """Everything of the page around the article."""
    outside = ("boilerplate", "caption")
    return "\n".join(article.text[z.span.start : z.span.end] for z in article.zones if z.kind in outside)


def test_every_sample_is_read_as_an_article_of_its_own() -> None:
    found = list(read_paths(FILES))
    assert all(isinstance(article, Article) for article in found)
    assert len({article.sha256 for article in found if isinstance(article, Article)}) == len(FILES) == 11


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sample_is_short(file: Path) -> None:
    assert 120 <= len(file.read_text(encoding="utf-8").split()) <= 350


def test_the_samples_come_from_several_outlets_and_years(articles: list[Article]) -> None:
    assert {article.outlet for article in articles} == {
        "",
        "Courier of Brenholt",
        "La Vergue",
        "Lodestar",
        "MERROW.TODAY",
        "ORBIN",
        "OR24",
    }
    years = {int(article.published[:4]) for article in articles if article.published}
    assert (min(years), max(years)) == (2016, 2023)


@pytest.mark.parametrize(("number", "place"), [(1, "Calvessa"), (9, "Sellen")])
def test_a_date_and_no_headline(articles: list[Article], number: int, place: str) -> None:
    article = articles[number]
    assert article.text.startswith(" date 20")
    assert (article.title, article.outlet, article.place) == ("", "Lodestar", place)


@pytest.mark.parametrize(("number", "title"), [(2, "Renn says Kestria"), (7, "Dovan asks parliament")])
def test_a_section_in_front_of_the_headline(articles: list[Article], number: int, title: str) -> None:
    article = articles[number]
    assert article.title.startswith(title)
    assert (article.outlet, kinds(article)[:3]) == ("ORBIN", ["date", "boilerplate", "headline"])
    assert {"deck", "caption", "dateline"} <= set(kinds(article))


@pytest.mark.parametrize("number", [3, 11])
def test_the_page_of_a_portal(articles: list[Article], number: int) -> None:
    article = articles[number]
    assert re.search(r"\d\d \w+ 20\d\d \[\d\d:\d\d\] - MERROW\.TODAY", article.text)
    assert article.url.startswith("http://www.merrow.example/")
    assert article.text.count("\xa0") > 3
    for piece in ("Print version", "Views: 1", "Your full name:", "URL: "):
        assert piece in furniture(article)


@pytest.mark.parametrize("number", [4, 10])
def test_a_headline_that_stands_twice(articles: list[Article], number: int) -> None:
    article = articles[number]
    first, second = [article.text[z.span.start : z.span.end] for z in article.zones if z.kind == "headline"]
    assert first != second
    assert first.replace("“", "'").replace("”", "'") == second
    for piece in ("Source link", "Loading", "Velmara,Kestria,Halcyon Pipeline"):
        assert piece in furniture(article)


def test_neither_date_nor_outlet(articles: list[Article]) -> None:
    article = articles[5]
    assert (article.published, article.outlet, article.place) == ("", "", "Port-Sévrin")
    for piece in ("0 3,117", "- Advertisement -", "Subscribe to our letter"):
        assert piece in furniture(article)


def test_links_and_photo_credits_are_no_body(articles: list[Article]) -> None:
    for piece in ("READ MORE:", "© Lodestar / Petra Quill"):
        assert piece in furniture(articles[1])


def test_accents_and_other_scripts(articles: list[Article]) -> None:
    text = articles[6].text
    for piece in ("Île-aux-Grèbes", "cafe\u0301", "Ποτάμι δεν ξεχνά", "Река всё помнит", "和平"):
        assert piece in text


@pytest.mark.parametrize(("number", "marks"), [(1, '""'), (5, "“”"), (6, "«»"), (8, "‘’")])
def test_every_kind_of_quote_mark(articles: list[Article], number: int, marks: str) -> None:
    text = articles[number].text
    found = {text[q.outer.start] + text[q.outer.end - 1] for q in Segments(text).quotations if q.closed}
    assert marks in found


@pytest.mark.parametrize("number", [2, 4, 6, 8])
def test_a_quote_inside_a_quote(articles: list[Article], number: int) -> None:
    assert any(quotation.depth > 0 for quotation in Segments(articles[number].text).quotations)


def test_a_quote_that_runs_over_paragraphs(articles: list[Article]) -> None:
    text = articles[7].text
    opened = [line for line in text.split("\n") if line.startswith("“")]
    assert ["”" in line for line in opened] == [False, False, True]


def test_one_event_told_by_two_outlets(articles: list[Article]) -> None:
    assert "welcome to come and count them with us" in articles[2].text
    assert "come and count it beside us" in articles[3].text
    assert "I was wrong about the trench. I was not wrong about the river." in articles[7].text
    assert "mistaken “about the ditch, but never about the water,”" in articles[10].text


def test_an_actor_who_changes_her_mind(annotated: dict[str, Any]) -> None:
    dovan = next(actor for actor in annotated["actors"] if actor["name"] == "Mirela Dovan")
    halcyon = next(concept for concept in annotated["concepts"] if concept["name"] == "Halcyon pipeline")
    taken = [
        (stance["position"], stance["modality"])
        for document in annotated["documents"]
        for stance in document["stances"]
        if stance["holder"] == dovan["id"] and stance["target"] == {"concept": halcyon["id"]}
    ]
    assert taken == [("oppose", "actual"), ("support", "conditional")]


def test_the_annotations_show_everything_that_can_be_marked(annotated: dict[str, Any]) -> None:
    quotes = [quote for document in annotated["documents"] for quote in document["quotes"]]
    stances = [stance for document in annotated["documents"] for stance in document["stances"]]
    assert {quote["type"] for quote in quotes} == {"direct", "indirect", "mixed"}
    assert any(quote["speaker"] is None for quote in quotes)
    assert any(quote["inside"] for quote in quotes)
    assert any([part["role"] for part in quote["parts"]].count("content") > 1 for quote in quotes)
    assert {part["role"] for quote in quotes for part in quote["parts"]} == {"content", "source", "cue", "addressee"}
    assert {stance["position"] for stance in stances} == {"oppose", "neutral", "support", "mixed", "unclear"}
    assert any(concept["parent"] for concept in annotated["concepts"])
    assert sum(len(document["mentions"]) for document in annotated["documents"]) > 14


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = open_project(str(tmp_path / "samples.db"))
    yield project
    project.close()


def test_the_annotations_fit_the_samples(project: Project, tmp_path: Path, annotated: dict[str, Any]) -> None:
    folder = shutil.copytree(SAMPLES, tmp_path / "samples", ignore=shutil.ignore_patterns("*.json"))
    with history.act(project, coder="reader", verb="add") as session:
        for article in read_paths([folder]):
            assert isinstance(article, Article)
            documents.add(session, article)
    with ANNOTATIONS.open(encoding="utf-8") as stream:
        report = native.load(project, stream, coder="reader")
    assert (report.problems, report.documents, report.orphans) == ([], 0, 0)
    marks = [len(document[key]) for document in annotated["documents"] for key in ("mentions", "quotes", "stances")]
    assert report.added == sum(marks) + len(annotated["actors"]) + len(annotated["concepts"])
