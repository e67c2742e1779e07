"""`glossator eval quotes`: the mini corpus judged through the command line, and what is told of bad gold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.suggest.records import QuoteType

if TYPE_CHECKING:
    from terminal.conftest import Glossator

GOLD = Path(__file__).parents[1] / "gold"
"""Twenty articles of our own, of sixty sentences with quotes of all kinds and without any."""
DOCUMENTS, QUOTES = 20, 50
TEXT = "“We wait,” Lena Orsini said.\n"


def judged(glossator: Glossator, *arguments: str | Path) -> dict[str, Any]:
    done = glossator("eval", "quotes", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def export(folder: Path, kind: QuoteType = "direct", exact: str = "We wait,") -> Path:
    parts = [{"role": "content", "start": 1, "end": 9, "exact": exact}]
    parts += [{"role": "source", "start": 11, "end": 22, "exact": "Lena Orsini"}]
    document = {"file": "a.txt", "text": TEXT, "quotes": [{"type": kind, "parts": parts}]}
    path = folder / "gold.json"
    path.write_text(json.dumps({"format": "glossator", "documents": [document]}), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory, glossator_in: type[Glossator]) -> dict[str, Any]:
    return judged(glossator_in(tmp_path_factory.mktemp("home")), "--gold", GOLD)


@pytest.mark.parametrize(
    ("unit", "kind", "match", "floor"),
    [
        ("pieces", "direct", "overlap", 0.95),
        ("pieces", "direct", "exact", 0.95),
        ("pieces", "direct", "speaker", 0.93),
        ("pieces", "speech", "overlap", 0.95),
        ("quotes", "direct", "exact", 0.94),
        ("quotes", "all", "overlap", 0.94),
        ("quotes", "all", "speaker", 0.92),
    ],
)
def test_the_rules_find_the_quotes_of_the_mini_corpus(
    figures: dict[str, Any], unit: str, kind: str, match: str, floor: float
) -> None:
    assert figures[unit][kind][match]["f1"] >= floor


def test_the_counts_hang_together(figures: dict[str, Any]) -> None:
    whole = figures["quotes"]["all"]["overlap"]
    assert (figures["documents"], figures["gold"], figures["faults"]) == (DOCUMENTS, QUOTES, 0)
    assert (whole["gold"], whole["proposed"]) == (QUOTES, figures["proposed"])
    assert sum(figures["quotes"][kind]["overlap"]["gold"] for kind in ("direct", "mixed", "indirect")) == QUOTES
    assert sum(rule["proposed"] for rule in figures["rules"]) == figures["pieces"]["all"]["overlap"]["proposed"]
    assert [tier["proposed"] for tier in figures["tiers"]] == sorted(tier["proposed"] for tier in figures["tiers"])
    assert figures["documents_per_second"] > 0


def test_several_processes_give_the_same_figures(glossator: Glossator, figures: dict[str, Any]) -> None:
    shared = judged(glossator, "--gold", GOLD, "--jobs", "3")
    for timed in "seconds", "documents_per_second":
        assert shared.pop(timed) != figures[timed]
    assert shared.items() <= figures.items()


def test_people_get_tables(glossator: Glossator) -> None:
    done = glossator("eval", "quotes", "--gold", GOLD)
    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0].split() == ["unit", "kind", "match", "gold", "proposed", "precision", "recall", "F1"]
    assert lines[1].split()[:4] == ["pieces", "all", "overlap", "55"]
    assert {"rule", "confidence"} <= {line.split()[0] for line in lines if line}
    assert lines[-1].startswith(f"{DOCUMENTS} documents, {QUOTES} quotes, ")
    assert lines[-1].endswith(" documents per second of processor time")


def test_our_own_export_is_gold_with_its_own_types(glossator: Glossator) -> None:
    found = judged(glossator, "--gold", export(glossator.home, "mixed"))
    assert found["quotes"]["mixed"]["exact"]["found"] == found["quotes"]["direct"]["speaker"]["right"] == 1
    assert found["quotes"]["direct"]["exact"]["gold"] == 0


def test_bad_gold_is_told_in_a_line_and_the_rest_is_judged(glossator: Glossator) -> None:
    folder = glossator.home / "gold"
    shutil.copytree(GOLD, folder)
    first = min(folder.glob("*.ann"))
    first.write_text("T1\tCue 3 2\tx\n", encoding="utf-8")
    done = glossator("eval", "quotes", "--json", "--gold", folder, "--gold", export(glossator.home, exact="x"))
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["documents"], told["faults"]) == (DOCUMENTS - 1, 2)
    length = len(first.with_suffix(".txt").read_text(encoding="utf-8"))
    assert done.stderr.splitlines() == [
        f"{first}: line 1: 3 2 is no stretch of the text, which ends at {length}",
        f"{glossator.home / 'gold.json'}: documents[0].quotes[0].parts[0].exact: is not what the text has there",
    ]


def test_no_gold_at_all_is_told(glossator: Glossator) -> None:
    done = glossator("eval", "quotes", "--gold", "none")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "none: no such file or folder\nthere is nothing to judge by\n"


def test_the_help_tells_what_the_figures_mean(glossator: Glossator) -> None:
    words = " ".join(glossator("eval", "quotes", "--help").stdout.split())
    for told in ("at least half of those that are in either (IoU of .5)", "Precision is the share", "In pieces,"):
        assert told in words
