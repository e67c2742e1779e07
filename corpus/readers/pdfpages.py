"""The lines of a PDF's pages, read in a process of its own: run as a program, it imports nothing else of this one.

A PDF is read by a library in C++ that a hostile file may keep busy or feed without end; this process may take only so
much time and memory, and whatever becomes of it, the import goes on. It reads the file from standard input and writes
JSON: `{"pages": [[[text, left, right, top, bottom], ...], ...], "title": ..., "author": ...}` or `{"refusal": ...}`.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

_SECONDS = 10
_MEMORY = 200 * 1024 * 1024
_MOST_PAGES = 1000
_MOST_CHARACTERS = 4 * 1024 * 1024
_LINE = re.compile("[^\\s\ufffe](?:[^\r\n\ufffe]*[^\\s\ufffe])?\ufffe?")
"""PDFium writes U+FFFE for a hyphen at a line's end, and no line end behind it."""


def main() -> None:
    """Read standard input as a PDF and write its lines."""
    for kind, limit in ((resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_DATA, _MEMORY)):
        # A machine may have set a lower limit already, or have none of this kind.
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))
    # After the limits, so that they hold for all that it does.
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
            told = _told(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        told = {"refusal": "locked with a password: save it without one" if locked else f"a damaged PDF: {error}"}
    json.dump(told, sys.stdout)


def _told(document: Any) -> dict[str, Any]:
    if len(document) > _MOST_PAGES:
        return {"refusal": f"more than {_MOST_PAGES:,} pages: split it into one file for each article"}
    pages = []
    size = 0
    for page in document:
        lines = list(_lines(page.get_textpage()))
        page.close()
        size += sum(len(line[0]) for line in lines)
        if size > _MOST_CHARACTERS:
            return {"refusal": "more text than an article has: split it into one file for each article"}
        pages.append(lines)
    properties = document.get_metadata_dict(skip_empty=True)
    return {"pages": pages, "title": properties.get("Title", ""), "author": properties.get("Author", "")}


def _lines(page: Any) -> Iterator[tuple[str, float, float, float, float]]:
    """The lines of a page with their places, which are told in points from its lower left corner."""
    count = page.count_chars()
    for found in _LINE.finditer(page.get_text_range()):
        left, bottom, _, top = page.get_charbox(found.start(), loose=True)
        right = page.get_charbox(min(found.end(), count) - 1)[2]
        yield found[0], left, right, top, bottom


if __name__ == "__main__":
    main()
