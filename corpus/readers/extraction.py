"""The article in a web page: its paragraphs, without the page's menus, captions, teasers and links to other articles.

trafilatura finds the text, once as it does by default and once with precision before completeness. Short lines that
only the first found are the page's; long paragraphs are the article's. What the page tells in JSON-LD decides doubts.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from corpus.readers import markup

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_DEEPEST = 150
_MOST_DEPTHS = 150_000
_MOST_WORK = 420_000_000
"""Of all elements together, and elements times characters: news pages rarely have a tenth of either."""
_LONG = 160
_ALIKE = 3
"""A line that stands in the text so many times is the page's."""
_LINK = 0.75
_LONGEST_LINK = 300
_SHINGLE = 4
_LONGEST_CHECK = 200_000
_SHORTEST_CHECK = 300
_NOT_LETTER = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")
_CAPTION = re.compile(r"caption|photo-?credit|image-?credit", re.IGNORECASE)
_CAPTIONED = ("div", "p", "span", "small", "ul")
_LONGEST_CAPTION = 800
_HOLDERS = ("p", "li", "div", "h2", "h3", "h4", "h5")
_BLOCKS = frozenset(("p", "div", "ul", "ol", "h1", "h2", "h3", "section", "article", "table"))
# trafilatura drops or blanks these; under letters that no page uses they come through.
_FRAGILE = (
    "\xa0\xad\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2066\u2067\u2068\u2069\u3000\ufeff"
)
_STAND_INS = (0x14400, 0x12000)
_HAS_FRAGILE = re.compile(f"[{_FRAGILE}]")
_HAS_VISIBLE = re.compile(f"[^\\s{_FRAGILE}]")


def body(tree: HtmlElement, printed: str) -> list[str]:
    """The article's paragraphs, none where nothing is found; `printed` is the text that the page tells in JSON-LD.

    The tree is changed.
    """
    links = set(_links(tree))
    _drop_captions(tree)
    restored = _guarded(tree)
    found = [paragraph.translate(restored) for paragraph in _run(tree)]
    careful = [paragraph.translate(restored) for paragraph in _run(tree, favor_precision=True)]
    found = _merged(found, careful)
    found = _without_links(found, links)
    return _checked(found, printed) if _SHORTEST_CHECK <= len(printed) <= _LONGEST_CHECK else found


def is_searchable(tree: HtmlElement) -> bool:
    """Whether a search ends within seconds, which grows with depths and with lengths for each element."""
    from lxml import etree

    elements = depth = depths = characters = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            elements += 1
            depths += depth
            characters += 0 if element.tag == "script" else len(element.text or "") + len(element.tail or "")
            if depth > _DEEPEST or depths > _MOST_DEPTHS or elements * characters > _MOST_WORK:
                return False
    return True


def _run(tree: HtmlElement, *, favor_precision: bool = False) -> list[str]:
    """What trafilatura takes for the article."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        raise CorpusError(markup.HINT) from None
    # It tells pages without an article on standard error otherwise.
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        document = bare_extraction(
            tree, include_comments=False, include_formatting=False, favor_precision=favor_precision
        )
    except (RecursionError, MemoryError):
        return []
    found = document.body if document is not None and not isinstance(document, dict) else None
    return _paragraphs(found) if found is not None else []


def _paragraphs(element: _Element) -> list[str]:
    """The paragraphs of what trafilatura has made of the page."""
    from lxml import etree

    paragraphs = markup.Paragraphs()
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            markup.part(paragraphs, str(part.tag), closing=False)
            paragraphs.add(part.text or "")
        else:
            markup.part(paragraphs, str(part.tag), closing=True)
            paragraphs.add(part.tail or "")
    paragraphs.end()
    return paragraphs.done


def _merged(full: list[str], careful: list[str]) -> list[str]:
    """What the careful search found, and the long paragraphs that it left out."""
    sure = {_bare(paragraph) for paragraph in careful}
    times = Counter(map(_bare, full))
    kept = [one for one in full if (_bare(one) in sure and times[_bare(one)] < _ALIKE) or len(one) >= _LONG]
    return kept if any(_bare(one) in sure for one in kept) else careful or full


def _links(tree: HtmlElement) -> Iterator[str]:
    """The lines that are nothing but links to something else, bare of all but letters."""
    for element in tree.iter(*_HOLDERS):
        if any(child.tag in _BLOCKS for child in element):
            continue
        line = _bare(markup.text_of(element, 4 * _LONGEST_LINK))
        if line and len(line) <= _LONGEST_LINK:
            linked = sum(
                len(_bare(markup.text_of(a, _LONGEST_LINK))) for a in element.iter("a") if not _is_inside(a.get("href"))
            )
            if linked >= _LINK * len(line):
                yield line


def _is_inside(address: str | None) -> bool:
    return not address or address.startswith("#")


def _without_links(paragraphs: list[str], links: set[str]) -> list[str]:
    """Without lines that only link, unless they are most of the text."""
    kept = [paragraph for paragraph in paragraphs if _bare(paragraph) not in links]
    return kept if sum(map(len, kept)) > 0.6 * sum(map(len, paragraphs)) else paragraphs


def _drop_captions(tree: HtmlElement) -> None:
    """Take captions out before they are found."""
    captions = [element for element in tree.iter("figcaption", *_CAPTIONED) if _is_caption(element)]
    for element in captions:
        if element.getparent() is not None:
            element.drop_tree()


def _is_caption(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"[:400]
    if element.tag != "figcaption" and not _CAPTION.search(marks):
        return False
    return element.tag == "figcaption" or len(markup.text_of(element, _LONGEST_CAPTION)) < _LONGEST_CAPTION


def _guarded(tree: HtmlElement) -> dict[int, int]:
    """Put letters in place of characters that would be lost; back comes how to turn them round again."""
    texts = "".join(tree.itertext())
    start = next((start for start in _STAND_INS if not re.search(f"[{chr(start)}-{chr(start + 64)}]", texts)), 0)
    if not start or not _HAS_FRAGILE.search(texts):
        return {}
    guards = {ord(char): start + index for index, char in enumerate(_FRAGILE)}
    for element in tree.iter():
        if element.text and _is_fragile(element.text):
            element.text = element.text.translate(guards)
        if element.tail and _is_fragile(element.tail):
            element.tail = element.tail.translate(guards)
    return {guard: code for code, guard in guards.items()}


def _is_fragile(text: str) -> bool:
    """Whether something in it would be lost; where nothing is to be seen, blanks are only there for the looks."""
    return bool(_HAS_FRAGILE.search(text) and _HAS_VISIBLE.search(text))


def _checked(found: list[str], printed: str) -> list[str]:
    """The paragraphs in the light of the text that the page tells itself.

    Where that is all here, what stands before and behind it goes; where most of it is missing here, it is taken.
    """
    told, here = _shingles([printed]), _shingles(found)
    common = len(told & here)
    if common < 0.6 * len(told) and len(printed) > 1.3 * sum(map(len, found)):
        return printed.split("\n")
    if common < 0.9 * len(told) or common < 0.5 * len(here):
        return found
    sure = [index for index, one in enumerate(found) if _overlap(one, told)]
    return found[sure[0] : sure[-1] + 1] if sure else found


def _overlap(paragraph: str, told: set[tuple[str, ...]]) -> bool:
    own = _shingles([paragraph])
    return len(own & told) >= 0.3 * len(own)


def _shingles(paragraphs: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of four words."""
    words = [word for paragraph in paragraphs for word in _WORD.findall(paragraph)]
    return set(zip(*(words[start:] for start in range(min(_SHINGLE, len(words)))), strict=False))


def _bare(text: str) -> str:
    return _NOT_LETTER.sub("", text).casefold()
