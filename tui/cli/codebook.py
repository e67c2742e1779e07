"""The commands for the codebook on its own: actors and concepts without documents."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tui.cli import output
from tui.cli.exchange import Output, tell, write
from tui.safe import safe

app = typer.Typer(
    help="Carry actors and concepts alone, as JSON or as a table.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


class Format(StrEnum):
    """The forms in which a codebook travels."""

    JSON = "json"
    CSV = "csv"


@app.command()
def export(
    context: typer.Context,
    form: Annotated[
        Format | None, typer.Option("--format", help="The form of the file; by default that of its name, else JSON.")
    ] = None,
    to: Output = None,
) -> None:
    """Write out actors, with aliases and roles, and concepts.

    JSON is for other projects and programs, CSV for a spreadsheet: a row for each, and one for each further role.
    """
    from db.exchange import codebook

    named = Format.CSV if to is not None and to.suffix.lower() == ".csv" else Format.JSON
    with context.obj.project() as project, project.reading() as session:
        if (form or named) is Format.CSV:
            lines = codebook.as_csv(session)
            # CSV cannot escape what a terminal obeys, and a file is to hold what the project holds.
            write(to, (safe(line, lines=True) for line in lines) if to is None and output.is_terminal() else lines)
        else:
            write(to, map(output.harmless, codebook.as_json(session)))


@app.command("import")
def import_(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read; - is the input.")],
) -> None:
    """Bring in actors and concepts from an export of ours, or from a table: CSV, TSV or XLSX.

    A table needs a column `name`; `type` (actor or concept), `kind`, `aliases` (with | between them), `title`,
    `organisation`, `from`, `to`, `parent`, `definition` and `note` are read where they are there. An entry is found by
    its id, else by its name or alias. What the file tells replaces what was there, aliases and roles are added, nothing
    is deleted, and one undo takes all of it back.
    """
    from corpus.files import hold
    from db.exchange import codebook

    file = hold(source)
    with context.obj.project(create=True) as project:
        report = codebook.load(project, file, coder=context.obj.who)
    tell(source, report, "added", "updated", "unchanged")
