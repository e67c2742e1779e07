"""Excel: the sheets of an XLSX file that hold articles, row by row; numbers that are dates come as dates."""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice

from corpus.errors import CorpusError
from corpus.readers import columns, packages
from corpus.readers.columns import Row, Table
from corpus.readers.delimited import unique
from corpus.readers.elements import Event, events
from corpus.readers.records import Fault, File, Options, Raw

name = "Excel"
_BOOK = "xl/workbook.xml"
_MOST = 1024 * 1024 * 1024
"""So much XML may a part have; it is never held."""
_MOST_STRINGS = 96 * 1024 * 1024
"""So much memory may the texts that cells share take."""
_WIDEST = 16_384
_HEADER_WITHIN = 10
"""So many rows may stand in front of the names of the columns."""
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")
_NOT_A_DATE = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
_DATE_MARK = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_FORMATS = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
"""The numbers of those that every file has without declaring them."""
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a file share."""

    strings: list[str]
    dates: frozenset[str]
    """The styles of cells that show dates."""
    epoch: datetime

    def cell(self, value: str, kind: str, style: str) -> str:
        """What a cell shows."""
        if kind == "s":
            index = int(value) if value.isdecimal() else -1
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if kind == "n" and style in self.dates:
            with suppress(ValueError, OverflowError):
                return _moment(self.epoch, float(value))
        return value


def knows(file: File) -> bool:
    """By the part that every XLSX file has."""
    return packages.holds(file, _BOOK)


def read(file: File, options: Options) -> Iterator[Raw | Fault]:
    """The article of each row."""
    with table(file) as given:
        yield from columns.articles(given, options)


@contextmanager
def table(file: File) -> Iterator[Table]:
    """The first sheet with names of articles' columns, else the first with any; others of the same columns follow."""
    with packages.opened(file) as package:
        yield _table(package)


def _table(package: zipfile.ZipFile) -> Table:
    sheets = _sheets(package)
    book = _book(package)
    headed = [(title, *_headed(_rows(package, part, book))) for title, part in sheets.items()]
    headed = [sheet for sheet in headed if sheet[1]]
    if not headed:
        raise CorpusError("a spreadsheet without names of columns: put them in its first row")
    first = next((sheet for sheet in headed if columns.has_text(sheet[1])), headed[0])
    names = first[1]
    same = [sheet for sheet in headed if sheet[1] == names]
    others = [sheet[0] for sheet in headed if sheet[1] != names and columns.has_text(sheet[1])]
    rows = chain.from_iterable(_named(rows, names, title if len(same) > 1 else "") for title, _, rows in same)
    faults = (Fault(f"sheet {title}", "its columns are others: save it as a file of its own") for title in others)
    return Table(names, chain[Row | Fault](rows, faults))


def _headed(rows: Iterator[tuple[int, dict[int, str]]]) -> tuple[list[str], Iterator[tuple[int, dict[int, str]]]]:
    """The names of a sheet's columns, from the first row with more than one cell, and the rows below it."""
    for _, cells in islice(rows, _HEADER_WITHIN):
        if len(cells) > 1:
            return unique([cells.get(column, "") for column in range(max(cells) + 1)]), rows
    return [], rows


def _named(rows: Iterable[tuple[int, dict[int, str]]], names: list[str], sheet: str) -> Iterator[Row]:
    for number, cells in rows:
        place = f"sheet {sheet} row {number}" if sheet else f"row {number}"
        yield Row(place, {name: cells[column] for column, name in enumerate(names) if column in cells})


def _sheets(package: zipfile.ZipFile) -> dict[str, str]:
    """The parts of the sheets that are not hidden, by their names."""
    relations = {
        event.attributes.get("Id", ""): event.attributes.get("Target", "")
        for event in _events(package, "xl/_rels/workbook.xml.rels")
        if event.name == "Relationship" and event.kind == "start"
    }
    sheets = {}
    for event in _events(package, _BOOK):
        if event.kind == "start" and event.name == "sheet" and event.attributes.get("state", "visible") == "visible":
            target = relations.get(event.attributes.get("id", ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part in package.NameToInfo:
                sheets[event.attributes.get("name", "")] = part
    return sheets


def _book(package: zipfile.ZipFile) -> _Book:
    dated = any(
        event.name == "workbookPr" and event.attributes.get("date1904") in ("1", "true")
        for event in _events(package, _BOOK)
    )
    return _Book(list(_strings(package)), frozenset(_date_styles(package)), _EPOCHS[dated])


def _strings(package: zipfile.ZipFile) -> Iterator[str]:
    """The texts that cells share, in their order; how to pronounce them is left out."""
    size = 0
    said: list[str] = []
    is_text = is_sound = False
    for event in _events(package, "xl/sharedStrings.xml"):
        if event.kind == "text":
            if is_text and not is_sound:
                said.append(event.name)
        elif event.name == "t":
            is_text = event.kind == "start"
        elif event.name == "rPh":
            is_sound = event.kind == "start"
        elif event.name == "si" and event.kind == "end":
            text = "".join(said)
            said.clear()
            size += sys.getsizeof(text)
            if size > _MOST_STRINGS:
                raise CorpusError("a spreadsheet with too much text to be held: save it as CSV")
            yield text


def _date_styles(package: zipfile.ZipFile) -> Iterator[str]:
    """The numbers of the styles that show a date."""
    formats = {}
    is_cell = False
    number = 0
    for event in _events(package, "xl/styles.xml"):
        if event.name == "cellXfs":
            is_cell = event.kind == "start"
        elif event.name == "numFmt" and event.kind == "start":
            formats[event.attributes.get("numFmtId", "")] = event.attributes.get("formatCode", "")
        elif event.name == "xf" and event.kind == "start" and is_cell:
            shown = event.attributes.get("numFmtId", "")
            code = _NOT_A_DATE.sub("", formats.get(shown, ""))
            if shown in _DATE_FORMATS or _DATE_MARK.search(code):
                yield str(number)
            number += 1


def _rows(package: zipfile.ZipFile, part: str, book: _Book) -> Iterator[tuple[int, dict[int, str]]]:
    """The rows of a sheet that hold something: their numbers, and their cells by column."""
    number = 0
    column = -1
    kind = style = ""
    value: list[str] | None = None
    cells: dict[int, str] = {}
    for event in _events(package, part):
        if event.kind == "text":
            if value is not None:
                value.append(event.name)
        elif event.name == "row":
            if event.kind == "start":
                number = _number(event.attributes.get("r", ""), number + 1)
                cells, column = {}, -1
            elif any(cells.values()):
                yield number, cells
        elif event.name == "c" and event.kind == "start":
            column = _column(event.attributes.get("r", ""), column + 1)
            kind, style = event.attributes.get("t", "n"), event.attributes.get("s", "")
        elif event.name in ("v", "t"):
            if value is not None and column < _WIDEST:
                cells[column] = cells.get(column, "") + book.cell("".join(value), kind, style)
            value = [] if event.kind == "start" else None


def _events(package: zipfile.ZipFile, part: str) -> Iterator[Event]:
    """The events of a part; none where there is no such part."""
    info = package.NameToInfo.get(part)
    return events(packages.chunks(package, info, _MOST)) if info else iter(())


def _number(printed: str, other: int) -> int:
    return int(printed) if printed.isdecimal() and len(printed) < 10 else other


def _column(reference: str, other: int) -> int:
    """The number of a cell's column, from 0: 27 for `AB3`."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return other
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _moment(epoch: datetime, days: float) -> str:
    """What a number of days since the epoch shows as a date."""
    moment = epoch + timedelta(seconds=round(days * 86_400))
    return moment.date().isoformat() if days == int(days) else moment.isoformat(timespec="minutes")
