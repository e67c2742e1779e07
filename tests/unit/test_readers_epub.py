from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from corpus.errors import CorpusError
from corpus.readers import epub
from corpus.readers.records import Fault, File, Options, Raw

SENTENCE = "Lena Orsini of Velmara said on Monday that the talks with Sorrand about the river would go on for weeks. "
CONTAINER = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
CHAPTERS = {
    "cover.xhtml": "<html><body><img src='c.png'/></body></html>",
    "one two.xhtml": f"<html><head><title>x</title></head><body><h1>The river</h1><p>{SENTENCE}</p></body></html>",
    "two.xhtml": f"<?xml version='1.0'?><!DOCTYPE html><html><h2>The&nbsp;bridge</h2><p>{SENTENCE}</p></body></html>",
}


def opf(names: list[str], spine: str = "") -> str:
    items = "".join(
        f"<item id='i{n}' href='{name.replace(' ', '%20')}' media-type='application/xhtml+xml'/>"
        for n, name in enumerate(names)
    )
    nav = "<item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>"
    refs = spine or "".join(f"<itemref idref='i{n}'/>" for n in range(len(names))) + "<itemref idref='nav'/>"
    return (
        "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>Velmara Weekly 35</dc:title>"
        "<dc:creator>Ada Venn</dc:creator><dc:creator>Jon Karel</dc:creator><dc:date>2018-08-27</dc:date>"
        f"<dc:language>en</dc:language></metadata><manifest>{items}{nav}</manifest><spine>{refs}</spine></package>"
    )


def book(chapters: Mapping[str, str] = CHAPTERS, description: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/epub+zip")
        package.writestr("META-INF/container.xml", CONTAINER)
        package.writestr("OEBPS/book.opf", description or opf(list(chapters)))
        package.writestr("OEBPS/nav.xhtml", f"<html><body><p>{SENTENCE}</p></body></html>")
        for name, text in chapters.items():
            package.writestr(f"OEBPS/{name}", text)
    return buffer.getvalue()


def read(data: bytes) -> list[Raw | Fault]:
    return list(epub.read(File("weekly.epub", data), Options()))


def test_each_chapter_with_text_is_an_article_in_the_order_of_reading() -> None:
    raws = [raw for raw in read(book()) if isinstance(raw, Raw)]
    assert [raw.place for raw in raws] == ["chapter 2", "chapter 3"]
    assert [raw.text for raw in raws] == [
        f"The river\n\n{SENTENCE.strip()}\n",
        f"The\xa0bridge\n\n{SENTENCE.strip()}\n",
    ]


def test_a_chapter_has_its_own_title_and_what_the_book_tells() -> None:
    raw = read(book())[0]
    assert isinstance(raw, Raw)
    assert {name: (one.value, one.source) for name, one in raw.told.items()} == {
        "title": ("The river", "heading"),
        "outlet": ("Velmara Weekly 35", "book"),
        "author": ("Ada Venn and Jon Karel", "book"),
        "published": ("2018-08-27", "book"),
        "language": ("en", "book"),
    }


def test_a_chapter_counts_once_however_often_it_is_listed_and_one_that_is_missing_not_at_all() -> None:
    spine = "<itemref idref='i1'/>" * 1000 + "<itemref idref='nowhere'/><itemref idref='i2' linear='no'/>"
    assert len(read(book(description=opf(list(CHAPTERS), spine)))) == 1


def test_a_chapter_that_is_made_to_fill_the_memory_is_a_fault_and_the_others_go_in() -> None:
    raws = read(book({**CHAPTERS, "bomb.xhtml": "<p>" + "a" * 30_000_000}))
    assert [type(raw) for raw in raws] == [Raw, Raw, Fault]


def test_nothing_outside_of_the_book_is_read() -> None:
    raws = book({"one.xhtml": CHAPTERS["one two.xhtml"]}, opf(["../../../../etc/passwd", "one.xhtml"]))
    assert ["root:" in raw.text for raw in read(raws) if isinstance(raw, Raw)] == [False]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book({"cover.xhtml": CHAPTERS["cover.xhtml"]}), "without text"),
        (book(description="<!DOCTYPE package [<!ENTITY a 'b'>]><package>&a;</package>"), "declares a document type"),
        (book(description="<package><manifest>"), "damaged XML"),
        (book()[:-300], "damaged"),
    ],
)
def test_damaged_and_hostile_books_are_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        read(data)


def test_a_book_is_known_by_what_is_in_it() -> None:
    assert epub.knows(File("weekly.zip", book()))
    assert not epub.knows(File("weekly.epub", b"no package"))
