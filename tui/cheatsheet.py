"""The keys as a Markdown table, made from the commands and the default keys: `python -m tui.cheatsheet [FILE...]`.

Without a file the page of all keys is printed. In each file named, what stands between the two marks is replaced.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tui import keymap
from tui.commands import COMMANDS, GROUPS, Command

START = "<!-- keys: made by `make keys` -->"
END = "<!-- end of keys -->"


def table(keys: keymap.Keymap | None = None) -> str:
    """The table of all commands, group by group; of the default keys unless others are given."""
    keys = keymap.defaults() if keys is None else keys
    lines = ["| keys | command | does |", "|---|---|---|"]
    for group in GROUPS:
        lines.append(f"| | **{group}** | |")
        lines += [_row(command, keys[command.id]) for command in COMMANDS if command.group == group]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The page of all keys."""
    layouts = ", ".join(f"`{name}`" for name in keymap.presets())
    return f"""# Keys

The default keys. Yours go in `~/.config/glossator/keybindings.toml`, in the form of the shipped `keybindings.toml`;
`glossator keys` prints those in force and `glossator keys --check FILE` tells what is wrong with a file.
`preset = "NAME"` at the top of the file chooses another layout as the base: {layouts}.

{table()}"""


def update(path: Path) -> None:
    """Replace what stands between the marks in a file."""
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise SystemExit(f"{path}: the marks {START} and {END} are missing")
    path.write_text(f"{before}{START}\n{table()}{END}{after}", encoding="utf-8")


def main(arguments: Iterable[str]) -> None:
    """Print the page, or bring files up to date."""
    paths = [Path(argument) for argument in arguments]
    for path in paths:
        update(path)
    if not paths:
        sys.stdout.write(page())


def _row(command: Command, keys: Iterable[str]) -> str:
    # A vertical line would end the cell, and the backtick the code span.
    shown = " ".join(f"`{keymap.display(key)}`".replace("|", "\\|").replace("```", "`` ` ``") for key in keys)
    return f"| {shown} | {command.title} | {command.help} |"


if __name__ == "__main__":
    main(sys.argv[1:])
