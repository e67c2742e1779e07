"""Edits of what somebody else has edited meanwhile: both versions are shown, and the analyst chooses.

Nobody's words are overwritten unseen: an edit is written on the version that its analyst has seen, or has chosen over.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from corpus.spans import Span
from db import documents, history
from db.engine import Project, Session
from db.errors import ChangedError, DeletedError
from db.records import Document
from tui.desk import Cancelled, Desk
from tui.flows import acts, opening
from tui.flows.versions import Subject, Words
from tui.screens.versions import Version, VersionsPanel

Edit = Callable[[Session, int], object]
"""Changes the subject, whose version is the number."""


@dataclass(frozen=True, slots=True)
class _Conflict:
    """What was seen, what stands there now, and what would be written."""

    seen: Words
    theirs: Words
    mine: Words
    version: int
    """The version that stands there now, or stood there until it was deleted."""
    who: str
    """Who wrote it and when."""
    is_deleted: bool


class Left(Cancelled):
    """The analyst has seen both versions, and leaves the other one as it is."""


class _Tried(Exception):
    """Leaves a trial without writing anything."""


async def write(
    desk: Desk, verb: str, subject: Subject, edit: Edit, span: Span | None = None, *, both: Edit | None = None
) -> None:
    """Write an edit as one act; where somebody else was quicker, as the analyst chooses.

    `both` writes the edit beside what stands there.

    Raises:
        Cancelled: If the analyst leaves it as it is.
    """
    version, is_deleted = subject.version, False
    while True:
        try:
            return await acts.write(desk, verb, _job(subject, edit, version, is_deleted), span)
        except (ChangedError, DeletedError) as error:
            if error.row != subject.id:
                raise
            conflict = await desk.clerk.do(_compare, acts.opened(desk), desk.coder, subject, edit)
            edit = await _chosen(desk, verb, subject, conflict, {"yours": edit, "both": both})
            version, is_deleted = conflict.version, conflict.is_deleted


def _job(subject: Subject, edit: Edit, version: int, is_deleted: bool) -> Callable[[Session], None]:
    def job(session: Session) -> None:
        if is_deleted:
            history.bring_back(session, subject.id)
        edit(session, version)

    return job


def _compare(project: Project, document: Document, coder: str, subject: Subject, edit: Edit) -> _Conflict:
    """Try the edit on what stands there now, and take it back."""
    with suppress(_Tried), history.act(project, coder=coder, verb="trial") as session:
        documents.refuse_other_text(session, document.id, document.sha256)
        who = history.last_change(session, subject.id)
        version, theirs = subject.read(session)
        is_deleted = not version
        if is_deleted:
            history.bring_back(session, subject.id)
            version, _ = subject.read(session)
        edit(session, version)
        session.flush()
        _, mine = subject.read(session)
        raise _Tried
    return _Conflict(subject.seen, theirs, mine, version, who, is_deleted)


async def _chosen(desk: Desk, verb: str, subject: Subject, conflict: _Conflict, edits: dict[str, Edit | None]) -> Edit:
    """The edit that is to be written.

    Raises:
        Cancelled: If it is none, or somebody else has written the same.
    """
    if conflict.mine == conflict.theirs:
        await opening.reread(desk, acts.opened(desk).id)
        desk.say(f"{verb}: the same was written {conflict.who}")
        raise Cancelled
    desk.foot.waiting.clear()  # keys typed ahead of this question were not meant for it
    about = f"{subject.name} {'deleted' if conflict.is_deleted else 'changed'} {conflict.who}"
    panel = VersionsPanel(about, _versions(conflict, edits["both"] is not None))
    taken: Version | None = await desk.face.show_screen(panel)
    edit = edits.get(taken.choice) if taken else None
    if edit is None:
        await opening.reread(desk, acts.opened(desk).id)
        desk.say(f"{verb}: left as it is now, {conflict.who}")
        raise Left if taken else Cancelled
    return edit


def _versions(conflict: _Conflict, has_both: bool) -> list[Version]:
    """The choices, the one that takes nothing from anybody first."""
    seen, theirs, mine = conflict.seen, conflict.theirs, conflict.mine
    names = [name for name in {**seen, **theirs, **mine} if len({each.get(name) for each in (seen, theirs, mine)}) > 1]
    overwritten = any(mine.get(name) != theirs.get(name) != seen.get(name) for name in names)
    if conflict.is_deleted:
        title = "bring it back and write yours"
    else:
        title = "write yours over theirs" if overwritten else "write yours beside theirs"
    yours = Version("yours", title, _fields(mine, names))
    left = Version("theirs", "leave it deleted" if conflict.is_deleted else "leave theirs", _fields(theirs, names))
    if has_both and not conflict.is_deleted:
        return [Version("both", "keep both, yours below theirs", ()), yours, left]
    return [left, yours] if overwritten else [yours, left]


def _fields(words: Words, names: list[str]) -> list[tuple[str, str]]:
    return [(name, words[name]) for name in names] if words else [("", "deleted")]
