"""Records of the export put into a project: the codebook first, then the documents with their annotations."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from corpus import text as texts
from corpus.doubles import fingerprint
from corpus.spans import Span, Zone
from db import clock, doubles, ids, models, taking
from db.exchange import links, writing
from db.exchange.marks import Codebook, Report, belonging, drop_belonging, in_passes, is_circular, is_later, marks_of
from db.exchange.reading import Found
from db.exchange.writing import EDITION, SOURCE, Record
from db.records import METADATA

_NOUNS: dict[type[models.Actor | models.Concept], str] = {models.Actor: "actor", models.Concept: "concept"}


def is_empty(session: Session) -> bool:
    """Whether a project has neither documents nor a codebook."""
    kept = (models.Document, models.Actor, models.Concept)
    return all(session.execute(select(models.table(model).c.id).limit(1)).first() is None for model in kept)


def enrol(session: Session, coders: list[Record]) -> dict[str, str]:
    """Write down the coders that the project does not know by id or name; their ids here by their ids in the file."""
    known = {row.name: row.id for row in session.execute(select(models.Coder)).scalars()}
    here = {coder_id: coder_id for coder_id in known.values()}
    for coder in coders:
        if coder["id"] in here:
            continue
        if coder["name"] not in known:
            session.add(models.Coder(id=coder["id"], name=coder["name"], created=clock.now()))
            known[coder["name"]] = coder["id"]
        here[coder["id"]] = known[coder["name"]]
    return here


def merge(session: Session, found: Found, coders: dict[str, str]) -> Report:
    """Take in all that a file holds; what cannot be taken in is in the report."""
    report = Report(problems=list(found.problems))
    actors = _merge_actors(session, found, report)
    concepts = _merge_concepts(session, found, report)
    report.shared = _shared(session, models.Actor, found.actors) + _shared(session, models.Concept, found.concepts)
    codebook = Codebook(actors, concepts, coders)
    here = {record["id"]: _merge_document(session, record, codebook, report) for record in found.documents}
    links.merge(session, found.parallels, here, coders, report)
    return report


def _merge_actors(session: Session, found: Found, report: Report) -> set[str]:
    present = {record["id"]: record for record in writing.actors(session)}
    for record in found.actors:
        if not _is_news(session, models.Actor, present.get(record["id"]), record, found.exported, report):
            continue
        _write(session, models.Actor, record, ("name", "kind", "note"), found.exported)
        aliases: list[dict[str, Any]] = [{"name": alias} for alias in record["aliases"]]
        for model, rows in ((models.Alias, aliases), (models.Role, map(_role_columns, record["roles"]))):
            drop_belonging(session, model, "actor", record["id"])
            session.add_all(belonging(model, "actor", record["id"], rows))
    return present.keys() | {record["id"] for record in found.actors}


def _merge_concepts(session: Session, found: Found, report: Report) -> set[str]:
    present = {record["id"]: record for record in writing.concepts(session)}
    parents: dict[str, str | None] = {concept: record["parent"] for concept, record in present.items()}

    def is_rooted(record: Record) -> bool:
        parent = record["parent"]
        return parent is None or (parent in parents and not is_circular(parents, record["id"], parent))

    def take(record: Record) -> None:
        if _is_news(session, models.Concept, present.get(record["id"]), record, found.exported, report):
            _write(session, models.Concept, record, ("name", "parent", "definition"), found.exported)
            parents[record["id"]] = record["parent"]

    for record in in_passes(found.concepts, is_rooted, take):
        why = f"its parent {record['parent']!r} is unknown, or below it"
        report.problems.append(f"concept {record['name']} ({record['id']}) was left out: {why}.")
    return set(parents)


def _shared(session: Session, model: type[models.Actor | models.Concept], records: list[Record]) -> list[str]:
    """The names in the file that several entries have now: coders who worked apart have each made their own."""
    table = models.table(model)
    counts = Counter(name.casefold() for name in session.scalars(select(table.c.name)))
    names = {record["name"]: counts[record["name"].casefold()] for record in records}
    return sorted(name for name, count in names.items() if count > 1)


def _is_news(
    session: Session,
    model: type[models.Actor | models.Concept],
    present: Record | None,
    record: Record,
    exported: str,
    report: Report,
) -> bool:
    """Whether a row of the codebook is to be written; the export's time stands for the one that it does not tell."""
    if present is None:
        report.added += 1
        return True
    if present == record:
        report.unchanged += 1
        return False
    updated = session.execute(select(models.table(model).c.updated).where(models.table(model).c.id == record["id"]))
    if is_later(exported, updated.scalar_one()):
        report.updated += 1
        return True
    told = f"{_NOUNS[model]} {record['name']} ({record['id']})"
    report.problems.append(f"{told} was left out: the project has a newer one, which was kept.")
    return False


def _write(
    session: Session, model: type[models.Actor | models.Concept], record: Record, columns: tuple[str, ...], at: str
) -> None:
    values = {name: record[name] for name in columns}
    row = session.get(model, record["id"])
    if row is None:
        session.add(model(id=record["id"], created=at, updated=at, **values))
        return
    for name, value in values.items():
        setattr(row, name, value)
    row.updated = at
    row.version += 1


def _role_columns(role: Record) -> dict[str, Any]:
    return {
        "title": role["title"],
        "organisation": role["organisation"],
        "start": role["from"] or "",
        "end": role["to"] or "",
    }


def _merge_document(session: Session, record: Record, codebook: Codebook, report: Report) -> str:
    """Take in a document; its id in the project, or empty where it was left out."""
    whole = texts.digest(record["text"]) == record["sha256"]
    label = f"document {record['title'] or record['file']} ({record['id']})"
    if not whole:
        report.problems.append(f"{label}: its text was changed after the export: its SHA-256 is another one.")
    table = models.table(models.Document)
    here = session.execute(select(table.c.id).where(table.c.sha256 == record["sha256"])).scalar()
    if here is None:
        other = session.execute(select(table.c.sha256).where(table.c.id == record["id"])).scalar()
        if other is not None:
            report.problems.append(f"{label}: the project has another text; the annotations were looked for in that.")
            here, record = record["id"], record | {"sha256": other}
        elif not whole:
            report.problems.append(f"{label} was left out.")
            return ""
        else:
            here = _add_document(session, record, report, label)
    text = writing.text(session, record["sha256"])
    marks_of(session, here, text, codebook, report).merge(record)
    return str(here)


def _add_document(session: Session, record: Record, report: Report, label: str) -> str:
    """A new document with its texts and zones, at the end of the project's list."""
    kept = _editions(record, report, label)
    newest = {record["sha256"]: record["text"]}
    numbers = taking.put_texts(session, {**{edition["sha256"]: edition["text"] for edition in kept}, **newest})
    columns = ("id", *METADATA, "file", "encoding", "sha256", "status")
    values = {name: record[name] for name in columns} | {"published": record["published"] or ""}
    values |= {"told": json.dumps(record["told"], ensure_ascii=False), "number": taking.next_number(session)}
    session.add(models.Document(**values, added=clock.now()))
    zones = []
    for zone in record["zones"]:
        if zone["end"] > len(record["text"]):
            report.problems.append(f"{label}: a zone ends behind the text and was left out.")
        else:
            zones.append(models.Zone(id=ids.new(), document=record["id"], **zone))
    session.add_all(zones)
    for model, rows, names in ((models.Source, record["sources"], SOURCE), (models.Edition, kept, EDITION)):
        session.add_all(model(document=record["id"], **{name: row[name] for name in names}) for row in rows)
    session.flush()
    if record["sha256"] in numbers:
        found = [Zone(zone.kind, Span(zone.start, zone.end)) for zone in zones]
        doubles.note(session, {numbers[record["sha256"]]: fingerprint(record["text"], found)})
    report.documents += 1
    return str(record["id"])


def _editions(record: Record, report: Report, label: str) -> list[Record]:
    """The earlier texts that are what they were when they were exported."""
    whole = [edition for edition in record["editions"] if texts.digest(edition["text"]) == edition["sha256"]]
    if len(whole) < len(record["editions"]):
        report.problems.append(f"{label}: an earlier text was changed after the export and was left out.")
    return whole
