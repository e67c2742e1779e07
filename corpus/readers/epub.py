"""EPUB, as magazines are sold: an article for each chapter that holds text, in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote
from zipfile import ZipFile

from corpus.dates import moment
from corpus.errors import CorpusError
from corpus.readers import elements, html, markup, packages
from corpus.readers.page_metadata import joined
from corpus.readers.records import Fault, File, Options, Raw, Told

if TYPE_CHECKING:
    from lxml.html import HtmlElement

name = "EPUB"

_CONTAINER = "META-INF/container.xml"
_DESCRIPTIONS = 4 * 1024 * 1024
_LARGEST = 4 * 1024 * 1024
_MOST_CHAPTERS = 5000
_MOST_TEXT = 128 * 1024 * 1024
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_LONGEST_TITLE = 500
_SHORTEST = 40
"""A chapter of fewer characters is a cover or a blank page."""


@dataclass(slots=True)
class _Book:
    """What the package tells: its chapters by their paths, in the order of reading, and its metadata."""

    chapters: list[str] = field(default_factory=list)
    metadata: dict[str, list[str]] = field(default_factory=dict)


def knows(file: File) -> bool:
    """Whether the file is a package as books are."""
    return packages.holds(file, _CONTAINER)


def read(file: File, options: Options) -> Iterator[Raw | Fault]:
    """Its chapters; covers, tables of contents and blank pages are passed over."""
    with packages.opened(file) as package:
        book = _book(package)
        told = _told(book.metadata)
        size = count = 0
        for number, path in enumerate(book.chapters, 1):
            found, read_bytes = _found(package, path, told, f"chapter {number}")
            size += read_bytes
            if size > _MOST_TEXT:
                raise CorpusError(f"a book of more than {_MOST_TEXT // 2**20} MB of text: unpack it and add its pages")
            if found is not None:
                count += 1
                yield found
    if not count:
        raise CorpusError("a book without text: its pages may be pictures")


def _book(package: ZipFile) -> _Book:
    """Read what the package says of itself."""
    container = packages.part(package, _CONTAINER, _DESCRIPTIONS)
    root = next((e.attributes.get("full-path", "") for e in elements.events([container]) if e.name == "rootfile"), "")
    description = packages.part(package, root, _DESCRIPTIONS)
    if not description:
        raise CorpusError("an EPUB that does not say what is in it: unpack it and add its pages")
    book, pages, spine = _Book(), dict[str, str](), dict[str, None]()
    inside, text = "", ""
    for kind, element, attributes in elements.events([description]):
        if kind == "text":
            text += element
        elif kind == "start":
            inside, text = element, ""
            if element == "item" and _is_chapter(attributes):
                pages[attributes.get("id", "")] = attributes.get("href", "")
            elif element == "itemref" and attributes.get("linear") != "no":
                spine[attributes.get("idref", "")] = None
        elif element == inside and text.strip():
            book.metadata.setdefault(element, []).append(markup.collapsed(text))
    paths = (_path(root, pages[name]) for name in spine if name in pages)
    book.chapters = list(dict.fromkeys(paths))[:_MOST_CHAPTERS]
    return book


def _is_chapter(attributes: Mapping[str, str]) -> bool:
    is_page = attributes.get("media-type", "").lower() in _PAGES
    return is_page and "nav" not in attributes.get("properties", "").split()


def _path(root: str, reference: str) -> str:
    """The name in the package of what the description refers to; nothing outside of it can be named."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(reference.partition("#")[0])))


def _told(metadata: Mapping[str, list[str]]) -> dict[str, Told]:
    """What the book tells of all its chapters; its own title is where they were published."""
    values = {
        "outlet": metadata.get("title", [""])[0],
        "author": joined(metadata.get("creator", [])),
        "published": next(filter(None, map(moment, metadata.get("date", []))), ""),
        "language": metadata.get("language", [""])[0],
    }
    return {name: Told(value, "book") for name, value in values.items() if value}


def _found(package: ZipFile, path: str, told: Mapping[str, Told], place: str) -> tuple[Raw | Fault | None, int]:
    """What a chapter gives, and how much had to be read for it."""
    try:
        data = packages.part(package, path, _LARGEST)
        return _chapter(data, told, place), len(data)
    except CorpusError as error:
        return Fault(place, str(error)), 0


def _chapter(data: bytes, told: Mapping[str, Told], place: str) -> Raw | None:
    """A chapter as an article; None where there is nothing to read in it."""
    page, coding = markup.decode(data)
    page = markup.relieved(page)
    paragraphs = markup.plain(page)
    if sum(map(len, paragraphs)) < _SHORTEST:
        return None
    tree = markup.tree_of(page)
    title = _headline(tree) if tree is not None else None
    own = {"title": title} if title else {}
    text = html.headed(title.value if title else "", "\n\n".join(paragraphs))
    return Raw(text, coding.name, {**told, **own}, place, coding.remark)


def _headline(tree: HtmlElement) -> Told | None:
    """The chapter's first heading, or the title of its page."""
    for tag in ("h1", "h2", "h3", "title"):
        for element in islice(tree.iter(tag), 3):
            if line := markup.collapsed(markup.text_of(element, _LONGEST_TITLE)):
                return Told(line[:_LONGEST_TITLE], "heading" if tag != "title" else "title")
    return None
