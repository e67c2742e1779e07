"""A codebook of elsewhere joined with the project's: entries are found by id or name, and nothing is taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from sqlmodel import Session

from db import actors, concepts
from db.errors import ProjectError
from db.exchange.marks import Report
from db.exchange.reading import Found
from db.exchange.writing import Record
from db.records import Actor, Concept, Role

Entry = TypeVar("Entry", Actor, Concept)


class _Known(Generic[Entry]):
    """What the project has, by id and by name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_id: dict[str, Entry] = {}
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._by_alias: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.by_id[entry.id] = entry
            self._by_name[entry.name.casefold()].append(entry)
            aliases: Iterable[str] = entry.aliases if isinstance(entry, Actor) else ()
            for alias in aliases:
                self._by_alias[alias.casefold()].append(entry)

    def each(self, records: Iterable[Record], noun: str, report: Report) -> Iterator[tuple[Record, Entry | None]]:
        """Each record with the entry that it means, None for a new one; which may mean several is reported."""
        for record in records:
            try:
                yield record, self.find(record)
            except ProjectError as error:
                report.problems.append(f"{noun} {record['name']} was left out: {error}.")

    def find(self, record: Record) -> Entry | None:
        """The entry that a record means; ProjectError where it may be one of several."""
        if record["id"] in self.by_id:
            return self.by_id[record["id"]]
        name = record["name"].casefold()
        found = self._by_name.get(name) or self._by_alias.get(name) or []
        if len(found) > 1:
            raise ProjectError(f"the project has {len(found)} of this name; give the id of the one that is meant")
        return found[0] if found else None


def join(session: Session, found: Found) -> Report:
    """Take in the actors and concepts of a file; what cannot be taken in is in the report."""
    report = Report(problems=list(found.problems))
    _join_actors(session, found.actors, report)
    _join_concepts(session, found.concepts, report)
    return report


def _join_actors(session: Session, records: Iterable[Record], report: Report) -> None:
    for record, actor in _Known(actors.listing(session)).each(records, "actor", report):
        roles = [
            Role(role["title"], role["organisation"], role["from"] or "", role["to"] or "") for role in record["roles"]
        ]
        if actor is None:
            told = (record["name"], record["kind"] or "person", record["aliases"], roles, record["note"])
            actors.create(session, *told, id=record["id"])
            report.added += 1
        elif changes := _news(actor, record, roles):
            actors.edit(session, actor.id, actor.version, **changes)
            report.updated += 1
        else:
            report.unchanged += 1


def _news(actor: Actor, record: Record, roles: Iterable[Role]) -> actors.Changes:
    """What the file tells of an actor that the project does not know."""
    changes: actors.Changes = {}
    aliases = [*actor.aliases, *record["aliases"]]
    if record["id"] == actor.id and record["name"] != actor.name:
        changes["name"] = record["name"]
        aliases.append(actor.name)
    if record["kind"] not in ("", actor.kind):
        changes["kind"] = record["kind"]
    if record["note"] not in ("", actor.note):
        changes["note"] = record["note"]
    name = changes.get("name", actor.name)
    if (joined := tuple(alias for alias in dict.fromkeys(aliases) if alias != name)) != actor.aliases:
        changes["aliases"] = joined
    if (held := tuple(dict.fromkeys([*actor.roles, *roles]))) != actor.roles:
        changes["roles"] = held
    return changes


def _join_concepts(session: Session, records: list[Record], report: Report) -> None:
    """First each concept, then which stands below which: a parent may come later in the file."""
    known = _Known(concepts.listing(session))
    joined: list[tuple[Record, Concept]] = []
    for record, concept in known.each(records, "concept", report):
        if concept is None:
            name, definition = record["name"].strip(), record["definition"]
            made = concepts.create(session, name, definition=definition, id=record["id"])
            concept = Concept(made, name, None, definition)
            report.added += 1
        joined.append((record, concept))
    above = {key: concept.id for record, concept in joined for key in (record["name"].casefold(), record["id"]) if key}
    for record, concept in joined:
        parent = _parent(record["parent"], above, known)
        is_new = concept.id not in known.by_id
        try:
            changed = _change_concept(session, concept, record, parent)
        except ProjectError as error:
            report.problems.append(f"concept {record['name']}: its parent {record['parent']} was left out: {error}")
            continue
        report.updated += changed and not is_new
        report.unchanged += not changed and not is_new


def _parent(told: str | None, above: dict[str, str], known: _Known[Concept]) -> str | None:
    """The id of the parent that a record tells, by its id or its name."""
    if not told or told in known.by_id:
        return told or None
    return above.get(told) or above.get(told.casefold()) or told


def _change_concept(session: Session, concept: Concept, record: Record, parent: str | None) -> bool:
    """Let a concept be what the file tells; False when it is that already."""
    changes: concepts.Changes = {}
    if record["id"] == concept.id and record["name"].strip() != concept.name:
        changes["name"] = record["name"]
    if record["definition"] not in ("", concept.definition):
        changes["definition"] = record["definition"]
    if parent not in (None, concept.parent):
        changes["parent"] = parent
    if changes:
        concepts.edit(session, concept.id, concept.version, **changes)
    return bool(changes)
