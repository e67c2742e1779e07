"""Zones corrected by hand: a stretch of a text is given another kind, and what was told of it before gives way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session, col, select

from corpus import spans
from corpus.spans import KINDS, Span
from db import models, rows
from db.errors import ConflictError, ProjectError
from db.records import HAND, Zone


def label(
    session: Session, document_id: str, span: Span, kind: str, rule: str = HAND, *, seen: Iterable[Zone] | None = None
) -> None:
    """Make a stretch of a document one zone of this kind; zones that it cuts keep what is left of them.

    Raises:
        ConflictError: If its zones are others than those `seen`.
    """
    if kind not in KINDS:
        raise ProjectError(f"There is no zone called {kind!r}; there are {', '.join(KINDS)}.")
    text = rows.text_of(session, document_id)
    if not 0 <= span.start < span.end <= len(text):
        raise ProjectError(f"From {span.start} to {span.end} is no stretch of a text of {len(text)} characters.")
    present = session.exec(select(models.Zone).where(col(models.Zone.document) == document_id)).all()
    met = [zone for zone in present if zone.start < span.end and span.start < zone.end]
    present_here = {(zone.kind, zone.start, zone.end, zone.rule) for zone in met}
    if present_here == {(kind, *span, rule)}:
        return
    if seen is not None and present_here != {(zone.kind, zone.start, zone.end, zone.rule) for zone in seen}:
        raise ConflictError("Somebody else has labelled this stretch meanwhile, as you see it now; nothing was saved.")
    for zone in met:
        _make_room(session, zone, _left(Span(zone.start, zone.end), span))
    session.add(models.Zone(document=document_id, kind=kind, start=span.start, end=span.end, rule=rule))


def beside(found: Iterable[spans.Zone], kept: Iterable[Span]) -> list[spans.Zone]:
    """What is left of the zones that were found beside those stretches that keep theirs."""
    left = list(found)
    for span in kept:
        left = [replace(zone, span=piece) for zone in left for piece in _left(zone.span, span)]
    return left


def _left(zone: Span, span: Span) -> list[Span]:
    """What is left of a zone before and after a stretch."""
    pieces = (Span(zone.start, min(zone.end, span.start)), Span(max(zone.start, span.end), zone.end))
    return [piece for piece in pieces if piece.start < piece.end]


def _make_room(session: Session, zone: models.Zone, left: Iterable[Span]) -> None:
    """Shrink a zone to what is left of it; a second piece becomes a zone of its own."""
    pieces = iter(left)
    first = next(pieces, None)
    if first is None:
        session.delete(zone)
        return
    zone.start, zone.end = first
    session.add_all(
        models.Zone(document=zone.document, kind=zone.kind, start=piece.start, end=piece.end, rule=zone.rule)
        for piece in pieces
    )
