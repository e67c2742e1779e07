"""A codebook of elsewhere joined with the project's: entries are found by id or name, and nothing is taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Generic, TypeVar

from sqlmodel import Session

from db import actors, concepts, models, rows
from db.errors import ProjectError
from db.exchange.marks import Report
from db.exchange.reading import Found
from db.exchange.writing import Record
from db.records import Actor, Concept, Role

Entry = TypeVar("Entry", Actor, Concept)


class _Names(Generic[Entry]):
    """The ids of entries by name and by alias."""

    def __init__(self) -> None:
        self.of: dict[str, set[str]] = defaultdict(set)
        self._by_alias: dict[str, set[str]] = defaultdict(set)

    def put(self, entry: Entry, old: Entry | None = None) -> None:
        """Know an entry by its names, and no more by those that it had."""
        for ids in self._called(old) if old else ():
            ids.discard(entry.id)
        for ids in self._called(entry):
            ids.add(entry.id)

    def find(self, name: str) -> set[str]:
        """The entries of this name, or else of this alias."""
        return self.of.get(_key(name)) or self._by_alias.get(_key(name)) or set()

    def _called(self, entry: Entry) -> Iterator[set[str]]:
        yield self.of[_key(entry.name)]
        aliases: Iterable[str] = entry.aliases if isinstance(entry, Actor) else ()
        for alias in aliases:
            yield self._by_alias[_key(alias)]


class _Known(Generic[Entry]):
    """What the project has, by id and by name, with what has come in so far."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_id: dict[str, Entry] = {}
        self.names: _Names[Entry] = _Names()
        self._before: _Names[Entry] = _Names()
        for entry in entries:
            self.put(entry)
            self._before.put(entry)
        self.old = frozenset(self.by_id)

    def put(self, entry: Entry) -> None:
        """Know an entry as it is now."""
        self.names.put(entry, self.by_id.get(entry.id))
        self.by_id[entry.id] = entry

    def each(self, records: Iterable[Record], noun: str, report: Report) -> Iterator[tuple[Record, Entry | None]]:
        """Each record with the entry that it means, None for a new one; which may mean several is reported.

        Those with ids come first: what is told without one may be one of them.
        """
        for record in sorted(records, key=lambda record: not record["id"]):
            try:
                yield record, self.find(record)
            except ProjectError as error:
                _leave_out(record, noun, error, report)

    def find(self, record: Record) -> Entry | None:
        """The entry that a record means; ProjectError where it may be one of several.

        Two in one file with ids of their own are two, whatever they are called.
        """
        if record["id"] in self.by_id:
            return self.by_id[record["id"]]
        found = (self._before if record["id"] else self.names).find(record["name"])
        return self.by_id[_only(found)] if found else None


def _key(name: str) -> str:
    return name.strip().casefold()


def _only(found: Collection[str]) -> str:
    if len(found) > 1:
        raise ProjectError(f"the project has {len(found)} of this name; give the id of the one that is meant")
    return next(iter(found))


def _leave_out(record: Record, noun: str, error: ProjectError, report: Report) -> None:
    report.problems.append(f"{noun} {record['name']} was left out: {str(error).rstrip('.')}.")


def join(session: Session, found: Found) -> Report:
    """Take in the actors and concepts of a file; what cannot be taken in is in the report."""
    report = Report(problems=list(found.problems))
    _join_actors(session, found.actors, report)
    _join_concepts(session, found, report)
    return report


def _join_actors(session: Session, records: Iterable[Record], report: Report) -> None:
    known = _Known(actors.listing(session))
    for record, actor in known.each(records, "actor", report):
        try:
            _join_actor(session, known, record, actor, report)
        except ProjectError as error:
            _leave_out(record, "actor", error, report)


def _join_actor(session: Session, known: _Known[Actor], record: Record, actor: Actor | None, report: Report) -> None:
    roles = list(_roles(record, report))
    if actor is None:
        name, kind, aliases = record["name"].strip(), record["kind"] or "person", record["aliases"]
        made = actors.create(session, name, kind, aliases, roles, record["note"], id=record["id"])
        known.put(Actor(made, name, kind, tuple(aliases), tuple(roles), record["note"]))
        report.added += 1
    elif changes := _news(actor, record, roles):
        session.flush()
        actors.edit(session, actor.id, actor.version, **changes)
        session.flush()
        known.put(next(actors.read(session, [actor.id])))
        report.updated += 1
    else:
        report.unchanged += 1


def _roles(record: Record, report: Report) -> Iterator[Role]:
    """The roles that a record tells; one at no possible time is left out, and reported."""
    for told in record["roles"]:
        role = Role(told["title"], told["organisation"], told["from"] or "", told["to"] or "")
        if fault := actors.fault_of(role):
            report.problems.append(f"actor {record['name']}: the role {role.title} was left out: {fault}.")
        else:
            yield role


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


def _join_concepts(session: Session, found: Found, report: Report) -> None:
    """First each concept, then which stands below which: a parent may come later in the file."""
    known = _Known(concepts.listing(session))
    blank = {"id": "", "parent": None, "definition": ""}
    records = found.concepts + [blank | {"name": above} for above in found.above if above not in known.by_id]
    joined: list[tuple[Record, str]] = []
    for record, concept in known.each(records, "concept", report):
        try:
            joined.append((record, concept.id if concept else _make_concept(session, known, record, report)))
        except ProjectError as error:
            _leave_out(record, "concept", error, report)
    session.flush()
    parents = _Parents(known, joined)
    for record, id_ in joined:
        try:
            changed = _change_concept(session, known.by_id[id_], record, parents, report)
        except ProjectError as error:
            _leave_out(record, "concept", error, report)
            continue
        report.updated += changed and id_ in known.old
        report.unchanged += not changed and id_ in known.old


def _make_concept(session: Session, known: _Known[Concept], record: Record, report: Report) -> str:
    name, definition = record["name"].strip(), record["definition"]
    made = concepts.create(session, name, definition=definition, id=record["id"])
    known.put(Concept(made, name, None, definition))
    report.added += 1
    return made


class _Parents:
    """What a file may call a parent: an id, or a name in the file or else in the project."""

    def __init__(self, known: _Known[Concept], joined: Iterable[tuple[Record, str]]) -> None:
        self.known = known
        self._of_ids: dict[str, str] = {}
        self._of_names: dict[str, set[str]] = defaultdict(set)
        for record, id_ in joined:
            self._of_ids[record["id"]] = id_
            self._of_names[_key(record["name"])].add(id_)

    def find(self, told: str | None) -> str | None:
        """The id of the concept that is meant; ProjectError where there is none, or several."""
        if not told or told in self.known.by_id:
            return told or None
        if told in self._of_ids:
            return self._of_ids[told]
        found = self._of_names.get(_key(told)) or self.known.names.find(told)
        if not found:
            raise ProjectError("there is no concept of this name or id; put it into the file, or give another")
        return _only(found)


def _change_concept(session: Session, concept: Concept, record: Record, parents: _Parents, report: Report) -> bool:
    """Let a concept be what the file tells; False when it is that already, or only its parent cannot be."""
    changes: concepts.Changes = {}
    if record["id"] == concept.id and record["name"].strip() != concept.name:
        changes["name"] = record["name"].strip()
    if record["definition"] not in ("", concept.definition):
        changes["definition"] = record["definition"]
    above: concepts.Changes = {}
    try:
        if (parent := parents.find(record["parent"])) not in (None, concept.parent):
            above["parent"] = parent
        _edit_concept(session, parents.known, concept, {**changes, **above})
    except ProjectError as error:
        told = f"its parent {record['parent']} was left out: {str(error).rstrip('.')}"
        report.problems.append(f"concept {record['name']}: {told}.")
        above = {}
        _edit_concept(session, parents.known, concept, changes)
    return bool(changes or above)


def _edit_concept(session: Session, known: _Known[Concept], concept: Concept, changes: concepts.Changes) -> None:
    if changes:
        concepts.edit(session, concept.id, concept.version, **changes)
        version = rows.find(session, models.Concept, concept.id).version
        known.put(replace(concept, **changes, version=version))
