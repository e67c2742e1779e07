"""Suggestions and near copies: what was decided can be read, and what can be found anew is not in the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from corpus.suggest import wire
from db import models
from db.checks.finding import Finding, Mending, counted, findings, stream
from db.engine import Project
from db.models import table

_AGAIN = "Decide again, as what was rejected there is offered again; glossator doctor --repair takes them out."
_ANEW = "glossator doctor --repair removes it; it is found anew."
_NUMBERS = "glossator doctor --repair numbers them anew, in their order."


def suggestions(project: Project) -> Iterator[Finding]:
    """Whether what was decided about suggestions can be read."""
    with project.reading() as session:
        count = session.execute(select(func.count()).select_from(table(models.Suggestion))).scalar_one()
        damaged = list(_unreadable(session))
    for document, lost in groupby(damaged, key=lambda row: row.document):
        message = f"document {document}: {counted(len(list(lost)), 'decision')} about suggestions cannot be read."
        yield Finding("warning", "suggestions", message, _AGAIN, mendable=True)
    if not damaged:
        yield Finding("ok", "suggestions", f"{counted(count, 'decision')} kept")


def mend_suggestions(mending: Mending) -> None:
    """Take decisions out that nobody can read."""
    for row in list(_unreadable(mending.session)):
        decision = mending.session.get_one(models.Suggestion, row.id)
        mending.take_out("suggestions", f"document {row.document}: a decision that cannot be read, taken out", decision)


def proposals(project: Project) -> Iterator[Finding]:
    """Whether what was proposed for texts can be read; what was merely proposed is no loss."""
    with project.reading() as session:
        messages = [f"what was proposed for the text {sha256} cannot be read." for sha256 in _void(session)]
    yield from findings("proposals", messages, "all can be read", _ANEW, mendable=True)


def mend_proposals(mending: Mending) -> None:
    """Forget proposals that cannot be read."""
    kept = table(models.Proposals)
    for sha256 in _void(mending.session):
        mending.connection.execute(kept.delete().where(kept.c.sha256 == sha256))
        mending.note("proposals", f"what was proposed for the text {sha256}: removed; it is found anew")


def copies(project: Project) -> Iterator[Finding]:
    """Whether texts are near to others, and not to themselves."""
    near = table(models.Near)
    with project.reading() as session:
        count = session.execute(select(func.count()).where(near.c.text <= near.c.earlier)).scalar_one()
    messages = [f"{counted(count, 'text')} linked to themselves or a later one as copies."] if count else []
    yield from findings("copies", messages, "each text is linked to earlier ones", _ANEW, mendable=True)


def mend_copies(mending: Mending) -> None:
    """Remove links that are none."""
    near = table(models.Near)
    found = mending.connection.execute(near.delete().where(near.c.text <= near.c.earlier))
    if found.rowcount:
        mending.note("copies", f"{counted(found.rowcount, 'link')} between texts removed")


def editions(project: Project) -> Iterator[Finding]:
    """Whether the earlier texts of each document are numbered from 1 on."""
    with project.reading() as session:
        messages = [
            f"document {document}: its earlier texts are not numbered from 1 on." for document in _gaps(session)
        ]
    yield from findings("editions", messages, "earlier texts are numbered from 1 on", _NUMBERS, mendable=True)


def mend_editions(mending: Mending) -> None:
    """Number the earlier texts of a document anew."""
    edition = table(models.Edition)
    for document in _gaps(mending.session):
        query = select(models.Edition).where(edition.c.document == document).order_by(edition.c.number, edition.c.id)
        for number, row in enumerate(mending.session.scalars(query).all(), 1):
            if row.number != number:
                mending.set(
                    "editions", f"document {document}: an earlier text is number {number} now", row, number=number
                )


def coders(project: Project) -> Iterator[Finding]:
    """How much each coder has annotated."""
    coder = table(models.Coder)
    counts: dict[str, int] = {}
    with project.reading() as session:
        for model in (models.Mention, models.Quote, models.Stance):
            marks = table(model)
            query = select(coder.c.name, func.count()).join(marks, marks.c.coder == coder.c.id).group_by(coder.c.name)
            for name, count in session.execute(query):
                counts[name] = counts.get(name, 0) + count
    told = ", ".join(f"{name} {counted(count, 'annotation')}" for name, count in sorted(counts.items()))
    yield Finding("ok", "coders", told or "nobody has annotated yet")


def _unreadable(session: Session) -> Iterator[Any]:
    kept = table(models.Suggestion).c
    query = select(kept.document, kept.id, kept.payload).order_by(kept.document, kept.id)
    for row in stream(session, query):
        if not _is_readable(row.payload):
            yield row


def _is_readable(payload: str) -> bool:
    try:
        return len(wire.load(payload, sys.maxsize)) == 1
    except ValueError:
        return False


def _void(session: Session) -> list[str]:
    kept = table(models.Proposals).c
    query = select(kept.sha256, kept.payload).order_by(kept.sha256)
    found = []
    for sha256, payload in stream(session, query):
        try:
            wire.load(payload, sys.maxsize)
        except ValueError:
            found.append(str(sha256))
    return found


def _gaps(session: Session) -> list[str]:
    edition = table(models.Edition)
    query = select(edition.c.document).group_by(edition.c.document)
    wrong = (func.count(edition.c.number.distinct()) != func.count()) | (func.max(edition.c.number) != func.count())
    return list(session.execute(query.having(wrong).order_by(edition.c.document)).scalars())
