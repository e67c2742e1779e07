"""The commands about documents that are there: docs, show."""

from __future__ import annotations

from typing import Annotated

import typer

from db.errors import ProjectError
from db.records import DocumentRow
from tui import describe, start
from tui.cli import output, sheet

Json = Annotated[bool, typer.Option("--json", help="Print JSON Lines instead of text.")]


def docs(context: typer.Context, as_json: Json = False) -> None:
    """List the documents.

    Number, status, date, outlet; how many quotes (Q), actors (A) and stances (S); title.
    """
    from db import documents

    with context.obj.project() as project, project.reading() as session:
        rows = documents.listing(session)
    if as_json:
        for row in rows:
            output.record(row)
    elif rows:
        output.columns([_cells(row) for row in rows])
    else:
        start.say("there are no documents yet; bring some in with `glossator add PATH`")


def show(
    context: typer.Context,
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="Its number, its id or the start of it, or its exact title.")
    ],
    as_json: Json = False,
) -> None:
    """Print a document with its annotations."""
    from db import annotations, documents

    with context.obj.project() as project, project.reading() as session:
        id_ = chosen(documents.meant(session, document), document)
        if id_ is None:
            start.refuse(f"there is no document {document!r}; `glossator docs` lists them")
            raise typer.Exit(start.IN_PART)
        whole = documents.read(session, id_)
        marks = annotations.of_document(session, id_)
    if as_json:
        output.record(sheet.as_json(whole, marks))
    else:
        sheet.print_document(whole, marks)


def chosen(found: list[DocumentRow], wanted: str) -> str | None:
    """The id of the one document that is meant; None if there is none.

    Raises:
        ProjectError: If several documents could be meant.
    """
    if len(found) > 1:
        numbers = ", ".join(str(row.number) for row in found)
        raise ProjectError(f"{wanted!r} may be any of the documents {numbers}; give one of these numbers")
    return found[0].id if found else None


def _cells(row: DocumentRow) -> list[str]:
    marks = [f"{row.quotes}Q", f"{row.mentions}A", f"{row.stances}S"]
    return [str(row.number), row.status, row.published[:10], row.outlet, *marks, describe.name(row)]
