"""The records of the JSON export, made from the tables; a record is the same dict whether it was written or read."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select, union
from sqlmodel import Session

from db import models
from db.records import METADATA

Record = dict[str, Any]

SOURCE = ("file", "file_sha256", "encoding", "outlet", "url", "published", "added")
EDITION = ("number", "sha256", "file", "file_sha256", "encoding", "replaced")

_ANCHOR = ("start", "end", "exact", "prefix", "suffix")
_MARKED = ("origin", "note", "created", "updated")
_BY_CODERS = (models.Mention, models.Quote, models.Stance, models.Parallel)
# What a terminal or an editor would obey rather than show, beyond what JSON itself escapes.
_HARMFUL = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dump(value: object) -> str:
    """A value as JSON on one line, with nothing in it that a terminal would obey."""
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def listed(key: str, records: Iterable[Record], indent: str) -> Iterator[str]:
    """A list of records under its key, one record a line."""
    yield f"{indent}{dump(key)}: ["
    separator = "\n"
    for record in records:
        yield f"{separator}{indent}  {dump(record)}"
        separator = ",\n"
    yield "]" if separator == "\n" else f"\n{indent}]"


def coders(session: Session) -> list[Record]:
    """The coders who marked something; others are known to the project but have no part in what it says."""
    marked = union(*(select(models.table(model).c.coder) for model in _BY_CODERS))
    coder = models.table(models.Coder)
    rows = _rows(session, select(coder).where(coder.c.id.in_(marked)))
    return [{"id": row["id"], "name": row["name"]} for row in _by_id(rows)]


def actors(session: Session) -> list[Record]:
    """Every actor with its aliases and roles."""
    aliases = _grouped(session, models.Alias, "actor")
    roles = _grouped(session, models.Role, "actor")
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "kind": row["kind"],
            "aliases": [alias["name"] for alias in aliases[row["id"]]],
            "roles": [_role(role) for role in roles[row["id"]]],
            "note": row["note"],
        }
        for row in _by_id(_rows(session, select(models.table(models.Actor))))
    ]


def concepts(session: Session) -> list[Record]:
    """Every concept with its parent."""
    keys = ("id", "name", "parent", "definition")
    return [_picked(row, keys) for row in _by_id(_rows(session, select(models.table(models.Concept))))]


def parallels(session: Session) -> list[Record]:
    """The links between places that tell the same statement."""
    return [
        {
            "id": row["id"],
            "quote": row["quote"],
            "other": {"quote": row["other"]} if row["other"] else _picked(row, ("document", *_ANCHOR)) | _orphan(row),
            **_picked(row, ("coder", "created")),
        }
        for row in _by_id(_rows(session, select(models.table(models.Parallel))))
    ]


def document_ids(session: Session) -> list[str]:
    """The documents in the order in which they came in."""
    document = models.table(models.Document)
    return list(session.execute(select(document.c.id).order_by(document.c.number)).scalars())


def metadata(session: Session, document_id: str) -> Record:
    """What is known about a document, without its zones, its text and its annotations."""
    document = models.table(models.Document)
    (row,) = _rows(session, select(document).where(document.c.id == document_id))
    record = _picked(row, ("id", *METADATA, "file", "encoding", "sha256", "status"))
    return record | {"published": row["published"] or None, "told": json.loads(row["told"])}


def text(session: Session, sha256: str) -> str:
    """The text with this digest."""
    kept = models.table(models.Text)
    return str(session.execute(select(kept.c.text).where(kept.c.sha256 == sha256)).scalar_one())


def zones(session: Session, document_id: str) -> list[Record]:
    """The labelled stretches of a document; a zone tells its rule where it has one."""
    records = [
        _picked(row, ("kind", "start", "end")) | ({"rule": row["rule"]} if row["rule"] else {})
        for row in _of(session, models.Zone, document_id)
    ]
    return sorted(records, key=lambda zone: (zone["start"], zone["end"], zone["kind"]))


def sources(session: Session, document_id: str) -> list[Record]:
    """The further files and addresses that a document's text came from."""
    records = [_picked(row, SOURCE) for row in _of(session, models.Source, document_id)]
    return sorted(records, key=lambda source: tuple(source[key] for key in ("added", *SOURCE)))


def editions(session: Session, document_id: str) -> list[Record]:
    """The earlier texts of a document, the oldest first."""
    records = [_picked(row, EDITION) for row in _of(session, models.Edition, document_id)]
    texts = {record["sha256"]: text(session, record["sha256"]) for record in records}
    return [record | {"text": texts[record["sha256"]]} for record in sorted(records, key=lambda row: row["number"])]


def marks(session: Session, document_id: str) -> dict[str, list[Record]]:
    """The mentions, quotes and stances of a document, each in text order."""
    quotes = _quotes(session, document_id)
    begins = {quote["id"]: _begin(quote["parts"]) for quote in quotes}
    stances = _stances(session, document_id)
    return {
        "mentions": sorted(_mentions(session, document_id), key=lambda mention: (*_begin([mention]), mention["id"])),
        "quotes": sorted(quotes, key=lambda quote: (*begins[quote["id"]], quote["id"])),
        "stances": sorted(stances, key=lambda stance: (*_first(stance["evidence"], begins), stance["id"])),
    }


def _mentions(session: Session, document_id: str) -> list[Record]:
    rows = _of(session, models.Mention, document_id)
    return [
        _picked(row, ("id", "actor")) | _anchor(row) | _picked(row, ("coder", *_MARKED)) | _orphan(row) for row in rows
    ]


def _quotes(session: Session, document_id: str) -> list[Record]:
    parts = _grouped(session, models.QuotePart, "quote", models.Quote, document_id)
    return [
        {
            "id": row["id"],
            "type": row["type"],
            "parts": [{"role": part["role"]} | _anchor(part) | _orphan(part) for part in parts[row["id"]]],
            "speaker": row["speaker"],
            "said_on": row["said_on"] or None,
            "inside": row["inside"],
            **_picked(row, ("coder", *_MARKED)),
        }
        for row in _of(session, models.Quote, document_id)
    ]


def _stances(session: Session, document_id: str) -> list[Record]:
    evidence = _grouped(session, models.Evidence, "stance", models.Stance, document_id)
    return [
        {
            "id": row["id"],
            "holder": row["holder"],
            "target": {"actor": row["target_actor"]} if row["target_actor"] else {"concept": row["target_concept"]},
            **_picked(row, ("position", "strength", "modality", "explicit")),
            "date": row["date"] or None,
            "evidence": [_evidence(piece) for piece in evidence[row["id"]]],
            **_picked(row, ("coder", *_MARKED)),
        }
        for row in _of(session, models.Stance, document_id)
    ]


def _role(row: Record) -> Record:
    return _picked(row, ("title", "organisation")) | {"from": row["start"] or None, "to": row["end"] or None}


def _evidence(row: Record) -> Record:
    """An orphan keeps its context: it stands in no text any more."""
    if row["quote"]:
        return {"quote": row["quote"]}
    return _anchor(row) | _orphan(row) if row["orphan"] else _picked(row, ("start", "end", "exact"))


def _anchor(row: Record) -> Record:
    return _picked(row, _ANCHOR)


def _orphan(row: Record) -> Record:
    return {"orphan": True} if row["orphan"] else {}


def _picked(row: Record, keys: Iterable[str]) -> Record:
    return {key: row[key] for key in keys}


def _begin(anchored: list[Record]) -> tuple[int, int]:
    return min(((piece["start"], piece["end"]) for piece in anchored), default=(0, 0))


def _first(evidence: list[Record], begins: Mapping[str, tuple[int, int]]) -> tuple[bool, tuple[int, int]]:
    """Where the first evidence stands; a stance without any comes last."""
    places = [begins.get(piece["quote"], (0, 0)) if "quote" in piece else _begin([piece]) for piece in evidence]
    return not places, min(places, default=(0, 0))


def _of(session: Session, model: type[models.Base], document_id: str) -> list[Record]:
    table = models.table(model)
    return _rows(session, select(table).where(table.c.document == document_id))


def _grouped(
    session: Session,
    model: type[models.Base],
    key: str,
    owner: type[models.Base] | None = None,
    document_id: str = "",
) -> dict[str, list[Record]]:
    """Rows by whom they belong to, each in their order; of one document where the owners are named."""
    table = models.table(model)
    query = select(table).order_by(table.c.position, table.c.id)
    if owner is not None:
        owners = models.table(owner)
        query = query.join(owners, owners.c.id == table.c[key]).where(owners.c.document == document_id)
    groups: dict[str, list[Record]] = defaultdict(list)
    for row in _rows(session, query):
        groups[row[key]].append(row)
    return groups


def _rows(session: Session, query: Select[Any]) -> list[Record]:
    return [dict(row) for row in session.execute(query).mappings()]


def _by_id(rows: list[Record]) -> list[Record]:
    """In the order of ids, sorted here because databases do not agree on how texts sort."""
    return sorted(rows, key=lambda row: str(row["id"]))
