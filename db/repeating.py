"""What repeats across an outlet's articles, told at the end of an import: the site's lines become boilerplate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from corpus import repeats
from corpus.repeats import Repeats, zones_with
from corpus.spans import Span, Zone
from db import history, models, taking
from db.engine import Project
from db.models import table
from db.records import HAND

_DOCUMENT, _TEXT, _ZONE = table(models.Document), table(models.Text), table(models.Zone)
_SAMPLE = 200
"""How many of the articles that an outlet has already are looked at."""
_COPY = 0.8
"""From which likeness on an article is a copy of another one; short ones are alike by what repeats alone."""
_BATCH = 500
"""How many documents are looked at in one transaction."""


class Repeating:
    """The lines at the ends of new articles, outlet by outlet."""

    def __init__(self, project: Project, last: int) -> None:
        self._project = project
        self._last = last
        """The number of the last document from before the import."""
        self._repeats: dict[str, Repeats] = {}

    def add(self, outlet: str, ends: Set[int], likeness: float) -> None:
        """Count a new article's lines; one that is like another as a copy is tells nothing about its outlet."""
        if not outlet:
            return
        if outlet not in self._repeats:
            self._repeats[outlet] = Repeats()
            with self._project.reading() as session:
                for earlier in _texts(session, outlet, self._last):
                    self._repeats[outlet].add(repeats.ends(earlier))
        if likeness < _COPY:
            self._repeats[outlet].add(ends)

    def mark(self, coder: str) -> int:
        """Mark what repeats in the new articles; in how many something did."""
        lines = {outlet: found for outlet, counted in self._repeats.items() if (found := counted.lines())}
        marked, last = 0, self._last
        while lines:
            with self._project.reading() as session:
                documents = _new(session, last)
            if not documents:
                break
            last = documents[-1].number
            with history.act(self._project, coder=coder, verb="zones", undoable=False) as session:
                for outlet in lines.keys() & {document.outlet for document in documents}:
                    those = [document.id for document in documents if document.outlet == outlet]
                    marked += _mark(session, those, lines[outlet])
        return marked


def _new(session: Session, last: int) -> Sequence[Any]:
    """The next documents behind a number."""
    d = _DOCUMENT.c
    query = select(d.number, d.id, d.outlet).where(d.number > last).order_by(d.number).limit(_BATCH)
    return session.connection().execute(query).all()


def _texts(session: Session, outlet: str, last: int) -> Iterator[str]:
    """The newest texts of an outlet from before the import."""
    query = select(_TEXT.c.text).join(_DOCUMENT, _DOCUMENT.c.sha256 == _TEXT.c.sha256)
    query = query.where(_DOCUMENT.c.outlet == outlet, _DOCUMENT.c.number <= last)
    yield from session.connection().execute(query.order_by(_DOCUMENT.c.number.desc()).limit(_SAMPLE)).scalars()


def _mark(session: Session, documents: Sequence[str], lines: frozenset[int]) -> int:
    """Give these documents the zones that the lines make, but where a coder has drawn one."""
    connection = session.connection()
    zones = _zones(session, documents)
    query = select(_DOCUMENT.c.id, _TEXT.c.text).join(_TEXT, _TEXT.c.sha256 == _DOCUMENT.c.sha256)
    changed = {}
    for document, text in connection.execute(query.where(_DOCUMENT.c.id.in_(documents))):
        after = zones_with(text, zones[document], lines)
        if after != tuple(zones[document]) and all(zone.rule != HAND for zone in zones[document]):
            changed[document] = after
    connection.execute(_ZONE.delete().where(_ZONE.c.document.in_(changed)))
    rows = [row for document, after in changed.items() for row in taking.zone_rows(document, after)]
    history.insert(session, models.Zone, rows)
    return len(changed)


def _zones(session: Session, documents: Sequence[str]) -> defaultdict[str, list[Zone]]:
    found: defaultdict[str, list[Zone]] = defaultdict(list)
    z = _ZONE.c
    query = select(z.document, z.kind, z.start, z.end, z.rule).where(z.document.in_(documents))
    for document, kind, start, end, rule in session.connection().execute(query.order_by(z.start, z.end)):
        found[document].append(Zone(kind, Span(start, end), rule))
    return found
