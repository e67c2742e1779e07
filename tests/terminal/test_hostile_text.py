"""Hostile text through the program as it is started: the full screen byte by byte, and what commands print."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from hostile.project import EVERYTHING, TITLES, build
from hostile.strings import ATTACKS, HARMFUL, STRINGS, room
from terminal.conftest import Glossator
from terminal.pty_session import PROJECT, QUIT, reader_of

from bench.terminal import Terminal
from tui import start
from tui.__main__ import run

OURS = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours and attributes
    rb"|\x1b\[[0-9]+;[0-9]+H|\x1b\[[0-9]*[ABCDGXd]|\x1b\[H"  # the cursor
    rb"|\x1b\[\?(?:1049|25|2004|2026|1004|2048|7)[hl]"  # screen, cursor, paste, frames, focus, sizes, wrap
    rb"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>[0-9;]*u|\x1b\[<u|\x1b\[=[0-9;]*u|\x1b\[\?u"  # what the terminal can do
    rb"|\x1b\[[0-3]?[JK]|\x1b\]22;default\x07"  # what is cleared, and the pointer's shape
)
"""Every control sequence that the framework may write; none of them carries text."""

UNSEEN = HARMFUL - {"\n"}

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What no line of JSON may hold unescaped."""


@pytest.fixture(scope="module")
def hostile_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    build(path)
    return path


def harmful(raw: bytes) -> list[str]:
    """What is on the wire besides the framework's own sequences, and may not be; line ends are the terminal's."""
    shown = OURS.sub(b"", raw).decode().replace("\r\n", "\n").replace("\r", "\n")
    return [shown[max(place - 9, 0) : place + 9] for place, sign in enumerate(shown) if sign in UNSEEN]


def hairlines(terminal: Terminal) -> set[int]:
    """The columns in which every row of the panes has a line: two, between three panes, unless a row is displaced."""
    panes = list(terminal.emulator.cells())[1:-3]
    return set.intersection(*({x for x, cell in enumerate(row) if cell.data == "│"} for row in panes))


def test_nothing_of_a_document_is_obeyed_in_a_whole_session(glossator: Glossator, hostile_path: Path) -> None:
    shutil.copy(hostile_path, glossator.home / PROJECT)
    with reader_of(glossator, size=(140, 45)) as terminal:
        for keys, seen in (
            (" ", " READ "), ("G", " READ "), ("g", " READ "), ("V", " SELECT "), ("\x7f", " READ "), ("t", " READ "),
            ("m", "MEMO"), ("\x07", " READ "), ("a", "Backspace"), ("\x1b[C", "Backspace"), ("\x07", " READ "),
            ("o", "OPEN"), ("\x1b[6~", "OPEN"), ("\x07", " READ "), ("J", " READ "), ("i", "METADATA"),
            ("\x07", " READ "), ("F", "CORPUS"), ("Halven", "found"), ("\x1b[6~", "CORPUS"), ("\x07", " READ "),
            ("?", "COMMANDS"), ("\x07", " READ "), ("f", " JUMP "), ("\x7f", " READ "),
        ):  # fmt: skip
            terminal.press(keys)
            terminal.wait_for(seen)
            assert " READ " not in terminal.text or len(hairlines(terminal)) >= 2, terminal.text
        terminal.press(QUIT)
        assert terminal.wait() == 0
    assert harmful(bytes(terminal.raw)) == []
    attacks = {name: attack.encode() for name, attack in ATTACKS.items() if set(attack) & HARMFUL and len(attack) > 2}
    assert [name for name, raw in attacks.items() if raw in terminal.raw and not OURS.fullmatch(raw)] == []


def test_columns_printed_in_a_terminal_line_up_and_nothing_is_obeyed(glossator: Glossator, hostile_path: Path) -> None:
    code, seen = glossator.in_terminal("--db", hostile_path, "docs")
    assert code == 0
    assert harmful(seen.encode()) == []
    assert {room(row) for row in seen.splitlines()} <= set(range(81))


@pytest.mark.parametrize(
    "command", [("docs",), ("show", "1"), ("show", "3"), ("find", "Halven", "--kwic"), ("find", "Halven"), ("rules",)]
)
def test_commands_print_nothing_harmful(
    capsys: pytest.CaptureFixture[str], hostile_path: Path, command: tuple[str, ...]
) -> None:
    assert run(["--db", str(hostile_path), *command]) == 0
    printed = capsys.readouterr()
    assert set(printed.out + printed.err) & UNSEEN == set()
    if command[0] != "rules":
        assert run(["--db", str(hostile_path), *command[:2], "--json"]) == 0
        assert OBEYED.search(capsys.readouterr().out) is None


def test_the_export_has_every_byte_that_came_in(capsys: pytest.CaptureFixture[str], hostile_path: Path) -> None:
    assert run(["--db", str(hostile_path), "export"]) == 0
    printed = capsys.readouterr().out
    assert OBEYED.search(printed) is None
    told = json.loads(printed)
    assert told["documents"][0]["text"] == EVERYTHING
    assert {actor["name"] for actor in told["actors"]} == set(STRINGS.values())


@pytest.mark.parametrize(
    "how", ["{}", "--db {} docs", "show {}", "docs {}", "add {}", "import {}", "find /{}/", "keys --check {}"]
)
def test_what_is_refused_is_told_in_lines_that_hold_nothing_harmful(
    capsys: pytest.CaptureFixture[str], hostile_path: Path, how: str
) -> None:
    for _, text in TITLES[::2]:
        arguments = [word.replace("{}", text) for word in how.split()]
        run(arguments if how.startswith("--db") else ["--db", str(hostile_path), *arguments])
        printed = capsys.readouterr()
        assert set(printed.out + printed.err) & UNSEEN == set()
        assert "Traceback" not in printed.err
        assert "should not" not in printed.err


def test_a_file_of_keys_is_judged_in_lines_that_hold_nothing_harmful(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "keys.toml"
    for _, text in TITLES:
        told = json.dumps(text)
        for source in (
            f"preset = {told}\n{told} = {told}\n[reading]\ntag_quote = {told}\n{told} = 'x'\n[app]\nquit = [{told}]\n",
            text,
        ):
            path.write_text(source, encoding="utf-8")
            assert run(["keys", "--check", str(path)]) == 1
            printed = capsys.readouterr()
            assert set(printed.out + printed.err) & UNSEEN == set()


def test_an_import_of_hostile_values_is_refused_in_lines_that_hold_nothing_harmful(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, where = tmp_path / "in.json", str(tmp_path / "p.db")
    for _, text in TITLES[::6]:
        record = {"id": text, "name": text, "kind": text, "aliases": [text], "roles": text}
        path.write_text(json.dumps({"format": "glossator", "version": 1, "actors": [record]}), encoding="utf-8")
        run(["--db", where, "import", str(path)])
        printed = capsys.readouterr()
        assert set(printed.out + printed.err) & UNSEEN == set()
        assert "should not" not in printed.err


def test_a_crash_report_holds_nothing_harmful(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert start.crash(RuntimeError(EVERYTHING)) == start.CRASHED
    report = next(tmp_path.rglob("crash-*.txt")).read_text(encoding="utf-8")
    assert set(report + capsys.readouterr().err) & UNSEEN == set()
    assert "Orsini ␛[31mred Halven" in report
