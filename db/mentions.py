"""Mentions: spans that name an actor."""

from __future__ import annotations

from sqlmodel import Session

from corpus.spans import Span
from db import rows
from db.models import Actor, Mention


def add(session: Session, document_id: str, actor_id: str, span: Span, *, origin: str = "hand") -> str:
    """Link a span to an actor; the id of the new mention."""
    rows.find(session, Actor, actor_id)
    anchor = rows.anchored(rows.text_of(session, document_id), span)
    mention = Mention(document=document_id, actor=actor_id, origin=origin, **anchor, **rows.signed(session))
    session.add(mention)
    return mention.id


def recode(session: Session, id: str, version: int, actor_id: str) -> None:
    """Link a mention to another actor."""
    mention = rows.find_unchanged(session, Mention, id, version)
    rows.find(session, Actor, actor_id)
    rows.change(session, mention, actor=actor_id)


def move(session: Session, id: str, version: int, span: Span) -> None:
    """Give a mention other borders; an orphan finds its place again this way."""
    mention = rows.find_unchanged(session, Mention, id, version)
    anchor = rows.anchored(rows.text_of(session, mention.document), span)
    rows.change(session, mention, orphan=False, **anchor)


def delete(session: Session, id: str, version: int | None = None) -> None:
    """Take a mention away, in the version that was seen."""
    session.delete(rows.find_unchanged(session, Mention, id, version))
