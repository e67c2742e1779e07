"""JSON that anybody may have written, read into the records of the export, and a list of what does not fit."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, cast

from corpus import text as texts
from corpus.readers.records import File
from db import clock
from db.errors import ProjectError
from db.exchange import shapes
from db.exchange.shapes import Check, Fault
from db.exchange.writing import Record

FORMAT = "glossator"
VERSION = 1
_AGAIN = "put that right, or export it again"
"""What to do with a damaged file."""
_LISTS = ("coders", "actors", "concepts", "documents", "parallels")


@dataclass
class Found:
    """What a file holds, as records of the export, and what is wrong with the rest."""

    name: str
    exported: str
    coders: list[Record] = field(default_factory=list)
    actors: list[Record] = field(default_factory=list)
    concepts: list[Record] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    """Names, or ids that the project may know, of concepts that a table tells only as those above others."""
    documents: list[Record] = field(default_factory=list)
    parallels: list[Record] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(stream: IO[str], name: str) -> Found:
    """Read a whole file, called so in messages; ProjectError where it is no export that this program knows."""
    value = _parse(stream, name)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ProjectError(f'{name}: is no Glossator export, as it has no "format": "glossator"; name one that is.')
    _check_head(value, name)
    return _found(value)


def read_codebook(file: File) -> Found:
    """Read the actors and concepts of an export, or of an object that has nothing but these; ProjectError for others.

    An actor or concept needs no id, and a parent may be told by its name.
    """
    with io.TextIOWrapper(cast("io.BufferedReader", file.open()), "utf-8-sig") as stream:
        value = _parse(stream, file.name)
    is_ours = isinstance(value, dict) and (value.get("format") == FORMAT or value.keys() & {"actors", "concepts"})
    if not isinstance(value, dict) or not is_ours:
        raise ProjectError(
            f'{file.name}: is no codebook, as it has no list "actors" and no "concepts"; name one that is, or a table.'
        )
    _check_head({"format": FORMAT, "version": VERSION} | value, file.name)
    return codebook(value)


def codebook(value: Mapping[str, Any]) -> Found:
    """The actors and concepts of an object, and what in it is none."""
    found = Found(name="", exported=clock.now())
    found.actors = _rows(value.get("actors", []), shapes.ENTERED_ACTOR, "actors", found.problems)
    found.concepts = _rows(value.get("concepts", []), shapes.ENTERED_CONCEPT, "concepts", found.problems)
    return found


def _check_head(value: dict[str, Any], name: str) -> None:
    """Refuse what another version has written, or what is damaged as a whole."""
    version = value.get("version")
    if type(version) is not int or version != VERSION:  # True and 1.0 equal 1
        told = version if type(version) is int else "unknown"
        raise ProjectError(
            f"{name}: has the version {told}, and this program reads version {VERSION}: "
            f"export it again with a Glossator of that version."
        )
    for key in _LISTS:
        if not isinstance(value.setdefault(key, []), list):
            raise ProjectError(f"{name}: is damaged: {key} is no list; {_AGAIN}.")


def _parse(stream: IO[str], name: str) -> object:
    try:
        return json.load(stream)
    except json.JSONDecodeError as error:
        raise ProjectError(
            f"{name}: line {error.lineno}, column {error.colno}: "
            f"this is no JSON, or not all of it: {error.msg}; {_AGAIN}."
        ) from error
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"{name}: byte {error.start}: this is no UTF-8: {error.reason}; save it as UTF-8."
        ) from error
    except (ValueError, RecursionError) as error:
        raise ProjectError(f"{name}: this JSON cannot be read: {error}; {_AGAIN}.") from error


def _found(value: dict[str, Any]) -> Found:
    project = value.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    found = Found(name=texts.clean(name) if isinstance(name, str) else "", exported=_exported(value.get("exported")))
    found.coders = _rows(value["coders"], shapes.CODER, "coders", found.problems)
    found.actors = _rows(value["actors"], shapes.ACTOR, "actors", found.problems)
    found.concepts = _rows(value["concepts"], shapes.CONCEPT, "concepts", found.problems)
    found.documents = [*_documents(value["documents"], found.problems)]
    found.parallels = _rows(value["parallels"], shapes.PARALLEL, "parallels", found.problems)
    return found


def _exported(told: object) -> str:
    try:
        return str(shapes.time(told))
    except Fault:
        return clock.now()


def _documents(rows: list[object], problems: list[str]) -> Iterator[Record]:
    for number, row in enumerate(rows):
        place = f"documents[{number}]"
        try:
            record = shapes.DOCUMENT(row)
        except Fault as fault:
            problems.append(f"{place}{fault}; the document was left out.")
            continue
        for key, check in shapes.OF_DOCUMENT.items():
            record[key] = _rows(record[key], check, f"{place}.{key}", problems)
        yield record


def _rows(rows: list[object], check: Check, place: str, problems: list[str]) -> list[Record]:
    """The rows that fit, each id once."""
    records: dict[object, Record] = {}
    for number, row in enumerate(rows):
        try:
            record = check(row)
            key = record.get("id") or number
            if key in records:
                raise Fault(f": the id {key!r} stands twice")
        except Fault as fault:
            problems.append(f"{place}[{number}]{fault}; it was left out.")
        else:
            records[key] = record
    return list(records.values())
