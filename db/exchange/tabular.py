"""The codebook as a table: a row for each actor or concept, and one for each further role of an actor."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus.readers import choosing, delimited
from corpus.readers.columns import Row
from corpus.readers.records import Fault, File
from db.errors import ProjectError
from db.exchange import reading
from db.exchange.reading import Found
from db.exchange.writing import Record

COLUMNS = (
    *("id", "type", "name", "kind", "aliases", "title", "organisation", "from", "to"),
    *("parent", "definition", "note"),
)
"""The columns of the table, in the order in which it is written."""
_OTHERWISE: Mapping[str, tuple[str, ...]] = {
    "type": ("noun", "entry"),
    "name": ("actor", "concept", "label", "code"),
    "kind": ("category", "actortype"),
    "aliases": ("alias", "othernames", "synonyms"),
    "title": ("role", "position", "office"),
    "organisation": ("organization", "institution", "affiliation"),
    "from": ("start", "since", "begin"),
    "to": ("end", "until"),
    "parent": ("broader", "above", "parentconcept"),
    "definition": ("description", "scopenote"),
    "note": ("notes", "comment", "memo"),
}
"""How else a column may be called, without blanks, marks and capitals."""
_OF_ROLES = ("title", "organisation", "from", "to")
_OF_CONCEPTS = ("parent", "definition")
_OF_ACTORS = ("kind", "aliases", *_OF_ROLES)
_BETWEEN = re.compile("[|;\n]")
"""What parts the aliases in a cell."""
_ALIAS = re.compile(rf'\s*"((?:[^"]|"")*)"\s*(?={_BETWEEN.pattern}|\Z)|[^|;\n]+')
"""An alias in a cell; between quote marks, which are doubled in it, it may hold what parts them."""
_JOINED = " | "
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
"""A spreadsheet runs a cell that begins so; behind an apostrophe it shows it."""


def lines(actors: Iterable[Record], concepts: Sequence[Record]) -> Iterator[str]:
    """The table as CSV."""
    shown = _shown_parents(concepts)
    yield _line(COLUMNS)
    for actor in actors:
        told = {key: actor[key] for key in ("id", "name", "kind", "note")}
        told |= {"type": "actor", "aliases": _JOINED.join(map(_quoted, actor["aliases"]))}
        roles = [{key: role[key] or "" for key in _OF_ROLES} for role in actor["roles"]]
        yield _row(told | (roles[0] if roles else {}))
        for role in roles[1:]:
            yield _row({"id": actor["id"], "type": "actor", "name": actor["name"]} | role)
    for concept in concepts:
        told = {key: concept[key] for key in ("id", "name", "definition")}
        yield _row(told | {"type": "concept", "parent": shown.get(concept["parent"], "")})


def _shown_parents(concepts: Sequence[Record]) -> dict[str, str]:
    """How each concept is told where it stands above others: by its name, or by its id where that says too little."""
    names = {concept["id"]: concept["name"].strip().casefold() for concept in concepts}
    counts = Counter([*names.values(), *(concept["id"].casefold() for concept in concepts)])
    return {
        concept["id"]: concept["name"] if counts[names[concept["id"]]] == 1 else concept["id"] for concept in concepts
    }


def _row(told: Mapping[str, str]) -> str:
    return _line([_shown(told.get(column, "")) for column in COLUMNS])


def _line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def _shown(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _meant(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _quoted(alias: str) -> str:
    """An alias as it stands beside others in a cell."""
    if alias.startswith('"') or _BETWEEN.search(alias):
        return '"' + alias.replace('"', '""') + '"'
    return alias


def _aliases(cell: str) -> Iterator[str]:
    """The aliases in a cell; quote marks that only stand around one, as in a file of a person, are the alias's own."""
    for told in _ALIAS.finditer(cell):
        quoted = told[1] or ""
        is_quoted = '""' in quoted or _BETWEEN.search(quoted)
        if alias := (quoted.replace('""', '"') if is_quoted else told[0]).strip():
            yield alias


def read(file: File) -> Found:
    """The actors and concepts of a table; ProjectError where it has no column of names."""
    opened = choosing.TABLES.get(choosing.reader_of(file).name, delimited.table)
    with opened(file) as given:
        columns = {column: meaning for column in given.columns if (meaning := _meaning(column))}
        if "name" not in columns.values():
            told = ", ".join(given.columns[:12])
            raise ProjectError(
                f"{file.name}: no column of names (the first row has: {told}); call one of them name, and others "
                f"{', '.join(column for column in COLUMNS if column not in ('id', 'name'))}, as far as they are there."
            )
        entries = _Entries(_noun_without_type(columns.values()))
        for row in given.rows:
            entries.take(row, columns)
    return entries.found(file.name)


def _meaning(column: str) -> str:
    """What a column holds, or empty."""
    told = re.sub(r"[\W_]", "", column).casefold()
    return next((name for name in COLUMNS if told == name or told in _OTHERWISE.get(name, ())), "")


def _noun_without_type(columns: Iterable[str]) -> str:
    """What the rows of a table are that has no column for that."""
    named = set(columns)
    return "concept" if named & {*_OF_CONCEPTS} and not named & {*_OF_ACTORS} else "actor"


class _Entries:
    """The rows of a table put together: those of one id, or of one name, are one entry."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._entries: dict[str, dict[str, Record]] = {"actor": {}, "concept": {}}
        self._problems: list[str] = []

    def take(self, row: Row | Fault, columns: Mapping[str, str]) -> None:
        """Take in a row, or note why not."""
        if isinstance(row, Fault):
            self._problems.append(f"{row.place}: {row.reason}; it was left out.")
            return
        cells = {columns[column]: _meant(cell) for column, cell in row.cells.items() if column in columns}
        noun = cells.get("type", "").casefold() or self._noun
        if noun not in self._entries:
            self._problems.append(f"{row.place}: {noun} is neither actor nor concept; it was left out.")
        elif not cells.get("name"):
            self._problems.append(f"{row.place}: no name; it was left out.")
        else:
            key = cells.get("id") or cells["name"].casefold()
            entry = self._entries[noun].setdefault(key, {"id": cells.get("id", ""), "name": cells["name"]})
            _FILL[noun](entry, cells)

    def found(self, name: str) -> Found:
        """The entries, each checked as one of an export is."""
        found = reading.codebook({f"{noun}s": [*entries.values()] for noun, entries in self._entries.items()})
        found.problems[:0] = self._problems
        known = {record["name"].casefold() for record in found.concepts} | {record["id"] for record in found.concepts}
        for above in [record["parent"] for record in found.concepts if record["parent"]]:
            if above not in known and above.casefold() not in known:
                known.add(above.casefold())
                found.above.append(above)
        if not (found.actors or found.concepts or found.problems):
            raise ProjectError(f"{name}: no row under the names of the columns: nothing to bring in.")
        return found


def _fill_actor(entry: Record, cells: Mapping[str, str]) -> None:
    for key in ("kind", "note"):
        entry[key] = cells.get(key) or entry.get(key, "")
    aliases = entry.setdefault("aliases", [])
    aliases += _aliases(cells.get("aliases", ""))
    roles = entry.setdefault("roles", [])
    if cells.get("title"):
        roles.append({key: cells.get(key, "") for key in _OF_ROLES})


def _fill_concept(entry: Record, cells: Mapping[str, str]) -> None:
    entry["parent"] = cells.get("parent") or entry.get("parent")
    entry["definition"] = cells.get("definition") or entry.get("definition", "")


_FILL: Mapping[str, Callable[[dict[str, Any], Mapping[str, str]], None]] = {
    "actor": _fill_actor,
    "concept": _fill_concept,
}
