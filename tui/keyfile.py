"""One file of key bindings: read, and judged line by line.

`tomllib` tells no line numbers, so the file is scanned a second time for the lines on which its entries stand.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.commands import BY_ID, COMMANDS, OUTER, Command
from tui.keynames import UnknownKeyError, display, normal, types_character

if TYPE_CHECKING:
    from pathlib import Path

PICKS = 9
"""How many proposals a picker numbers."""
NUMBERED = ("picker.pick", "reading.open_saved")
"""The commands whose keys are numbered from the first to the ninth."""

_FIELD_KEYS = {"backspace", "delete", "left", "home", "end"}
_TABLE = r"\s*\[+\s*([^\[\]]+?)\s*\]+\s*(#.*)?$"
_ENTRY = r"\s*([\w.\"' -]+?)\s*="


class Problem(NamedTuple):
    """One thing that is wrong in a file of key bindings."""

    file: str
    line: int
    """From 1; 0 when the file could not be read at all."""
    command: str
    """The command's id as the file has it, or empty."""
    message: str
    """What is wrong and what to do."""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.command}: {self.message}" if self.command else f"{place}: {self.message}"


@dataclass
class KeyFile:
    """What a file of key bindings says."""

    path: Path
    preset: str = ""
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The sound entries: command ids to Textual's names of keys."""
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    """What it says, with LF line ends."""

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line of each entry, by command id or by the name of a table; a file without faults is not asked."""
        return _lines(self.text)

    def blame(self, command: str, message: str, *, line: int | None = None) -> None:
        """Note a problem at the line of a command, or of its table."""
        known = self.lines.get(command) or self.lines.get(command.partition(".")[0], 1)
        self.problems.append(Problem(str(self.path), known if line is None else line, command, message))


def read(path: Path) -> KeyFile:
    """Read a file of key bindings; what is wrong with it is in its `problems`."""
    file = KeyFile(path)
    if (text := _text(file)) is None:
        return file
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        _blame_syntax(file, text, str(error))
        return file
    file.text = text
    for name, value in tables.items():
        _take_top(file, name, value)
    return file


def _text(file: KeyFile) -> str | None:
    """The file's text with LF line ends, or None with the problem noted."""
    try:
        data = file.path.read_bytes()
    except OSError as error:
        file.blame("", f"cannot be read ({error.strerror or error}); check its name and permissions", line=0)
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        file.blame("", f"is not UTF-8 at byte {error.start}; save it as UTF-8", line=line)
        return None


def _blame_syntax(file: KeyFile, text: str, message: str) -> None:
    what, _, _ = message.partition(" (at ")
    found = re.search(r"at line (\d+)", message)
    line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
    file.blame("", f'is not TOML: {what}; an entry looks like  tag_quote = "q"', line=line)


def _take_top(file: KeyFile, name: str, value: Any) -> None:
    if name == "preset":
        if isinstance(value, str) and value:
            file.preset = value
        else:
            file.blame("preset", f'is the name of a layout such as "azerty", not {value!r}')
    elif name not in OUTER:
        file.blame(name, _no_scope(name))
    elif not isinstance(value, dict):
        file.blame(name, f"is a table; write [{name}] on a line of its own and its commands below")
    else:
        for command, keys in value.items():
            _take_entry(file, name, command, keys)


def _no_scope(name: str) -> str:
    if homes := [f"[{command.scope}]" for command in COMMANDS if command.name == name]:
        return f"stands in no table; move it below {' or '.join(homes)}"
    near = get_close_matches(name, OUTER, n=1)
    remedy = f"did you mean [{near[0]}]?" if near else f"the tables are {', '.join(OUTER)}"
    return f"there is no such table; {remedy}"


def _take_entry(file: KeyFile, scope: str, name: str, value: Any) -> None:
    id_ = f"{scope}.{name}"
    command = BY_ID.get(id_)
    if command is None:
        file.blame(id_, _no_command(scope, name))
        return
    written = [value] if isinstance(value, str) else value
    if not isinstance(written, list) or not all(isinstance(key, str) for key in written):
        file.blame(id_, f'{value!r} is no key; write a string such as "x", or a list of strings')
        return
    if not written:
        file.blame(id_, "no key is named; name one, a command cannot be without")
        return
    before = len(file.problems)
    keys = tuple(dict.fromkeys(key for one in written if (key := _key(file, command, one))))
    if len(file.problems) > before:
        return
    if id_ in NUMBERED and len(keys) % PICKS:
        file.blame(id_, f"names {len(keys)} keys; name nine, for the first to the ninth, or nine more as their twins")
    file.keys[id_] = keys


def _key(file: KeyFile, command: Command, written: str) -> str:
    """Textual's name of the key, or an empty string with the problem noted."""
    try:
        key = normal(written)
    except UnknownKeyError as error:
        file.blame(command.id, str(error))
        return ""
    if command.scope in ("panel", "search") and (types_character(key) or key in _FIELD_KEYS):
        why = f"{display(key)} is for typing in the filter there; choose a key that types and edits nothing"
        file.blame(command.id, f'{why}, such as "ctrl+n"')
        return ""
    return key


def _no_command(scope: str, name: str) -> str:
    if name == "preset":
        return "stands in a table; move it to the top of the file"
    if homes := [command.scope for command in COMMANDS if command.name == name]:
        return f"there is no such command here; it belongs below [{homes[0]}]"
    here = [command.name for command in COMMANDS if command.scope == scope]
    anywhere = {command.name: command.id for command in COMMANDS}
    if near := get_close_matches(name, [*here, *anywhere], n=1):
        where = "" if near[0] in here else f" of [{anywhere[near[0]].partition('.')[0]}]"
        return f"there is no such command; did you mean {near[0]}{where}?"
    return "there is no such command; `glossator keys` lists them all"


def _lines(text: str) -> dict[str, int]:
    """The line, from 1, of each table and entry; the first where a name comes twice."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if heading := re.match(_TABLE, line):
            table = _plain(heading[1])
            lines.setdefault(table, number)
        elif entry := re.match(_ENTRY, line):
            name = _plain(entry[1])
            lines.setdefault(f"{table}.{name}" if table else name, number)
            lines.setdefault(table or name.partition(".")[0], number)
    return lines


def _plain(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)
