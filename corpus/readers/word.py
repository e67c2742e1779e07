"""Word and OpenDocument texts: paragraphs as printed, without what was deleted while changes were tracked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import pairwise

from corpus.errors import CorpusError
from corpus.readers import packages
from corpus.readers.elements import Event, events
from corpus.readers.records import File, Options, Raw, Told
from corpus.text import MAX_BYTES, unified

name = "Word"
_WORD = "word/document.xml"
_OPEN = "content.xml"
_OPEN_KIND = b"application/vnd.oasis.opendocument.text"
_MOST = 256 * 1024 * 1024
"""So much XML may hold a text; it is never held."""
_LEFT_OUT = frozenset(
    (
        # Word: what was deleted or moved away, and the twin of a drawing for older programs.
        *("del", "moveFrom", "Fallback"),
        # OpenDocument: what was deleted, comments, and notes, which stand apart from the text.
        *("tracked-changes", "annotation", "note"),
    )
)
_BREAKS = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": "\t", "noBreakHyphen": "-", "s": " "}
_TITLES = frozenset(("title", "heading1", "titre", "titel", "título", "titolo", "заголовок1"))
"""Styles of a headline, without blanks, in lower case."""
_PROPERTIES = {"title": "title", "creator": "author", "initial-creator": "author", "language": "language"}
"""What a document tells about itself; its dates are those of the file, not of the article."""


def knows(file: File) -> bool:
    """By the part that holds the text."""
    return packages.holds(file, _WORD) or (_OPEN_KIND in file.data[:256] and packages.holds(file, _OPEN))


def read(file: File, options: Options) -> Iterator[Raw]:
    """Its one article."""
    with packages.opened(file) as package:
        text = _Text(is_open=_WORD not in package.NameToInfo)
        for event in _events(package, _OPEN if text.is_open else _WORD):
            text.take(event)
        told = dict(_properties(_events(package, "meta.xml" if text.is_open else "docProps/core.xml")))
    if text.title:
        told["title"] = Told(text.title, "style of the headline")
    if not text.blocks:
        raise CorpusError("a document without text: nothing to read")
    yield Raw(unified("\n\n".join(text.blocks)) + "\n", "utf-8", told)


class _Text:
    """A text as its events come in: `blocks` are its paragraphs and the rows of its tables."""

    def __init__(self, *, is_open: bool) -> None:
        self.is_open = is_open
        self.blocks: list[str] = []
        self.title = ""
        self._size = 0
        self._left_out = 0
        self._is_run = is_open
        self._is_hidden = False
        self._styles: list[str] = []
        self._paragraphs: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._rows: list[list[list[str]]] = []

    def take(self, event: Event) -> None:
        """Take the next event in."""
        if event.kind == "text":
            self._say(" ".join(event.name.split("\n")) if self.is_open else event.name)
        elif event.name in _LEFT_OUT:
            self._left_out += 1 if event.kind == "start" else -1
        elif not self._left_out:
            (self._open if event.kind == "start" else self._close)(event)

    def _say(self, text: str) -> None:
        if self._paragraphs and self._is_run and not (self._left_out or self._is_hidden):
            self._size += len(text)
            if self._size > MAX_BYTES:
                raise CorpusError(f"a text larger than {MAX_BYTES // 2**20} MB: split it")
            self._paragraphs[-1].append(text)

    def _open(self, event: Event) -> None:
        if event.name in ("p", "h"):
            self._paragraphs.append([])
            self._styles.append(_style(event))
        elif event.name in _BREAKS and self._paragraphs:
            self._paragraphs[-1].append(_BREAKS[event.name])
        elif event.name == "t":
            self._is_run = True
        elif event.name == "pStyle" and self._styles:
            self._styles[-1] = event.attributes.get("val", "")
        elif event.name == "vanish":
            self._is_hidden = event.attributes.get("val", "1") not in ("0", "false")
        elif event.name in ("tr", "table-row"):
            self._rows.append([])
        elif event.name in ("tc", "table-cell"):
            self._cells.append([])

    def _close(self, event: Event) -> None:
        if event.name in ("p", "h") and self._paragraphs:
            paragraph, style = "".join(self._paragraphs.pop()).strip(" \t\n"), self._styles.pop()
            if paragraph and not self.title and "".join(style.lower().split()) in _TITLES:
                self.title = paragraph
            self._add([paragraph])
        elif event.name == "t":
            self._is_run = self.is_open
        elif event.name == "r":
            self._is_hidden = False
        elif event.name in ("tc", "table-cell") and self._cells and self._rows:
            self._rows[-1].append(self._cells.pop())
        elif event.name in ("tr", "table-row") and self._rows:
            cells = self._rows.pop()
            # A table of figures is a row a line; one that only lays out a page has paragraphs in its cells.
            is_line = all(len(cell) <= 1 for cell in cells)
            self._add(
                ["\t".join("".join(cell) for cell in cells).strip("\t")]
                if is_line
                else [paragraph for cell in cells for paragraph in cell]
            )

    def _add(self, blocks: Iterable[str]) -> None:
        """Paragraphs where they belong: to the cell that is open, or to the text."""
        (self._cells[-1] if self._cells else self.blocks).extend(filter(None, blocks))


def _style(event: Event) -> str:
    """The style of an OpenDocument paragraph; a heading of the first level is one of a headline."""
    is_first = event.name == "h" and event.attributes.get("outline-level") == "1"
    return "heading1" if is_first else event.attributes.get("style-name", "")


def _properties(told: Iterable[Event]) -> Iterator[tuple[str, Told]]:
    """What the document's properties tell: a person's or a template's word, so that it counts as guessed."""
    for event, behind in pairwise(told):
        field = _PROPERTIES.get(event.name, "") if event.kind == "start" else ""
        if field and behind.kind == "text" and behind.name.strip():
            yield field, Told(behind.name.strip(), "document properties", guessed=True)


def _events(package: zipfile.ZipFile, part: str) -> Iterator[Event]:
    """The events of a part; none where there is no such part."""
    info = package.NameToInfo.get(part)
    return events(packages.chunks(package, info, _MOST)) if info else iter(())
