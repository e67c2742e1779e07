"""What can be done about acts that were not saved: try again, write them to a file, and take them along on leaving."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from db.engine import Project
from db.errors import ProjectError, StorageError
from db.exchange import unsaved as exchange
from db.location import named
from tui import settings
from tui.desk import Cancelled, Desk
from tui.flows import acts, opening
from tui.flows.fields import ask_text
from tui.unsaved import NotSaved, Unsaved, ways


async def retry(desk: Desk) -> None:
    """Try again to save what was not saved, in the order in which it was done."""
    if not desk.unsaved:
        desk.say("everything is saved")
        return
    saved: list[Unsaved] = []
    refusal: ProjectError | None = None
    for each in [*desk.unsaved]:
        try:
            await desk.clerk.do(each.act)
        except ProjectError as error:
            refusal = error
            if isinstance(error, StorageError):  # then it takes none of the others either
                break
        else:
            desk.unsaved.remove(each)
            saved.append(each)
    if saved:
        with acts.saved():
            await _show(desk, saved[-1])
    if refusal is not None:
        raise NotSaved(f"{ways()}: {refusal}")
    desk.say(f"saved: {saved[0].verb}" if len(saved) == 1 else f"saved: all {len(saved)} that were not")


async def export_unsaved(desk: Desk) -> None:
    """Write what was not saved to a file, from which `glossator import` takes it."""
    if not desk.unsaved:
        desk.say("everything is saved")
        return
    path = named(await ask_text(desk, "write to", str(_name_of_file(Path.cwd()))))
    if path.exists():
        desk.say(f"{path} is there already: give another name", warning=True)
        raise Cancelled
    taken = [*desk.unsaved]
    made = await desk.clerk.do(_write, taken, path)
    desk.unsaved = [each for each in desk.unsaved if each not in taken]
    what = "written, for glossator import" if made.brings_in else "written, but import takes nothing from it"
    desk.say(f"{what}: {path} ({'; '.join([_counted(taken), *_left_out(made)])})", warning=True)


def rescue(project: Project, unsaved: Sequence[Unsaved]) -> str:
    """Write what was not saved to the program's own folder, because the program leaves; what to tell about that."""
    path = _name_of_file(settings.state_folder())
    told = f"{_counted(unsaved)} not saved: {unsaved[-1].why}"
    try:
        made = _write(project, unsaved, path)
    except ProjectError as error:
        lost = "; ".join(each.told for each in unsaved)
        return f"{told}\nit could not be written to a file either: {error}\nto be done again: {lost}"
    ways = f"to bring it in:  glossator import {path}" if made.brings_in else f"to be done again, as told in {path}"
    return "\n".join([told, *_left_out(made), ways])


def _left_out(made: exchange.Rescued) -> list[str]:
    """What an import will not bring in, in a line if there is anything."""
    missing = "; ".join(dict.fromkeys([*made.problems, *made.beyond]))
    return [f"left out: {missing}"] if missing else []


def _write(project: Project, unsaved: Sequence[Unsaved], path: Path) -> exchange.Rescued:
    """Write a file that only its owner reads; what it holds."""
    documents = list(dict.fromkeys(each.document for each in unsaved))
    others = [document for each in unsaved for document in each.others]
    made = exchange.export(project, documents, [each.act for each in unsaved], others)
    try:
        settings.write_private(path, made.text)
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written: {error.strerror or error}.") from error
    return made


def _name_of_file(folder: Path) -> Path:
    return folder / f"unsaved-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.json"


def _counted(unsaved: Sequence[Unsaved]) -> str:
    return unsaved[0].told if len(unsaved) == 1 else f"{len(unsaved)} acts"


async def _show(desk: Desk, saved: Unsaved) -> None:
    """Show what is kept now, and the place of the last act if it is in the open document."""
    await opening.refresh(desk)
    if desk.document is not None and desk.document.id == saved.document and saved.span is not None:
        desk.reader.go(saved.span.start)
