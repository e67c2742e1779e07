"""The command line as people and other programs call it: what is printed where, and the exit codes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.engine import open_project

if TYPE_CHECKING:
    from terminal.conftest import Glossator

EVIL = "\x1b]52;c;AAAA\x07"
ARTICLE = (
    "Brava says it can’t rely on Aland for water\n\nPORT BRAVA, August 27. /BNA/. “We can no longer rely on Aland,” "
    "President Ilva Maro said on Monday.\n\nThe minister [of water] agreed.\n"
)


def article(folder: Path, name: str = "one.txt", text: str = ARTICLE) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, glossator_in: Callable[[Path], Glossator]) -> Path:
    """A project with two articles, one of them hostile, to be copied: making one takes a second."""
    home = tmp_path_factory.mktemp("made")
    article(home / "in")
    article(home / "in", "two.txt", f"Evil {EVIL}\u202e\x9b news\n\nThe red\u0085fox and rely [/x] [bold]b\n")
    assert glossator_in(home)("--db", "project.db", "add", "in").returncode == 0
    assert [path.name for path in home.glob("project.db*")] == ["project.db"]
    return home / "project.db"


@pytest.fixture
def project(glossator: Glossator, made: Path) -> list[str]:
    """The options that name a copy of the project."""
    return ["--db", str(shutil.copy(made, glossator.home / "project.db"))]


# Wrong usage and help


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ad"], "No such command 'ad'. Did you mean"),
        (["docs", "--jsn"], "No such option: --jsn"),
        (["find"], "find needs a QUERY"),
        (["find", "x", "--limit", "0"], "Invalid value for '--limit'"),
        (["export", "--format", "pdf"], "'pdf' is not"),
        (["--db"], "requires an argument"),
        (["add"], "Missing argument 'PATH'"),
    ],
)
def test_wrong_usage_ends_with_2_and_one_line(glossator: Glossator, arguments: list[str], says: str) -> None:
    done = glossator(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("glossator: ")
    assert says in done.stderr
    assert "--help`" in done.stderr


def test_help_tells_every_command_in_80_columns(glossator: Glossator) -> None:
    done = glossator("--help", env={"COLUMNS": "80"})
    assert done.returncode == 0
    for command in (
        "demo",
        "add",
        "docs",
        "show",
        "find",
        "parallels",
        "suggest",
        "rules",
        "eval",
        "export",
        "import",
        "keys",
    ):
        assert f"\n  {command} " in done.stdout
    for other in ("doctor", "--db", "--coder"):
        assert f"\n  {other} " in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert "...\n" not in done.stdout.partition("Commands:")[2]


def test_the_version_needs_neither_textual_nor_sqlmodel_nor_typer(glossator: Glossator) -> None:
    code = (
        "import sys; from tui.__main__ import run; run(['--version']);"
        "print([name for name in ('textual', 'sqlmodel', 'sqlalchemy', 'typer', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=glossator.environ
    )
    assert done.stdout.startswith("glossator ")
    assert done.stdout.splitlines()[1] == "[]"


def test_a_completion_script_is_shown_for_the_shell_that_asks(glossator: Glossator) -> None:
    asked = ["bash", "-c", '"$@"; exit $?', "bash", sys.executable, "-m", "tui", "--show-completion"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env=glossator.environ)
    assert "_GLOSSATOR_COMPLETE" in done.stdout


def test_a_project_may_have_a_name_that_is_no_text(glossator: Glossator, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.db")
    assert "added 1," in glossator("--db", path, "add", str(article(tmp_path))).stderr
    assert glossator("--db", path, "backup").returncode == 0
    assert "Brava says" in glossator("docs").stdout  # the last project is found again
    assert '"caf\ufffd"' in glossator("export").stdout


# The full screen


@pytest.mark.parametrize("arguments", [[], ["--db", "x.db"], ["--coder=bob"], ["demo"]])
def test_the_reader_does_not_start_in_a_pipe(glossator: Glossator, arguments: list[str]) -> None:
    done = glossator(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "glossator: the input is no terminal; start it in one without pipes, or use a command "
        "(see `glossator --help`)\n"
    )
    assert not (glossator.home / "x.db").exists()


@pytest.mark.parametrize(
    ("env", "says"),
    [
        ({"TERM": "dumb"}, "TERM is dumb"),
        ({"TERM": ""}, "TERM is not set"),
        ({"LC_ALL": "fr_FR.ISO-8859-1"}, "characters are ISO-8859-1, not UTF-8"),
    ],
)
def test_the_reader_does_not_start_where_it_cannot_draw(glossator: Glossator, env: dict[str, str], says: str) -> None:
    code, seen = glossator.in_terminal(env=env)
    assert code == 2
    assert says in seen
    assert "\x1b" not in seen
    assert seen.count("\n") == 1


def test_the_reader_does_not_start_with_faulty_keys(glossator: Glossator) -> None:
    keys = article(glossator.home, "keys.toml", '[app]\nquit = "alt+x"\nfly = "c"\n')
    code, seen = glossator.in_terminal(env={"GLOSSATOR_KEYS": str(keys)})
    assert code == 2
    assert f"{keys}:2: app.quit: 'alt+x' does not survive" in seen
    assert f"{keys}:3: app.fly: there is no such command" in seen
    assert "\x1b" not in seen


# add


def test_add_counts_what_went_in_and_ends_with_0(glossator: Glossator) -> None:
    folder = article(glossator.home / "in").parent
    article(folder, "deep/two.txt", "Another text.\n")
    first = glossator("--db", "p.db", "add", folder)
    assert (first.returncode, first.stdout) == (0, "")
    assert first.stderr == "added 2, same 0, refused 0\n"
    again = glossator("--db", "p.db", "add", folder / "one.txt")
    assert again.returncode == 0
    assert again.stderr == "added 0, same 1, refused 0\n"


def test_add_tells_each_refused_file_and_takes_the_rest(glossator: Glossator) -> None:
    folder = article(glossator.home / "in").parent
    article(folder, "empty.txt", "")
    article(folder, f"bad{EVIL}.txt", "\0\1\2\3" * 50)
    os.mkfifo(folder / "pipe.txt")
    done = glossator("--db", "p.db", "add", folder, glossator.home / "nowhere")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[-1] == "added 1, same 0, refused 4"
    assert len(lines) == 5
    for name in ("empty.txt: ", "bad␛]52;c;AAAA␇.txt: ", "pipe.txt: ", "nowhere: "):
        assert sum(name in line for line in lines) == 1


def test_add_ends_with_1_when_all_is_refused(glossator: Glossator) -> None:
    done = glossator("--db", "p.db", "add", "nowhere.txt")
    assert done.returncode == 1
    assert done.stderr.endswith("added 0, same 0, refused 1\n")


def test_add_says_when_a_text_was_not_utf_8(glossator: Glossator) -> None:
    (glossator.home / "old.txt").write_bytes("The café said “no”.\n".encode("cp1252"))
    done = glossator("--db", "p.db", "add", "old.txt")
    assert done.returncode == 0
    assert "old.txt: " in done.stderr
    assert "1252" in done.stderr


def test_add_counts_along_on_a_terminal(glossator: Glossator) -> None:
    article(glossator.home)
    code, seen = glossator.in_terminal("--db", "p.db", "add", "one.txt")
    assert code == 0
    assert "1 articles, " in seen
    assert seen.endswith("added 1, same 0, refused 0\r\n")


def test_add_takes_the_seeds(glossator: Glossator, seeds: Path) -> None:
    done = glossator("--db", "p.db", "add", seeds)
    assert (done.returncode, done.stderr) == (0, "added 5, same 0, refused 0\n")
    listed = [json.loads(line) for line in glossator("--db", "p.db", "docs", "--json").stdout.splitlines()]
    assert [row["number"] for row in listed] == [1, 2, 3, 4, 5]
    assert any("Macron" in row["title"] for row in listed)


def test_the_project_added_to_is_the_one_opened_next(glossator: Glossator) -> None:
    article(glossator.home)
    glossator("--db", "p.db", "add", "one.txt")
    assert "Brava says" in glossator("docs").stdout


def test_the_environment_names_the_project_too(glossator: Glossator, project: list[str]) -> None:
    assert "Brava says" in glossator("docs", env={"GLOSSATOR_DB": project[1]}).stdout


def test_a_project_that_is_gone_is_told_and_forgotten(glossator: Glossator) -> None:
    article(glossator.home)
    glossator("--db", "p.db", "add", "one.txt")
    for left in glossator.home.glob("p.db*"):
        left.unlink()
    done = glossator("docs")
    assert done.returncode == 2
    assert "the project opened last is gone" in done.stderr
    assert "gone" not in glossator("docs").stderr


@pytest.mark.parametrize("command", [["docs"], ["show", "1"], ["find", "x"], ["export"]])
def test_reading_makes_no_project(glossator: Glossator, command: list[str]) -> None:
    done = glossator("--db", "none.db", *command)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert not (glossator.home / "none.db").exists()


# docs, show, find


def test_docs_lists_in_columns_and_cuts_nothing_in_a_pipe(glossator: Glossator, project: list[str]) -> None:
    article(glossator.home, "wide.txt", f"{'日本語 ' * 40}\n\nText.\n")
    glossator(*project, "add", "wide.txt")
    lines = glossator(*project, "docs", env={"COLUMNS": "40"}).stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("1  open")
    assert "Brava says it can’t rely on Aland for water" in lines[0]
    assert "0Q  0A  0S" in lines[0]
    assert ("日本語 " * 40).strip() in lines[2]


def test_docs_fits_a_terminal(glossator: Glossator, project: list[str]) -> None:
    article(glossator.home, "wide.txt", f"{'日本語 ' * 40}\n\nText.\n")
    glossator(*project, "add", "wide.txt")
    code, seen = glossator.in_terminal(*project, "docs")
    assert code == 0
    assert seen.splitlines()[2].endswith("…")


def test_a_project_into_which_nothing_came_is_not_left_behind(glossator: Glossator) -> None:
    assert glossator("--db", "p.db", "add", "nowhere").returncode == 1
    assert not (glossator.home / "p.db").exists()
    done = glossator("--db", "p.db")
    assert done.returncode == 2


def test_docs_says_when_there_are_none(glossator: Glossator) -> None:
    open_project(str(glossator.home / "p.db")).close()
    done = glossator("--db", "p.db", "docs")
    assert (done.returncode, done.stdout) == (0, "")
    assert "there are no documents yet" in done.stderr


@pytest.mark.parametrize("command", [["docs"], ["show", "2"], ["find", "rely"], ["docs", "--json"],
                                     ["show", "2", "--json"], ["find", "rely", "--json"], ["export"]])  # fmt: skip
def test_nothing_that_a_terminal_obeys_is_printed(glossator: Glossator, project: list[str], command: list[str]) -> None:
    printed = glossator(*project, *command).stdout
    assert printed
    assert not set(printed.replace("\n", "")) & {*map(chr, range(32)), *map(chr, range(127, 160)), "\u202e"}


def test_json_keeps_the_text_exactly(glossator: Glossator, project: list[str]) -> None:
    shown = json.loads(glossator(*project, "show", "2", "--json").stdout)
    assert shown["text"].startswith(f"Evil {EVIL}\u202e\x9b news")
    assert "[/x] [bold]b" in shown["text"]


def test_show_finds_a_document_by_number_id_prefix_and_title(glossator: Glossator, project: list[str]) -> None:
    rows = [json.loads(line) for line in glossator(*project, "docs", "--json").stdout.splitlines()]
    expected = glossator(*project, "show", "1").stdout
    assert ARTICLE.strip() in expected
    assert expected.startswith(rows[0]["title"] + "\n")
    for name in (rows[0]["id"], rows[0]["id"][:35], rows[0]["title"]):
        assert glossator(*project, "show", name).stdout == expected


def test_show_says_when_there_is_no_such_document_or_more_than_one(glossator: Glossator, project: list[str]) -> None:
    none = glossator(*project, "show", "99")
    assert (none.returncode, none.stdout) == (1, "")
    assert "there is no document '99'" in none.stderr
    rows = [json.loads(line) for line in glossator(*project, "docs", "--json").stdout.splitlines()]
    several = glossator(*project, "show", rows[0]["id"][:1])
    assert (several.returncode, several.stdout) == (2, "")
    assert "may be any of the documents 1, 2" in several.stderr


def test_find_prints_each_place_in_its_context(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "find", "no longer rely")
    assert done.returncode == 0
    assert done.stdout.startswith("1  Brava says")
    assert "“We can no longer rely on Aland,”" in done.stdout
    hits = [json.loads(line) for line in glossator(*project, "find", "rely", "--json").stdout.splitlines()]
    assert len(hits) == 3
    for hit in hits:
        assert hit["exact"] == "rely"
        assert hit["end"] - hit["start"] == 4


def test_find_prints_no_more_than_asked_for_and_says_so(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "find", "rely", "--json", "--limit", "1")
    assert done.stdout.count("\n") == 1
    assert "these are the first 1" in done.stderr


def test_find_ends_with_1_when_there_is_nothing(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "find", "xyzzy")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "nothing found for 'xyzzy'\n")


def test_output_that_nobody_reads_on_is_no_crash(glossator: Glossator, project: list[str]) -> None:
    command = [sys.executable, "-m", "tui", *project, "show", "1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=glossator.environ)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 1


def test_text_is_utf_8_whatever_the_locale(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "show", "1", env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "“We can no longer rely on Aland,”" in done.stdout


def test_find_prints_a_concordance_with_the_words_below_each_other(glossator: Glossator, project: list[str]) -> None:
    done = glossator(*project, "find", "rely ", "--kwic", "--sort", "left,date")
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    # The word may stand in the context of another place too, further left.
    assert {line.index("rely", 60) for line in lines} == {79}
    before = [line[:79].split()[-1] for line in lines]
    assert before == sorted(before)


def test_find_counts_all_places(glossator: Glossator, project: list[str]) -> None:
    assert glossator(*project, "find", "rely ", "--count").stdout == "3\n"
    none = glossator(*project, "find", "xyzzy", "--count")
    assert (none.returncode, none.stdout) == (1, "0\n")


def test_find_offers_near_words_and_refuses_what_makes_no_sense(glossator: Glossator, project: list[str]) -> None:
    assert "near it: rely" in glossator(*project, "find", "rley ").stderr
    for arguments in (["outlt:TASS"], ["rely", "--sort", "size"], ["/(/"], ["@nowhere"]):
        done = glossator(*project, "find", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
