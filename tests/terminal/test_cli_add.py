"""The command `add`: its options, its report, and that it can be stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db import documents
from db.engine import open_project

if TYPE_CHECKING:
    from terminal.conftest import Glossator

TABLE = "Headline,Paper,Body\nStorm hits Halven,Courier,Trees fell in the night and nobody was hurt.\n"


def table(glossator: Glossator) -> Path:
    path = glossator.home / "export.csv"
    path.write_text(TABLE)
    return path


def outlets(path: Path) -> list[str]:
    project = open_project(str(path), create=False)
    try:
        with project.reading() as session:
            return [row.outlet for row in documents.listing(session)]
    finally:
        project.close()


def test_a_dry_run_shows_each_field_with_its_source_and_writes_nothing(glossator: Glossator) -> None:
    table(glossator)
    done = glossator("--db", "p.db", "add", "--dry-run", "--map", "outlet=Paper", "export.csv")
    assert done.returncode == 0
    assert "title     Storm hits Halven  (column Headline)" in done.stdout
    assert "outlet    Courier  (column Paper)" in done.stdout
    assert done.stderr == "would read 1, refused 0; nothing was written\n"
    assert not (glossator.home / "p.db").exists()


def test_what_was_said_about_columns_is_remembered(glossator: Glossator) -> None:
    table(glossator)
    (glossator.home / "later.csv").write_text(TABLE.replace("fell", "stood"))
    assert glossator("--db", "p.db", "add", "--map", "outlet=Paper", "export.csv").returncode == 0
    assert glossator("--db", "p.db", "add", "later.csv").returncode == 0
    assert outlets(glossator.home / "p.db") == ["Courier", "Courier"]
    assert glossator("--db", "p.db", "add", "export.csv", "later.csv").stderr == "added 0, same 2, refused 0\n"


def test_a_table_with_other_columns_is_read_as_if_nothing_had_been_said(glossator: Glossator) -> None:
    (glossator.home / "ours.csv").write_text("Head,Story\nStorm,The dam fell on Monday night.\n")
    (glossator.home / "theirs.csv").write_text("headline,body\nCalm,The dam stood on Monday night.\n")
    mapping = ("--map", "title=Head", "--map", "text=Story")
    assert glossator("--db", "p.db", "add", *mapping, "ours.csv").returncode == 0
    assert "title     Storm  (column Head)" in glossator("--db", "p.db", "add", "--dry-run", "ours.csv").stdout
    assert glossator("--db", "p.db", "add", "theirs.csv").stderr == "added 1, same 0, refused 0\n"


@pytest.mark.parametrize("pair", ["outlet", "outlet=", "newspaper=Paper"])
def test_a_mapping_that_is_none_is_refused_in_one_line(glossator: Glossator, pair: str) -> None:
    table(glossator)
    done = glossator("--db", "p.db", "add", "--map", pair, "export.csv")
    assert done.returncode == 2
    assert "is not FIELD=COLUMN; fields are text, title, author" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_report_is_json_lines_that_end_with_the_counts(glossator: Glossator) -> None:
    (glossator.home / "one.txt").write_text("The dam holds.\n")
    done = glossator("--db", "p.db", "add", "--json", "one.txt", "nowhere.txt")
    assert done.returncode == 1
    refused, report = map(json.loads, done.stdout.splitlines())
    assert refused["file"] == "nowhere.txt"
    assert refused["outcome"] == "refused"
    assert report["report"] | {"reasons": {}} == {
        **{"added": 1, "near": 0, "updated": 0, "same": 0, "refused": 1},
        "reasons": {},
    }
    assert report["report"]["reasons"] == {refused["refusal"]: 1}


def test_a_changed_file_is_a_new_version_where_that_is_asked_for(glossator: Glossator) -> None:
    file = glossator.home / "one.txt"
    file.write_text("The dam holds.\n")
    glossator("--db", "p.db", "add", "one.txt")
    file.write_text("The dam holds no more.\n")
    done = glossator("--db", "p.db", "add", "--update", "one.txt")
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "one.txt: new version; 0 annotations moved, 0 without a place",
        "added 0, updated 1, same 0, refused 0",
    ]
    assert len(outlets(glossator.home / "p.db")) == 1
