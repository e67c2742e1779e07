"""Keys that come faster than the line takes the answers: nothing piles up, nothing is lost, the order stays."""

from __future__ import annotations

from terminal.conftest import Glossator
from terminal.pty_session import ENTER, QUIT, add_text, is_given_back, reader_of

from bench.emulator import answers
from bench.terminal import Terminal

FRAME, QUESTION = b"\x1b[?2026h", b"\x1b[?2026$p"
LONG = "The river treaty\n\n" + "\n\n".join(
    f"Paragraph {number}: “The river is ours,” Lena Orsini said, “and paragraph {number} says so.”"
    for number in range(1, 401)
)
ROOM = 24_000
"""What a line may hold of a hundred pages: the kernel's buffer, and what was on its way."""


def settled(terminal: Terminal) -> None:
    """Wait until the project is open and all that is suggested is there."""
    terminal.wait_for(" left)", seconds=60)
    terminal.collect(0.3, 0.3)


def test_a_hundred_moves_at_once_are_drawn_in_a_few_frames(glossator: Glossator) -> None:
    add_text(glossator, LONG)
    with reader_of(glossator) as terminal:
        settled(terminal)
        before = len(terminal.raw)
        terminal.press("j" * 100 + "/")
        terminal.wait_for("Backspace", "Paragraph 5")
        sent = bytes(terminal.raw[before:])
        assert sent.count(FRAME) <= 50
        assert len(sent) <= 100 * 200


def test_on_a_line_that_takes_nothing_pages_are_left_out_and_commands_keep_their_order(glossator: Glossator) -> None:
    add_text(glossator, LONG)
    with reader_of(glossator) as terminal:
        settled(terminal)
        before = len(terminal.raw)
        for _ in range(20):
            terminal.press(" " * 10)
            terminal.press("\x1b[5~" * 5)
        terminal.press("g/Paragraph 77:\r")
        while chunk := terminal.read(3.0, most=512):
            terminal.show([chunk])
        terminal.wait_for("Paragraph 77:", " READ ")
        assert len(terminal.raw) - before <= ROOM
        terminal.press("v")
        terminal.wait_for(" SELECT ")


def test_the_screen_after_a_slow_line_is_that_of_a_quick_one(glossator: Glossator) -> None:
    add_text(glossator, LONG)
    keys = " " * 7 + "jjj" + "lll" + "V"
    with reader_of(glossator) as quick, reader_of(glossator) as slow:
        for terminal in (quick, slow):
            settled(terminal)
        for key in keys:
            quick.key(key, 0.1)
        slow.press(keys)
        while chunk := slow.read(2.0, most=256):
            slow.show([chunk])
        assert slow.emulator.lines == quick.emulator.lines
        assert [*slow.emulator.cells()] == [*quick.emulator.cells()]


def test_a_terminal_that_answers_is_asked_and_nothing_of_it_is_left_for_the_shell(glossator: Glossator) -> None:
    add_text(glossator, LONG)
    with reader_of(glossator) as terminal:
        settled(terminal)
        for _ in range(6):
            terminal.key(" ", 0.1)
        terminal.press(QUIT)
        assert terminal.wait() == 0
        assert terminal.raw.count(QUESTION) > 1
        assert len([*answers(bytes(terminal.raw))]) >= terminal.raw.count(QUESTION)
        assert is_given_back(terminal)


def test_a_terminal_that_answers_no_more_is_drawn_on_all_the_same(glossator: Glossator) -> None:
    add_text(glossator, LONG)
    with reader_of(glossator) as terminal:
        settled(terminal)
        terminal.replies = False
        for _ in range(6):
            terminal.key(" ", 0.1)
        terminal.press("g/Paragraph 77:\r")
        terminal.wait_for("Paragraph 77:", " READ ")
        terminal.press(QUIT)
        assert terminal.wait() == 0


def test_quitting_over_a_line_that_is_behind_keeps_the_place(glossator: Glossator) -> None:
    add_text(glossator, LONG)
    with reader_of(glossator) as terminal:
        settled(terminal)
        terminal.press(" " * 30)
        terminal.read(1.0, most=64)
        terminal.press(f"/Paragraph 300:{ENTER}{QUIT}")
        assert terminal.wait(30) == 0
        assert is_given_back(terminal)
    with reader_of(glossator) as again:
        again.wait_for("Paragraph 300:")
