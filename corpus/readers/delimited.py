"""CSV and its kin: tables in which commas, semicolons, tabulators or bars part the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO, TextIO, cast

from corpus.encodings import Coding, tell
from corpus.errors import CorpusError
from corpus.readers import columns
from corpus.readers.columns import Row, Table
from corpus.readers.records import Fault, File, Options, Raw
from corpus.text import binary_kind, check_bytes

name = "CSV"
_ENDINGS = (".csv", ".tsv", ".tab")
_NO_TABLES = (".md", ".markdown")
"""Tables in Markdown are part of a text."""
_MARKS = ",;\t|"
_HEAD = 64 * 1024
_LONGEST = 4 * 1024 * 1024
"""So many characters may a cell have; the standard library holds four bytes for each."""
_WIDEST = 16_384
_TRIED = 20
"""So many rows tell which mark parts the cells."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How a table is written."""

    mark: str
    has_escapes: bool
    """Whether a quotation mark in a cell is written with a backslash in front rather than twice."""
    skipped: int = 0
    """So many lines stand in front of the names of the columns."""


def knows(file: File) -> bool:
    """By its name, or by the names of columns in its first line."""
    if file.name.lower().endswith(_ENDINGS):
        return True
    if file.name.lower().endswith(_NO_TABLES) or binary_kind(file.data):
        return False
    line = _text(file.data[:_HEAD], file)[0].partition("\n")[0]
    forms = (_Form(mark, has_escapes=False) for mark in _MARKS if mark in line)
    rows = (row for form in forms for row in _rows(io.StringIO(line), form))
    return any(columns.has_text(row) for row in rows if isinstance(row, list))


def read(file: File, options: Options) -> Iterator[Raw | Fault]:
    """The article of each row."""
    with table(file) as given:
        yield from columns.articles(given, options)


@contextmanager
def table(file: File) -> Iterator[Table]:
    """The file's table, for as long as the context lasts."""
    with file.open() as stream:
        yield _table(file, stream)


def _table(file: File, stream: BinaryIO) -> Table:
    """The table in a stream of the file's bytes."""
    check_bytes(file.data[:_HEAD])
    text, coding = _text(file.data, file)
    form = _form(text[:_HEAD])
    # What is in front of the columns' names is a byte order mark.
    stream.seek(coding.mark)
    decoded = io.TextIOWrapper(cast("io.BufferedReader", stream), coding.codec, coding.errors, newline="")
    rows = _rows(decoded, form)
    names = next(rows, None)
    if not isinstance(names, list) or not any(names):
        raise CorpusError("a table without names of columns in its first row: put them there")
    if len(names) > _WIDEST:
        raise CorpusError(f"a table of more than {_WIDEST:,} columns: no table of articles")
    return Table(unique(names), _named(rows, names, form), coding.name, coding.remark)


def unique(names: list[str]) -> list[str]:
    """Names of columns, each once: a second `Title` is `Title (2)`."""
    seen: dict[str, int] = {}
    given = []
    for column in map(str.strip, names):
        seen[column] = seen.get(column, 0) + 1
        given.append(column if seen[column] == 1 else f"{column} ({seen[column]})")
    return given


def _text(data: bytes, file: File) -> tuple[str, Coding]:
    """The beginning of a file as text, and how it is encoded, told by what is given of it."""
    coding = tell(data, is_cut=len(data) < len(file.data) or file.path is not None)
    # What follows may hold what this does not.
    coding = replace(coding, errors="replace" if coding.errors == "strict" else coding.errors)
    return coding.decode(data[: 4 * _HEAD]), coding


def _form(head: str) -> _Form:
    """How the table is written, by which mark gives most cells throughout its first rows."""
    line = head.partition("\n")[0].strip().lower()
    if line.startswith("sep=") and len(line) == len("sep=") + 1:
        return _Form(line[-1], has_escapes=False, skipped=1)
    has_escapes = '\\"' in head and '""' not in head
    return max((_Form(mark, has_escapes) for mark in _MARKS), key=lambda form: _fit(head, form))


def _fit(head: str, form: _Form) -> tuple[bool, int]:
    """How well a form fits: whether it gives names of columns, and how many rows are as long as the first."""
    rows = [row for row in islice(_rows(io.StringIO(head, newline=""), form), _TRIED) if isinstance(row, list)]
    width = len(rows[0]) if rows else 0
    return bool(rows) and columns.has_text(rows[0]), sum(len(row) == width for row in rows) if width > 1 else 0


def _rows(text: TextIO, form: _Form) -> Iterator[list[str] | str]:
    """The rows' cells, or why a row has none."""
    csv.field_size_limit(_LONGEST)
    escape = "\\" if form.has_escapes else None
    # A line is read by pieces: one without an end must not fill the memory.
    lines = iter(lambda: text.readline(_LONGEST), "")
    reader = csv.reader(
        islice(lines, form.skipped, None), delimiter=form.mark, escapechar=escape, doublequote=not form.has_escapes
    )
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield f"a cell larger than {_LONGEST // 2**20} MB: a quotation mark is not closed"


def _named(rows: Iterator[list[str] | str], names: list[str], form: _Form) -> Iterator[Row | Fault]:
    """The rows by the columns' names; those that are empty are passed over."""
    given = unique(names)
    for number, cells in enumerate(rows, start=2 + form.skipped):
        place = f"row {number}"
        if isinstance(cells, str):
            yield Fault(place, cells)
        elif any(cells[len(given) :]):
            yield Fault(place, f"{len(cells)} cells under {len(given)} columns: a quotation mark is missing")
        elif any(cells):
            yield Row(place, dict(zip(given, cells, strict=False)))
