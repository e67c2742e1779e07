"""The commands that keep a project safe: backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from db.errors import ProjectError
from db.location import missing, named, sqlite_path
from tui import settings, start
from tui.cli import output
from tui.cli.documents import Json

if TYPE_CHECKING:
    from db.backups import Backup
    from tui.cli.project import Chosen


def backup(
    context: typer.Context,
    target: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", show_default=False, help="Where to; by default beside the project."),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the backups that there are instead.")] = False,
    as_json: Json = False,
) -> None:
    """Copy the project, also while others work in it.

    The copy is checked against the project row by row, and is a project that --db opens.
    """
    from db import backups  # late, as in all commands: help needs none of it

    project = _project_file(context.obj)
    if listed:
        _list(backups.listing(project), as_json)
        return
    if not project.exists():
        raise ProjectError(missing(project))
    made = backups.make(project, target=named(str(target)) if target else None)
    if as_json:
        output.record(_record(1, made))
    else:
        start.say(f"copied to {made.path}: {_counted(made)}; compared row by row")


def restore(
    context: typer.Context,
    chosen: Annotated[
        str, typer.Argument(metavar="BACKUP", help="A file, or the number that `glossator backup --list` shows.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Replace what is there without asking.")] = False,
) -> None:
    """Put a backup into the project's place.

    The project that is there becomes a backup itself, so that this can be taken back. Nobody may have it open.
    """
    from db import restoring

    project = _project_file(context.obj)
    source = _source(project, chosen)
    restoring.check(project, source)
    if project.exists() and not yes:
        _ask(project, source)
    done = restoring.restore(project, source)
    start.say(f"{project} is now as it was in {source}")
    if done.replaced:
        start.say(f"what was there before is kept: {done.replaced}")


def _project_file(chosen: Chosen) -> Path:
    """The file of the project that is meant."""
    where = settings.named_project(chosen.db) or str(settings.samples_path())
    path = sqlite_path(where)
    if path is None:
        raise ProjectError(
            "a project on PostgreSQL is copied with pg_dump and put back with pg_restore; glossator export writes"
            " all that was annotated into one file, for either kind of project."
        )
    return path


def _source(project: Path, chosen: str) -> Path:
    """The backup that is meant: a path, or a number in the list."""
    from db import backups

    path = named(chosen)
    if not chosen.isdecimal() or path.exists():
        return path
    found = backups.listing(project)
    if not 1 <= int(chosen) <= len(found):
        raise ProjectError(f"there is no backup {chosen} of {project}; there are {len(found)}.")
    return found[int(chosen) - 1].path


def _ask(project: Path, source: Path) -> None:
    """Let a person say yes; a program has to say it beforehand."""
    if not sys.stdin.isatty():
        raise ProjectError(f"{project}: would be replaced by {source}; if you mean that, say --yes.")
    start.say(f"{project} will be replaced by {source}. What is there now is kept as a backup.")
    if not typer.confirm("Replace it?", err=True):
        raise typer.Abort


def _list(found: list[Backup], as_json: bool) -> None:
    records = [_record(number, backup) for number, backup in enumerate(found, 1)]
    if as_json:
        for record in records:
            output.record(record)
    elif found:
        told = [
            [str(record["number"]), backup.made[:16].replace("T", " "), backup.why, _counted(backup), str(backup.path)]
            for record, backup in zip(records, found, strict=True)
        ]
        output.columns(told)
    if not found:
        start.say("there are no backups yet; glossator backup makes one")
        raise typer.Exit(start.IN_PART)


def _record(number: int, backup: Backup) -> dict[str, object]:
    return {
        "number": number,
        "file": str(backup.path),
        "made": backup.made,
        "why": backup.why,
        "bytes": backup.bytes,
        "documents": backup.documents,
        "annotations": backup.annotations,
    }


def _counted(backup: Backup) -> str:
    size = f"{backup.bytes / 1_000_000:.1f} MB"
    if backup.documents is None:
        return size
    return f"{_plural(backup.documents, 'document')}, {_plural(backup.annotations or 0, 'annotation')}, {size}"


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
