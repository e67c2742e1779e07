"""Where other documents tell a statement: candidates from the index of words, compared closely one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, text
from sqlmodel import Session

from corpus.parallels import Comparer, Needle, Statement
from db import models
from db.models import table
from db.records import Retelling

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

_WORDS_READ = 40_000
"""How many places of words the index is asked for, those of the rarest words first."""
_NEAR, _ANYWHERE = 100, 300
"""How many documents are compared closely, where the index knows that the words stand near each other or does not."""
_STRETCH = 32
"""In how many words most of a statement's are looked for."""
_APART, _IN_ORDER = 8, 1.5
"""By how many words the places may be apart of words in the statement's order, and how much more these tell."""
_LONGEST = _STRETCH << 16
"""How many words are told apart of each text."""
_PLACES = f"""SELECT doc * {_LONGEST} + min(offset, {_LONGEST - 1}) FROM text_index_places
    WHERE term >= ? AND term < ? LIMIT ?"""
_CHARACTERS = 6_000_000
"""How many characters of theirs are read at most."""

_DOCUMENT = table(models.Document)
_TEXT = table(models.Text)
_READ = (
    select(_TEXT.c.number, _TEXT.c.text, _DOCUMENT)
    .join(_DOCUMENT, _DOCUMENT.c.sha256 == _TEXT.c.sha256)
    .where(_TEXT.c.number == bindparam("number"))
)


def find(session: Session, told: str, limit: int, *, apart: str = "") -> list[Retelling]:
    """The stretches that tell most nearly the same, one of each document but `apart`, the nearest first."""
    statement = Statement(told)
    needles = statement.needles()
    if not needles:
        return []
    index = _Sqlite(session) if session.connection().dialect.name == "sqlite" else _Postgresql(session)
    counts = index.counts(needles)
    own = {needle.place: counts[needle] for needle in reversed(needles) if needle.worth == 1.0}
    comparer = Comparer(statement, own, index.texts())
    found = []
    for row in _read(session, index.likely(needles, counts, comparer)):
        if row.id != apart and (parallel := comparer.best(row.text)):
            exact = row.text[slice(*parallel.span)]
            known = (row.id, row.number_1, row.title, row.outlet, row.published)
            found.append(Retelling(*known, parallel.span, exact, parallel.score))
    return sorted(found, key=lambda each: (-each.score, each.number))[:limit]


def _read(session: Session, numbers: Sequence[int]) -> Iterator[Any]:
    """The documents that have these texts now, as long as they are not too long together."""
    left = _CHARACTERS
    for number in numbers:
        for row in session.connection().execute(_READ, {"number": number}):
            yield row
            left -= len(row.text)
        if left < 0:
            return


class _Sqlite:
    """The index of words as SQLite has it, which knows where each word stands."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()

    def texts(self) -> int:
        """How many texts there are."""
        return int(self._connection.scalar(text("SELECT max(number) FROM text")) or 0)

    def counts(self, needles: Sequence[Needle]) -> dict[Needle, int]:
        """In how many texts words stand that begin so; one with two of them counts twice."""
        query = text("SELECT sum(doc) FROM text_index_words WHERE term >= :low AND term < :high")
        return {needle: int(self._connection.scalar(query, _bounds(needle)) or 0) for needle in needles}

    def likely(self, needles: Sequence[Needle], counts: Mapping[Needle, int], comparer: Comparer) -> list[int]:
        """The texts in which most of the words stand near each other, the likeliest first."""
        import numpy as np  # late: nothing else in this package needs it

        places, terms, worths, offsets = [], [], [], []
        for needle, here in self._places(needles, counts):
            places += here
            terms += [needle.place] * len(here)
            worths += [needle.worth * comparer.worth(needle.place)] * len(here)
            offsets += [comparer.offset(needle.place)] * len(here)
        if not places:
            return []
        where, which, worth = np.array(places, np.int64), np.array(terms, np.int64), np.array(worths)
        begins = where - np.array(offsets, np.int64)
        told: dict[int, float] = {}
        for starts, size, factor in ((where, _STRETCH, 1.0), (begins, _APART, _IN_ORDER)):
            for shift in (0, size // 2):
                for number, total in _densest((starts + shift) // size, which, worth):
                    number = number * size // _LONGEST
                    told[number] = max(factor * total, told.get(number, 0.0))
        return sorted(told, key=lambda number: (-told[number], number))[:_NEAR]

    def _places(self, needles: Sequence[Needle], counts: Mapping[Needle, int]) -> Iterator[tuple[Needle, list[int]]]:
        """The places of the rarest words, in words from the beginning of the first text on, all being equally long."""
        driver: Any = self._connection.connection.driver_connection
        left = _WORDS_READ
        for needle in sorted(needles, key=lambda needle: (counts[needle], needle.place)):
            if counts[needle]:
                found = [place for (place,) in driver.execute(_PLACES, (*_bounds(needle).values(), left))]
                yield needle, found
                left -= len(found)
            if left <= 0:
                return


class _Postgresql:
    """The index of words as PostgreSQL has it, which knows in which texts each word stands."""

    def __init__(self, session: Session) -> None:
        self._connection = session.connection()

    def texts(self) -> int:
        """How many texts there are."""
        return int(self._connection.scalar(text("SELECT max(number) FROM text")) or 0)

    def counts(self, needles: Sequence[Needle]) -> dict[Needle, int]:
        """In how many texts words stand that begin so."""
        query = text(f"SELECT count(*) FROM text WHERE {_HOLDS}")
        return {needle: int(self._connection.scalar(query, {"words": _tsquery([needle])}) or 0) for needle in needles}

    def likely(self, needles: Sequence[Needle], counts: Mapping[Needle, int], comparer: Comparer) -> list[int]:
        """The texts in which most of the words stand, the likeliest first."""
        groups: dict[int, list[Needle]] = defaultdict(list)
        for needle in needles:
            if counts[needle]:
                groups[needle.place].append(needle)
        told = text(f"SELECT number FROM text WHERE {_HOLDS}")
        shared: dict[int, float] = defaultdict(float)
        left = _WORDS_READ
        for place, group in sorted(groups.items(), key=lambda item: sum(counts[needle] for needle in item[1])):
            left -= sum(counts[needle] for needle in group)
            if left < 0 and shared:
                break
            for number in self._connection.scalars(told, {"words": _tsquery(group)}):
                shared[number] += comparer.worth(place)
        return sorted(shared, key=lambda number: (-shared[number], number))[:_ANYWHERE]


_HOLDS = "glossator_words(text) @@ to_tsquery('simple', :words)"


def _bounds(needle: Needle) -> dict[str, str]:
    # The greatest character comes after every continuation of the word.
    return {"low": needle.text, "high": needle.text + ("\0" if needle.is_whole else "\U0010ffff")}


def _tsquery(needles: Sequence[Needle]) -> str:
    """Any of the words, in PostgreSQL's own language."""
    return " | ".join(f"'{needle.text}'{'' if needle.is_whole else ':*'}" for needle in needles)


def _densest(stretches: Numbers, terms: Numbers, worth: Numbers) -> Iterator[tuple[int, float]]:
    """The stretches in which terms stand that say most, each counted once, and how much they say."""
    import numpy as np  # late: as above

    order = np.lexsort((-worth, terms, stretches))
    stretch, term = stretches[order], terms[order]
    is_first = np.append(True, (np.diff(stretch) != 0) | (np.diff(term) != 0))
    each, numbers = np.unique(stretch[is_first], return_inverse=True)
    sums = np.bincount(numbers, worth[order][is_first])
    best = np.argsort(-sums, kind="stable")[: 2 * _NEAR]
    return zip(each[best].tolist(), sums[best].tolist(), strict=True)
