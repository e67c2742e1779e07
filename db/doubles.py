"""Near copies of texts: kept sketches tell the few that are worth comparing, so that one more costs the same anywhere.

Sketches and likenesses are facts about texts, and texts stay for ever: no history keeps them, no undo takes them back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select, union_all
from sqlmodel import Session

from corpus import doubles
from corpus.doubles import Fingerprint
from db import bulk, models
from db.batches import batches
from db.models import table
from db.records import Near

Runs = frozenset[int]

_HOLDERS = 64
"""With how many texts a hash of a sketch is kept: what more texts have in common tells none of them from the others."""
_COMPARED = 4
"""How many texts a new one is compared with at most, those with most of its sketch first."""
_AT_ONCE = 100
"""How many new texts are compared before the runs of their candidates are forgotten."""
_RECENT = 500
"""Of how many texts the runs are remembered, because copies come in close to each other."""

_TEXT, _DOCUMENT = table(models.Text), table(models.Document)
_SHINGLE, _NEAR = table(models.Shingle), table(models.Near)

_recent: dict[str, Runs] = {}


def note(session: Session, fresh: Mapping[int, Fingerprint]) -> dict[int, dict[int, float]]:
    """Keep the sketches of new texts, told by their numbers, and find which texts they are near to, and how much."""
    connection = session.connection()
    holders = _holders(connection, {key for told in fresh.values() for key in told.sketch})
    kept, candidates = [], {}
    for number, told in fresh.items():
        shared = Counter(holder for key in told.sketch for holder in holders.get(key, ()))
        if found := _likeliest(shared):
            candidates[number] = found
        for key in told.sketch:
            held = holders.setdefault(key, [])
            if len(held) < _HOLDERS:
                held.append(number)
                kept.append((key, number))
    near: dict[int, dict[int, float]] = {}
    for some in batches([*candidates.items()], _AT_ONCE):
        near |= _compare(connection, fresh, dict(some))
    links = [(number, other, likeness) for number, others in near.items() for other, likeness in others.items()]
    # In the order of the table, in which those of a batch touch the fewest pages.
    bulk.insert_values(connection, _SHINGLE, ("hash", "text"), sorted(kept))
    bulk.insert_values(connection, _NEAR, ("text", "earlier", "likeness"), links)
    return near


def near(session: Session, document_id: str, most: int | None = None) -> list[Near]:
    """The documents whose texts are nearly that of this one, the most alike first; at most so many."""
    mine = select(_TEXT.c.number).join(_DOCUMENT, _DOCUMENT.c.sha256 == _TEXT.c.sha256)
    mine = mine.where(_DOCUMENT.c.id == document_id)
    pairs = union_all(
        *(
            select(_NEAR.c[other].label("other"), _NEAR.c.likeness).where(_NEAR.c[one].in_(mine))
            for one, other in (("text", "earlier"), ("earlier", "text"))
        )
    ).subquery()
    d = _DOCUMENT.c
    query = (
        select(d.id, d.number, d.title, d.outlet, d.published, pairs.c.likeness)
        .join(_TEXT, _TEXT.c.sha256 == d.sha256)
        .join(pairs, pairs.c.other == _TEXT.c.number)
        .order_by(pairs.c.likeness.desc(), d.number)
        .limit(most)
    )
    return [Near(*row) for row in session.connection().execute(query)]


def _holders(connection: Connection, keys: Iterable[int]) -> dict[int, list[int]]:
    """Which texts have these hashes in their sketches, the oldest first."""
    holders: dict[int, list[int]] = {}
    for some in batches(sorted(keys)):
        # Written by hand: SQLAlchemy takes longer to write it than the database to answer.
        listed = ",".join(map(str, some))
        query = f"SELECT hash, text FROM shingle WHERE hash IN ({listed}) ORDER BY hash, text"
        for key, number in connection.exec_driver_sql(query):
            holders.setdefault(key, []).append(number)
    return holders


def _likeliest(shared: Counter[int]) -> list[int]:
    """The few texts with most hashes in common; of equal ones the oldest."""
    enough = [(-count, number) for number, count in shared.items() if count >= doubles.TOGETHER]
    return [number for _, number in sorted(enough)[:_COMPARED]]


def _compare(
    connection: Connection, fresh: Mapping[int, Fingerprint], candidates: Mapping[int, Sequence[int]]
) -> dict[int, dict[int, float]]:
    """The likenesses that are near enough; where the likeliest text is far off, the less likely are not looked at."""
    needed = {*candidates, *(other for others in candidates.values() for other in others)}
    runs = _runs(connection, needed - fresh.keys())
    runs |= {number: fresh[number].runs for number in needed & fresh.keys()}
    found: dict[int, dict[int, float]] = {}
    for number, others in candidates.items():
        for other in others:
            likeness = doubles.likeness(runs[number], runs.get(other, frozenset()))
            if likeness >= doubles.NEAR:
                found.setdefault(number, {})[other] = round(likeness, 3)
            elif likeness < doubles.NEAR / 2:
                break
    return found


def _runs(connection: Connection, numbers: Iterable[int]) -> dict[int, Runs]:
    """The runs of texts that are the newest of some document."""
    named: dict[int, str] = {}
    for some in batches(sorted(numbers)):
        query = select(_TEXT.c.number, _TEXT.c.sha256).join(_DOCUMENT, _DOCUMENT.c.sha256 == _TEXT.c.sha256)
        named |= dict(connection.execute(query.where(_TEXT.c.number.in_(some))).all())
    unknown = [number for number, sha256 in named.items() if sha256 not in _recent]
    known = {number: _recent[sha256] for number, sha256 in named.items() if sha256 in _recent}
    for some in batches(unknown):
        for number, text in connection.execute(select(_TEXT.c.number, _TEXT.c.text).where(_TEXT.c.number.in_(some))):
            known[number] = _remember(named[number], doubles.runs(text))
    return known


def _remember(sha256: str, runs: Runs) -> Runs:
    if len(_recent) >= _RECENT:
        del _recent[next(iter(_recent))]
    _recent[sha256] = runs
    return runs
