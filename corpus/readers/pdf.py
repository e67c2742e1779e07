"""PDF: lines joined to paragraphs by where they stand, without what is printed on each page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from corpus.errors import CorpusError
from corpus.readers.records import File, Options, Raw, Told
from corpus.text import unified

name = "PDF"
_MAGIC = b"%PDF-"
_PAGES = Path(__file__).with_name("pdfpages.py")
_SECONDS = 60
"""So long may another process take that gets little of the machine; it ends itself after a few seconds of work."""
_HYPHEN = "\ufffe"
_HYPHENS = (_HYPHEN, "-", "\xad")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = re.compile(r"[.!?…:][\"”’»')\]]*$")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:page|seite|стр\.?) )?\d{1,4}(?: ?(?:of|/|von|из) ?\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_REPEATED = 3
"""On so many pages, and on half of all, the same first or last line is no part of the text."""
_LONGEST = 120
_MADE_BY = re.compile(r"(?:microsoft word - |untitled|slide )|\.\w{3,5}$", re.IGNORECASE)
"""What programs call a document by themselves."""


class _Line(NamedTuple):
    """A line and where it stands, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


def knows(file: File) -> bool:
    """By its first bytes; some programs write a few of their own in front."""
    return _MAGIC in file.data[:1024]


def read(file: File, options: Options) -> Iterator[Raw]:
    """Its one article."""
    told = _told(file.data)
    pages = [[_Line(*line) for line in page] for page in told["pages"]]
    if not any(pages):
        raise CorpusError("only pictures of pages, no text: have its letters recognised (OCR) and add the text")
    pages, left_out = _without_repeated(pages)
    paragraphs = _paragraphs([line for page in pages for line in page])
    text = unified("\n\n".join(_mended(paragraphs)))
    if text.count("\ufffd") > len(text) // 4:
        raise CorpusError("a PDF whose letters cannot be told: print it anew, or add its text")
    title = "" if _MADE_BY.search(told["title"]) else told["title"].strip()
    named = {"title": title, "author": told["author"].strip()}
    properties = {field: Told(value, "document properties", guessed=True) for field, value in named.items() if value}
    remark = f"left out what is printed on each page: {', '.join(left_out)}" if left_out else ""
    yield Raw(f"{text}\n", "utf-8", properties, remark=remark)


def _told(data: bytes) -> dict[str, Any]:
    """What another process reads off the file, within limits of its own."""
    if find_spec("pypdfium2") is None:
        raise CorpusError("a PDF needs `pip install 'glossator[pdf]'` to be read")
    # -P: beside the program are modules that are called as some of the standard library are.
    command = [sys.executable, "-P", str(_PAGES)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
        told: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        told = {}
    if "pages" not in told:
        raise CorpusError(told.get("refusal") or "a PDF that takes too much time or memory: save its text and add that")
    return told


def _without_repeated(pages: list[list[_Line]]) -> tuple[list[list[_Line]], list[str]]:
    """The pages without their numbers and without first and last lines that most of them have; and which."""
    ends = [[_bare(line.text) for line in {*page[:2], *page[-2:]} if len(line.text) <= _LONGEST] for page in pages]
    seen = Counter(text for page in ends for text in set(page))
    many = max(_REPEATED, len(pages) / 2)
    repeated = {text for text, count in seen.items() if count >= many}
    left_out: dict[str, str] = {}
    kept: list[list[_Line]] = []
    for page in pages:
        ends_at = {0, 1, len(page) - 1, len(page) - 2}
        kept.append([])
        for index, line in enumerate(page):
            is_number = index in (0, len(page) - 1) and len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text)
            if index in ends_at and (is_number or _bare(line.text) in repeated):
                left_out.setdefault("page numbers" if is_number else _bare(line.text), line.text.replace(_HYPHEN, "-"))
            else:
                kept[-1].append(line)
    return kept, [key if key == "page numbers" else repr(text) for key, text in left_out.items()]


def _bare(text: str) -> str:
    """A line with all numbers alike."""
    return _DIGITS.sub("#", text)


def _paragraphs(lines: Sequence[_Line]) -> Iterator[list[str]]:
    """The lines of each paragraph."""
    if not lines:
        return
    steps = [above.bottom - below.bottom for above, below in pairwise(lines) if 0 < above.bottom - below.bottom < 72]
    pitch = median(steps) if steps else 0
    width = max(line.right for line in lines)
    paragraph = [lines[0].text]
    for above, below in pairwise(lines):
        if _parts(above, below, pitch, width):
            yield paragraph
            paragraph = []
        paragraph.append(below.text)
    yield paragraph


def _parts(above: _Line, below: _Line, pitch: float, width: float) -> bool:
    """Whether a new paragraph begins with the line below."""
    step = above.bottom - below.bottom
    ends = bool(_SENTENCE_ENDS.search(above.text))
    if step <= 0 or step > 4 * pitch:
        # Another column or page: the sentence may go on there.
        return ends
    if step > 1.35 * pitch or abs(_height(above) - _height(below)) > 0.25 * _height(above):
        return True
    is_short = above.right < width - 0.15 * (width - above.left)
    is_indented = below.left > above.left + 0.8 * _height(below)
    return ends and (is_short or is_indented)


def _height(line: _Line) -> float:
    return line.top - line.bottom


def _mended(paragraphs: Iterator[list[str]]) -> Iterator[str]:
    """Paragraphs as one line each; a hyphen at a line's end goes where the words around it say so."""
    read = list(paragraphs)
    is_parted = any(line.endswith(_HYPHENS) for lines in read for line in lines)
    words = Counter(word for lines in read for line in lines for word in _WORD.findall(line.casefold()) if is_parted)
    for lines in read:
        pieces = [lines[0]]
        for line in lines[1:]:
            pieces[-1] = _ended(pieces[-1], line, words)
            pieces.append(line)
        yield "".join(pieces).replace(_HYPHEN, "-")


def _ended(above: str, line: str, words: Counter[str]) -> str:
    """A line as it is when another one follows behind it: with a blank, a hyphen or nothing at its end."""
    if not above.endswith(_HYPHENS):
        return f"{above} "
    before, behind = _WORD.findall(above[:-1][-40:]), _WORD.match(line)
    if not before or not behind or not above[-2:-1].isalpha():
        return f"{above[:-1]}-" if above[-2:-1].isalnum() else f"{above} "
    left, right = before[-1].casefold(), behind[0].casefold()
    is_whole = words[left + right] > 0 or (words[left] <= 1 and words[right] <= 1 and behind[0].islower())
    return above[:-1] if is_whole or above.endswith("\xad") else f"{above[:-1]}-"
