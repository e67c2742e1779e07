"""From files of key bindings to the keys in force: defaults, then a preset, then the analyst's own, all checked.

Textual applies a keymap to `Binding.id` (`App.set_keymap`) but is silent about unknown ids, keys that no terminal
sends and two commands on one key, so all of that is found here, before the program starts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from string import ascii_lowercase
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui import settings
from tui.commands import BY_ID, COMMANDS, OUTER
from tui.keyfile import PICKS, KeyFile, Problem, read
from tui.keynames import display as display

if TYPE_CHECKING:
    from textual.binding import BindingType

Keymap = Mapping[str, tuple[str, ...]]
"""Command ids to the keys that run them, the one to be shown first."""

_PACKAGE = Path(__file__).parent

_PLACES = ("GLOSSATOR_KEYS", "XDG_CONFIG_HOME", "HOME")
"""What in the environment tells where the analyst's own file is."""


class KeymapError(Exception):
    """Key bindings that cannot be used; one problem a line."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def shipped_path() -> Path:
    """The file of the defaults: in the package when installed, one level up in a checkout."""
    installed = _PACKAGE / "keybindings.toml"
    return installed if installed.exists() else _PACKAGE.parent / "keybindings.toml"


def user_path() -> Path | None:
    """The analyst's own file, if there is one; `GLOSSATOR_KEYS` may name it."""
    if named := os.environ.get("GLOSSATOR_KEYS"):
        return Path(named).expanduser()
    path = settings.config_folder() / "keybindings.toml"
    return path if path.exists() else None


def presets() -> dict[str, Path]:
    """The layouts that ship, by name."""
    return {path.stem: path for path in sorted((_PACKAGE / "presets").glob("*.toml"))}


@cache
def defaults() -> Keymap:
    """The shipped keys."""
    return MappingProxyType(_sound(read(shipped_path())))


def in_force() -> Keymap:
    """The keys that count now.

    Raises:
        KeymapError: If the analyst's own file has any fault.
    """
    return _in_force(*map(os.environ.get, _PLACES))


@cache
def _in_force(*_: str | None) -> Keymap:
    """The same, looked up once for each state of what tells where the analyst's own file is."""
    return resolve(user_path())


@cache
def resolve(path: Path | None) -> Keymap:
    """The defaults with what a file changes.

    Raises:
        KeymapError: If the file has any fault; all of them are told.
    """
    if path is None:
        return defaults()
    file = read(path)
    keys = _merged(file)
    file.problems += _clash_problems(file, keys)
    if file.problems:
        raise KeymapError(sorted(file.problems, key=lambda problem: problem.line))
    return MappingProxyType(keys)


def check(path: Path) -> list[Problem]:
    """All that is wrong with a file of key bindings."""
    try:
        resolve(path)
    except KeymapError as error:
        return error.problems
    return []


def overrides() -> dict[str, str]:
    """What differs from the defaults, as `App.set_keymap` takes it."""
    base = defaults()
    return {id_: ",".join(keys) for id_, keys in in_force().items() if keys != base[id_]}


def bindings(scope: str) -> list[BindingType]:
    """The default bindings of a scope, for a class's `BINDINGS`."""
    # Textual costs a tenth of a second, and the command line reads keymaps without it.
    from textual.binding import Binding

    return [
        Binding(
            ",".join(defaults()[command.id]),
            command.action,
            command.title,
            show=command.show,
            tooltip=command.help,
            id=command.id,
        )
        for command in COMMANDS
        if command.scope == scope
    ]


def keys_of(scope: str) -> dict[str, tuple[str, ...]]:
    """The keys in force of a scope, by the command's name: `{"oppose": ("2",), ...}`."""
    keys = in_force()
    return {command.name: keys[command.id] for command in COMMANDS if command.scope == scope}


def picks(id_: str = "picker.pick") -> dict[str, int]:
    """The keys of a command that picks from a short list, with the index, from 0, of what they pick."""
    return {key: index % PICKS for index, key in enumerate(in_force()[id_])}


def shown(id_: str) -> str:
    """The first key of a command as screens show it."""
    return display(in_force()[id_][0])


def clashes(keys: Keymap) -> Iterator[tuple[str, str, str]]:
    """Each key that means two commands on one chain of scopes: the key and both commands, in the order of commands."""
    holders: dict[str, list[str]] = {}
    for command in COMMANDS:
        for key in keys.get(command.id, ()):
            holders.setdefault(key, []).append(command.id)
    for key, ids in holders.items():
        for first, second in combinations(ids, 2):
            if _live_together(first, second):
                yield key, first, second


def _live_together(first: str, second: str) -> bool:
    one, other = BY_ID[first].scope, BY_ID[second].scope
    return one == other or one in OUTER[other] or other in OUTER[one]


def _sound(file: KeyFile) -> dict[str, tuple[str, ...]]:
    if file.problems:
        raise KeymapError(file.problems)
    return file.keys


def _merged(file: KeyFile) -> dict[str, tuple[str, ...]]:
    """The defaults, the file's preset and the file, one over the other."""
    base = dict(defaults())
    if file.preset in (known := presets()):
        base |= _sound(read(known[file.preset]))
    elif file.preset:
        file.blame("preset", f"there is no layout {file.preset!r}; there is {', '.join(known)}")
    return base | file.keys


def _clash_problems(file: KeyFile, keys: Keymap) -> list[Problem]:
    """The clashes, each told at the later of the file's own lines that take part in it."""
    problems = []
    for key, first, second in clashes(keys):
        here, there = sorted((first, second), key=lambda id_: file.lines.get(id_, 0), reverse=True)
        where = f"on line {file.lines[there]}" if there in file.keys else "by default"
        free = _free_letter(keys, here, there)
        remedy = f"; give one of the two another key, such as {free!r}" if free else "; give one of the two another key"
        message = f"{display(key)} runs {there} too, {where}{remedy}"
        problems.append(Problem(str(file.path), file.lines.get(here, 1), here, message))
    return problems


def _free_letter(keys: Keymap, *ids: str) -> str:
    """A letter that no command on the chains of these means, or an empty string."""
    taken = {key for id_, each in keys.items() for key in each if any(_live_together(id_, other) for other in ids)}
    return next((letter for letter in ascii_lowercase if letter not in taken), "")
