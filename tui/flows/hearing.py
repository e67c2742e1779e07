"""Hearing what others have done: the screen follows, and what the analyst is at stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from db import documents, history, news
from db.engine import Project
from db.news import Heard, News
from db.records import Document, Near, Source
from tui.desk import Desk
from tui.flows import acts, opening
from tui.flows.acts import Kept
from tui.rows import Rows

Outcome = Literal["done", "later", "renew"]


@dataclass(frozen=True, slots=True)
class _Present:
    """What there is to show now."""

    news: News
    undo: str = ""
    rows: Rows | None = None
    """The list around the open document, if that may have changed."""
    count: int = 0
    """The number of the last document in the whole list."""
    kept: Kept | None = None
    """What is kept of the open document, if that may have changed."""
    document: tuple[Document, list[Near | Source]] | None = None
    """What is told of it, likewise."""
    is_other: bool = False
    """Whether the open document is gone or has another text."""


async def begin(desk: Desk) -> None:
    """Count as news what is written from now on."""
    desk.others.last_act = await acts.read(desk, news.newest)


async def hear(desk: Desk, is_quiet: Callable[[], bool]) -> Outcome:
    """Show what others have done since the desk heard of it last.

    Nothing is shown while an act is at work: "later". "renew" says that the open document has to be opened anew.
    """
    if not is_quiet():
        return "later"
    present = await desk.clerk.do(_look, desk.document, desk.coder, desk.others.last_act)
    if not is_quiet():  # a key came meanwhile: what its act reads is newer than this
        return "later"
    if present.is_other:
        return "renew"
    desk.others.last_act = present.news.last
    if present.news.heard:
        _show(desk, present)
    return "done"


def _look(project: Project, document: Document | None, coder: str, last: int) -> _Present:
    """Read the news and all that it makes different, as of one moment."""
    with project.reading() as session:
        new = news.since(session, last, project.written)
        project.written.difference_update([act for act in project.written if act <= last])
        if not new.heard:
            return _Present(new)
        undo = history.next_undo(session, coder)
        rows, count = None, documents.last_number(session)
        if new.rows is None or new.rows or new.gone:
            rows = Rows(documents.around(session, document.number if document else 0))
        if document is None or not new.concerns(document.id):
            return _Present(new, undo, rows, count)
        if documents.text_id(session, document.id) != document.sha256:
            return _Present(new, is_other=True)
        told = opening.read(session, document.id) if new.has_metadata else None
        return _Present(new, undo, rows, count, acts.now(session, document.id, coder), told)


def _show(desk: Desk, present: _Present) -> None:
    """Bring the desk up to date, and repaint only where something is different."""
    new = present.news
    desk.undo = present.undo
    desk.rows, desk.count = present.rows or desk.rows, present.count
    if desk.lists.catalogue is not None and new.has_metadata:
        for row in new.rows or ():
            desk.lists.catalogue.renamed(row)
    if present.document is not None:
        document, desk.copies = present.document
        desk.told(document)
    if present.kept is not None and desk.document is not None:
        about = (desk.document.id, None)
        desk.others.heard = told([act for act in new.heard if act.document in about], desk.coder) or desk.others.heard
    if present.kept is not None and present.kept.annotations != desk.annotations:
        desk.overheard(present.kept.annotations)
    else:
        desk.face.show()


def told(heard: Sequence[Heard], coder: str) -> str:
    """Who did what, in a few words: "maria: quote", "maria: 3 acts"."""
    verbs: dict[str, list[str]] = {}
    for act in heard:
        verbs.setdefault("you elsewhere" if act.coder == coder else act.coder, []).append(act.verb)
    return ", ".join(f"{who}: {did[0] if len(did) == 1 else f'{len(did)} acts'}" for who, did in verbs.items())
