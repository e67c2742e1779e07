"""The codebook as commands: from project to project, and to a spreadsheet and back."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from terminal.conftest import Glossator

TABLE = "name,kind,aliases,title,from\nLena Orsini,person,Orsini | the minister,minister,2019\nSorrand,country,,,\n"


def test_a_table_makes_a_project_with_a_codebook_and_comes_out_as_it_went_in(glossator: Glossator) -> None:
    (glossator.home / "actors.csv").write_text(TABLE, encoding="utf-8")
    done = glossator("--db", "one.db", "codebook", "import", "actors.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "added 2, updated 0, unchanged 0, problems 0\n")
    exported = glossator("--db", "one.db", "codebook", "export")
    lena, sorrand = json.loads(exported.stdout)["actors"]
    assert (lena["name"], lena["aliases"], sorrand["kind"]) == ("Lena Orsini", ["Orsini", "the minister"], "country")
    assert glossator("--db", "two.db", "codebook", "import", "-", text=exported.stdout).returncode == 0
    assert glossator("--db", "two.db", "codebook", "export", "-o", "out.csv").stderr == "wrote out.csv\n"
    first, *_ = csv.DictReader(io.StringIO((glossator.home / "out.csv").read_text(encoding="utf-8")))
    assert (first["name"], first["title"], first["from"]) == ("Lena Orsini", "minister", "2019")


def test_what_was_left_out_is_told_with_file_and_row(glossator: Glossator) -> None:
    (glossator.home / "actors.csv").write_text("type,name\nactor,Lena Orsini\nplace,Harbour\n", encoding="utf-8")
    done = glossator("--db", "one.db", "codebook", "import", "actors.csv")
    assert done.returncode == 1
    assert "actors.csv: row 3: place is neither actor nor concept; it was left out." in done.stderr


def test_a_file_without_names_is_refused_and_no_project_is_made(glossator: Glossator) -> None:
    (glossator.home / "actors.csv").write_text("who,what\nx,y\n", encoding="utf-8")
    done = glossator("--db", "one.db", "codebook", "import", "actors.csv")
    assert done.returncode == 2
    assert done.stderr.startswith("glossator: actors.csv: no column of names (the first row has: who, what)")
    assert not (glossator.home / "one.db").exists()
    gone = glossator("--db", "one.db", "codebook", "import", "gone.csv")
    assert (gone.returncode, gone.stderr) == (2, "glossator: gone.csv: no such file or folder\n")
