"""The keys as a Markdown table, made from the commands and the default keys.

`python -m tui.cheatsheet` prints the page of all keys; `python -m tui.cheatsheet FILE...` replaces what stands between
the two marks of each file; `python -m tui.cheatsheet --check FILE...` only tells whether that is what it should be.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
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


def updated(path: Path) -> str:
    """What a file should say: its text with this table between the marks.

    Raises:
        SystemExit: If the marks are missing.
    """
    before, start, rest = path.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise SystemExit(f"{path}: the marks {START} and {END} are missing")
    return f"{before}{START}\n{table()}{END}{after}"


def update(path: Path) -> None:
    """Replace what stands between the marks in a file."""
    path.write_text(updated(path), encoding="utf-8")


def check(path: Path) -> None:
    """Leave a file alone that has the table of today.

    Raises:
        SystemExit: If it has another one.
    """
    if path.read_text(encoding="utf-8") != updated(path):
        raise SystemExit(f"{path}: the key table is not what the commands and keys say: run `make keys`")


def main(arguments: Sequence[str]) -> None:
    """Print the page, bring files up to date, or check them."""
    if not arguments:
        sys.stdout.write(page())
    step = check if "--check" in arguments else update
    for argument in arguments:
        if argument != "--check":
            step(Path(argument))


def _row(command: Command, keys: Iterable[str]) -> str:
    # A vertical line would end the cell, and the backtick the code span.
    shown = " ".join(f"`{keymap.display(key)}`".replace("|", "\\|").replace("```", "`` ` ``") for key in keys)
    return f"| {shown} | {command.title} | {command.help} |"


if __name__ == "__main__":
    main(sys.argv[1:])
