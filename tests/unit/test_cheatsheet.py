"""What the README and the other pages say of the program: its keys as they are, and links that lead somewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui import cheatsheet

ROOT = Path(__file__).parents[2]


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    """A page with the table of today."""
    path = tmp_path / "README.md"
    path.write_text(f"above\n{cheatsheet.START}\n{cheatsheet.END}\nbelow\n", encoding="utf-8")
    cheatsheet.main([str(path)])
    return path


def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the module as `make` does."""
    command = [sys.executable, "-m", "tui.cheatsheet", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def test_a_table_that_was_just_written_passes_the_check(readme: Path) -> None:
    assert cheatsheet.table() in readme.read_text(encoding="utf-8")
    cheatsheet.main(["--check", str(readme)])


def test_a_table_that_is_not_what_the_data_says_ends_the_check_with_one_line_and_status_1(readme: Path) -> None:
    stale = readme.read_text(encoding="utf-8").replace("| `q` |", "| `w` |")
    readme.write_text(stale, encoding="utf-8")
    done = call("--check", readme)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "make keys" in done.stderr
    assert readme.read_text(encoding="utf-8") == stale


def test_the_check_of_a_page_without_the_marks_says_that_they_are_missing(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="are missing"):
        cheatsheet.main(["--check", str(page)])


def test_without_a_file_the_page_of_all_keys_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    cheatsheet.main([])
    assert cheatsheet.table() in capsys.readouterr().out


def test_the_readme_tells_the_keys_that_the_program_has() -> None:
    cheatsheet.main(["--check", str(ROOT / "README.md")])


def test_the_readme_and_the_guide_link_only_to_files_that_are_there() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        links = [piece.partition(")")[0].partition("#")[0] for piece in text.split("](")[1:]]
        missing = [link for link in links if link and "://" not in link and not (page.parent / link).exists()]
        assert not missing, page
