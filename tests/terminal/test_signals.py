"""However the program ends or pauses, the terminal is given back and the place is kept."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from terminal.conftest import Glossator
from terminal.pty_session import (
    ENTER,
    PROJECT,
    QUIT,
    SUSPEND,
    add_text,
    assert_sound,
    is_given_back,
    reader_of,
    terminal_of,
)

from bench.terminal import GLOSSATOR, Terminal

LINK_SECONDS = 5

STORMS = 30
"""Enough that a size which comes too late stays in four runs of five."""


@pytest.fixture
def project(glossator: Glossator) -> Glossator:
    """The program with a text of several pages."""
    add_text(glossator)
    return glossator


def turn_pages(terminal: Terminal) -> None:
    """Go to where the third page is."""
    terminal.press("  ")
    terminal.wait_for("Paragraph 15")
    assert "Paragraph 1:" not in terminal.text


def assert_place_kept(project: Glossator) -> None:
    """The next session opens where the last one was left."""
    with reader_of(project) as terminal:
        assert "Paragraph 15" in terminal.text
        assert "Paragraph 1:" not in terminal.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("question", [False, True])
def test_a_signal_ends_the_program_in_good_order(project: Glossator, number: signal.Signals, question: bool) -> None:
    with reader_of(project) as terminal:
        turn_pages(terminal)
        terminal.press("a")
        terminal.wait_for(" actor ", "Backspace")
        if not question:
            terminal.press("\x7f")
            terminal.wait_for(" READ ")
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        assert is_given_back(terminal)
        assert b"Traceback" not in terminal.raw
    assert_place_kept(project)


def test_a_signal_right_after_the_first_paint_ends_the_program_too(project: Glossator) -> None:
    with reader_of(project) as terminal:
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert is_given_back(terminal)
        assert b"Traceback" not in terminal.raw


def test_a_terminal_that_is_not_given_back_is_noticed(project: Glossator) -> None:
    with reader_of(project) as terminal:
        terminal.signal(signal.SIGKILL)
        assert terminal.wait() == -signal.SIGKILL
        assert not is_given_back(terminal)


def test_a_lost_link_ends_the_program_and_loses_nothing(project: Glossator) -> None:
    with reader_of(project) as terminal:
        terminal.press("a")
        terminal.wait_for("Backspace")
        terminal.press(ENTER)
        terminal.wait_for("saved: actor")
        terminal.hang_up()
        assert terminal.wait(LINK_SECONDS) == 128 + signal.SIGHUP
    assert_sound(project)


def test_a_lost_link_ends_a_program_that_nobody_tells_of_it(project: Glossator) -> None:
    shell = 'trap : HUP; "$@"; echo $? >"$HOME/left"'  # as make does: it is told, and waits for the program
    with terminal_of(project, ["sh", "-c", shell, "sh", *GLOSSATOR]) as terminal:
        terminal.wait_for(" READ ", "help")
        turn_pages(terminal)
        terminal.hang_up()
        terminal.wait()
    assert (project.home / "left").read_text() == f"{128 + signal.SIGHUP}\n"
    assert_place_kept(project)


def test_a_lost_link_takes_along_what_could_not_be_saved(project: Glossator) -> None:
    with reader_of(project) as terminal:
        terminal.press("a")
        terminal.wait_for("Backspace")
        (project.home / PROJECT).rename(project.home / "elsewhere.db")
        terminal.press(ENTER)
        terminal.wait_for("not saved:", "its file is gone")
        terminal.hang_up()
        assert terminal.wait(LINK_SECONDS) == 128 + signal.SIGHUP
    (file,) = (project.home / ".local" / "state" / "glossator").glob("unsaved-*.json")
    assert [mention["exact"] for mention in json.loads(file.read_text())["documents"][0]["mentions"]] == ["Sorrand"]


@pytest.mark.parametrize("spoilt", [b"\xe9", b"\x1b[9999999999u"])
def test_bytes_that_are_no_key_end_nothing(project: Glossator, spoilt: bytes) -> None:
    with terminal_of(project) as terminal:
        terminal.press(spoilt)
        terminal.press("v")
        terminal.wait_for(" SELECT ")
        terminal.press(QUIT)
        assert terminal.wait() == 0


def test_ctrl_z_stops_the_program_and_fg_brings_it_back(project: Glossator, tmp_path: Path) -> None:
    shell = 'set -m; "$@"; echo at the shell; stty -a; read answer; fg >/dev/null; echo ended with $?'
    with terminal_of(project, ["sh", "-c", shell, "sh", *GLOSSATOR]) as terminal:
        terminal.wait_for(" READ ", "help")
        turn_pages(terminal)
        before = terminal.text
        terminal.press(SUSPEND)
        terminal.wait_until(lambda: b"at the shell" in terminal.raw and b" echo " in terminal.raw)
        assert is_given_back(terminal)
        terminal.press(ENTER)
        terminal.wait_for(" READ ", "Paragraph 15")
        terminal.wait_until(lambda: terminal.text == before)
        terminal.press("l")
        terminal.press(QUIT)
        terminal.wait_until(lambda: b"ended with 0" in terminal.raw)
        assert terminal.wait() == 0


def test_a_stop_that_nobody_asked_the_program_for_leaves_keys_and_terminal_as_they_were(project: Glossator) -> None:
    with reader_of(project) as terminal:
        turn_pages(terminal)
        before = terminal.modes()
        for _ in range(3):
            terminal.signal(signal.SIGSTOP)
            terminal.signal(signal.SIGCONT)
            terminal.press("a")
            terminal.wait_for(" actor ", "Backspace")
            terminal.press("\x7f")
            terminal.wait_for(" READ ")
        assert terminal.modes() == before
        terminal.press(QUIT)
        assert terminal.wait() == 0
        assert is_given_back(terminal)


def test_quitting_ends_with_0_and_the_next_session_opens_at_the_same_place(project: Glossator) -> None:
    with reader_of(project) as terminal:
        turn_pages(terminal)
        terminal.press(QUIT)
        assert terminal.wait() == 0
        assert is_given_back(terminal)
    assert_place_kept(project)


def test_another_size_of_the_window_keeps_the_place(project: Glossator) -> None:
    with reader_of(project) as terminal:
        turn_pages(terminal)
        terminal.resize(200, 50)
        terminal.signal(signal.SIGWINCH)
        terminal.wait_for("Paragraph 15", "Paragraph 30", "1 of 1")
        terminal.resize(80, 24)
        terminal.signal(signal.SIGWINCH)
        terminal.wait_until(lambda: "Paragraph 30" not in terminal.text and "help" in terminal.text)
        assert "Paragraph 15" in terminal.text


def test_after_a_storm_of_sizes_the_last_one_stays(project: Glossator) -> None:
    with reader_of(project) as terminal:
        for _ in range(STORMS):
            for size in range(40):
                terminal.resize(1 + 77 * size % 200, 1 + 37 * size % 60)
                terminal.signal(signal.SIGWINCH)
            terminal.resize(80, 24)
            terminal.signal(signal.SIGWINCH)
            terminal.wait_until(lambda: " READ " in terminal.emulator.lines[-1])


@pytest.mark.parametrize(("stream", "name"), [("stdin", "input"), ("stdout", "output"), ("stderr", "error output")])
def test_without_a_terminal_there_is_one_line_and_exit_2(project: Glossator, stream: str, name: str) -> None:
    redirection = {"stdin": "</dev/null", "stdout": ">out", "stderr": "2>out"}[stream]
    with terminal_of(project, ["sh", "-c", f'cd; "$@" {redirection}', "sh", *GLOSSATOR]) as terminal:
        assert terminal.wait() == 2
        told = terminal.raw.decode() or (project.home / "out").read_text()
    assert told.count("\n") == 1
    assert f"the {name} is no terminal" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_without_a_full_screen_gets_one_line_and_exit_2(project: Glossator, term: str) -> None:
    code, told = project.in_terminal("--db", PROJECT, env={"TERM": term})
    assert code == 2
    assert told.count("\n") == 1
    assert "TERM" in told
    assert "\x1b" not in told
