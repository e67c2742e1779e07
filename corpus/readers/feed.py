"""Feeds, RSS and Atom: an article for each entry, with what the entry tells about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from html.entities import html5

from corpus.dates import moment
from corpus.encodings import Coding
from corpus.errors import CorpusError
from corpus.readers import elements, markup
from corpus.readers.page_metadata import joined
from corpus.readers.records import Fault, File, Options, Raw, Told
from corpus.text import clean

name = "feed"

_FEED = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<\?[^>]{0,300}\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,300}>)*<(?:[\w-]{1,20}:)?(rss|feed|RDF)\b",
    re.DOTALL,
)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,300}>")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OWN = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_ITEMS = frozenset(("item", "entry"))
_TEXTS = ("encoded", "content", "description", "summary")
"""Where an entry's text may stand, the whole before the beginning."""
_DATES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
_AUTHORS = ("creator", "author")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,100}\s*(?:\((.{1,100})\))?")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_MOST_ITEMS = 100_000
_TEXTS_SET = frozenset(_TEXTS)
_NESTED = frozenset(("image", "textinput", "textInput", "source", "author", "contributor"))
"""What has names, titles and links of its own."""


@dataclass(slots=True)
class _Entry:
    """What has been read of an entry, or of the feed itself, by the names of its elements."""

    values: dict[str, list[str]] = field(default_factory=dict)
    link: str = ""
    language: str = ""

    def first(self, *names: str) -> str:
        """The first value that is not empty."""
        return next((value for name in names for value in self.values.get(name, ()) if value.strip()), "")


def knows(file: File) -> bool:
    """Whether the file begins as a feed does."""
    return bool(_FEED.match(file.data[:8192].replace(b"\0", b"").lstrip(b"\xff\xfe")))


def read(file: File, options: Options) -> Iterator[Raw | Fault]:
    """The entries in the order of the feed; one without text is a fault."""
    text, coding = markup.decode(file.data)
    feed, count = _Entry(), 0
    for entry in _entries(text, feed):
        count += 1
        if count > _MOST_ITEMS:
            raise CorpusError(f"a feed of more than {_MOST_ITEMS:,} entries: split it")
        yield _article(entry, feed, coding, f"entry {count}")
    if not count:
        raise CorpusError("a feed without entries: nothing to read")


def _entries(text: str, feed: _Entry) -> Iterator[_Entry]:
    """The entries; what is told of the feed itself is put into `feed` as it comes by."""
    entry: _Entry | None = None
    path: list[str] = []
    pieces: list[str] = []
    plain = False
    for kind, name, attributes in elements.events(_chunks(text)):
        inside = bool(_TEXTS_SET & set(path[:-1]))
        if kind == "text":
            pieces.append(escape(name) if inside or plain else name)
        elif kind == "start":
            entry = _Entry() if entry is None and name in _ITEMS else entry
            if (path and path[-1] in _TEXTS_SET) or inside:
                # XHTML in an entry is put together again, to be read as any HTML.
                pieces.append(f"<{name}>")
            else:
                pieces, plain = [], attributes.get("type") == "text"
                _note(entry or feed, name, attributes)
            path.append(name)
        else:
            path.pop()
            if name in _ITEMS and entry is not None and not _ITEMS & set(path):
                yield entry
                entry = None
            elif _TEXTS_SET & set(path):
                pieces.append(f"</{name}>")
            else:
                _keep(entry or feed, path, name, "".join(pieces))


def _chunks(text: str) -> Iterator[bytes]:
    """The feed as UTF-8, its HTML entities written out; a document type that declares none is passed over."""
    body = _DOCTYPE.sub("", _DECLARATION.sub("", text, count=1), count=1).lstrip()
    plain = _ENTITY.sub(lambda found: found[0] if found[1] in _OWN else html5.get(found[1], found[0]), body)
    data = plain.encode(errors="replace")
    for start in range(0, len(data), 64 * 1024):
        yield data[start : start + 64 * 1024]


def _note(target: _Entry, name: str, attributes: Mapping[str, str]) -> None:
    """What stands in attributes: Atom's links and categories, and the language."""
    if name == "link" and "href" in attributes and attributes.get("rel", "alternate") == "alternate":
        target.link = target.link or attributes["href"]
    if name == "category" and "term" in attributes:
        target.values.setdefault("category", []).append(attributes.get("label") or attributes["term"])
    target.language = target.language or attributes.get("lang", "")


def _keep(target: _Entry, path: Sequence[str], name: str, value: str) -> None:
    """What stands between an element's tags; Atom's authors have their names in an element of their own."""
    owner = path[-1] if path else ""
    if name == "name" and owner == "author":
        target.values.setdefault("creator", []).append(value.strip())
    elif owner not in _NESTED:
        target.values.setdefault(name, []).append(value.strip())


def _article(entry: _Entry, feed: _Entry, coding: Coding, place: str) -> Raw | Fault:
    """An entry as an article, its title as the first line."""
    title = _line(entry.first("title"))
    source = next((name for name in _TEXTS if entry.first(name)), "")
    try:
        paragraphs = _paragraphs(entry.first(source)) if source else []
    except CorpusError as error:
        return Fault(place, str(error))
    if not paragraphs:
        return Fault(place, "no text in this entry, only its title" if title else "an empty entry")
    remark = "" if source in ("encoded", "content") else "a feed's summary: the article itself may be longer"
    told = {name: Told(value, "feed") for name, value in _told(entry, feed, title).items() if value}
    text = "\n\n".join([title, *paragraphs] if title and title != paragraphs[0] else paragraphs)
    return Raw(clean(text) + "\n", coding.name, told, place, "; ".join(filter(None, (coding.remark, remark))))


def _paragraphs(html: str) -> list[str]:
    """The paragraphs of a text that is HTML or, without tags, keeps its lines."""
    if "<" in html:
        return markup.plain(markup.relieved(html))
    return [line for one in unescape(html).splitlines() if (line := markup.collapsed(one))]


def _told(entry: _Entry, feed: _Entry, title: str) -> dict[str, str]:
    """The entry's metadata by the names of `FIELDS`."""
    link = entry.link or entry.first("link", "origLink") or entry.first("guid", "id")
    authors = [_person(name) for tag in _AUTHORS for name in entry.values.get(tag, ())]
    return {
        "title": title,
        "author": joined(list(dict.fromkeys(filter(None, authors)))),
        "published": next((day for tag in _DATES for day in map(moment, entry.values.get(tag, ())) if day), ""),
        "outlet": _line(feed.first("title")),
        "section": _line(entry.first("category")),
        "url": link if link.startswith(("http://", "https://")) else "",
        "language": entry.language or feed.first("language") or feed.language,
    }


def _person(name: str) -> str:
    """A name as RSS wants it is `mail@example.org (Lena Orsini)`."""
    found = _ADDRESS.fullmatch(name)
    return _line((found[1] or "") if found else name)


def _line(html: str) -> str:
    """A value on one line, without the tags that some feeds write into it."""
    return markup.collapsed(unescape(_TAG.sub("", html)))
