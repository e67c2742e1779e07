"""The commands that carry annotations out and in: export, import."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from corpus.walking import STANDARD_INPUT
from db.errors import ProjectError
from db.location import belongs_to_database, write_whole
from tui import start
from tui.cli import output

if TYPE_CHECKING:
    from db.exchange.marks import Report


class Format(StrEnum):
    """The forms in which annotations travel."""

    JSON = "json"


Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to; by default to the output.")
]
Form = Annotated[Format, typer.Option("--format", help="The form of the file.")]


def export(
    context: typer.Context,
    form: Form = Format.JSON,
    to: Output = None,
) -> None:
    """Write out the whole project.

    Documents with their annotations, actors and concepts; the same project gives the same bytes.
    """
    from db.exchange import native

    with context.obj.project() as project, project.reading() as session:
        write(to, map(output.harmless, native.export(session)))


def import_(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read; - is the input.")],
    form: Form = Format.JSON,
) -> None:
    """Bring in what was exported elsewhere.

    What the project has already is brought up to date, found by its id.
    """
    from db.exchange import native

    with _stream(source) as stream, context.obj.project(create=True) as project:
        report = native.load(project, stream, coder=context.obj.who, name=_name(source))
    tell(source, report, "documents", "added", "updated", "unchanged", "orphans")


def tell(source: Path, report: Report, *counted: str) -> None:
    """Say what came in and what did not; the exit code tells whether all did."""
    for problem in report.problems:
        start.say(f"{_name(source)}: {problem}")
    if report.shared:
        from tui import keymap  # late: it reads the analyst's keys

        key = keymap.shown("reading.codebook")
        start.say(f"several are called the same, to be merged in the codebook ({key}): {', '.join(report.shared)}")
    counts = (f"{name} {getattr(report, name)}" for name in counted)
    start.say(f"{', '.join(counts)}, problems {len(report.problems)}")
    if report.problems:
        raise typer.Exit(start.IN_PART)


def write(to: Path | None, chunks: Iterable[str]) -> None:
    """Write to the output, which `-` means too, or a file as a whole.

    Raises:
        ProjectError: If the file cannot be written, or is a project.
    """
    if to is None or to == STANDARD_INPUT:
        sys.stdout.writelines(chunks)
    else:
        try:
            if belongs_to_database(to):
                raise ProjectError(f"{to}: is a project or lies beside one, and was not replaced; name another file.")
            write_whole(to, map(str.encode, chunks))
        except OSError as error:
            raise ProjectError(f"{to}: cannot be written: {error.strerror or error}") from error
        start.say(f"wrote {to}")


def _name(source: Path) -> str:
    """How what is read is called in messages."""
    return "standard input" if source == STANDARD_INPUT else str(source)


@contextmanager
def _stream(source: Path) -> Iterator[IO[str]]:
    """The file to read, or the input."""
    if source == STANDARD_INPUT:
        yield sys.stdin
        return
    try:
        stream = source.open(encoding="utf-8-sig")
    except OSError as error:
        raise ProjectError(f"{source}: cannot be read: {error.strerror or error}") from error
    with stream:
        yield stream
