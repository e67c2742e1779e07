"""What the filters of the search line can be asked for in a project, so that they are completed as they are typed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from db import actors, concepts, models
from db.models import table

_DOCUMENT = table(models.Document)


def values(session: Session, name: str) -> list[str]:
    """The values that a filter may have here, the commonest first; other lines of one are other names for it."""
    match name:
        case "actor":
            return ["\n".join((actor.name, *actor.aliases)) for actor in actors.listing(session)]
        case "about":
            targets = [concept.name for concept in concepts.listing(session)]
            return list(dict.fromkeys((*targets, *(actor.name for actor in actors.listing(session)))))
        case "coder":
            return ["me", *session.connection().scalars(select(table(models.Coder).c.name).order_by("name"))]
        case "date":
            return _counted(session, func.substr(_DOCUMENT.c.published, 1, 4))
        case "outlet" | "language" | "section":
            return _counted(session, _DOCUMENT.c[name])
    return []


def _counted(session: Session, column: ColumnElement[str]) -> list[str]:
    """What stands in a column, the commonest first."""
    count = func.count()
    query = select(column).group_by(column).order_by(count.desc(), column)
    return [value for value in session.connection().scalars(query) if value]
