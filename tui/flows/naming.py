"""Mentions: `a` links a name to an actor."""

from __future__ import annotations

from functools import partial

from corpus.spans import Span, trimmed
from db import actors, mentions
from db.engine import Session
from db.records import Document
from tui.desk import Desk
from tui.flows import acts, candidates
from tui.flows.candidates import Choice


async def tag_actor(desk: Desk, actor: Choice | None = None) -> None:
    """Link the selection, or the name under the cursor, to an actor."""
    span = await name_here(desk)
    if not span.length:
        desk.say("no word here")
        return
    own = (mention for mention in desk.annotations.mentions if mention.coder == desk.coder)
    same = next((mention for mention in own if mention.span == span), None)
    if same is not None:
        desk.reader.go(span.start, mark=same.id)
        desk.say("this name is linked already: recode changes it")
        return
    if actor is None:
        actor = await desk.ask(await candidates.actor_question(desk, span))
    document, whom = acts.opened(desk), actor
    mention = await acts.write(desk, "actor", lambda session: link(session, document, span, whom), span)
    desk.reader.go(span.start, mark=mention)
    desk.repeat = partial(tag_actor, actor=actor)


def link(session: Session, document: Document, span: Span, whom: Choice, *, origin: str = "hand") -> str:
    """Link a span to an actor, who is known by its words from now on; the new mention's id."""
    actor = candidates.actor_id(session, whom)
    mention = mentions.add(session, document.id, actor, span, origin=origin)
    actors.learn(session, actor, document.text[span.start : span.end])
    return mention


async def name_here(desk: Desk) -> Span:
    """The selection, or the name under the cursor, or its word."""
    if desk.reader.selection is not None:
        return trimmed(desk.reader.text, desk.reader.selection)
    cursor = desk.reader.cursor
    return next((name.span for name in await desk.names() if name.span.at(cursor.start)), cursor)
