"""The commands that look at the program itself: keys, doctor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.suggest.records import SuggesterError
from db.errors import ProjectError
from tui import keymap, settings, start, suggesters, terminal
from tui.cli import output
from tui.cli.documents import Json
from tui.commands import COMMANDS

_TOLD = 20
"""How many lines a repair tells; its report has all."""

if TYPE_CHECKING:
    from db.doctor import Finding
    from tui.cli.project import Chosen


def keys(
    checked: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Tell what is wrong with such a file instead.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the keys in force, or check a file."""
    if checked is not None:
        _check(checked, as_json)
        return
    in_force = keymap.in_force()
    if as_json:
        for command in COMMANDS:
            record = {"command": command.id, "keys": in_force[command.id], "title": command.title}
            output.record({**record, "group": command.group, "help": command.help})
    else:
        output.columns([[_shown(in_force[command.id]), command.id, command.help] for command in COMMANDS])


def doctor(
    context: typer.Context,
    read_data: Annotated[
        bool, typer.Option("--read-data", help="Read all texts, all pages and the whole log too; takes longer.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend in the project what is safe, after a backup, and report it.")
    ] = False,
    backed_up: Annotated[
        bool, typer.Option("--backed-up", help="Say that you have copied a project on PostgreSQL with pg_dump.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Look for faults and say what to do.

    Looks at the terminal, the key bindings, the suggesters and the project. With --repair, what each fault's line
    promises is done, in one step that is saved whole or not at all; then all is looked at again.
    """
    if repair:
        _repair(context.obj, backed_up)
    faults = 0
    for finding in _findings(context.obj, read_data or repair):
        faults += finding.level == "fault"
        if as_json:
            output.record(finding)
        else:
            output.text(f"{finding.level:<8}  {finding.subject:<12}  {finding.message}")
            if finding.remedy:
                output.text(f"{'':<24}{finding.remedy}")
    if faults:
        raise typer.Exit(start.IN_PART)


def _repair(chosen: Chosen, backed_up: bool) -> None:
    """Mend the project and tell what was done."""
    from db import doctor as examiner  # late: it loads SQLModel

    with chosen.project() as project:
        repaired = examiner.repair(project, chosen.who, backed_up=backed_up)
    told = repaired.done[:_TOLD] if repaired.report else repaired.done
    for each in told:
        start.say(f"mended: {each.subject}: {each.message}")
    if len(told) < len(repaired.done):
        start.say(f"and {len(repaired.done) - len(told):,} more, which are in the report")
    for line in repaired.left:
        start.say(f"not mended: {line}")
    if repaired.backup:
        start.say(f"the project as it was: {repaired.backup}")
    if repaired.report:
        start.say(f"all of it, with each row as it was: {repaired.report}")
    if not repaired.done and not repaired.left:
        start.say("there is nothing that can be mended without you")


def _shown(pressed: tuple[str, ...]) -> str:
    return " ".join(map(keymap.display, pressed))


def _check(path: Path, as_json: bool) -> None:
    problems = keymap.check(path)
    for problem in problems:
        if as_json:
            output.record(problem)
        else:
            output.text(str(problem))
    if problems:
        raise typer.Exit(start.IN_PART)
    start.say(f"{path}: nothing is wrong")


def _findings(chosen: Chosen, read_data: bool) -> Iterator[Finding]:
    yield from _surroundings()
    yield _key_bindings()
    yield _suggesters()
    yield from _unsaved()
    yield from _project(chosen, read_data)


def _surroundings() -> Iterator[Finding]:
    """What is around the program: terminal, multiplexer, locale."""
    from db.doctor import Finding

    term = os.environ.get("TERM", "")
    if reason := terminal.refusal():
        yield Finding("warning", "terminal", f"the full screen cannot start from here: {reason}", "")
    else:
        size = os.get_terminal_size()
        yield Finding("ok", "terminal", f"{term}, {size.columns}x{size.lines}", "")
    yield Finding("ok", "multiplexer", terminal.multiplexer() or "none", "")
    hint = terminal.locale_hint()
    yield Finding("warning" if hint else "ok", "locale", hint or terminal.locale_name(), "")


def _key_bindings() -> Finding:
    from db.doctor import Finding

    path = keymap.user_path()
    problems = keymap.check(path) if path else []
    if problems:
        return Finding("fault", "keys", str(problems[0]), f"all of them: glossator keys --check {path}")
    return Finding("ok", "keys", str(path) if path else "the defaults", "")


def _suggesters() -> Finding:
    from db.doctor import Finding

    try:
        crew = suggesters.crew()
    except SuggesterError as error:
        return Finding("fault", "suggesters", str(error), "")
    used = [f"{each.name} {each.version}" for each in crew.suggesters]
    used += [f"cues of {suggesters.cues_path()}"] if crew.lexicon else []
    return Finding("ok", "suggesters", "; ".join(used) or "none", "")


def _unsaved() -> Iterator[Finding]:
    from db.doctor import Finding

    for file in settings.unsaved_files():
        remedy = f"glossator import {file}, into the project that it is from; then delete it"
        yield Finding("warning", "unsaved", f"{file}: holds what could not be saved in an earlier session.", remedy)


def _project(chosen: Chosen, read_data: bool) -> Iterator[Finding]:
    """What is found in the project, or why it cannot be opened."""
    from db import doctor as examiner

    try:
        if settings.named_project(chosen.db) is None and not settings.samples_path().exists():
            yield examiner.Finding("ok", "project", "none yet; the sample corpus opens the first time", "")
            return
        with chosen.project() as project:
            yield from examiner.examine(project, read_data=read_data)
    except ProjectError as error:
        yield examiner.Finding("fault", "project", str(error), "name another with --db")
