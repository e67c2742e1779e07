"""Whatever the screen has called saved is in the database, at whichever moment the program is killed."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from random import Random

import pytest
from terminal.conftest import Glossator
from terminal.pty_session import ENTER, add_text, assert_sound, exported, launcher, terminal_of

from bench.terminal import GLOSSATOR, Terminal

ROUNDS = 20
MOST_ACTS = 3
SAVED = "saved: actor"

WORDS = " ".join(f"{first}{second}{third}" for first in "bdgk" for second in "aeiou" for third in "lmnrst")
"""No two alike, none a name: each is an actor of its own when it is tagged."""

SAYS_SO_TOO_EARLY = """
from tui.flows import acts

written = acts.write

async def write(desk, verb, job, span=None):
    desk.say(f"saved: {verb}")
    await __import__("asyncio").sleep(1)
    return await written(desk, verb, job, span)

acts.write = write
"""


@pytest.fixture
def project(glossator: Glossator) -> Glossator:
    """The program with a text of many different words."""
    add_text(glossator, f"{WORDS}\n", "words.txt")
    return glossator


def tag_and_kill(project: Glossator, command: Sequence[str], words: Sequence[str], random: Random) -> list[str]:
    """Tag words, each once the one before is called saved, kill, and tell which words were called saved."""
    with terminal_of(project, command) as terminal:
        terminal.wait_for(" READ ", "help")
        go_to(terminal, words[0])
        saved: list[str] = []
        for word in words:
            tag(terminal, word)
            saved.append(word)
            terminal.press("l")
        terminal.press("a")
        for _ in range(random.randrange(4)):
            terminal.read(0.01)
        terminal.signal(signal.SIGKILL)
        assert terminal.wait() == -signal.SIGKILL
    return saved


def go_to(terminal: Terminal, word: str) -> None:
    """Put the cursor on a word."""
    terminal.press("/")
    terminal.wait_for("Backspace")
    terminal.press(word)
    terminal.wait_for(f"{word}▏")
    terminal.press(ENTER)
    terminal.wait_for(" READ ")


def tag(terminal: Terminal, word: str) -> None:
    """Tag the word under the cursor and wait until the screen calls it saved."""
    terminal.press("a")
    terminal.wait_for("Backspace", word)
    terminal.press(ENTER)
    terminal.wait_for(SAVED)


def test_what_was_called_saved_survives_kill_9(project: Glossator) -> None:
    random = Random(9)
    words = WORDS.split()
    saved: list[str] = []
    for _ in range(ROUNDS):
        acts = random.randint(1, MOST_ACTS)
        saved += tag_and_kill(project, GLOSSATOR, words[len(saved) : len(saved) + acts], random)
    (document,) = exported(project)["documents"]
    assert [mention["exact"] for mention in document["mentions"]] == saved
    assert_sound(project)


def test_a_program_that_says_saved_too_early_is_caught(project: Glossator) -> None:
    command = launcher(project.home, SAYS_SO_TOO_EARLY)
    saved = tag_and_kill(project, command, WORDS.split()[:1], Random(0))
    (document,) = exported(project)["documents"]
    assert saved
    assert document["mentions"] == []
