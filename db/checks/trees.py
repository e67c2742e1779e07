"""What stands below or inside of something else: no circles, nothing across documents, no quote without words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session

from db import models
from db.checks.finding import Finding, Mending, findings
from db.engine import Project
from db.models import Base, table

_CUT = "glossator doctor --repair cuts each circle at one place."
_APART = "glossator doctor --repair takes them apart, or out into its report."


def concepts(project: Project) -> Iterator[Finding]:
    """Whether each concept has a root above it."""
    with project.reading() as session:
        names = _pairs(session, select(table(models.Concept).c.id, table(models.Concept).c.name))
        circles = _circles(session.connection(), models.Concept, "parent")
    messages = [f"{' below '.join(repr(names[each]) for each in [*circle, circle[0]])}." for circle in circles]
    yield from findings("concepts", messages, "each has its place in the tree", _CUT, mendable=True)


def quotes(project: Project) -> Iterator[Finding]:
    """Whether quotes have words, and nesting and evidence stay within a document."""
    with project.reading() as session:
        messages = [
            *(f"quote {id_}: has no content." for id_ in _empty(session)),
            *(f"quote {id_}: is inside of a quote of another document." for id_ in _nested_apart(session)),
            *(f"stance {id_}: rests on a quote of another document." for id_ in _resting_apart(session).values()),
            *(f"quotes inside of each other: {', '.join(circle)}." for circle in _inside_circles(session)),
        ]
    yield from findings("quotes", messages, "each has words, and its own document", _APART, mendable=True)


def mend_concepts(mending: Mending) -> None:
    """Make the first concept of each circle a root."""
    for circle in _circles(mending.connection, models.Concept, "parent"):
        concept = mending.session.get_one(models.Concept, circle[0])
        mending.set("concepts", f"concept {concept.name!r}: stands below none any more", concept, parent=None)


def mend_quotes(mending: Mending) -> None:
    """Cut nesting that is none, and take out what nobody can see."""
    session = mending.session
    for id_ in [*_nested_apart(session), *(circle[0] for circle in _inside_circles(session))]:
        quote = session.get_one(models.Quote, id_)
        mending.set("quotes", f"quote {id_}: is inside of none any more", quote, inside=None)
    for id_, stance in _resting_apart(session).items():
        evidence = session.get_one(models.Evidence, id_)
        mending.take_out("quotes", f"stance {stance}: no longer rests on another document", evidence)
    for id_ in _empty(session):
        for model, column in ((models.QuotePart, "quote"), (models.Evidence, "quote")):
            for row in session.scalars(select(model).where(table(model).c[column] == id_)).all():
                mending.take_out("quotes", f"quote {id_}: taken out with what belongs to it", row)
        for inner in session.scalars(select(models.Quote).where(table(models.Quote).c.inside == id_)).all():
            mending.set("quotes", f"quote {inner.id}: is inside of none any more", inner, inside=None)
        mending.take_out("quotes", f"quote {id_}: taken out, as it has no content", session.get_one(models.Quote, id_))


def _circles(connection: Connection, model: type[Base], above: str) -> list[list[str]]:
    """Each circle, told from its first id on; those that hang below one are in none."""
    rows = table(model)
    roots = select(rows.c.id).where(rows.c[above].is_(None))
    if model is models.Quote:
        outer = aliased(rows)
        roots = roots.where(select(1).where(outer.c[above] == rows.c.id).exists())
    rooted = roots.cte("rooted", recursive=True)
    rooted = rooted.union(select(rows.c.id).join(rooted, rows.c[above] == rooted.c.id))
    query = select(rows.c.id, rows.c[above]).where(rows.c[above].is_not(None), rows.c.id.not_in(select(rooted.c.id)))
    return _found({str(inner): str(outer) for inner, outer in connection.execute(query)})


def _found(above: Mapping[str, str]) -> list[list[str]]:
    circles: dict[str, list[str]] = {}
    for start in sorted(above):
        line: list[str] = []
        step: str | None = start
        while step is not None and step not in line:
            line.append(step)
            step = above.get(step)
        if step is not None:
            circle = line[line.index(step) :]
            first = circle.index(min(circle))
            circles[min(circle)] = circle[first:] + circle[:first]
    return [circles[first] for first in sorted(circles)]


def _inside_circles(session: Session) -> list[list[str]]:
    return _circles(session.connection(), models.Quote, "inside")


def _nested_apart(session: Session) -> list[str]:
    quote, outer = table(models.Quote), table(models.Quote).alias("outer_quote")
    query = select(quote.c.id).join(outer, outer.c.id == quote.c.inside).where(outer.c.document != quote.c.document)
    return _ids(session, query.order_by(quote.c.id))


def _resting_apart(session: Session) -> dict[str, str]:
    """Pieces of evidence that are quotes of another document, with their stances."""
    evidence, quote, stance = table(models.Evidence), table(models.Quote), table(models.Stance)
    query = select(evidence.c.id, evidence.c.stance).join(quote, quote.c.id == evidence.c.quote)
    query = query.join(stance, stance.c.id == evidence.c.stance).where(stance.c.document != quote.c.document)
    return _pairs(session, query.order_by(evidence.c.id))


def _empty(session: Session) -> list[str]:
    quote, part = table(models.Quote), table(models.QuotePart)
    words = select(1).where(part.c.quote == quote.c.id, part.c.role == "content").exists()
    return _ids(session, select(quote.c.id).where(~words).order_by(quote.c.id))


def _ids(session: Session, query: Select[Any]) -> list[str]:
    return list(session.execute(query).scalars())


def _pairs(session: Session, query: Select[Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in session.execute(query)}
