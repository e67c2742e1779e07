"""The command `add`: what is asked for, what is told on the way, and the report at the end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus.readers.records import FIELDS, Options
from db.errors import ProjectError, StorageError
from tui import intake, start
from tui.cli import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.articles import Article
    from corpus.files import Refusal
    from db.engine import Project
    from tui.cli.project import Chosen

_MAPPED = ("text", *FIELDS)
_GO_ON = "stopped; what was counted is in: the same command goes on from there"
_PREVIEWED = 5
"""How many articles a dry run shows."""

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH", readable=False, help="Files, or folders of them; - is standard input.")
]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="FIELD=COLUMN", help="Which column of a table holds a field; remembered."),
]
Pattern = Annotated[
    str, typer.Option("--name-pattern", metavar="PATTERN", help="How files are named: {date}_{outlet}_{title}.")
]
Update = Annotated[bool, typer.Option("--update", help="Make a changed text a new version of its document.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Show what would come in, and write nothing.")]
Jobs = Annotated[int, typer.Option("--jobs", min=0, metavar="N", help="How many processes read; 0: one a processor.")]
Json = Annotated[bool, typer.Option("--json", help="Report as JSON Lines on standard output.")]


def add(
    context: typer.Context,
    paths: Paths,
    mapped: Map = None,
    name_pattern: Pattern = "",
    update: Update = False,
    dry_run: Dry = False,
    jobs: Jobs = 0,
    as_json: Json = False,
) -> None:
    """Import articles: files, archives, tables, and folders of them.

    The same text twice is one document. What cannot be read is told in a line; the rest goes in. Stopped, it goes on
    where it was when it is started again.
    """
    # Reading processes take time to load, which help and usage errors should not.
    from tui import reading_processes
    from tui.taking_in import take_in

    columns = _columns(mapped or [])
    jobs = jobs or reading_processes.available()
    if dry_run:
        asked = intake.Asked(Options(columns, name_pattern, _earlier(context.obj)), jobs=jobs)
        raise typer.Exit(_preview(intake.look_at(paths, asked), as_json=as_json))
    report = Report(as_json=as_json, progress=output.Progress("articles", _size(paths)))
    with context.obj.project(create=True) as project:
        asked = intake.Asked(Options(columns, name_pattern, _remembered(project, columns)), update, jobs)
        try:
            with closing(take_in(project, context.obj.who, paths, asked)) as coming:
                for taken in coming:
                    report.tell(taken)
        except KeyboardInterrupt:
            report.end()
            start.say(_GO_ON)
            raise typer.Exit(start.INTERRUPTED) from None
        except StorageError as error:
            report.end()
            start.refuse(str(error))
            start.say(_GO_ON)
            raise typer.Exit(start.IN_PART if report.added + report.updated else start.REFUSED) from error
        report.end()
    if report.refused or not report.added + report.same + report.updated:
        raise typer.Exit(start.IN_PART)


@dataclass
class Report:
    """What has come in so far."""

    as_json: bool
    progress: output.Progress
    added: int = 0
    near: int = 0
    """Of those added: how many are nearly the same as another."""
    updated: int = 0
    same: int = 0
    refused: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    """How often each reason for a refusal was told."""

    def tell(self, taken: intake.Taken) -> None:
        """Count what became of an article, and tell what is to be told of it."""
        counts = {"added": 0, "same": 0, "updated": 0, "refused": 0, taken.outcome: taken.count}
        self.added += counts["added"]
        self.same += counts["same"]
        self.updated += counts["updated"]
        self.refused += counts["refused"]
        self.near += taken.is_near
        if taken.refusal:
            self.reasons[taken.refusal] = self.reasons.get(taken.refusal, 0) + 1
        if line := _line(taken):
            self.progress.clear()
            start.say(line)
        if self.as_json and (line or taken.is_near):
            output.record({name: value for name, value in asdict(taken).items() if value and name != "size"})
        self.progress.step(taken.count, taken.size)

    def end(self) -> None:
        """Tell the counts."""
        self.progress.clear()
        near = f" ({self.near} near copies)" if self.near else ""
        updated = f", updated {self.updated}" if self.updated else ""
        start.say(f"added {self.added}{near}{updated}, same {self.same}, refused {self.refused}")
        if self.as_json:
            told = ("added", "near", "updated", "same", "refused", "reasons")
            output.record({"report": {name: getattr(self, name) for name in told}})


def _line(taken: intake.Taken) -> str:
    """What is told of an article at once, or empty."""
    said = [taken.refusal or taken.remark]
    if taken.outcome == "updated":
        said.append(f"new version; {taken.moved} annotations moved, {taken.orphans} without a place")
    told = "; ".join(filter(None, said))
    return f"{taken.file}: {told}" if told else ""


def _columns(mapped: Sequence[str]) -> dict[str, str]:
    """What was said about columns."""
    columns = {}
    for pair in mapped:
        name, equals, column = pair.partition("=")
        if not equals or name not in _MAPPED or not column:
            fields = ", ".join(_MAPPED)
            raise typer.BadParameter(f"{pair!r} is not FIELD=COLUMN; fields are {fields}", param_hint="--map")
        columns[name] = column
    return columns


def _remembered(project: Project, columns: dict[str, str]) -> dict[str, str]:
    """What was said about columns earlier; what is said now is remembered."""
    from db import files  # late: it loads SQLModel

    with project.reading() as session:
        before = files.columns(session)
    if before | columns != before:
        files.remember_columns(project, before | columns)
    return before


def _earlier(chosen: Chosen) -> dict[str, str]:
    """What was said about columns earlier in the project that is meant, if there is one; it is not made for that."""
    try:
        with chosen.project() as project:
            return _remembered(project, {})
    except ProjectError:
        return {}


def _size(paths: Sequence[Path]) -> int:
    """How many bytes there are to read; looked up only where somebody watches."""
    if not sys.stderr.isatty():
        return 0
    from corpus.files import find  # late: its patterns take time to compile

    return sum(found.size for found in find(paths))


def _preview(found: Iterator[Article | Refusal], *, as_json: bool) -> int:
    """Show what would come in; the exit code."""
    from corpus.articles import Article  # late, as above

    articles = refused = 0
    for item in found:
        if not isinstance(item, Article):
            refused += 1
            start.say(f"{item.path}: {item.reason}")
            continue
        articles += 1
        if as_json:
            told = {name: asdict(value) for name, value in item.told.items()}
            output.record({"file": item.file, "characters": len(item.text), "told": told})
        elif articles <= _PREVIEWED:
            _show(item)
    start.say(f"would read {articles}, refused {refused}; nothing was written")
    return start.IN_PART if refused or not articles else start.DONE


def _show(article: Article) -> None:
    """An article's fields, each with where it comes from."""
    output.text(article.file)
    for name in FIELDS:
        if name in article.told:
            told = article.told[name]
            output.text(f"  {name:<10}{told.value}  ({told.source}{', guessed' if told.guessed else ''})")
    body = " ".join("".join(islice(article.text, 200)).split())
    output.text(f"  {'text':<10}{len(article.text):,} characters: {body[:60]}…")
