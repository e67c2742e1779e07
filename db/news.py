"""What others have done since one looked last: their acts, and which documents look different now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session

from db import documents, models
from db.models import table
from db.records import DocumentRow

MOST_ACTS = 500
MOST_CHANGES = 5_000
"""Where others have done more than this, it is cheaper to read the whole list anew."""

_ACT, _CHANGE, _CODER = table(models.Act), table(models.Change), table(models.Coder)
_MARKS = ("mention", "quote", "stance")
_CODEBOOK = {"actor", "concept"}
_OF_DOCUMENTS = {"document", "zone", "source", "edition"}


@dataclass(frozen=True, slots=True)
class Heard:
    """One act of somebody else."""

    seq: int
    coder: str
    verb: str
    document: str | None


@dataclass(frozen=True, slots=True)
class News:
    """What has changed since an act."""

    last: int
    """The newest act that this tells of."""
    heard: tuple[Heard, ...] = ()
    """What others did, in order."""
    rows: tuple[DocumentRow, ...] | None = ()
    """The documents that look different in the list; None where these are so many that it has to be read anew."""
    gone: frozenset[str] = frozenset()
    """The documents that are there no more."""
    tables: frozenset[str] = frozenset()
    """Which tables they wrote to, where these are told."""

    def concerns(self, document_id: str) -> bool:
        """Whether what is shown of a document may be different now."""
        if self.rows is None or document_id in self.gone or self.tables & _CODEBOOK:
            return True
        return any(row.id == document_id for row in self.rows)

    @property
    def has_metadata(self) -> bool:
        """Whether more than marks and names may be different."""
        return self.rows is None or bool(self.tables & _OF_DOCUMENTS)


def newest(session: Session) -> int:
    """The number of the newest act."""
    return session.connection().scalar(select(func.max(_ACT.c.seq))) or 0


def since(session: Session, last: int, own: Iterable[int]) -> News:
    """What others than this program have done since an act."""
    a, mine = _ACT.c, set(own)
    query = select(a.seq, _CODER.c.name, a.verb, a.document).join(_CODER, _CODER.c.id == a.coder)
    found = session.connection().execute(query.where(a.seq > last).order_by(a.seq).limit(MOST_ACTS + 1)).all()
    acts = tuple(Heard(*row) for row in found if row.seq not in mine)
    if len(found) > MOST_ACTS:
        return News(newest(session), acts, None)
    if not acts:
        return News(found[-1].seq if found else last)
    changed = _changed(session, acts)
    if changed is None:
        return News(found[-1].seq, acts, None)
    rows = documents.rows_with(session, changed)
    told = tuple(sorted(rows.values(), key=lambda row: row.number))
    return News(found[-1].seq, acts, told, frozenset(changed - rows.keys()), _tables(session, acts))


def _changed(session: Session, acts: Sequence[Heard]) -> set[str] | None:
    """The documents that acts changed or marked; None where they wrote too much to tell."""
    changed = {act.document for act in acts if act.document}
    wide = [act.seq for act in acts if act.document is None]
    c = _CHANGE.c
    query = select(c.table_name, c.row_id, func.coalesce(c.after, c.before)).where(c.act.in_(wide))
    query = query.where(c.table_name.in_(("document", *_MARKS))).limit(MOST_CHANGES + 1)
    written = session.connection().execute(query).all() if wide else ()
    if len(written) > MOST_CHANGES:
        return None
    return changed | {
        row_id if name == "document" else json.loads(image)["document"] for name, row_id, image in written
    }


def _tables(session: Session, acts: Sequence[Heard]) -> frozenset[str]:
    c = _CHANGE.c
    query = select(c.table_name).where(c.act.in_([act.seq for act in acts])).distinct()
    return frozenset(session.connection().execute(query).scalars())
