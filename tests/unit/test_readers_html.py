from __future__ import annotations

import json
import socket
import subprocess
import sys

import pytest

from corpus.errors import CorpusError
from corpus.readers import html
from corpus.readers.records import File, Options, Raw

PARAGRAPHS = (
    "Velmara’s foreign minister Lena Orsini said on Monday that the talks with Sorrand would go on until a treaty on "
    "the river had been signed by both of them.",
    "“We [the two countries] have waited for 40\xa0years,” she told reporters in the capital, adding that nobody had "
    "left the table in spite of everything that had been written.",
    "Sorrand’s delegation, which is led by Marek Tal, did not answer questions after the meeting, but a person close "
    "to it spoke of good progress on three of the five chapters.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "#us", "name": "The Velmara Post"},
        {
            "@type": "NewsArticle",
            "headline": "Talks on the river go on",
            "datePublished": "2018-08-27T14:15:00+03:00",
            "author": [{"@type": "Person", "name": "Ada Venn"}, {"@type": "Person", "name": "Jon Karel"}],
            "publisher": {"@id": "#us"},
            "articleSection": "World",
            "inLanguage": "en",
        },
    ],
}


def page(body: str = BODY, head: str = "", attributes: str = "") -> str:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body><article>{body}</article></body></html>"


def read(data: str | bytes, name: str = "saved.html") -> Raw:
    data = data.encode() if isinstance(data, str) else data
    (raw,) = html.read(File(name, data), Options())
    return raw


def told(data: str) -> dict[str, tuple[str, str]]:
    return {name: (one.value, one.source) for name, one in read(data).told.items()}


def test_the_text_is_the_paragraphs_with_blank_lines_between_and_every_character_as_published() -> None:
    assert read(page()).text == "\n\n".join(PARAGRAPHS) + "\n"


def test_characters_that_libraries_drop_are_kept() -> None:
    fragile = (
        "A soft\xadhyphen, a thin\u2009space, می\u200cخواهم, \u200fעברית\u200e and a wide\u3000blank stay in it. " * 3
    )
    assert fragile.strip() in read(page(BODY + f"<p>{fragile}</p>")).text


def test_menus_captions_comments_and_links_to_other_articles_are_left_out() -> None:
    around = (
        "<nav><a href='/w'>World</a></nav>"
        "<figure><img src='x'><figcaption>Lena Orsini at the river, photographed by somebody</figcaption></figure>"
    )
    below = (
        "<p><a href='/2'>READ MORE: Another article about something else entirely</a></p>"
        "<div class='comments'><p>I do not agree at all, said a reader.</p></div><footer>Rights</footer>"
    )
    assert read(page(around + BODY + below)).text == "\n\n".join(PARAGRAPHS) + "\n"


def test_a_headline_that_the_text_lacks_is_put_in_front_and_one_that_it_has_is_not_repeated() -> None:
    head = "<meta property='og:title' content='Talks on the river go on'>"
    assert read(page(head=head)).text.startswith("Talks on the river go on\n\nVelmara")
    shown = read(page("<h1>Talks on the RIVER go on</h1>" + BODY, head=head)).text
    assert shown.lower().count("talks on the river go on") == 1


def test_json_ld_comes_first_and_says_where_each_value_came_from() -> None:
    head = f"<script type='application/ld+json'>{json.dumps(LINKED)}</script><meta name='author' content='Web Desk'>"
    assert told(page(head=head)) == {
        "title": ("Talks on the river go on", "JSON-LD"),
        "published": ("2018-08-27T14:15:00+03:00", "JSON-LD"),
        "author": ("Ada Venn and Jon Karel", "JSON-LD"),
        "outlet": ("The Velmara Post", "JSON-LD"),
        "section": ("World", "JSON-LD"),
        "language": ("en", "JSON-LD"),
    }


def test_meta_tags_tell_what_json_ld_does_not() -> None:
    head = """<title>Talks on the river go on | Velmara Post</title>
        <meta property="og:site_name" content="Velmara Post"><meta property="og:locale" content="en_GB">
        <meta property="article:published_time" content="2018-08-27T11:15:00.000Z">
        <meta name="author" content="By Ada Venn"><meta property="article:section" content="World">
        <link rel="canonical" href="https://post.example/river">"""
    assert told(page(head=head)) == {
        "title": ("Talks on the river go on", "title"),
        "outlet": ("Velmara Post", "meta og:site_name"),
        "language": ("en_GB", "meta og:locale"),
        "published": ("2018-08-27T11:15:00+00:00", "meta article:published_time"),
        "author": ("Ada Venn", "meta author"),
        "section": ("World", "meta article:section"),
        "url": ("https://post.example/river", "link canonical"),
    }


def test_a_title_ends_where_the_shown_headline_ends_and_keeps_a_bar_of_its_own() -> None:
    head = "<title>River | Talks go on - World - The Post</title>"
    assert told(page("<h1>River | Talks go on</h1>" + BODY, head))["title"] == ("River | Talks go on", "title")


@pytest.mark.parametrize(
    ("shown", "source"),
    [
        ("<time datetime='2018-08-27T14:15'>Monday</time>", "time"),
        (
            "<time datetime='2020-01-01'>a</time><time itemprop='datePublished' datetime='2018-08-27T14:15'>b</time>",
            "time",
        ),
    ],
)
def test_a_time_that_is_marked_or_stands_alone_is_the_date(shown: str, source: str) -> None:
    assert told(page(shown + BODY))["published"] == ("2018-08-27T14:15", source)


def test_a_date_found_in_the_address_is_guessed() -> None:
    found = read(page(head="<link rel=canonical href='https://post.example/2018/08/27/river.html'>")).told["published"]
    assert (found.value, found.guessed) == ("2018-08-27", True)


def test_what_the_page_does_not_tell_is_not_told() -> None:
    assert told(page()) == {}


def test_the_address_of_a_page_is_read_from_what_browsers_write_into_it() -> None:
    saved = "<!DOCTYPE html>\n<!-- saved from url=(0031)https://post.example/river.html -->\n<html><body>" + BODY
    assert told(saved)["url"] == ("https://post.example/river.html", "saved from")


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1251", "<meta charset=windows-1251>"),
        ("koi8-r", "<meta http-equiv='Content-Type' content='text/html; charset=KOI8-R'>"),
        ("gb18030", "<meta charset=gb2312>"),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-8-sig", ""),
        ("utf-8", "<meta charset=iso-8859-1>"),
    ],
)
def test_the_encoding_is_what_mark_meta_or_bytes_say(encoding: str, head: str) -> None:
    text = "Министр сказала в понедельник, что переговоры о реке будут продолжаться до подписания договора. " * 3
    assert text.strip() in read(page(f"<p>{text}</p>", head).encode(encoding)).text


def test_a_damaged_encoding_is_said() -> None:
    raw = read(page().encode().replace(b"Monday", b"Mon\xffday"))
    assert "Mon\ufffdday" in raw.text
    assert "damaged UTF-8" in raw.remark


def test_the_text_that_json_ld_tells_stands_in_for_one_that_only_a_script_shows() -> None:
    linked = {"@type": "NewsArticle", "articleBody": "\n\n".join(PARAGRAPHS)}
    raw = read(
        f"<html><script type='application/ld+json'>{json.dumps(linked)}</script><body><p>Loading, please wait.</p>"
    )
    assert raw.text == "\n\n".join(PARAGRAPHS) + "\n"


def test_a_page_that_only_a_script_fills_is_refused_in_one_line() -> None:
    with pytest.raises(CorpusError, match="by a script") as caught:
        read("<html><body><div id=app></div><script>render('news')</script></body></html>")
    assert "\n" not in str(caught.value)


def test_a_short_page_is_read_by_its_tags_and_says_so() -> None:
    raw = read(
        "<html><body><main><table><tr><td>Velmara<td>40</tr></table><p>One line.<br>Two.</p></main></body></html>"
    )
    assert "One line." in raw.text
    assert "Velmara" in raw.text


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", b"<p>Talks</p>", True),
        ("a.txt", b"<!doctype HTML><p>x", True),
        ("a", b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x --><html xmlns=''>", True),
        ("a", "<html><body>".encode("utf-16"), True),
        ("a.html", b"no tags at all", False),
        ("a.txt", b"The word <html> stands in this text.", False),
        ("a.xml", b"<?xml version='1.0'?><rss>", False),
    ],
)
def test_a_page_is_known_by_its_beginning(name: str, data: bytes, expected: bool) -> None:
    assert html.knows(File(name, data)) is expected


HOSTILE = {
    "one line of 10 MB": "<html><p>" + "word " * 2_000_000,
    "deep": "<html><body>" + "<div>" * 100_000 + BODY,
    "deep inline": "<html><body>" + "<b>" * 100_000 + BODY,
    "tables in tables": "<html><body>" + "<table><tr><td>x " * 6_000,
    "lists in lists": "<html><body>" + ("<ul><li>a b c" * 65 + "</ul>" * 65) * 70,
    "many sections": "<html><body>" + f"<section><h2>Title</h2>{BODY}</section>" * 3_000,
    "open links": "<html><body>" + "<div><a href='/x'>some long link text</a> and text of " * 6_000,
    "headings never closed": "<html><body>" + "<h1>" * 19_000 + BODY,
    "a huge attribute": f"<html><body><p class='{'caption ' * 500_000}'>x</p>{BODY}",
    "scripts never closed": "<html><body>" + BODY + "<script>" * 100_000,
    "deep JSON-LD": f"<html><script type='application/ld+json'>{'[' * 900_000}</script><body>{BODY}",
    "comments never closed": "<html><body>" + BODY + "<!--" * 100_000,
    "a title of bars": f"<html><title>{' | ' * 300_000}</title><body>{BODY}",
    "entities": "<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b '&a;&a;'>]><html><body>&b;" + BODY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_give_their_text(name: str) -> None:
    text = read(HOSTILE[name]).text
    assert "root:" not in text
    assert "word word" in text or "Orsini" in text or len(text) > 1000


def test_too_many_tags_are_refused_with_what_to_do() -> None:
    with pytest.raises(CorpusError, match="more than 150,000 tags: save its text alone"):
        read("<html>" + "<p>a" * 200_000)


def test_a_saved_picture_counts_for_nothing() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 18_000_000 + "'>"
    assert read(page(picture + BODY)).text == "\n\n".join(PARAGRAPHS) + "\n"


def test_nothing_of_the_libraries_is_loaded_before_a_page_is_read() -> None:
    code = "import sys, corpus.readers.html; sys.exit(bool({'lxml', 'trafilatura'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("missing", ["lxml", "trafilatura"])
def test_a_missing_library_is_said_with_how_to_get_it(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(CorpusError, match=r"pip install 'glossator\[html\]'"):
        read(page())


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    head = (
        "<link rel=stylesheet href='https://post.example/a.css'><link rel=canonical href='https://post.example/2018/'>"
    )
    typed = page(head=head).replace("<!DOCTYPE html>", "<!DOCTYPE html SYSTEM 'http://dtd.example/html.dtd'>")
    assert "Orsini" in read(typed).text
