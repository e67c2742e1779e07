"""A cat on the keyboard: whatever is pressed, the program goes on and the project stays sound."""

from __future__ import annotations

import os
import signal
from random import Random

from terminal.conftest import Glossator
from terminal.pty_session import BACKSPACE, QUIT, add_text, assert_sound, terminal_of

from bench.terminal import Late, Terminal

PRESSES = int(os.environ.get("GLOSSATOR_KEY_PRESSES", "300"))
"""How many keys are pressed; the long run before a release takes ten thousand."""

SEED = int(os.environ.get("GLOSSATOR_KEY_SEED", "1"))

SECONDS_TO_END = 3.0

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .:/?,;-+[](){}\"'“é漢"
FUNCTIONS = (
    "\r",
    "\r",
    "\r",
    BACKSPACE,
    BACKSPACE,
    BACKSPACE,
    "\x1b",
    "\t",
    "\x1b[Z",
    "\x0e",
    "\x0f",
    "\x10",
    "\x13",
    "\x15",
    "\x07",
)
ARROWS = tuple(f"\x1b[{end}" for end in ("A", "B", "C", "D", "H", "F", "5~", "6~", "3~", "15~"))
PASTES = ("\x1b[200~Lena\nOrsini\x1b[201~", "\x1b[200~\x1b[201~", "\x1b[200~q1s2[/x]\x1b[201~")
SIZES = ((80, 24), (80, 24), (120, 30), (40, 10), (20, 5))


def cat(random: Random) -> str:
    """One press: mostly a letter."""
    kind = random.random()
    if kind < 0.7:
        return random.choice(LETTERS)
    return random.choice(FUNCTIONS if kind < 0.88 else ARROWS if kind < 0.98 else PASTES)


def play(terminal: Terminal, random: Random, presses: int) -> int:
    """Press keys until there are enough or the program has been quit; how many there were."""
    for press in range(presses):
        terminal.press(cat(random))
        while chunk := terminal.read(0.002):
            terminal.show([chunk])
        if press % 100 == 99:
            terminal.resize(*random.choice(SIZES))
        if not has_the_screen(terminal):
            if has_ended(terminal):
                return press + 1
            terminal.signal(signal.SIGCONT)  # the palette holds the suspend command too
    return presses


def has_the_screen(terminal: Terminal) -> bool:
    """Whether the program is in full screen."""
    return terminal.raw.rfind(b"\x1b[?1049h") > terminal.raw.rfind(b"\x1b[?1049l")


def has_ended(terminal: Terminal) -> bool:
    """Whether a program that has left the full screen ends, as it does soon when it was quit."""
    try:
        terminal.wait(SECONDS_TO_END)
    except Late:
        return False
    return True


def quit_from_anywhere(terminal: Terminal) -> None:
    """Go back out of whatever is open, and quit."""
    terminal.resize(80, 24)
    for _ in range(60):
        if terminal.ended():
            return
        terminal.press("\x07" + BACKSPACE)
        terminal.show(terminal.collect(0.05, 0.1))
        if " READ " in terminal.text:
            break
    terminal.press(QUIT)


def test_random_keys_break_nothing(glossator: Glossator) -> None:
    for name in ("one", "two", "three"):
        add_text(
            glossator, f"Treaty {name}\n\n“We cannot wait,” Lena Orsini said. “Not {name},” said Ivo Karel.\n", name
        )
    random = Random(SEED)
    left = PRESSES
    while left > 0:
        with terminal_of(glossator) as terminal:
            terminal.wait_for(" READ ", "help")
            left -= play(terminal, random, left)
            quit_from_anywhere(terminal)
            assert terminal.wait() == 0, bytes(terminal.raw[-3000:]).decode(errors="replace")
            assert b"Traceback" not in terminal.raw, bytes(terminal.raw[-6000:]).decode(errors="replace")
            assert b"should not" not in terminal.raw, terminal.text
    assert_sound(glossator)
