"""The codebook in memory: read once, then kept up with the log, since every question and every new name needs it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Column, select
from sqlmodel import Session

from corpus.suggest.records import Knowledge, KnownActor, KnownConcept, KnownRole
from db import actors, concepts, history, models, rows, stances, usage
from db.batches import batches
from db.models import table
from db.records import Actor, Concept, Use

Entry = TypeVar("Entry", Actor, Concept)

MOST_CHANGES = 5_000
"""Where the log tells of more, it is cheaper to read all anew."""

_ACT, _CHANGE = table(models.Act).c, table(models.Change).c
_ENTRIES = {"actor": "id", "alias": "actor", "role": "actor", "concept": "id"}
"""The tables of the codebook, each with the column that tells whose row it is."""
_COLUMNS: dict[str, list[Column[Any]]] = defaultdict(list)
"""What refers to the codebook, by the table of the marks that do."""
for _column in (*actors.references(), *concepts.references()):
    _COLUMNS[str(_column.table)].append(_column)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All actors and concepts by name, with how they were used, as of one act; never changed, only renewed."""

    act: tuple[int, str] | None
    """The newest act that it tells of, by its number and its time; None where there is none yet."""
    actors: tuple[Actor, ...]
    concepts: tuple[Concept, ...]
    tally: usage.Tally

    def is_like(self, other: Codebook | None) -> bool:
        """Whether the entries are the same, however they are used."""
        return other is not None and self.actors is other.actors and self.concepts is other.concepts

    def actor_uses(self, session: Session, document_id: str) -> list[Use]:
        """How the actors were used, as named, as speakers, as holders and as targets."""
        return usage.uses(session, self.tally, actors.references(), document_id)

    def target_uses(self, session: Session, document_id: str) -> list[Use]:
        """How actors and concepts were used as targets of stances."""
        return usage.uses(session, self.tally, stances.targets(), document_id)

    def knowledge(self) -> Knowledge:
        """The codebook as the rules know it, with how often each entry is used."""
        known = usage.totals(self.tally, actors.references())
        targets = usage.totals(self.tally, concepts.references())
        return Knowledge(
            tuple(
                KnownActor(
                    actor.id,
                    actor.name,
                    actor.kind,
                    actor.aliases,
                    tuple(KnownRole(role.title, role.organisation, role.start, role.end) for role in actor.roles),
                    known[actor.id],
                )
                for actor in self.actors
            ),
            tuple(KnownConcept(each.id, each.name, each.definition, targets[each.id]) for each in self.concepts),
        )


@dataclass(slots=True)
class _Changed:
    """Of which entries the log tells something new."""

    actors: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)
    used: dict[Column[Any], set[str]] = field(default_factory=lambda: defaultdict(set))

    def note(self, name: str, image: dict[str, Any]) -> None:
        """Note what a row of a table tells, as it was or as it is."""
        if owner := _ENTRIES.get(name):
            (self.concepts if name == "concept" else self.actors).add(image[owner])
        for column in _COLUMNS.get(name, ()):
            if (entry := image[column.name]) is not None:
                self.used[column].add(entry)


def read(session: Session) -> Codebook:
    """All of the codebook."""
    newest = session.connection().execute(select(_ACT.seq, _ACT.at).order_by(_ACT.seq.desc()).limit(1)).first()
    columns = [column for found in _COLUMNS.values() for column in found]
    return Codebook(
        (newest.seq, newest.at) if newest else None,
        tuple(actors.listing(session)),
        tuple(concepts.listing(session)),
        usage.tally(session, columns),
    )


def renewed(session: Session, known: Codebook | None) -> Codebook:
    """The codebook as it is now; only what the log tells to have changed since is read again."""
    if known is None or known.act is None:
        return read(session)
    query = select(_ACT.seq, _ACT.at, _ACT.verb).where(_ACT.seq >= known.act[0]).order_by(_ACT.seq)
    acts = session.connection().execute(query).all()
    if not acts or (acts[0].seq, acts[0].at) != known.act:
        return read(session)  # this is another history, as after a restore
    if len(acts) == 1:
        return known
    is_repaired = any(act.verb == history.REPAIR for act in acts[1:])
    changed = None if is_repaired else _changed(session, known.act[0])
    if changed is None:
        return read(session)
    return Codebook(
        (acts[-1].seq, acts[-1].at),
        _patched(known.actors, changed.actors, lambda ids: actors.read(session, ids)),
        _patched(known.concepts, changed.concepts, lambda ids: concepts.read(session, ids)),
        usage.renewed(session, known.tally, changed.used),
    )


def _changed(session: Session, act: int) -> _Changed | None:
    """What the acts after this one changed; None where that is too much to tell, or cannot be read."""
    query = select(_CHANGE.table_name, _CHANGE.before, _CHANGE.after).where(
        _CHANGE.act > act, _CHANGE.table_name.in_([*_ENTRIES, *_COLUMNS])
    )
    written = session.connection().execute(query.limit(MOST_CHANGES + 1)).all()
    if len(written) > MOST_CHANGES:
        return None
    changed = _Changed()
    try:
        for name, *images in written:
            for image in map(json.loads, filter(None, images)):
                changed.note(name, image)
    except (ValueError, LookupError, TypeError):
        return None
    return changed


def _patched(
    known: tuple[Entry, ...], changed: Collection[str], read: Callable[[Sequence[str]], Iterable[Entry]]
) -> tuple[Entry, ...]:
    """The entries by name, with what some of them are now."""
    if not changed:
        return known
    kept = (entry for entry in known if entry.id not in changed)
    now = chain.from_iterable(map(read, batches(sorted(changed))))
    return tuple(sorted(chain(kept, now), key=rows.by_name))
