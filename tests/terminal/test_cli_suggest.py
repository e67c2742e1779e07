"""`glossator suggest` and `glossator rules` as people and other programs call them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.articles import read_article
from db import actors, documents, history, restoring, suggestions
from db.engine import Project, open_project

if TYPE_CHECKING:
    from terminal.conftest import Glossator

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
ARTICLE = (
    "Velmara opens its ports\n\nPORT ANSEL, March 4. /VPA/. “The ports are open,” President Aldo Venn said on Monday.\n"
)
EVIL = "\x1b]52;c;AAAA\x07\u202e\x9b"
SHAPES = {
    "quote": ["file", "kind", "type", "parts", "speaker", "rule", "confidence"],
    "mention": ["file", "kind", "start", "end", "exact", "actor", "candidates", "rule", "confidence"],
}


def article(folder: Path, name: str = "one.txt", text: str = ARTICLE) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def spans(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from found["parts"] if found["kind"] == "quote" else [found]


# Files


def test_every_line_has_the_shape_and_every_span_its_words(glossator: Glossator) -> None:
    done = glossator("suggest", *SAMPLES.glob("*.txt"))
    assert (done.returncode, done.stderr) == (0, "")
    lines = told(done)
    assert {found["kind"] for found in lines} == {"quote", "mention"}
    texts = {str(path): read_article(path.read_bytes()).text for path in SAMPLES.glob("*.txt")}
    for found in lines:
        assert list(found) == SHAPES[found["kind"]]
        assert 0 <= found["confidence"] <= 1
        for span in spans(found):
            assert texts[found["file"]][span["start"] : span["end"]] == span["exact"]


def test_a_quote_comes_with_its_parts_and_its_speaker(glossator: Glossator) -> None:
    (found,) = told(glossator("suggest", "--kind", "quote", article(glossator.home)))
    parts = {part["role"]: part for part in found["parts"]}
    assert {role: part["exact"] for role, part in parts.items()} == {
        "content": "The ports are open,",
        "source": "President Aldo Venn",
        "cue": "said",
    }
    assert found["type"] == "direct"
    assert found["speaker"] == {"name": "Aldo Venn"} | {edge: parts["source"][edge] for edge in ("start", "end")}


def test_offsets_are_in_the_text_as_it_would_be_kept(glossator: Glossator) -> None:
    plain = glossator("suggest", article(glossator.home))
    (glossator.home / "one.txt").write_bytes(("\ufeff" + ARTICLE.replace("\n", "\r\n")).encode())
    assert glossator("suggest", glossator.home / "one.txt").stdout == plain.stdout


def test_the_input_is_read_like_a_file(glossator: Glossator) -> None:
    path = article(glossator.home)
    named, given = told(glossator("suggest", path)), told(glossator("suggest", "-", text=ARTICLE))
    assert [found | {"file": "standard input"} for found in named] == given
    assert given


def test_the_order_is_that_of_the_arguments_whatever_the_number_of_processes(glossator: Glossator) -> None:
    *samples, last = sorted(SAMPLES.glob("*.txt"))
    first = article(glossator.home)
    arguments = [last, *samples, first]
    alone, shared = glossator("suggest", *arguments), glossator("suggest", "--jobs", "3", *arguments)
    files = list(dict.fromkeys(found["file"] for found in told(alone)))
    assert files == [*map(str, [last, *samples, first])]
    assert (shared.returncode, shared.stdout) == (0, alone.stdout)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_cannot_be_read_is_told_in_a_line_and_the_rest_goes_on(glossator: Glossator, jobs: str) -> None:
    (glossator.home / "bad.txt").write_bytes(b"\0\1\2\3" * 9)
    article(glossator.home)
    done = glossator("suggest", "--jobs", jobs, "none.txt", "bad.txt", "one.txt")
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["none.txt", "bad.txt"]
    assert {found["file"] for found in told(done)} == {"one.txt"}


def test_an_empty_input_is_told(glossator: Glossator) -> None:
    done = glossator("suggest", "-")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "standard input: the file is empty: nothing to read\n"


def test_kinds_and_confidence_can_be_asked_for(glossator: Glossator) -> None:
    whole = told(glossator("suggest", *SAMPLES.glob("*.txt")))
    assert told(glossator("suggest", *SAMPLES.glob("*.txt"), "--kind", "mention")) == [
        found for found in whole if found["kind"] == "mention"
    ]
    assert told(glossator("suggest", *SAMPLES.glob("*.txt"), "--kind", "quote", "--kind", "mention")) == whole
    middle = sorted(found["confidence"] for found in whole)[len(whole) // 2]
    assert told(glossator("suggest", *SAMPLES.glob("*.txt"), "--min-confidence", str(middle))) == [
        found for found in whole if found["confidence"] >= middle
    ]


def test_a_hostile_text_cannot_speak_to_the_terminal(glossator: Glossator) -> None:
    text = f"“Evil {EVIL} news are here,” said Lena {EVIL} Orsini of Velmara.\n"
    done = glossator("suggest", article(glossator.home, f"x{EVIL}.txt", text))
    assert done.stdout
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", done.stdout)
    assert any("\x1b" in found["file"] for found in told(done))


def test_a_suggester_that_cannot_be_used_is_told_once(glossator: Glossator) -> None:
    (glossator.home / "mine.toml").write_text("[nobody]\n", encoding="utf-8")
    done = glossator("suggest", *SAMPLES.glob("*.txt"), env={"GLOSSATOR_SUGGESTERS": str(glossator.home / "mine.toml")})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"glossator: {glossator.home / 'mine.toml'}: [nobody] there is no such suggester")
    assert done.stderr.count("\n") == 1


def test_a_project_that_lends_its_codebook_is_closed_before_files_are_read(glossator: Glossator) -> None:
    path = glossator.home / "p.db"
    assert glossator("--db", path, "add", article(glossator.home)).returncode == 0
    command = [sys.executable, "-m", "tui", "--db", path, "suggest", "-"]
    with subprocess.Popen(
        command, cwd=glossator.home, env=glossator.environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(ARTICLE + "\n" * 200_000)  # more than a pipe holds: when it is gone, it is being read
        assert not restoring.is_open(path)
        assert "Aldo Venn" in process.communicate(timeout=60)[0]


def test_documents_are_read_one_by_one_while_others_write(glossator: Glossator) -> None:
    path = glossator.home / "p.db"
    paragraphs = ARTICLE * 20
    with closing(open_project(str(path))) as project:
        with history.act(project, coder="ada", verb="add", undoable=False) as session:
            for number in range(40):
                documents.add(session, read_article(f"{number}\n\n{paragraphs}".encode(), f"{number}.txt"))
        command = [sys.executable, "-m", "tui", "--db", path, "suggest", "--jobs", "1"]
        with subprocess.Popen(
            command, cwd=glossator.home, env=glossator.environ, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline()  # and no more: it stands before a pipe that is full
            with history.act(project, coder="ada", verb="add", undoable=False) as session:
                documents.add(session, read_article(ARTICLE.encode(), "last.txt"))
            with closing(sqlite3.connect(path, timeout=10)) as connection:
                (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            assert busy == 0
            assert process.communicate(timeout=60)[0].count('"39.txt"') > 20


def test_files_need_neither_textual_nor_sqlmodel(glossator: Glossator) -> None:
    code = (
        "import sys; from tui.__main__ import run; run(['suggest', sys.argv[1]]);"
        "print([name for name in ('textual', 'sqlmodel', 'sqlalchemy', 'rich') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, article(glossator.home)],
        capture_output=True,
        text=True,
        check=True,
        env=glossator.environ,
    )
    assert done.stdout.splitlines()[-1] == "[]"
    assert len(done.stdout.splitlines()) > 1


def test_a_terminal_sees_a_bar_and_a_file_none_of_it(glossator: Glossator) -> None:
    code, seen = glossator.in_terminal("suggest", *SAMPLES.glob("*.txt"))
    assert code == 0
    assert re.search(r"\[=+ +\] +\d+%  1 texts, \d+/s, \d+ s left", seen)
    assert "texts" not in glossator("suggest", *SAMPLES.glob("*.txt")).stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_it_without_a_traceback(glossator: Glossator, jobs: str) -> None:
    folder = glossator.home / "many"
    folder.mkdir()
    for number in range(300):
        shutil.copy(next(SAMPLES.glob("*.txt")), folder / f"{number}.txt")
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "suggest", "--jobs", jobs, folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=glossator.environ,
        start_new_session=True,
    )
    assert process.stdout
    # Nobody reads on: the pipe is full long before the work is done, so that it is interrupted in the midst of it.
    assert process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in complaints


def test_nothing_is_imported_from_the_folder_in_which_the_analyst_stands(glossator: Glossator) -> None:
    for module in ("json", "socket", "selectors"):
        (glossator.home / f"{module}.py").write_text("raise SystemExit('imported from here')")
    done = subprocess.run(
        [Path(sys.executable).with_name("glossator"), "suggest", "--jobs", "2", *SAMPLES.glob("*.txt")],
        capture_output=True,
        text=True,
        env=glossator.environ,
        cwd=glossator.home,
        check=False,
    )
    assert (done.returncode, "imported from here" in done.stderr) == (0, False)


# A project


@contextmanager
def at(path: Path, *, create: bool = False) -> Iterator[Project]:
    with closing(open_project(str(path), create=create)) as project:
        yield project


@pytest.fixture
def project(glossator: Glossator) -> Path:
    """A project with one document and two actors that a surname could mean."""
    path = glossator.home / "project.db"
    with at(path, create=True) as opened, history.act(opened, coder="ada", verb="test") as session:
        documents.add(session, read_article(ARTICLE.encode(), "one.txt"))
        actors.create(session, "Aldo Venn", aliases=["Venn of Tolme"])
        actors.create(session, "Bruna Venn")
    return path


def test_a_project_is_suggested_for_by_document(glossator: Glossator, project: Path) -> None:
    lines = told(glossator("--db", project, "suggest"))
    ids = {found["document"] for found in lines}
    with at(project) as opened, opened.reading() as session:
        assert ids == {row.id for row in documents.listing(session)}
    assert {found["file"] for found in lines} == {"one.txt"}
    assert all(list(found) == ["file", "document", *SHAPES[found["kind"]][1:]] for found in lines)


def test_a_project_lends_its_codebook_to_files(glossator: Glossator, project: Path) -> None:
    path = article(glossator.home, "two.txt", "“It rains,” Venn of Tolme said.\n")
    for options, name in ([], "Venn of Tolme"), (["--db", project], "Aldo Venn"):
        quotes = told(glossator(*options, "suggest", "--kind", "quote", path))
        assert [found["speaker"]["name"] for found in quotes if found["speaker"]] == [name]


def test_a_surname_that_could_be_two_is_a_question_by_name(glossator: Glossator, project: Path) -> None:
    path = article(glossator.home, "two.txt", "The town was quiet.\n\nNobody had seen Venn since the morning.\n")
    asked = [found for found in told(glossator("--db", project, "suggest", path)) if found["exact"] == "Venn"]
    assert [(found["actor"], sorted(found["candidates"])) for found in asked] == [(None, ["Aldo Venn", "Bruna Venn"])]


def test_a_project_that_is_not_there_is_refused(glossator: Glossator) -> None:
    done = glossator("--db", "none.db", "suggest", article(glossator.home))
    assert (done.returncode, done.stdout) == (2, "")
    assert "none.db" in done.stderr


def test_a_project_without_documents_is_told(glossator: Glossator) -> None:
    with at(glossator.home / "empty.db", create=True):
        pass
    done = glossator("--db", "empty.db", "suggest")
    assert (done.returncode, done.stdout) == (0, "")
    assert "there are no documents yet" in done.stderr


def test_rules_tell_what_was_decided_and_what_was_measured(glossator: Glossator, project: Path) -> None:
    from corpus.suggest import engine
    from corpus.suggest.confidence import MEASURED
    from corpus.suggest.records import Source

    proposed = next(found for found in engine.propose(Source(ARTICLE)) if hasattr(found, "parts"))
    with at(project) as opened:
        with opened.reading() as session:
            (row,) = documents.listing(session)
        for coder, outcome in ("ada", "accepted"), ("bob", "accepted"), ("cem", "edited"), ("dag", "rejected"):
            with history.act(opened, coder=coder, verb="test", document=row.id) as session:
                suggestions.decide(session, row.id, [(proposed, outcome)])  # type: ignore[list-item]
    records = told(glossator("--db", project, "rules", "--json"))
    counts = {"accepted": 2, "edited": 1, "rejected": 1, "precision": 0.5}
    measured = MEASURED[proposed.rule][0] if proposed.rule in MEASURED else None
    assert records[0] == {"rule": proposed.rule, "kind": "quote", **counts, "measured": measured}
    assert {record["rule"] for record in records} >= set(MEASURED)
    assert all(record["precision"] is None for record in records[1:])
    table = glossator("--db", project, "rules").stdout.splitlines()
    assert table[0].split() == ["kind", "rule", "measured", "accepted", "edited", "rejected", "precision"]
    assert table[1].split()[:2] == ["quote", proposed.rule]
    assert table[1].split()[3:] == ["2", "1", "1", "0.50"]
