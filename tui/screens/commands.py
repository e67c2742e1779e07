"""Every command with its keys: the help screen and the palette in one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from corpus import fuzzy
from tui import keymap, look
from tui.commands import COMMANDS, GROUPS, Command
from tui.keyfile import PICKS
from tui.screens.panel import Panel
from tui.widgets.painter import Pieces, lettered

KEYS_WIDTH = 18
TITLE_WIDTH = 18
RUNNABLE = ("app", "reading", "reader")
"""The scopes whose commands can be run from the list."""


class CommandPanel(Panel[Command | str]):
    """The commands by group; typing finds one, Enter runs it."""

    TITLE = "COMMANDS AND KEYS"

    def __init__(self) -> None:
        super().__init__()
        self._keys = keymap.in_force()
        self._letters: dict[str, Sequence[int]] = {}
        """The letters of title and help that fit what is typed, by command."""

    async def look(self, typed: str) -> Sequence[Command | str]:
        """All commands behind their groups' names, or those that fit what is typed."""
        if typed.strip():
            words = [f"{command.title} {command.help}" for command in COMMANDS]
            matches = fuzzy.rank(typed, words, len(words))
            self._letters = {COMMANDS[match.index].id: match.positions for match in matches}
            return [COMMANDS[match.index] for match in matches]
        self._letters = {}
        grouped = sorted(COMMANDS, key=lambda command: GROUPS.index(command.group))
        return [row for group, members in groupby(grouped, attrgetter("group")) for row in (group, *members)]

    def first(self, items: Sequence[Command | str]) -> int:
        """The first command, not its group's name."""
        return next((place for place, item in enumerate(items) if isinstance(item, Command)), 0)

    def draw(self, item: Command | str, width: int, chosen: bool) -> Sequence[Pieces]:
        """The keys, the title and what it does."""
        base = look.REVERSE if chosen else look.PLAIN
        if isinstance(item, str):
            return [[(f" {item}", look.REVERSE if chosen else look.STRONG)]]
        names = [keymap.display(key) for key in self._keys[item.id]]
        keys = f"{names[0]} … {names[PICKS - 1]}" if len(names) >= PICKS else " ".join(names)
        letters, behind = self._letters.get(item.id, ()), len(item.title) + 1
        title = lettered(f"{item.title} ".ljust(TITLE_WIDTH), letters, base)
        told = lettered(item.help, [place - behind for place in letters], look.FAINT)
        return [[(f"   {keys} ".ljust(KEYS_WIDTH), look.KEY), *title, *told]]

    def hint(self, item: Command | str) -> str:
        """The whole sentence, which a narrow row cuts."""
        return item if isinstance(item, str) else item.help

    def takes(self, item: Command | str) -> bool:
        """What can be run from here."""
        return isinstance(item, Command) and item.scope in RUNNABLE
