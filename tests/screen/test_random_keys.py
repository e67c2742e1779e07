"""A cat on the keys of a window that is dragged about: whatever is pressed at whatever size, the program goes on."""

from __future__ import annotations

import os
from random import Random

from fuzzing import examples
from hostile.strings import HARMFUL, STRINGS, room
from screen.driving import Opening, Program
from textual import events

from db.doctor import examine
from db.engine import open_project

PRESSES = examples(900)
SEED = int(os.environ.get("GLOSSATOR_KEY_SEED", "1"))
AT_ONCE = 6
"""So many keys come in one burst, as a slow line delivers them."""

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:/?,;-+[]é漢"
NAMED = {" ": "space", ".": "full_stop", ":": "colon", "/": "slash", "?": "question_mark", "-": "minus"}
OTHERS = (
    *("enter", "enter", "enter", "backspace", "backspace", "backspace", "escape", "tab", "shift+tab", "space"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "ctrl+g", "ctrl+u", "ctrl+p", "ctrl+w"),
)
SIZES = ((1, 1), (2, 1), (1, 30), (300, 1), (4, 3), (20, 5), (40, 10), (80, 24), (110, 24), (120, 40), (300, 100))


def press(program: Program, random: Random) -> None:
    """Send one key, mostly a letter, or now and then something to paste."""
    kind = random.random()
    if kind < 0.02:
        program.app.post_message(events.Paste(random.choice(list(STRINGS.values()))))
    elif kind < 0.65:
        letter = random.choice(LETTERS)
        program.app.post_message(events.Key(NAMED.get(letter, letter), letter))
    else:
        key = random.choice(OTHERS)
        program.app.post_message(events.Key(key, " " if key == "space" else None))


async def play(program: Program, random: Random, presses: int) -> int:
    """Press keys in bursts and drag the window until there are enough or the program was quit; how many there were."""
    for count in range(0, presses, AT_ONCE):
        for _ in range(AT_ONCE):
            press(program, random)
        await program.pilot.pause()
        assert program.app.fault is None
        if program.app.return_code is not None:
            return count + AT_ONCE
        if random.random() < 0.1:
            await program.pilot.resize_terminal(*random.choice(SIZES))
            await program.pilot.pause()
            check(program)
    return presses


def check(program: Program) -> None:
    """The screen holds nothing harmful, and each row is as wide as it is."""
    rows = [strip.text for strip in program.app.screen._compositor.render_strips()]
    assert {room(row) for row in rows} <= {program.app.size.width}
    assert {sign for row in rows for sign in row} & HARMFUL == set()


async def test_random_keys_at_random_sizes_break_nothing(opened: Opening) -> None:
    random, left = Random(SEED), PRESSES
    while left > 0:
        async with opened(random.choice(SIZES)) as program:
            left -= await play(program, random, left)
            path = program.path
    project = open_project(str(path), create=False)
    try:
        assert [finding for finding in examine(project, read_data=True) if finding.level == "fault"] == []
    finally:
        project.close()
