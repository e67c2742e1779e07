"""Two terminals on one project: each shows what the other writes, for few bytes, and then nothing moves."""

from __future__ import annotations

from terminal.conftest import Glossator
from terminal.pty_session import BACKSPACE, ENTER, QUIT, add_text, assert_sound, exported, reader_of

from bench.terminal import Terminal

FEW = 1500
"""A frame in which a page of text changed costs twice as much."""


def is_still(terminal: Terminal) -> bool:
    """Whether nothing is written for longer than the others are looked for."""
    terminal.collect(0.3, 0.3)
    return terminal.collect(0.0, 2.2) == []


def settle(terminal: Terminal) -> None:
    """Wait until all that is found in the text is there."""
    terminal.press("/")
    terminal.wait_for("Backspace")
    terminal.press(BACKSPACE)
    terminal.wait_for(" READ ")
    terminal.collect(0.5, 0.5)


def test_two_terminals_show_each_others_acts_and_lose_none(glossator: Glossator) -> None:
    add_text(glossator)
    with (
        reader_of(glossator, GLOSSATOR_CODER="lena") as lena,
        reader_of(glossator, GLOSSATOR_CODER="aldo") as aldo,
    ):
        for terminal in (lena, aldo):
            settle(terminal)
        aldo.press("jjjjjj")
        aldo.collect(0.3, 0.3)
        before = len(aldo.raw)
        lena.press("a")
        lena.wait_for("Backspace")
        lena.press(ENTER)
        lena.wait_for("saved: actor")
        aldo.wait_for("lena: actor")
        assert is_still(aldo)
        assert 0 < len(aldo.raw) - before < FEW
        aldo.press("a")
        aldo.wait_for("Backspace")
        aldo.press(ENTER)
        aldo.wait_for("saved: actor")
        lena.wait_for("aldo: actor")
        for terminal in (lena, aldo):
            terminal.press(QUIT)
            assert terminal.wait() == 0
    mentions = exported(glossator)["documents"][0]["mentions"]
    assert len(mentions) == 2
    assert len({mention["coder"] for mention in mentions}) == 2
    assert_sound(glossator)
