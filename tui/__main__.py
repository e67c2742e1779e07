"""The way in: `glossator` and `python -m tui`.

The reader must be on the screen at once, so the common call goes there without the command line's machinery; and
nothing ends in a traceback: what is wrong is told in a line.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from corpus.errors import CorpusError
from db.errors import ProjectError
from tui import start, streams

if TYPE_CHECKING:
    from collections.abc import Sequence

_READER_OPTIONS = ("--db", "--coder")


def main() -> None:
    """Run the program and leave with its exit code."""
    # What it starts must not import what happens to lie in the folder where the analyst stands.
    os.environ["PYTHONSAFEPATH"] = "1"
    streams.prepare()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run the program; the exit code."""
    try:
        code = _ended(arguments)
        # What the output refuses can still be told here; when Python exits it cannot.
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return start.INTERRUPTED
    except BrokenPipeError:
        streams.drop_output()
        return start.IN_PART
    except streams.OutputError as error:
        streams.drop_output()
        return start.refuse(str(error))


def reader_options(arguments: Sequence[str]) -> dict[str, str] | None:
    """The options when the call asks for nothing but the reader, else None."""
    options: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name not in _READER_OPTIONS:
            return None
        if not equals:
            value = next(rest, "")
        if not value or value.startswith("-"):
            return None
        options[name] = value
    return options


def _ended(arguments: Sequence[str]) -> int:
    """Run the program; the exit code, also where something is wrong that is not its output."""
    try:
        return _dispatch(arguments)
    except (BrokenPipeError, streams.OutputError):
        raise
    except (CorpusError, ProjectError) as error:
        return start.refuse(str(error))
    except Exception as error:
        return start.crash(error)


def _dispatch(arguments: Sequence[str]) -> int:
    if list(arguments) == ["--version"]:
        return start.version()
    if (options := reader_options(arguments)) is not None:
        # What is imported on the way to the first paint stays: nothing in it is garbage, and looking takes 15 ms.
        gc.disable()
        return start.reader(options.get("--db"), options.get("--coder"))
    # Typer costs a third of what the reader's first paint may take in all.
    from tui.cli import app

    return app.run(arguments)


if __name__ == "__main__":
    main()
