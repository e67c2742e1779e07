"""HTML within bounds: its bytes decoded and relieved of scripts, as a tree for those who ask it, or as plain text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus import encodings
from corpus.encodings import Coding
from corpus.errors import CorpusError
from corpus.text import MAX_BYTES, clean

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEAD = 4096
_CHUNK = 64 * 1024
_MARKUP = re.compile(
    rb"(?:\s|\xef\xbb\xbf|<!--.{0,2000}?-->|<\?xml.{0,200}?\?>)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|link|main|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(rb"<(?:p|div|h[1-6]|span|table|br|a|ul|b|i|em|img|center|font)\b[^<>]{0,500}>", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{1,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{1,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_INLINE_DATA = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{1,40}){0,3},[\w+/=%-]{500,}")
_NO_TEXT = re.compile(r"<(script|style|svg)\b", re.IGNORECASE)
_CLOSINGS = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("script", "style", "svg")}
_WHITE = re.compile(r"[\t\r\n\f\v][ \t\r\n\f\v]*| [ \t\r\n\f\v]+")
_KNOWN = re.compile(
    r"(?:utf-?8|(?:iso-?8859-?|latin-?|l)\d{1,2}|(?:cp|windows-?|x-cp)(?:125\d|874|866|932|949|936|950)|koi8-?[ru]"
    r"|gb(?:2312|k|18030)|big5(?:-?hkscs)?|euc-?(?:jp|kr)|s(?:hift)?[_-]?jis|x-sjis|ks_c_5601(?:-1987)?|tis-?620"
    r"|mac-?(?:cyrillic|roman)|iso-?2022-?(?:jp|kr)|us-ascii|ascii|utf-?16(?:le|be)?)",
    re.IGNORECASE,
)
# Browsers read these names as the larger encoding, and pages rely on it.
_LARGER = {
    **dict.fromkeys(("iso8859-1", "ascii"), "cp1252"),
    **{"iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874"},
    **{"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs"},
}
_UNSEEN = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "math", "head", "nav", "footer", "aside", "form", "button"),
        *("select", "textarea", "iframe", "object", "figcaption", "video", "audio", "canvas", "dialog"),
    )
)
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "data", "del", "dfn", "em", "font", "hi", "i"),
        *("img", "ins", "kbd", "label", "mark", "q", "ref", "s", "samp", "small", "span", "strike", "strong", "sub"),
        *("sup", "time", "tt", "u", "var", "wbr", "ruby", "rb", "rt", "rp", "graphic", "nobr"),
    )
)
_BREAKS = frozenset(("br", "lb"))
_CELLS = frozenset(("td", "th", "cell"))
_MAIN = frozenset(("article", "main"))
_ENOUGH = 200
_MOST_TAGS = 150_000
HINT = "web pages need another library: pip install 'glossator[html]'"


class Paragraphs:
    """Text as it comes out of markup, put together into paragraphs."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._lines: list[str] = []
        self._pieces: list[str] = []

    def add(self, text: str) -> None:
        """Go on with the line."""
        self._pieces.append(text)

    def end_line(self) -> None:
        """Go on below; a second time in a row ends the paragraph."""
        line = collapsed("".join(self._pieces))
        self._pieces.clear()
        if line:
            self._lines.append(line)
        else:
            self._flush()

    def end_cell(self) -> None:
        """Go on in the next cell of a table's row."""
        if any(piece.strip() for piece in self._pieces):
            self._pieces.append(" | ")

    def end(self) -> None:
        """Go on in a new paragraph."""
        if self._pieces or self._lines:
            self.end_line()
            self._flush()

    def _flush(self) -> None:
        if self._lines:
            self.done.append("\n".join(self._lines).removesuffix(" |"))
            self._lines.clear()


class _Listener:
    """Hears a page's tags and text and keeps what is to be read, without holding a tree."""

    def __init__(self) -> None:
        self.everything = Paragraphs()
        self.article = Paragraphs()
        self._unseen: list[str] = []
        self._inside = 0
        self._open: tuple[Paragraphs, ...] = (self.everything,)

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        tag = str(tag)
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.append(tag)
        elif tag in _UNSEEN:
            self._unseen.append(tag)
        else:
            self._step(tag, 1)
            self._part(tag, closing=False)

    def end(self, tag: str | bytes) -> None:
        tag = str(tag)
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.pop()
        else:
            self._part(tag, closing=True)
            self._step(tag, -1)

    def data(self, data: str | bytes) -> None:
        if not self._unseen:
            for paragraphs in self._open:
                paragraphs.add(str(data))

    def comment(self, text: str | bytes) -> None:
        """Nothing to read."""

    def close(self) -> None:
        """The parser asks for it; `paragraphs` gives what was heard."""

    def paragraphs(self) -> list[str]:
        """What is to be read: the article, if one is marked that is long enough."""
        for paragraphs in (self.article, self.everything):
            paragraphs.end()
        found = self.article.done
        return found if sum(map(len, found)) >= _ENOUGH else self.everything.done

    def _part(self, tag: str, *, closing: bool) -> None:
        for paragraphs in self._open:
            part(paragraphs, tag, closing=closing)

    def _step(self, tag: str, by: int) -> None:
        """Into an article, or out of it."""
        if tag in _MAIN:
            self._inside += by
            self._open = (self.everything, self.article) if self._inside else (self.everything,)


def part(paragraphs: Paragraphs, tag: str, *, closing: bool) -> None:
    """What a tag does to the text around it."""
    if tag in _BREAKS:
        if closing:
            paragraphs.end_line()
    elif tag in _CELLS:
        if closing:
            paragraphs.end_cell()
    elif tag not in _INLINE:
        paragraphs.end()


def collapsed(text: str) -> str:
    """On one line, white space as a browser shows it: other than blanks and line ends, none is touched."""
    return _WHITE.sub(" ", text).strip(" ")


def is_html(data: bytes, *, named: bool) -> bool:
    """Whether the bytes begin as a page; a file that is named as one need only hold a tag."""
    head = data[: 2 * _HEAD].replace(b"\0", b"")[:_HEAD].lstrip(b"\xff\xfe")
    return bool(_MARKUP.match(head) or (named and _ANY_TAG.search(head)))


def decode(data: bytes, charset: str = "") -> tuple[str, Coding]:
    """The page's text; by its mark, then what its sender or itself declares, then what it looks like."""
    declared = _codec(charset) or _codec(_declared(data))
    found = encodings.tell(data[: 4 * _CHUNK], is_cut=len(data) > 4 * _CHUNK)
    if declared and not found.mark and found.codec not in ("utf-8", "utf-16-le", "utf-16-be"):
        found = Coding(declared, declared)
    try:
        return clean(found.decode(data)), found
    except UnicodeDecodeError:
        remark = f"damaged {found.codec.upper()}: unreadable bytes became U+FFFD"
        damaged = Coding(found.codec, found.name, found.mark, "replace", remark)
        return clean(damaged.decode(data)), damaged


def relieved(page: str) -> str:
    """The page without scripts (but JSON-LD), styles and pictures that are written out in it.

    `CorpusError` when it is larger even then than any text may be.
    """
    page = _unscripted(page)
    page = _INLINE_DATA.sub("", page) if len(page) > _CHUNK else page
    if len(page) > MAX_BYTES:
        raise CorpusError(f"a page of more than {MAX_BYTES // 2**20} MB: save its text alone and add that")
    if page.count("<") + page.count("&") > _MOST_TAGS:
        raise CorpusError(f"a page of more than {_MOST_TAGS:,} tags: save its text alone and add that")
    return page


def tree_of(page: str) -> HtmlElement | None:
    """The page as a tree; None when there is nothing in it."""
    try:
        from lxml import etree, html
    except ImportError:
        raise CorpusError(HINT) from None
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(page.encode(), parser=parser)
    except etree.LxmlError:
        return None


def plain(page: str) -> list[str]:
    """The paragraphs of a page or a piece of one, by its tags alone: its article or main part, if it names one."""
    try:
        from lxml import etree
    except ImportError:
        raise CorpusError(HINT) from None
    listener = _Listener()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, target=listener)
    data = page.encode()
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except etree.LxmlError:
        # A page that is empty or breaks off: what has been heard of it is all there is.
        pass
    return listener.paragraphs()


def text_of(element: HtmlElement, most: int) -> str:
    """An element's text, not much more than so many characters: what lies in many others is read for each of them."""
    pieces = []
    for piece in element.itertext():
        pieces.append(piece)
        most -= len(piece) + 1
        if most < 0:
            break
    return "".join(pieces)


def _unscripted(page: str) -> str:
    """The page without what is no text, found step by step: one pattern would look to the end for each open tag."""
    kept, position = [], 0
    while opening := _NO_TEXT.search(page, position):
        opened = page.find(">", opening.end())
        closing = _CLOSINGS[opening[1].lower()].search(page, opened) if opened >= 0 else None
        if not closing:
            break
        end = page.find(">", closing.end()) + 1 or len(page)
        keeps = "ld+json" in page[opening.start() : min(opened, opening.start() + 300)]
        kept.append(page[position : end if keeps else opening.start()])
        position = end
    return "".join((*kept, page[position:])) if kept else page


def _declared(data: bytes) -> str:
    found = _XML_ENCODING.match(data[:_HEAD]) or _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii") if found else ""


def _codec(name: str) -> str:
    """Python's name of a declared encoding; empty for those that are none of text, or not known."""
    if not _KNOWN.fullmatch(name.strip()):
        return ""
    try:
        codec = codecs.lookup(name.strip().lower().removeprefix("x-").replace("windows-", "cp")).name
    except LookupError:
        return ""
    # Who declares UTF-16 in ASCII letters is not telling the truth.
    return "" if codec.startswith("utf-16") else _LARGER.get(codec, codec)
