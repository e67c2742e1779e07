"""What goes over the wire: nothing that a document brings along, and only colours that the terminal knows."""

from __future__ import annotations

import re

import pytest
from terminal.conftest import Glossator
from terminal.pty_session import BACKSPACE, ENTER, QUIT, add_text, reader_of, sgr_codes

from bench.terminal import Terminal

CURSOR, CLOSE = "▏", "\x07"

ATTACK = (
    "\x1b[2J\x1b[31m\x1b]0;owned\x07\x1b]52;c;b3duZWQ=\x07\x1bP+q\x1b\\\x1bc"
    "\x9b31m\x9d0;owned\x9c\x85\x08\x0e\x7f\u202eowned\u202c\u2066\u200b\u200d\ufeff[/x][bold]owned[/]"
)
"""ESC, OSC 52, DCS, a reset, C1, backspace, bidi overrides, invisible characters, and Textual's markup."""

TEXT = "{title}\n\nHALVEN, March 3 (Meridian) - “We {words} wait,” Lena Orsini said.\n\n{words} and more {words}.\n"
HIDDEN = ("\u202e", "\u202c", "\u2066", "\u200b", "\ufeff", "\x9b", "\x9d", "\x85")

_SEQUENCE = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1bP.*?\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b.?", re.DOTALL)
_COLOUR = re.compile(r"(3[0-8]|4[0-8]|9[0-7]|10[0-7])")


def shapes(raw: bytearray) -> set[bytes]:
    """The kinds of control sequences and control characters in the output; numbers do not count."""
    sequences = {re.sub(rb"\d+(;\d+)*", b"#", found) for found in _SEQUENCE.findall(raw)}
    return sequences | {bytes([byte]) for byte in _SEQUENCE.sub(b"", raw) if byte < 0x20 or byte == 0x7F}


def wait_for_change(terminal: Terminal, seen: str, gone: str) -> None:
    """Wait until the one is on the screen and the other is not."""
    terminal.wait_until(lambda: seen in terminal.text and gone not in terminal.text)


def session(glossator: Glossator, words: str, name: str) -> Terminal:
    """Read, select, list, search, tag and edit a document in which these words are everywhere."""
    add_text(glossator, TEXT.format(title=f"Title {words}", words=words), name)
    with reader_of(glossator, size=(120, 30)) as terminal:
        for keys, seen, gone in (
            ("lll", " READ ", " SELECT "),
            ("v", " SELECT ", " READ "),
            (BACKSPACE, " READ ", " SELECT "),
            ("o", CURSOR, " READ "),
            (CLOSE, " READ ", CURSOR),
            ("F", CURSOR, " READ "),
            ("more", f"more{CURSOR}", " READ "),
            (CLOSE, " READ ", CURSOR),
            ("i", "METADATA", " READ "),
            (CLOSE, " READ ", "METADATA"),
            ("G", " READ ", CURSOR),
            ("a", CURSOR, " READ "),
            (ENTER, "saved: actor", CURSOR),
            ("f", " JUMP ", " READ "),
            (BACKSPACE, " READ ", " JUMP "),
        ):
            terminal.press(keys)
            wait_for_change(terminal, seen, gone)
        terminal.press(QUIT)
        assert terminal.wait() == 0
    return terminal


def test_no_control_character_of_a_document_reaches_the_terminal(
    glossator: Glossator, tmp_path_factory: pytest.TempPathFactory
) -> None:
    benign = session(Glossator(tmp_path_factory.mktemp("benign")), "river", "river.txt")
    name = f"{ATTACK.replace('/', '')}.txt"
    hostile = session(glossator, ATTACK, name)
    assert shapes(hostile.raw) <= shapes(benign.raw)
    shown = hostile.raw.decode()
    assert not [character for character in HIDDEN if character in shown]
    assert "[/x][bold]owned[/]" in shown
    assert "␛[2J" in shown


def test_a_title_and_a_file_name_that_are_nothing_but_an_attack_are_shown(glossator: Glossator) -> None:
    add_text(glossator, f"{ATTACK} 1\n", "\x1b]0;owned\x07[x].txt")
    with reader_of(glossator) as terminal:
        terminal.wait_for("owned␇[x].txt", "owned[/] 1")
        terminal.press("l")
        terminal.press(QUIT)
        assert terminal.wait() == 0
        assert b"\x1b]0;" not in terminal.raw


def marked(glossator: Glossator) -> None:
    """A project with a mark in each colour that is easily had."""
    add_text(glossator, TEXT.format(title="Title", words="must not"))
    with reader_of(glossator) as terminal:
        terminal.press("ll")
        terminal.press("a")
        terminal.wait_for("Backspace")
        terminal.press(ENTER)
        terminal.wait_for("saved: actor")
        terminal.press("/")
        terminal.wait_for("Backspace")
        terminal.press("must")
        terminal.wait_for("must▏")
        terminal.press(ENTER)
        terminal.wait_for(" READ ")
        terminal.press("q")
        terminal.wait_for("Backspace")
        terminal.press(ENTER)
        terminal.wait_for("saved: quote")
        terminal.press(QUIT)
        terminal.wait()


def colours(glossator: Glossator, **environ: str) -> set[str]:
    """The colour codes of a session that shows marks, a selection, a list and a warning."""
    with reader_of(glossator, size=(120, 30), **environ) as terminal:
        for keys, seen in (("v", " SELECT "), (BACKSPACE, " READ "), ("o", CURSOR)):
            terminal.press(keys)
            terminal.wait_for(seen)
        terminal.press(CLOSE)
        terminal.wait_until(lambda: CURSOR not in terminal.text)
        terminal.press(QUIT)
        terminal.wait()
    return {code for code in sgr_codes(terminal.raw) if _COLOUR.search(code)}


def test_colours_are_those_that_the_terminal_knows_and_none_with_no_color(glossator: Glossator) -> None:
    marked(glossator)
    assert colours(glossator)
    assert colours(glossator, NO_COLOR="1") == set()
    few = colours(glossator, TERM="xterm")
    assert few
    assert not [code for code in few if "38;" in code or "48;" in code]


def test_an_idle_reader_writes_nothing(glossator: Glossator) -> None:
    add_text(glossator)
    with reader_of(glossator) as terminal:
        terminal.press("/")
        terminal.wait_for("Backspace")
        terminal.press(BACKSPACE)
        terminal.wait_for(" READ ")
        terminal.collect(0.3, 0.3)
        assert terminal.collect(0.0, 2.0) == []


def test_a_word_move_and_a_page_cost_few_bytes(glossator: Glossator) -> None:
    add_text(glossator)
    with reader_of(glossator) as terminal:
        terminal.press("/")
        terminal.wait_for("Backspace")
        terminal.press(BACKSPACE)
        terminal.wait_for(" READ ")
        terminal.collect(0.3, 0.3)
        assert 0 < terminal.key("l", 0.2).size <= 250
        assert 0 < terminal.key(" ", 0.2).size <= 3000
