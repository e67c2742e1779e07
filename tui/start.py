"""Starting the full screen, and what is told when that or anything else cannot be done."""

from __future__ import annotations

import os
import sys

from db.location import missing, sqlite_path
from tui import settings, terminal
from tui.safe import safe

DONE, IN_PART, REFUSED, CRASHED, INTERRUPTED = 0, 1, 2, 70, 130
"""The exit codes."""
PREPARING = "preparing the sample corpus …"


def reader(db: str | None = None, coder: str | None = None) -> int:
    """Open the reader on a project; the exit code."""
    if reason := _obstacle():
        return refuse(reason)
    where = project_path(db)
    path = sqlite_path(where)
    if path is not None and not path.exists():
        return refuse(missing(path))
    code = _full_screen(where, coder, backups=True)
    settings.remember(where)
    return code


def project_path(option: str | None = None) -> str:
    """The project to open: the one named, or the sample corpus, made when first needed."""
    if where := settings.named_project(option):
        return where
    path = settings.samples_path()
    if not path.exists():
        # Building it needs the database; opening a project that exists does not.
        from tui import samples

        say(PREPARING)
        samples.build(path)
    return str(path)


def demo(coder: str | None = None) -> int:
    """Open the reader on a copy of the sample corpus that is thrown away afterwards."""
    if reason := _obstacle():
        return refuse(reason)
    # Both are for the demo alone; the reader's start does not wait for them.
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from tui import samples

    with TemporaryDirectory(prefix="glossator-demo-") as folder:
        path = Path(folder) / "demo.db"
        say(PREPARING)
        samples.build(path)
        return _full_screen(str(path), coder, backups=False)


def version() -> int:
    """Print the version."""
    # Importing this costs 20 ms, which the reader need not pay.
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        number = installed("glossator")
    except PackageNotFoundError:
        number = "(a checkout that is not installed)"
    sys.stdout.write(f"glossator {number}\n")
    return DONE


def say(message: str) -> None:
    """Tell something on stderr, which is where all goes that is no data."""
    for line in message.splitlines():
        sys.stderr.write(f"{safe(line)}\n")


def refuse(message: str) -> int:
    """Tell why something is not done; the exit code for that."""
    for line in message.splitlines():
        say(f"glossator: {line}")
    return REFUSED


def crash(error: Exception) -> int:
    """Keep the traceback for a report, and tell where it is; the exit code for that."""
    import traceback
    from datetime import datetime

    kind = type(error).__name__
    report = settings.state_folder() / f"crash-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    try:
        # What the error says may come from a document, and somebody will look at the report in a terminal.
        settings.write_private(report, safe("".join(traceback.format_exception(error)), lines=True))
    except OSError:
        refuse(f"something went wrong that should not ({kind}), and its report could not be written to {report}")
    else:
        refuse(f"something went wrong that should not ({kind}); what was saved is safe; the report is {report}")
    return CRASHED


def _obstacle() -> str | None:
    """Why the full screen cannot start: the terminal, or the analyst's key bindings."""
    if reason := terminal.refusal():
        return reason
    # The command line, which uses this module too, mostly needs no keys.
    from tui import keymap

    try:
        keymap.in_force()
    except keymap.KeymapError as error:
        return str(error)
    return None


def _full_screen(where: str, coder: str | None, *, backups: bool) -> int:
    # Textual takes a fifth of a second: `--version` and the command line never import it.
    from tui.app import run

    return run(where, coder or settings.default_coder(), backups=backups)
