"""Where a document came from: its values, its further sources, and the documents whose texts are nearly the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from sqlmodel import select
from storage.exports import SCHEMA, exported, load, value_of
from storage.samples import TEXT, article

from corpus.articles import Article
from corpus.readers.records import Told as ArticleTold
from db import documents, doubles, history, models, taking
from db.engine import Project
from db.records import Told

WORDS = ("alder", "birch", "cedar", "dune", "ember", "fjord", "grove", "heath", "islet", "jetty", "knoll", "lagoon")


def prose(seed: int, length: int = 200) -> list[str]:
    random = Random(seed)
    return [f"{random.choice(WORDS)}{random.choice(WORDS)}" for _ in range(length)]


def add(project: Project, *articles: Article) -> list[taking.Taken]:
    with history.act(project, coder="anna", verb="add", undoable=False) as session:
        return taking.add_all(session, [taking.prepared(each) for each in articles])


def test_a_document_knows_where_its_values_came_from(project: Project) -> None:
    told = {"title": ArticleTold("Harlan says", "meta og:title"), "published": ArticleTold("2018", "file name", True)}
    (taken,) = add(project, article(title="Harlan says", published="2018", told=told))
    with project.reading() as session:
        found = documents.read(session, taken.document).told
    assert found == {"title": Told("meta og:title"), "published": Told("file name", guessed=True)}


def test_what_is_edited_is_told_by_hand_until_that_is_undone(project: Project) -> None:
    (taken,) = add(project, article(title="Harlan says", told={"title": ArticleTold("Harlan says", "text")}))
    with history.act(project, coder="ben", verb="edit metadata") as session:
        documents.edit(session, taken.document, 1, title="Harlan said", outlet="", section="Politics")
    with project.reading() as session:
        edited = documents.read(session, taken.document)
    assert edited.told == {"title": Told("hand"), "section": Told("hand")}
    assert (edited.title, edited.section) == ("Harlan said", "Politics")
    history.undo(project, "ben")
    with project.reading() as session:
        assert documents.read(session, taken.document).told == {"title": Told("text")}


def test_the_same_text_from_another_outlet_is_another_source_and_told_once(project: Project) -> None:
    other = article(file="copy.html", outlet="Courier", url="https://courier.example/1", published="2018-08-28")
    first, second, again = add(project, article(outlet="Herald"), other, other)
    (later,) = add(project, other)
    assert [taken.is_new for taken in (first, second, again, later)] == [True, False, False, False]
    assert [taken.is_source for taken in (first, second, again, later)] == [False, True, False, False]
    with project.reading() as session:
        (source,) = documents.sources(session, first.document)
        assert len(documents.listing(session)) == 1
    assert (source.file, source.outlet, source.url) == ("copy.html", "Courier", "https://courier.example/1")


def test_near_copies_know_each_other_whichever_came_first(project: Project) -> None:
    words = prose(1)
    copied = " ".join([*words[:60], "otherwise", *words[61:150]])
    first, other, copy = add(
        project,
        article(" ".join(words), outlet="Meridian"),
        article(" ".join(prose(2)), outlet="Herald"),
        article(copied, outlet="Courier", file="c.txt"),
    )
    assert (first.near, other.near) == ({}, {})
    with project.reading() as session:
        (near,) = doubles.near(session, copy.document)
        (back,) = doubles.near(session, first.document)
        assert doubles.near(session, other.document) == []
    assert (near.document, near.outlet, back.document, back.outlet) == (
        first.document,
        "Meridian",
        copy.document,
        "Courier",
    )
    assert 0.9 < near.likeness < 1


def test_a_near_copy_is_found_among_many_texts_that_share_a_paragraph(project: Project) -> None:
    shared = prose(0, 40)
    many = [article(" ".join(prose(seed) + shared), file=f"{seed}.txt") for seed in range(1, 200)]
    add(project, *many)
    (taken,) = add(project, article(" ".join(prose(150)[:190] + shared), file="copy.txt"))
    with project.reading() as session:
        assert [near.number for near in doubles.near(session, taken.document)] == [150]


def test_a_sketch_keeps_no_more_texts_for_a_hash_than_are_looked_at(project: Project) -> None:
    add(project, *(article(f"{'Read all about it today. ' * 3}{number}") for number in range(100)))
    with project.reading() as session:
        hashes = session.exec(select(models.Shingle.hash)).all()
    assert max(map(hashes.count, hashes)) == 64


def test_sources_provenance_and_likeness_survive_an_export(
    project: Project, blank: Path, tmp_path: Path, opened: Callable[[str | Path], Project]
) -> None:
    told = {"title": ArticleTold("Harlan says", "column Headline")}
    one, _, near = add(
        project,
        article(title="Harlan says", section="World", told=told),
        article(file="b.txt", outlet="Courier"),
        article(TEXT + "One more line.", file="c.txt"),
    )
    SCHEMA.validate(value_of(project))
    other = opened(shutil.copy(blank, tmp_path / "other.db"))
    assert load(other, exported(project)).problems == []
    assert exported(other) == exported(project)
    with other.reading() as session:
        assert documents.read(session, one.document).section == "World"
        assert [found.document for found in doubles.near(session, near.document)] == [one.document]


def test_an_export_from_before_all_this_still_comes_in(
    project: Project, blank: Path, tmp_path: Path, opened: Callable[[str | Path], Project]
) -> None:
    (taken,) = add(project, article(title="Harlan says"))
    value = value_of(project)
    for document in value["documents"]:
        for key in ("section", "told", "sources", "editions"):
            del document[key]
    SCHEMA.validate(value)
    other = opened(shutil.copy(blank, tmp_path / "other.db"))
    assert load(other, value).problems == []
    with other.reading() as session:
        assert documents.read(session, taken.document).told == {}
