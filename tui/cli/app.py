"""The command line as a whole: its options, its commands, and how it says no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, cast

import typer

from tui import start
from tui.cli import adding, codebook, documents, evaluating, exchange, finding, health, keeping, parallels, suggesting
from tui.cli.project import Chosen
from tui.keymap import KeymapError

HELP = """Read a corpus of news articles and mark who says what about whom.

Without a command the reader opens, on the project of last time or, the first time, on the sample corpus."""

EPILOG = "Exit status: 0 done; 1 done in part, or nothing found; 2 wrong usage, or refused."

app = typer.Typer(
    name="glossator",
    help=HELP,
    epilog=EPILOG,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

_CommandLineError = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""The base of Typer's usage errors, which it keeps private; BadParameter, which is public, derives from it."""


@app.callback()
def options(
    context: typer.Context,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="PATH_OR_URL", envvar="GLOSSATOR_DB", help="The project to work on."),
    ] = None,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", envvar="GLOSSATOR_CODER", help="Who annotates; by default you."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Take the options that hold for every command."""
    context.obj = Chosen(db, coder)
    if version:
        raise typer.Exit(start.version())
    if context.invoked_subcommand is None:
        raise typer.Exit(start.reader(db, coder))


@app.command()
def demo(context: typer.Context) -> None:
    """Open a throw-away copy of the sample corpus."""
    raise typer.Exit(start.demo(context.obj.coder))


app.command()(adding.add)
app.command()(documents.docs)
app.command()(documents.show)
app.command()(finding.find)
app.command()(parallels.parallels)
app.command()(suggesting.suggest)
app.command()(suggesting.rules)
app.add_typer(evaluating.app, name="eval")
app.command()(exchange.export)
app.command("import")(exchange.import_)
app.add_typer(codebook.app, name="codebook")
app.command()(health.keys)
app.command()(health.doctor)
app.command()(keeping.backup)
app.command()(keeping.restore)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the exit code."""
    try:
        code = app(list(arguments), prog_name="glossator", standalone_mode=False)
    except typer.Abort:
        return start.INTERRUPTED
    except KeymapError as error:
        return start.refuse(str(error))
    except _CommandLineError as error:
        return start.refuse(_usage(error))
    return code if isinstance(code, int) else start.DONE


def _usage(error: Exception) -> str:
    """What is wrong with a command line, and where to read how it is right, in one line."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "glossator"
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    told = " ".join(message.replace("Value error, ", "").split()).rstrip(".")  # as the library's checks begin
    return f"{told}; see `{command} --help`"
