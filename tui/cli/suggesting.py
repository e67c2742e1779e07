"""The commands about suggestions: suggest, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui import start, workers
from tui.cli import output
from tui.cli.documents import Json

if TYPE_CHECKING:
    from corpus.suggest.records import Knowledge
    from db.engine import Project
    from db.records import Noun, RuleRecord
    from tui.cli.project import Chosen
    from tui.cli.proposals import Proposer, Wanted

_ARTICLE = 4_096
"""About how many bytes of a file are one article; with so many articles it is worth starting other processes."""
_HEADINGS = ("kind", "rule", "measured", "accepted", "edited", "rejected", "precision")


class Kind(StrEnum):
    """What may be suggested."""

    QUOTE = "quote"
    MENTION = "mention"
    STANCE = "stance"


Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, max=256, help="How many processes; by default as many as are worth it."),
]


def suggest(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", readable=False, help="Files of articles, folders of them, - for the input."),
    ] = None,
    kinds: Annotated[
        list[Kind] | None,
        typer.Option("--kind", metavar="KIND", help="Only quote, mention or stance; may be repeated."),
    ] = None,
    least: Annotated[
        float, typer.Option("--min-confidence", metavar="X", min=0, max=1, help="Only from this confidence on.")
    ] = 0.0,
    jobs: Jobs = None,
) -> None:
    """Print what the rules suggest, as JSON Lines.

    Without files for the documents of the project. With files straight from these: no project is needed, and one that
    is named with --db lends its codebook. Nothing is written to a project.
    """
    # Late, like all that only some commands need.
    from corpus.suggest.records import Knowledge, SuggesterError
    from tui.cli.proposals import Proposer, ready

    try:
        ready()
    except SuggesterError as error:
        raise typer.Exit(start.refuse(str(error))) from error
    asked = frozenset(map(str, kinds or Kind))
    if not paths:
        _on_documents(context.obj, partial(Proposer, kinds=asked, least=least), jobs)
        return
    knowledge = _lent(context.obj) if context.obj.db else Knowledge()
    _on_files(Proposer(knowledge, asked, least), paths, jobs)


def _lent(chosen: Chosen) -> Knowledge:
    """The codebook of a project, which is closed again before files are read: that may take long."""
    from db import codebook  # late, as above

    with chosen.project() as project, project.reading() as session:
        return codebook.read(session).knowledge()


def _on_documents(chosen: Chosen, proposing: Callable[[Knowledge], Proposer], jobs: int | None) -> None:
    """Print what is proposed for the documents of the project."""
    from db import codebook, documents  # late, as above

    with chosen.project() as project:
        with project.reading() as session:
            proposer = proposing(codebook.read(session).knowledge())
            ids = documents.ids(session)
        if ids:
            _run(proposer, _from_project(project, ids), jobs or workers.fitting(len(ids)), len(ids))
        else:
            start.say("there are no documents yet; bring some in with `glossator add PATH`, or name files")


def _on_files(proposer: Proposer, paths: Sequence[Path], jobs: int | None) -> None:
    """Print what is proposed for files and all in them, archives and tables taken apart."""
    from corpus import files  # late, as above

    size = sum(found.size for found in files.find(paths))
    pieces = (piece for found in files.find(paths) for piece in files.split(found))
    _run(proposer, pieces, jobs or workers.fitting(size // _ARTICLE), size)


def _run(proposer: Proposer, wanted: Iterable[Wanted], jobs: int, total: int) -> None:
    """Print what is proposed for each text, in their order.

    Raises:
        Exit: If there was a text for which nothing could be said.
    """
    from tui.cli.proposals import name_of  # late, as above

    failed = False
    progress = output.Progress("texts", total)
    try:
        for _, done in workers.each(proposer, wanted, jobs):
            progress.clear()
            if isinstance(done, workers.Failure):
                start.say(f"{name_of(done.thing)}: no suggestions: {done.reason}")
                failed = True
                progress.step()
                continue
            output.lines(done.lines)
            for remark in done.remarks:
                start.say(remark)
            failed |= done.refused
            progress.step(done=done.size)
    finally:
        progress.clear()
    if failed:
        raise typer.Exit(start.IN_PART)


def _from_project(project: Project, ids: Sequence[str]) -> Iterator[Wanted]:
    """The texts of documents, one at a time: a session over all of them would keep SQLite's log growing meanwhile."""
    from db import documents, proposals
    from tui.cli.proposals import Reading

    for id_ in ids:
        with project.reading() as session:
            document = documents.read(session, id_)
        yield Reading(document.file, proposals.source_of(document), id_)


def rules(context: typer.Context, as_json: Json = False) -> None:
    """Print each rule's record in this project.

    How often it was right where the rules were made (measured); how many of its suggestions were accepted as they were,
    edited before or rejected here; and which share of these was accepted as it was (precision).
    """
    from db import suggestions

    with context.obj.project() as project, project.reading() as session:
        found = _with_undecided(suggestions.records(session))
    if as_json:
        for record in found:
            output.record({**asdict(record), "precision": _precision(record), "measured": _measured(record.rule)})
    else:
        output.columns([_HEADINGS, *map(_cells, found)])


def _with_undecided(decided: list[RuleRecord]) -> list[RuleRecord]:
    """The records, and behind them those of the rules of which nobody has decided anything."""
    from corpus.suggest.confidence import MEASURED
    from db.records import RuleRecord

    known = {record.rule for record in decided}
    others = [(_kind_of(rule), rule) for rule in MEASURED if rule not in known]
    return [*decided, *(RuleRecord(rule, kind, 0, 0, 0) for kind, rule in sorted(others))]


def _kind_of(rule: str) -> Noun:
    """What a built-in rule proposes, told by the first word of its name."""
    family = rule.partition(".")[0]
    return "stance" if family == "stance" else "mention" if family == "name" else "quote"


def _cells(record: RuleRecord) -> tuple[str, ...]:
    counts = (record.accepted, record.edited, record.rejected)
    return record.kind, record.rule, _share(_measured(record.rule)), *map(str, counts), _share(_precision(record))


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _measured(rule: str) -> float | None:
    """The rule's precision on development data, where it is known."""
    from corpus.suggest.confidence import MEASURED

    return MEASURED[rule][0] if rule in MEASURED else None


def _precision(record: RuleRecord) -> float | None:
    """The share of its decided suggestions that were accepted as they were; None where none was decided."""
    decided = record.accepted + record.edited + record.rejected
    return record.accepted / decided if decided else None
