"""Examining a project: its file, its database, and whether its annotations still say what stands in the texts."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import func, literal, select, text, union_all
from sqlmodel import Session

from corpus.suggest import wire
from corpus.text import digest
from db import disks, models, schema
from db.engine import Project
from db.errors import ProjectError
from db.models import table

SAFE_SQLITE = (3, 51, 3)
"""The first SQLite without the bug that can damage a WAL database which several programs write to."""
_SHOWN = 5
"""How many lines of one check are told."""
_REBUILD = "glossator export it and import that into a new project: each annotation is looked for in its text again."
_RESTORE = "Take a backup, or glossator export what can be read and import that into a new project."

Check = Callable[[Project], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    level: Literal["ok", "warning", "fault"]
    subject: str
    message: str
    remedy: str = ""
    """What to do about it; empty where all is well."""


def examine(project: Project, *, read_data: bool = False) -> Iterator[Finding]:
    """Look at everything; with `read_data` also at each text's hash and each page of the file."""
    checks: list[Check] = [_schema]
    if project.path:
        integrity = _full_integrity if read_data else _quick_integrity
        checks += [_sqlite, _disk, _journal, integrity, _references, _permissions, _backups]
    checks += [_orphans, _annotations, _suggestions, _zones, _coders]
    if read_data:
        checks.append(_texts)
    for check in checks:
        try:
            yield from check(project)
        except ProjectError as error:
            yield Finding("fault", check.__name__.strip("_").replace("_", " "), str(error), _RESTORE)


def sqlite_finding(version: tuple[int, ...]) -> Finding:
    """What there is to say about this version of SQLite."""
    told = ".".join(map(str, version))
    if version >= SAFE_SQLITE:
        return Finding("ok", "SQLite", told)
    safe = ".".join(map(str, SAFE_SQLITE))
    return Finding(
        "warning",
        "SQLite",
        f"{told} has a rare bug that can damage a database in WAL mode when several programs write to it at once.",
        f"Use a Python that comes with SQLite {safe} or later; until then let one program at a time write.",
    )


def _schema(project: Project) -> Iterator[Finding]:
    with project.reading() as session:
        found = str(session.execute(text("SELECT version_num FROM alembic_version")).scalar())
    newest = schema.newest()
    if found == newest:
        yield Finding("ok", "schema", found)
    elif found < newest:
        yield Finding("fault", "schema", f"{found} is older than this program's {newest}.", "Open the project again.")
    else:
        remedy = "Use the newer Glossator that wrote it."
        yield Finding("fault", "schema", f"{found} is newer than this program's {newest}.", remedy)


def _sqlite(project: Project) -> Iterator[Finding]:
    with project.reading() as session:
        version = str(session.execute(text("SELECT sqlite_version()")).scalar())
    yield sqlite_finding(tuple(map(int, version.split("."))))


def _disk(project: Project) -> Iterator[Finding]:
    if kind := disks.network_kind(_path(project).resolve()):
        message = f"the project lies on a network file system ({kind}), where locks and power cuts may damage it."
        yield Finding("warning", "disk", message, "Move it to a local disk, or let several people share PostgreSQL.")
    else:
        yield Finding("ok", "disk", "no network file system is known of")


def _journal(project: Project) -> Iterator[Finding]:
    mode = _pragma(project, "journal_mode")[0][0]
    if mode == "wal":
        yield Finding("ok", "journal", "WAL")
    else:
        message = f"is {mode}, not WAL: readers wait for writers, and a crash is more likely to cost something."
        yield Finding("warning", "journal", message, "Move the project to a local disk and open it there.")


def _quick_integrity(project: Project) -> Iterator[Finding]:
    yield from _integrity(project, "quick_check")


def _full_integrity(project: Project) -> Iterator[Finding]:
    yield from _integrity(project, "integrity_check")


def _integrity(project: Project, pragma: str) -> Iterator[Finding]:
    told = [line for row in _pragma(project, pragma) for line in str(row[0]).splitlines() if line[:3] != "***"]
    if told == ["ok"]:
        yield Finding("ok", "integrity", pragma)
        return
    for line in told[:_SHOWN]:
        yield Finding("fault", "integrity", line, _RESTORE)


def _references(project: Project) -> Iterator[Finding]:
    broken = _pragma(project, "foreign_key_check")
    if not broken:
        yield Finding("ok", "references", "every row refers to one that is there")
    for (name, target), rows in groupby(sorted((row[0], row[2]) for row in broken)):
        count = len(list(rows))
        message = f"{_counted(count, 'row')} of {name} refer to a row of {target} that is not there."
        yield Finding("fault", "references", message, _RESTORE)


def _permissions(project: Project) -> Iterator[Finding]:
    """Articles may be embargoed and notes are private: the file is for its owner alone."""
    path = _path(project)
    found = [finding for file in _files(path) if (finding := _open_to_others(file))]
    try:
        folder_mode = path.parent.stat().st_mode
    except OSError as error:
        yield Finding("fault", "folder", f"{path.parent}: {error.strerror}.", "Put the project's folder back.")
        return
    if folder_mode & stat.S_IWOTH and not folder_mode & stat.S_ISVTX:
        message = f"{path.parent}: everybody may delete or replace the project here."
        found.append(Finding("warning", "folder", message, f"chmod o-w {path.parent}"))
    yield from found or [Finding("ok", "permissions", "the project is its owner's alone")]


def _files(path: Path) -> list[Path]:
    beside = [path.with_name(path.name + ending) for ending in ("-wal", "-shm")]
    return [path, *(file for file in beside if file.exists())]


def _open_to_others(path: Path) -> Finding | None:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError as error:
        return Finding("fault", "permissions", f"{path}: {error.strerror}.", "Put the file back, or take a backup.")
    if not mode & 0o077:
        return None
    return Finding("warning", "permissions", f"{path}: others may use it (mode {mode:03o}).", f"chmod 600 {path}")


def _backups(project: Project) -> Iterator[Finding]:
    path = _path(project)
    beside = sorted(file for file in path.parent.iterdir() if file.name.startswith(f"{path.name}.before-"))
    for file in beside:
        if file.suffix == ".unfinished":
            yield Finding("warning", "backup", f"{file}: was never finished.", f"rm {file}")
        elif finding := _open_to_others(file):
            yield Finding("warning", "backup", finding.message, finding.remedy)
        else:
            yield Finding("ok", "backup", f"{file}, {file.stat().st_size} bytes")
    if not beside:
        yield Finding("ok", "backup", "none next to the project")


def _orphans(project: Project) -> Iterator[Finding]:
    with project.reading() as session:
        rows = [row for row in session.execute(_anchored()) if row.orphan]
    if not rows:
        yield Finding("ok", "orphans", "none")
    for document, lost in groupby(rows, key=lambda row: row.document):
        count = len({(row.kind, row.id) for row in lost})
        message = f"document {document}: {_counted(count, 'annotation')} lost their place in the text."
        yield Finding("warning", "orphans", message, "Open it, mark the words again and delete the orphans.")


def _annotations(project: Project) -> Iterator[Finding]:
    """Whether each annotation lies inside its text and says what stands there."""
    faults = []
    with project.reading() as session:
        for document, rows in groupby(session.execute(_anchored()), key=lambda row: row.document):
            kept = _text(session, document)
            faults += [fault for row in rows if not row.orphan and (fault := _misplaced(kept, row))]
    if not faults:
        yield Finding("ok", "annotations", "each says what stands at its place")
    for fault in faults[:_SHOWN]:
        yield Finding("fault", "annotations", fault, _REBUILD)
    if len(faults) > _SHOWN:
        yield Finding("fault", "annotations", f"and {len(faults) - _SHOWN} more.", _REBUILD)


def _misplaced(kept: str | None, row: Any) -> str:
    """What is wrong with where an annotation stands, or empty."""
    place = f"document {row.document}: {row.kind} {row.id} at {row.start} to {row.end}"
    if kept is None:
        return f"{place}: the document has no text."
    if not 0 <= row.start < row.end <= len(kept):
        return f"{place} lies outside of the text, which has {len(kept)} characters."
    return "" if kept[row.start : row.end] == row.exact else f"{place} does not say what stands there."


def _suggestions(project: Project) -> Iterator[Finding]:
    """Whether what was decided about suggestions can be read; what is merely proposed is found anew at any time."""
    kept = table(models.Suggestion).c
    with project.reading() as session:
        rows = list(session.execute(select(kept.document, kept.id, kept.payload).order_by(kept.document, kept.id)))
    damaged = [row for row in rows if not _is_readable(row.payload)]
    if not damaged:
        yield Finding("ok", "suggestions", f"{_counted(len(rows), 'decision')} kept")
    for document, lost in groupby(damaged, key=lambda row: row.document):
        message = f"document {document}: {_counted(len(list(lost)), 'decision')} about suggestions cannot be read."
        yield Finding("warning", "suggestions", message, "Decide again: what was rejected there is offered again.")


def _is_readable(payload: str) -> bool:
    try:
        return len(wire.load(payload, sys.maxsize)) == 1
    except ValueError:
        return False


def _zones(project: Project) -> Iterator[Finding]:
    zone, document, kept = table(models.Zone), table(models.Document), table(models.Text)
    joined = zone.join(document, document.c.id == zone.c.document).join(kept, kept.c.sha256 == document.c.sha256)
    outside = select(func.count()).select_from(joined).where(zone.c.end > func.length(kept.c.text))
    with project.reading() as session:
        count = session.execute(outside).scalar_one()
    if count:
        yield Finding("fault", "zones", f"{_counted(count, 'zone')} lie outside of their text.", _REBUILD)
    else:
        yield Finding("ok", "zones", "all lie in their texts")


def _coders(project: Project) -> Iterator[Finding]:
    coder = table(models.Coder)
    marks = union_all(*(select(table(model).c.coder) for model in (models.Mention, models.Quote, models.Stance)))
    made = marks.subquery()
    query = select(coder.c.name, func.count()).join(made, made.c.coder == coder.c.id).group_by(coder.c.name)
    with project.reading() as session:
        counts = sorted((str(name), int(count)) for name, count in session.execute(query))
    told = ", ".join(f"{name} {_counted(count, 'annotation')}" for name, count in counts)
    yield Finding("ok", "coders", told or "nobody has annotated yet")


def _texts(project: Project) -> Iterator[Finding]:
    """A changed letter passes every check of SQLite: only the hash sees it."""
    changed = []
    with project.reading() as session:
        digests = session.execute(select(table(models.Text).c.sha256)).scalars().all()
        for sha256 in digests:
            kept = select(table(models.Text).c.text).where(table(models.Text).c.sha256 == sha256)
            if digest(session.execute(kept).scalar_one()) != sha256:
                changed.append(sha256)
    for sha256 in changed:
        message = f"the text that was kept under {sha256} is no longer what it was."
        yield Finding("fault", "texts", message, "Take a backup: the offsets of its annotations cannot be trusted.")
    if not changed:
        yield Finding("ok", "texts", f"{_counted(len(digests), 'hash', 'hashes')} agree")


def _anchored() -> Any:
    """Everything with a span and its words, document by document."""
    mention, quote, part = table(models.Mention), table(models.Quote), table(models.QuotePart)
    stance, evidence, parallel = table(models.Stance), table(models.Evidence), table(models.Parallel)

    def columns(kind: str, row_id: Any, document: Any, anchored: Any) -> Any:
        told = (anchored.c.start, anchored.c.end, anchored.c.exact, anchored.c.orphan)
        return select(literal(kind).label("kind"), row_id.label("id"), document.label("document"), *told)

    rows = union_all(
        columns("mention", mention.c.id, mention.c.document, mention),
        columns("quote", quote.c.id, quote.c.document, part).join(quote, quote.c.id == part.c.quote),
        columns("stance", stance.c.id, stance.c.document, evidence)
        .join(stance, stance.c.id == evidence.c.stance)
        .where(evidence.c.start.is_not(None)),
        columns("parallel", parallel.c.id, parallel.c.document, parallel).where(parallel.c.document.is_not(None)),
    )
    return rows.order_by("document", "start", "kind", "id")


def _text(session: Session, document: str) -> str | None:
    kept, documents = table(models.Text), table(models.Document)
    query = select(kept.c.text).join(documents, documents.c.sha256 == kept.c.sha256).where(documents.c.id == document)
    found: str | None = session.execute(query).scalar()
    return found


def _pragma(project: Project, name: str) -> list[Any]:
    with project.reading() as session:
        return list(session.execute(text(f"PRAGMA {name}")))


def _path(project: Project) -> Path:
    if project.path is None:
        raise ProjectError(f"{project.name}: is no file.")
    return project.path


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
