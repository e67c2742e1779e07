"""Links between places that tell the same statement, and what of the corpus is likely to tell it too.

A link says of two places that they are one statement; all that is linked over several links is one statement as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from corpus.spans import Span
from db import history, models, retellings, rows
from db.assembly import PIECES
from db.errors import ProjectError
from db.models import Document, Parallel, Quote, table
from db.records import Retelling

_PARALLEL, _QUOTE, _PART, _DOCUMENT = (table(model) for model in (Parallel, Quote, models.QuotePart, Document))


def link(session: Session, quote_id: str, other: str | tuple[str, Span]) -> str:
    """Say that a quote tells the same as another quote, or as a span of a document; the link's id.

    Of two that are linked already it is the id of that link.
    """
    rows.find(session, Quote, quote_id)
    told: dict[str, Any]
    if isinstance(other, str):
        rows.find(session, Quote, other)
        if other == quote_id:
            raise ProjectError("A quote cannot be linked with itself.")
        told = {"other": other}
    else:
        document, span = other
        told = {"document": document, **rows.anchored(rows.text_of(session, document), span)}
    if known := _known(session, quote_id, told):
        return known
    made = Parallel(quote=quote_id, coder=history.coder_of(session), created=history.time_of(session), **told)
    session.add(made)
    return made.id


def _known(session: Session, quote_id: str, told: dict[str, Any]) -> str | None:
    """The link that joins these two already, from whichever side it was made."""
    p = _PARALLEL.c
    if "other" in told:
        ends = (quote_id, told["other"])
        same = p.quote.in_(ends) & p.other.in_(ends)
    else:
        place = (p.document == told["document"]) & (p.start == told["start"]) & (p.end == told["end"])
        same = (p.quote == quote_id) & place & p.orphan.is_(False)
    session.flush()
    return session.connection().scalar(select(p.id).where(same).order_by(p.id).limit(1))


def unlink(session: Session, id: str) -> None:
    """Take back that two places tell the same."""
    session.delete(rows.find(session, Parallel, id))


def chosen(session: Session, told: str) -> str:
    """The id of the one quote whose id is, or begins, so.

    Raises:
        ProjectError: If there is none, or several.
    """
    found = list(
        session.connection().scalars(select(_QUOTE.c.id).where(_QUOTE.c.id.startswith(told, autoescape=True)).limit(9))
    )
    if told in found:
        return told
    if len(found) == 1:
        return str(found[0])
    several = f"{len(found)} quotes or more have ids that begin with {told!r}: write more of the one that is meant."
    raise ProjectError(several if found else f"There is no quote {told!r} in this project.")


def content(session: Session, quote_id: str) -> str:
    """What a quote says, its pieces one after the other."""
    query = select(_PART.c.exact).where(_PART.c.quote == quote_id, _PART.c.role == "content").order_by(_PART.c.position)
    return PIECES.join(session.connection().scalars(query))


def of_quote(session: Session, quote_id: str, limit: int) -> list[Retelling]:
    """What is linked with a quote, and then what is likely to tell the same, the nearest first."""
    quote = rows.find(session, Quote, quote_id)
    same = linked(session, quote_id)
    found = of_text(session, content(session, quote_id), limit + len(same), apart=quote.document)
    return [*same, *(each for each in found if not any(_is_one(each, known) for known in same))][
        : max(limit, len(same))
    ]


def of_text(session: Session, told: str, limit: int, *, apart: str = "") -> list[Retelling]:
    """What is likely to tell the same as these words in documents but `apart`, with the quotes that stand there."""
    found = retellings.find(session, told, limit, apart=apart)
    contents = _contents(session, {each.document for each in found})
    return [_with_quote(each, contents.get(each.document, ())) for each in found]


def linked(session: Session, quote_id: str) -> list[Retelling]:
    """The places that are linked with a quote, over as many links as it takes, in the order of the documents."""
    members, waiting = {quote_id}, [quote_id]
    found: list[Retelling] = []
    while waiting:
        for row in _links(session, waiting.pop()):
            for member in (row.quote, row.other):
                if member and member not in members:
                    members.add(member)
                    waiting.append(member)
                    found += _at_quote(session, member, row.id)
            if row.document:
                found += _at_span(session, row)
    return sorted(found, key=lambda each: (each.number, each.span, each.parallel))


def _links(session: Session, quote_id: str) -> Sequence[Parallel]:
    either = (col(Parallel.quote) == quote_id) | (col(Parallel.other) == quote_id)
    return session.exec(rows_of(Parallel).where(either).order_by(col(Parallel.id))).all()


def _at_quote(session: Session, quote_id: str, link_id: str) -> Iterator[Retelling]:
    query = select(_DOCUMENT, _PART.c.start, _PART.c.end).join(_QUOTE, _QUOTE.c.document == _DOCUMENT.c.id)
    query = query.join(_PART, _PART.c.quote == _QUOTE.c.id).where(_QUOTE.c.id == quote_id, _PART.c.role == "content")
    row = session.connection().execute(query.order_by(_PART.c.position)).first()
    if row:
        yield _told(row, Span(row.start, row.end), content(session, quote_id), quote_id, link_id)


def _at_span(session: Session, link: Parallel) -> Iterator[Retelling]:
    row = session.connection().execute(select(_DOCUMENT).where(_DOCUMENT.c.id == link.document)).one()
    told = _told(row, Span(link.start or 0, link.end or 0), link.exact or "", "", link.id)
    yield replace(told, orphan=link.orphan)


def _told(row: Any, span: Span, exact: str, quote: str, parallel: str) -> Retelling:
    return Retelling(row.id, row.number, row.title, row.outlet, row.published, span, exact, 0.0, quote, parallel)


def _contents(session: Session, documents: Iterable[str]) -> dict[str, list[tuple[Span, str]]]:
    """The pieces of the quotes of these documents."""
    query = select(_QUOTE.c.document, _QUOTE.c.id, _PART.c.start, _PART.c.end).join(_PART, _PART.c.quote == _QUOTE.c.id)
    query = query.where(_QUOTE.c.document.in_(list(documents)), _PART.c.role == "content", _PART.c.orphan.is_(False))
    found: dict[str, list[tuple[Span, str]]] = {}
    for row in session.connection().execute(query.order_by(_QUOTE.c.id)):
        found.setdefault(row.document, []).append((Span(row.start, row.end), row.id))
    return found


def _with_quote(found: Retelling, contents: Sequence[tuple[Span, str]]) -> Retelling:
    """The same with the quote that has most of the stretch."""
    shared, quote = max(((_shared(span, found.span), id_) for span, id_ in contents), default=(0, ""))
    return replace(found, quote=quote) if shared else found


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _is_one(found: Retelling, known: Retelling) -> bool:
    """Whether two are about the same place."""
    return found.document == known.document and (
        _shared(found.span, known.span) > 0 or (found.quote != "" and found.quote == known.quote)
    )
