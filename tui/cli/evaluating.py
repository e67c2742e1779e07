"""The commands that judge the rules: eval quotes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.evaluation import scoring
from tui import start, workers
from tui.cli import output
from tui.cli.suggesting import Jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.evaluation.finding import Found
    from corpus.evaluation.scoring import Scores, Tally

app = typer.Typer(help="Judge the rules by annotations that people have made.", rich_markup_mode=None)

_HELP = f"""Judge the quotes that the rules propose.

The yardstick is what people have annotated. No codebook is used.

Reads exports of Glossator (.json) and brat standoff as PolNeAR has it: NAME.txt with NAME.ann beside it, or the folders
text and attributions next to each other. Where several people have annotated a text, the first by name counts.

{scoring.__doc__}"""


@app.command(help=_HELP)
def quotes(
    gold: Annotated[
        list[Path], typer.Option("--gold", metavar="FILE_OR_FOLDER", help="The annotations; may be repeated.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")] = False,
    jobs: Jobs = None,
) -> None:
    """Judge proposed quotes; `_HELP` says how."""
    from corpus.evaluation import finding  # late: the rules take longer to import than other commands do to run

    found = list(finding.find(gold))
    scores, faults = _judge(found, jobs or workers.fitting(len(found)))
    if not scores.documents:
        start.say("there is nothing to judge by")
    elif as_json:
        output.record({**_as_json(scores), "faults": faults})
    else:
        output.columns(list(_kinds(scores)))
        output.text()
        output.columns(list(_rules(scores)))
        output.text()
        output.columns(list(_tiers(scores)))
        output.text()
        output.text(_summary(scores))
    if faults or not scores.documents:
        raise typer.Exit(start.IN_PART)


def _judge(found: list[Found], jobs: int) -> tuple[Scores, int]:
    """The scores of all documents together, and how many could not be read."""
    from corpus.evaluation.gold import GoldFault
    from corpus.evaluation.judging import judge

    total = scoring.Scores()
    faults = 0
    progress = output.Progress("documents", len(found))
    try:
        for _, thing in workers.each(judge, found, jobs):
            if isinstance(thing, scoring.Scores):
                total.add(thing)
            else:
                faults += 1
                progress.clear()
                start.say(str(thing) if isinstance(thing, GoldFault) else f"{_name(thing.thing)}: {thing.reason}")
            progress.step()
    finally:
        progress.clear()
    return total, faults


def _name(found: Found) -> str:
    return str(getattr(found, "text", found) if isinstance(found, tuple) else found.file)


def _kinds(scores: Scores) -> Iterator[tuple[str, ...]]:
    yield "unit", "kind", "match", "gold", "proposed", "precision", "recall", "F1"
    for unit in scoring.UNITS:
        for kind in scoring.KINDS:
            for match in scoring.MATCHES:
                tally = scores.kinds[unit, kind, match]
                yield unit, kind, match, str(tally.gold), str(tally.predicted), *_figures(tally)


def _rules(scores: Scores) -> Iterator[tuple[str, ...]]:
    yield "rule", "proposed", "precision"
    for rule, tally in _by_use(scores):
        yield rule, str(tally.predicted), _figure(tally.precision)


def _tiers(scores: Scores) -> Iterator[tuple[str, ...]]:
    yield "confidence", "proposed", "precision", "recall", "F1"
    for tier, tally in sorted(scores.tiers.items(), reverse=True):
        yield f"{tier:.2f} and up", str(tally.predicted), *_figures(tally)


def _by_use(scores: Scores) -> list[tuple[str, Tally]]:
    """The rules, the most used first."""
    return sorted(scores.rules.items(), key=lambda item: (-item[1].predicted, item[0]))


def _figures(tally: Tally) -> tuple[str, str, str]:
    return _figure(tally.precision), _figure(tally.recall), _figure(tally.f1)


def _figure(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _summary(scores: Scores) -> str:
    whole = scores.kinds["quotes", "all", "overlap"]
    counts = f"{scores.documents} documents, {whole.gold} quotes, {whole.predicted} proposed"
    return f"{counts}, {scores.speed:.0f} documents per second of processor time"


def _as_json(scores: Scores) -> dict[str, Any]:
    whole = scores.kinds["quotes", "all", "overlap"]
    return {
        "documents": scores.documents,
        "gold": whole.gold,
        "proposed": whole.predicted,
        **{
            unit: {
                kind: {match: _counted(scores.kinds[unit, kind, match]) for match in scoring.MATCHES}
                for kind in scoring.KINDS
            }
            for unit in scoring.UNITS
        },
        "rules": [
            {"rule": rule, "proposed": tally.predicted, "right": tally.right, "precision": tally.precision}
            for rule, tally in _by_use(scores)
        ],
        "tiers": [
            {"confidence": tier, **_counted(tally)} for tier, tally in sorted(scores.tiers.items(), reverse=True)
        ],
        "seconds": scores.seconds,
        "documents_per_second": scores.speed,
    }


def _counted(tally: Tally) -> dict[str, Any]:
    counts = {"gold": tally.gold, "found": tally.found, "proposed": tally.predicted, "right": tally.right}
    return {**counts, "precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
