"""Examining a project, and repairing what is safe to repair: one check after the other, each in a module of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from db import backups, clock, history
from db.checks import files, log, proposed, references, structure, texts, trees, values
from db.checks.files import SAFE_SQLITE as SAFE_SQLITE
from db.checks.files import sqlite_finding as sqlite_finding
from db.checks.finding import RESTORE, Check, Mended, Mending
from db.checks.finding import Finding as Finding
from db.engine import Project
from db.errors import ProjectError

BEFORE = "before a repair"
"""Why the project as it was is kept."""

_FILE = (
    Check("SQLite", files.sqlite),
    Check("disk", files.disk),
    Check("journal", files.journal),
)
_OWNERS = (
    Check("permissions", files.permissions),
    Check("backup", files.backup),
)
_ROWS = (
    Check("references", references.look, references.mend),
    Check("values", values.look, values.mend),
    Check("kinds", values.kinds),
    Check("clock", values.clock),
    Check("concepts", trees.concepts, trees.mend_concepts),
    Check("quotes", trees.quotes, trees.mend_quotes),
    Check("orphans", texts.orphans),
    Check("annotations", texts.marks, texts.mend_marks),
    Check("zones", texts.zones, texts.mend_zones),
    Check("suggestions", proposed.suggestions, proposed.mend_suggestions),
    Check("proposals", proposed.proposals, proposed.mend_proposals),
    Check("copies", proposed.copies, proposed.mend_copies),
    Check("editions", proposed.editions, proposed.mend_editions),
    Check("coders", proposed.coders),
    Check("log", log.look, log.mend),
)
_READ = (
    Check("undo", log.chains, log.mend_chains),
    Check("texts", texts.hashes),
)
_GROUND = ("schema", "tables", "integrity")
"""What everything else rests on."""
_ORDER = ("tables", "integrity", "log", "undo", "values", "concepts", "quotes", "references")
"""What is mended first: the indexes that the rest is read by, then rows that are put back, then what they need."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did, and what it did not."""

    backup: Path | None = None
    """The project as it was; None where nothing was done, or where it is no file."""
    report: Path | None = None
    """All of this as JSON, with each row as it was before."""
    done: list[Mended] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What could not be mended after all, in words."""


def examine(project: Project, *, read_data: bool = False) -> Iterator[Finding]:
    """Look at everything; with `read_data` also at each text's hash, the whole log and each page of the file."""
    for check in checks(project, read_data=read_data):
        try:
            yield from check.look(project)
        except ProjectError as error:
            yield Finding("fault", check.name, str(error), RESTORE)


def checks(project: Project, *, read_data: bool) -> list[Check]:
    """What is looked at in this kind of project, in the order in which it is told."""
    made = [Check("schema", structure.version), Check("tables", structure.tables, structure.mend_tables)]
    is_file = project.path is not None
    if is_file:
        integrity = files.full_integrity if read_data else files.quick_integrity
        made += [*_FILE, Check("integrity", integrity, files.mend_indexes), *_OWNERS]
        words = structure.words_whole if read_data else structure.words
        made.append(Check("search", words, structure.mend_words))
    return [*made, *_ROWS, *(_READ if read_data else ())]


def repair(project: Project, coder: str, *, backed_up: bool = False) -> Repaired:
    """Mend what is safe, in one transaction, after a backup; what is taken out or changed stands in a report.

    Raises:
        ProjectError: If no backup can be made, or the whole cannot be saved; nothing is changed then. A project that is
            no file has no backup of ours: `backed_up` says that there is one.
    """
    found = [*examine(project, read_data=True)]
    _refuse_ruin(project, found)
    if not any(finding.mendable for finding in found):
        return Repaired()
    if project.path is None and not backed_up:
        raise ProjectError(f"{project.name}: make a copy with pg_dump first, and say so with --backed-up.")
    backup = backups.make(project.path, BEFORE, damaged=True).path if project.path else None
    done, left = _mend(project, coder)
    if project.path:
        done += files.close_to_others(project.path)
    report = _report(project, backup, done, left)
    return Repaired(backup, report, done, left)


def _refuse_ruin(project: Project, found: list[Finding]) -> None:
    """Where pages, tables or columns are lost, more writing may lose more."""
    for finding in found:
        if finding.level == "fault" and finding.subject in _GROUND and not finding.mendable:
            raise ProjectError(
                f"{project.name}: cannot be mended: {finding.subject}: {finding.message} {finding.remedy}"
            )


def _mend(project: Project, coder: str) -> tuple[list[Mended], list[str]]:
    """All repairs in one act, which the log keeps and nobody undoes by accident."""
    found = {check.name: check.mend for check in checks(project, read_data=True) if check.mend}
    names = [*(name for name in _ORDER if name in found), *(name for name in found if name not in _ORDER)]
    with history.act(project, coder=coder, verb=history.REPAIR, undoable=False) as session:
        mending = Mending(session)
        for name in names:
            found[name](mending)
    return mending.done, mending.left


def _report(project: Project, backup: Path | None, done: list[Mended], left: list[str]) -> Path | None:
    """Write down what was done, beside the backups; for a project that is no file there is nowhere to."""
    if project.path is None:
        return None
    told = {
        "project": str(project.path),
        "at": clock.now(),
        "backup": str(backup),
        "done": [asdict(each) for each in done],
        "left": left,
    }
    written = json.dumps(told, ensure_ascii=False, indent=1)
    return backups.write_beside(project.path, BEFORE.removeprefix("before a "), written)
