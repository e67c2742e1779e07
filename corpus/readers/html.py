"""HTML as browsers save it: the article's text with its headline, and what the page tells about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.encodings import Coding
from corpus.errors import CorpusError
from corpus.readers import extraction, jsonld, markup, page_metadata
from corpus.readers.records import File, Options, Raw, Told
from corpus.text import clean

name = "HTML"

_ENDINGS = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_OPENING = 800
"""So far from the start may a headline stand that the text has itself."""
_LARGE = 2 * 1024 * 1024
_NOT_LETTER = re.compile(r"[\W_]+")
_BY_TAGS = "no article was told apart in the page: all of its text is here"


def knows(file: File) -> bool:
    """Whether the file begins as a page does, or is named as one and holds tags."""
    return markup.is_html(file.data, named=file.name.lower().endswith(_ENDINGS))


def read(file: File, options: Options) -> Iterator[Raw]:
    """Its one article."""
    page, coding = markup.decode(file.data)
    yield article(page, coding)


def article(page: str, coding: Coding, url: str = "", place: str = "") -> Raw:
    """The article of a page that is decoded; `url` is where it is known to have come from."""
    page = markup.relieved(page)
    tree = markup.tree_of(page) if len(page) <= _LARGE else None
    if tree is None:
        return _raw(markup.plain(page), coding, {}, place, _BY_TAGS)
    linked = jsonld.linked([script.text or "" for script in tree.iter("script")])
    told = page_metadata.told(page, tree, linked, url)
    shown = page_metadata.headlines(tree)
    found: list[str] = []
    if extraction.is_searchable(tree):
        if "published" not in told and (day := page_metadata.guessed_date(tree, told.get("url"))):
            told["published"] = day
        found = extraction.body(tree, linked.body)
    if not found:
        return _raw(markup.plain(page), coding, told, place, _BY_TAGS, shown)
    return _raw(found, coding, told, place, "", shown)


def headed(title: str, text: str, shown: Sequence[str] = ()) -> str:
    """A text with its headline in front, where it lacks both that and what is shown in its place."""
    opening = _bare(text[:_OPENING])
    has_headline = not title or any(_bare(line) in opening for line in (title, *shown))
    return f"{text}\n" if has_headline else f"{title}\n\n{text}\n"


def _raw(
    paragraphs: list[str],
    coding: Coding,
    told: Mapping[str, Told],
    place: str,
    remark: str,
    shown: Sequence[str] = (),
) -> Raw:
    """The article of the paragraphs that were found."""
    if not paragraphs:
        raise CorpusError("no text in the page, which shows it by a script: copy it from the browser and add that")
    title = told["title"].value if "title" in told else ""
    remarks = "; ".join(filter(None, (coding.remark, remark)))
    return Raw(headed(title, clean("\n\n".join(paragraphs)), shown), coding.name, told, place, remarks)


def _bare(text: str) -> str:
    return _NOT_LETTER.sub("", text).casefold()
