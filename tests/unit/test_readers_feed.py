from __future__ import annotations

import pytest

from corpus.errors import CorpusError
from corpus.readers import feed
from corpus.readers.records import Fault, File, Options, Raw

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Вести Velmara</title><language>ru</language><image><title>logo</title></image>
<item><title>Talks &amp;amp; rivers [1]</title><link>https://post.example/1</link>
<description>&lt;p&gt;Only the beginning&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Lena&nbsp;Orsini spoke.</p><p>Nobody <b>answered</b>.</p>]]></content:encoded>
<pubDate>Mon, 27 Aug 2018 14:15:00 +0300</pubDate><dc:creator>Ada Venn</dc:creator><category>World</category></item>
<item><title>Only a title</title></item>
<item><title>A summary</title><description>The beginning &mdash; and no more.</description>
<author>desk@post.example (Jon Karel)</author><guid>https://post.example/3</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Sorrand Post</title>
<entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; title</title><link rel="self" href="https://post.example/x"/>
<link href="https://post.example/1"/><updated>2019-01-01T00:00:00Z</updated><published>2018-08-27T10:00:00Z</published>
<author><name>Ada Venn</name><email>a@post.example</email></author><author><name>Jon Karel</name></author>
<content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>One <i>two</i> 3 &lt; 4.</p><p>Five.</p></div></content>
</entry></feed>"""


def read(data: bytes) -> list[Raw | Fault]:
    return list(feed.read(File("feed.xml", data), Options()))


def test_an_entry_of_rss_is_an_article_with_its_whole_text_before_its_summary() -> None:
    raw = read(RSS.format(encoding="windows-1251").encode("cp1251"))[0]
    assert isinstance(raw, Raw)
    assert raw.text == "Talks & rivers [1]\n\nLena\xa0Orsini spoke.\n\nNobody answered.\n"
    assert {name: one.value for name, one in raw.told.items()} == {
        "title": "Talks & rivers [1]",
        "author": "Ada Venn",
        "published": "2018-08-27T14:15:00+03:00",
        "outlet": "Вести Velmara",
        "section": "World",
        "url": "https://post.example/1",
        "language": "ru",
    }
    assert (raw.encoding, raw.place, raw.remark) == ("cp1251", "entry 1", "")


def test_an_entry_without_text_is_a_fault_and_a_summary_is_said_to_be_one() -> None:
    _, fault, summary = read(RSS.format(encoding="utf-8").encode())
    assert fault == Fault("entry 2", "no text in this entry, only its title")
    assert isinstance(summary, Raw)
    assert summary.text == "A summary\n\nThe beginning — and no more.\n"
    assert summary.remark == "a feed's summary: the article itself may be longer"
    assert (summary.told["author"].value, summary.told["url"].value) == ("Jon Karel", "https://post.example/3")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_entry_of_atom_is_an_article(encoding: str) -> None:
    (raw,) = read(ATOM.encode(encoding))
    assert isinstance(raw, Raw)
    assert raw.text == "A bold title\n\nOne two 3 < 4.\n\nFive.\n"
    told = {name: one.value for name, one in raw.told.items()}
    assert told["author"] == "Ada Venn and Jon Karel"
    assert (told["published"], told["url"], told["language"]) == (
        "2018-08-27T10:00:00Z",
        "https://post.example/1",
        "en",
    )


def test_a_document_type_is_passed_over_and_one_that_declares_entities_is_refused() -> None:
    plain = RSS.format(encoding="utf-8")
    typed = plain.replace("<rss", '<!DOCTYPE rss PUBLIC "-//x//DTD RSS 0.91//EN" "http://dtd.example/rss.dtd"><rss', 1)
    assert len(read(typed.encode())) == 3
    bomb = plain.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss', 1)
    with pytest.raises(CorpusError, match="declares a document type"):
        read(bomb.encode())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("<rss><channel><title>x</title></channel></rss>", "without entries"),
        ("<rss><channel><item><title>x</channel></rss>", "damaged XML"),
        ("<rss>" + "<a>" * 100_000, "500 deep"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        read(data.encode())


def test_what_was_read_before_the_damage_is_given() -> None:
    entries = feed.read(File("feed.xml", RSS.format(encoding="utf-8").encode()[:-40]), Options())
    assert isinstance(next(entries), Raw)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (RSS.encode(), True),
        (ATOM.encode("utf-16"), True),
        (b"<?xml version='1.0'?><rdf:RDF xmlns='x'>", True),
        (b"<html><body><rss>", False),
        (b"<feedback>x</feedback>", False),
        (b"A text about <rss>", False),
    ],
)
def test_a_feed_is_known_by_its_beginning(data: bytes, expected: bool) -> None:
    assert feed.knows(File("x.xml", data)) is expected
