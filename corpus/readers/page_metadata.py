"""What a web page tells about its article: in JSON-LD first, then in its meta tags, then in what it shows.

What was only concluded (an address out of a saved page's comment is not, a date found in running text is) is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus import dates
from corpus.readers.jsonld import Linked
from corpus.readers.markup import collapsed, text_of
from corpus.readers.records import Told

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title")
_DATES = (
    *("article:published_time", "og:article:published_time", "parsely-pub-date", "datepublished", "article:published"),
    *("article.published", "og:published_time", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date"),
    *("dcterms.created", "dc.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date"),
    *("publication-date", "sailthru.date", "cxenseparse:recs:publishtime", "originalpublicationdate"),
    *("ptime", "article_date_original", "date", "citation_publication_date", "last-published"),
)
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl")
_OUTLETS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "twitter:app:name:iphone",
)
_SECTIONS = ("article:section", "parsely-section", "section", "og:section", "cxenseparse:recs:category")
_ADDRESSES = ("og:url", "parsely-link", "twitter:url", "dc.identifier")
_LANGUAGES = ("og:locale", "content-language", "dc.language", "dcterms.language", "language", "inlanguage")
_SEPARATORS = re.compile(r"\s+[|–—:·•»-]+\s+|\s*[|»]\s*")
_BY = re.compile(r"^(?:by|von|par|por)\s+(?=\S)", re.IGNORECASE)
_SAVED_FROM = re.compile(
    r"<!--\s*saved from url=(?:\(\d{1,6}\))?\s*(https?://[^\s>]{1,2000})|^\s{0,9}url:\s(https?://\S{1,2000})", re.M
)
_NOT_LETTER = re.compile(r"[\W_]+")
_HEAD = 4096
_LONGEST = 500
_MOST_AUTHORS = 20
_MOST_HEADLINES = 10


def told(page: str, tree: HtmlElement, linked: Linked, url: str = "") -> dict[str, Told]:
    """All values that the page tells, by the names of `FIELDS`; `url` is where it is known to have come from."""
    metas = _metas(tree)
    found = {
        "outlet": _first(_named(linked.outlet, "JSON-LD"), _meta(metas, _OUTLETS)),
        "url": _url(page, tree, metas, linked, url),
        "published": _published(tree, metas, linked),
        "author": _author(tree, metas, linked),
        "section": _first(_named(linked.section, "JSON-LD"), _meta(metas, _SECTIONS)),
        "language": _language(tree, metas, linked),
    }
    outlets = [linked.outlet, *(metas.get(name, [""])[0] for name in _OUTLETS)]
    host = urlsplit(found["url"].value).hostname if found["url"] else ""
    found["title"] = _title(
        tree, metas, linked, {_bare(outlet) for outlet in outlets if outlet} | _host_names(host or "")
    )
    return {name: value for name, value in found.items() if value}


def guessed_date(tree: HtmlElement, url: Told | None) -> Told | None:
    """A day that stands in the address or in the text, where the page names none as its own."""
    # Late: only pages that tell no date pay for it.
    try:
        from htmldate import find_date

        day = find_date(tree, extensive_search=False, original_date=True, url=url.value if url else None)
    except Exception:
        # Whatever trips the library on a damaged page only means that no date is known.
        return None
    return Told(day, "page", guessed=True) if isinstance(day, str) and dates.is_date(day) else None


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of the page's meta tags by their names in small letters."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = collapsed(element.get("content") or "")[:_LONGEST]
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(key)
            if name and content:
                metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _named(value: str, source: str) -> Told | None:
    return Told(value[:_LONGEST], source) if value else None


def _first(*values: Told | None) -> Told | None:
    return next(filter(None, values), None)


def _meta(metas: dict[str, list[str]], names: Iterable[str]) -> Told | None:
    return next((Told(metas[name][0], f"meta {name}") for name in names if name in metas), None)


def headlines(tree: HtmlElement) -> list[str]:
    """What the page shows as its headlines."""
    texts = (collapsed(text_of(h1, _LONGEST)) for h1 in islice(tree.iter("h1"), _MOST_HEADLINES))
    return [text for text in texts if text]


def _title(tree: HtmlElement, metas: dict[str, list[str]], linked: Linked, outlets: set[str]) -> Told | None:
    """The headline without the outlet's name, which titles meant for lists of links carry at their end."""
    lines = headlines(tree)
    shown = {_bare(line) for line in lines}
    candidates = [Told(linked.title, "JSON-LD"), *(Told(metas[n][0], f"meta {n}") for n in _TITLES if n in metas)]
    candidates += [Told(collapsed(text_of(title, _LONGEST)), "title") for title in islice(tree.iter("title"), 1)]
    candidates += [Told(line, "h1") for line in lines if len(lines) == 1]
    titles = [Told(_without_outlet(one.value[:_LONGEST], outlets, shown), one.source) for one in candidates]
    return next((one for one in titles if one.value), None)


def _without_outlet(title: str, outlets: set[str], shown: set[str]) -> str:
    """The title up to the outlet's name, or up to where the page's own headline ends."""
    marks = list(_SEPARATORS.finditer(title))
    for mark in marks:
        if _bare(title[: mark.start()]) in shown:
            return title[: mark.start()]
    for mark in reversed(marks):
        if _bare(title[mark.end() :]) in outlets:
            title = title[: mark.start()]
    return "" if _bare(title) in outlets else title


def _host_names(host: str) -> set[str]:
    """What an outlet may be called by its host: `today.az`, `today`."""
    names = host.removeprefix("www.")
    return {_bare(names), _bare(names.partition(".")[0])} - {""}


def _published(tree: HtmlElement, metas: dict[str, list[str]], linked: Linked) -> Told | None:
    """When it was first published; a time shown on the page counts where it is marked as such, or the only one."""
    candidates = [Told(linked.published, "JSON-LD")]
    candidates += [Told(metas[name][0], f"meta {name}") for name in _DATES if name in metas]
    times = [
        element for element in tree.iter("time", "abbr", "span") if element.get("datetime") or element.get("title")
    ]
    marked = [e for e in times if _is_publication(e)]
    alone = [e for e in times if e.tag == "time"]
    chosen = marked or (alone if len({e.get("datetime") for e in alone}) == 1 else [])
    candidates += [Told(e.get("datetime") or e.get("title") or "", "time") for e in chosen[:1]]
    moments = (Told(dates.moment(one.value), one.source) for one in candidates)
    return next((one for one in moments if one.value), None)


def _is_publication(element: HtmlElement) -> bool:
    """Whether a shown time is marked as that of the publication."""
    marks = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower().split()
    return element.get("pubdate") is not None or bool({"datepublished", "published", "entry-date"} & set(marks))


def _author(tree: HtmlElement, metas: dict[str, list[str]], linked: Linked) -> Told | None:
    """All authors in one line, joined as bylines join them."""
    sources: list[tuple[str, Sequence[str]]] = [("JSON-LD", linked.authors)]
    sources += [(f"meta {name}", metas.get(name, ())) for name in _AUTHORS]
    sources.append(
        (
            "page",
            [
                collapsed(text_of(e, _LONGEST))
                for e in islice(filter(_is_author, tree.iter("a", "span")), _MOST_AUTHORS)
            ],
        )
    )
    for source, named in sources:
        names = dict.fromkeys(_BY.sub("", name, count=1) for name in named if _is_name(name))
        if names:
            return Told(joined(list(names)[:_MOST_AUTHORS]), source)
    return None


def _is_author(element: HtmlElement) -> bool:
    """Whether what is shown is marked as an author's name."""
    return "author" in f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split()


def joined(names: Sequence[str]) -> str:
    """Names in one line: `Lena Orsini, Marek Tal and Ada Venn`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _is_name(name: str) -> bool:
    """Whether it is no address, account or template that nobody has filled in."""
    return (
        1 < len(name) <= 120
        and "://" not in name
        and not any(mark in name for mark in "@{")
        and any(map(str.isalpha, name))
    )


def _url(page: str, tree: HtmlElement, metas: dict[str, list[str]], linked: Linked, url: str) -> Told | None:
    """Where the article stands: what the page calls its own address before where it was fetched."""
    saved = _SAVED_FROM.search(page[:_HEAD])
    candidates = [
        *(
            Told(e.get("href") or "", "link canonical")
            for e in tree.iter("link")
            if "canonical" in (e.get("rel") or "").lower()
        ),
        *(Told(metas[name][0], f"meta {name}") for name in _ADDRESSES if name in metas),
        Told(linked.url, "JSON-LD"),
        Told(url, "record"),
        Told((saved[1] or saved[2]) if saved else "", "saved from"),
    ]
    return next(
        (one for one in candidates if one.value.startswith(("http://", "https://")) and " " not in one.value), None
    )


def _language(tree: HtmlElement, metas: dict[str, list[str]], linked: Linked) -> Told | None:
    root = next(iter(_langs(tree)), "")
    return _first(_named(root, "html lang"), _named(linked.language, "JSON-LD"), _meta(metas, _LANGUAGES))


def _langs(tree: HtmlElement) -> Iterator[str]:
    """What the outermost elements say."""
    for element in (tree.getroottree().getroot(), *tree.iter("html", "body")):
        if (
            lang := element.get("lang")
            or element.get("{http://www.w3.org/XML/1998/namespace}lang")
            or element.get("xml:lang")
        ):
            yield lang.strip()


def _bare(text: str) -> str:
    return _NOT_LETTER.sub("", text).casefold()
