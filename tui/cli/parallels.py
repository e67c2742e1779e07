"""The command that looks for the same statement elsewhere: parallels."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from db.errors import ProjectError
from db.records import Retelling
from tui import describe, start
from tui.cli import output, sheet
from tui.cli.documents import Json

_MOST = 20
"""How many places are printed where no limit is given."""


def parallels(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]", help="The statement; - reads it from standard input.")
    ] = None,
    quote: Annotated[
        str, typer.Option("--quote", metavar="ID", help="A quote of the project, by its id or the start of it.")
    ] = "",
    as_json: Json = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many documents to print at most.")] = _MOST,
) -> None:
    """Find the same statement in other documents.

    In other translations, cuts, tenses and words. For a quote, what is linked with it as the same statement comes
    first, then what other documents are likely to tell of it. For a text all documents are looked through. The nearest
    come first; in front stands how near.
    """
    from db import parallels

    text = _text(words or [])
    if bool(quote) == bool(text.strip()):
        raise ProjectError("say what to look for: either a text or --quote ID")
    with context.obj.project() as project, project.reading() as session:
        if quote:
            found = parallels.of_quote(session, parallels.chosen(session, quote), limit)
        else:
            found = parallels.of_text(session, text, limit)
    if as_json:
        for each in found:
            output.record(sheet.retelling_as_json(each))
    else:
        _print(found)
    if not found:
        start.say("no other document tells this")
        raise typer.Exit(start.IN_PART)


def _text(words: list[str]) -> str:
    """What is looked for: as it is given, or from standard input.

    Raises:
        ProjectError: If that is no text.
    """
    if words != ["-"]:
        return " ".join(words)
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise ProjectError(f"standard input: byte {error.start}: this is no UTF-8: give it as UTF-8") from error


def _print(found: Iterable[Retelling]) -> None:
    """A line that tells how near, and which document, and below it where and in which words."""
    for each in found:
        output.text(f"{describe.nearness(each)}  {each.number}  {describe.retelling(each)}")
        output.text(f"      {each.span.start}  {' '.join(each.exact.split())}")
