"""JSON: an object a line, one after the other, or in an array, each an article."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, count, islice
from typing import BinaryIO, TextIO, cast

from corpus.encodings import tell
from corpus.errors import CorpusError
from corpus.readers import columns
from corpus.readers.columns import Row, Table
from corpus.readers.records import Fault, File, Options, Raw

name = "JSON"
_LINES = (".jsonl", ".ndjson")
_ENDINGS = (*_LINES, ".json")
_HEAD = 64 * 1024
_CHUNK = 256 * 1024
_LONGEST = 4 * 1024 * 1024
"""So many characters may one article have; what they decode to may take twenty times as much memory."""
_MOST_KEYS = 1000
_KEYS_FROM = 50
"""So many articles show which keys there are."""
_OPENS = re.compile(r"\s*(?:\[\s*)?\{\s*[\"}]")
_LIST = re.compile(
    r"\s*\{\s*(?:\"[^\"\\]{0,99}\"\s*:\s*(?:\"[^\"\\]{0,999}\"|[\w.+-]{1,99})\s*,\s*){0,20}"
    r"\"(?:articles|items|documents|docs|data|results|records|stories|news|posts|entries|hits|rows)\"\s*:\s*\[\s*(?=\{)"
)
"""Where an object's list of articles begins."""
_NAMED = ("name", "rendered", "text", "value", "#text", "title")
"""The keys of an object that stands where a text is meant, the likeliest first."""
_BETWEEN = re.compile(r"[\s,]*")
# Numbers stay as they are printed: an article's are years and addresses, and none can be too large.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def knows(file: File) -> bool:
    """By its name, or by beginning as an object or an array of objects does."""
    if file.name.lower().endswith(_ENDINGS):
        return True
    head = file.data[:_HEAD]
    return head.lstrip()[:1] in (b"[", b"{") and bool(_OPENS.match(head.decode(errors="replace")))


def read(file: File, options: Options) -> Iterator[Raw | Fault]:
    """The article of each object."""
    with table(file) as given:
        yield from columns.articles(given, options)


@contextmanager
def table(file: File) -> Iterator[Table]:
    """The file's table, for as long as the context lasts."""
    with file.open() as stream:
        yield _table(file, stream)


def _table(file: File, stream: BinaryIO) -> Table:
    """The objects in a stream of the file's bytes as rows; their keys are the columns."""
    coding = tell(file.data, is_cut=file.path is not None)
    stream.seek(coding.mark)
    # What follows the data at hand may hold what it does not.
    coding = replace(coding, errors="replace" if coding.errors == "strict" else coding.errors)
    text = io.TextIOWrapper(cast("io.BufferedReader", stream), coding.codec, coding.errors)
    head = coding.decode(file.data[:_HEAD])
    rows = _by_line(text) if _is_by_line(file.name, head) else _by_value(text)
    first = list(islice(rows, _KEYS_FROM))
    keys = list(dict.fromkeys(key for row in first if isinstance(row, Row) for key in row.cells))
    if not keys:
        fault = next((f"{row.place}: {row.reason}" for row in first if isinstance(row, Fault)), "nothing in it")
        raise CorpusError(f"no JSON of articles: {fault}")
    return Table(keys, chain(first, rows), coding.name, coding.remark)


def _is_by_line(name: str, head: str) -> bool:
    """Whether each line is an object of its own."""
    line = head.lstrip().partition("\n")[0]
    if name.lower().endswith(_LINES) or not line.startswith("{"):
        return name.lower().endswith(_LINES)
    try:
        return isinstance(_DECODER.decode(line), dict) and not _LIST.match(line)
    except (ValueError, RecursionError):
        return False


def _by_line(text: TextIO) -> Iterator[Row | Fault]:
    """The object of each line; a bad one does not stop the rest."""
    for number, line in enumerate(iter(lambda: text.readline(_LONGEST), ""), start=1):
        place = f"line {number}"
        if len(line) == _LONGEST:
            yield Fault(place, f"more than {_LONGEST // 2**20} MB without a line end: no article")
        elif line.strip():
            yield _decoded(line, place)


def _decoded(line: str, place: str) -> Row | Fault:
    try:
        return _row(_DECODER.decode(line.strip()), place)
    except RecursionError:
        return Fault(place, "objects inside each other too deep to be an article")
    except ValueError as error:
        return Fault(place, f"no JSON: {error}")


def _by_value(text: TextIO) -> Iterator[Row | Fault]:
    """The objects of an array, or those that follow each other; what cannot be read ends them."""
    buffer = text.read(_CHUNK)
    opening = _LIST.match(buffer) or re.match(r"\s*\[?", buffer)
    position = opening.end() if opening else 0
    is_whole = False
    for number in count(1):
        place = f"article {number}"
        while True:
            between = _BETWEEN.match(buffer, position)
            position = between.end() if between else position
            if buffer.startswith("]", position) or (is_whole and position == len(buffer)):
                return
            try:
                value, position = _DECODER.raw_decode(buffer, position)
                break
            except RecursionError:
                yield Fault(place, "objects inside each other too deep to be an article; the rest is not read")
                return
            except ValueError as error:
                size = len(buffer) - position
                if is_whole or size > _LONGEST:
                    yield Fault(place, f"no JSON, and the rest is not read: {error}"[:200])
                    return
                more = text.read(max(_CHUNK, min(size, _LONGEST - size + 1)))
                is_whole = not more
                buffer, position = buffer[position:] + more, 0
        yield _row(value, place)


def _row(value: object, place: str) -> Row | Fault:
    """An object's values by their keys, as text."""
    if not isinstance(value, dict):
        return Fault(place, "no object with the names of an article's parts")
    # Search engines wrap what was put into them.
    inner = value.get("_source")
    value = inner if isinstance(inner, dict) else value
    if len(value) > _MOST_KEYS:
        return Fault(place, f"an object of more than {_MOST_KEYS:,} parts: no article")
    return Row(place, {key: _cell(key, part) for key, part in value.items()})


def _cell(key: str, value: object) -> str:
    """A value as a cell of a table: names of what has one, paragraphs of a text one below the other."""
    if isinstance(value, list):
        parting = "\n\n" if columns.is_text(key) else ", "
        return parting.join(filter(None, (_single(part) for part in value)))
    return _single(value)


def _single(value: object) -> str:
    if isinstance(value, Mapping):
        named = (value[key] for key in _NAMED if isinstance(value.get(key), str))
        return next(named, "")
    return "" if value is None or isinstance(value, list) else str(value)
