"""What is remembered of files that were taken in, so that a second import passes over them, and of their columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select, update
from sqlmodel import Session

from db import models
from db.batches import batches
from db.engine import Project
from db.models import table

_FILE, _PROJECT = table(models.File), table(models.Project)


class Remembered(NamedTuple):
    """A file that was taken in."""

    path: str
    """Its absolute path."""
    name: str
    """As the user named it then; documents tell this name."""
    stamp: str
    """What is another one when its content is, or what was asked for in reading it."""
    articles: int
    """How many were in it."""


def remembered(session: Session, paths: Sequence[str]) -> dict[str, Remembered]:
    """What is remembered of these paths."""
    found = {}
    for some in batches(paths):
        query = select(_FILE).where(_FILE.c.path.in_(some))
        found.update({row.path: Remembered(*row) for row in session.connection().execute(query)})
    return found


def remember(project: Project, files: Sequence[Remembered]) -> None:
    """Remember files whose articles are all in; nobody's history."""
    if not files:
        return
    with project.writing() as session:
        connection = session.connection()
        forget(session, [file.path for file in files])
        connection.execute(_FILE.insert(), [file._asdict() for file in files])


def forget(session: Session, paths: Sequence[str]) -> None:
    """Let these files be read again."""
    for some in batches(paths):
        session.connection().execute(_FILE.delete().where(_FILE.c.path.in_(some)))


def columns(session: Session) -> dict[str, str]:
    """Which column of a table holds which field, as it was said last."""
    told = session.connection().scalar(select(_PROJECT.c.columns))
    return dict(json.loads(told or "{}"))


def remember_columns(project: Project, mapping: Mapping[str, str]) -> None:
    """Remember what was said about columns."""
    with project.writing() as session:
        told = json.dumps(dict(mapping), ensure_ascii=False, sort_keys=True)
        session.connection().execute(update(_PROJECT).values(columns=told))
