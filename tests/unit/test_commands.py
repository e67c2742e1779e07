"""The commands as data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui import cheatsheet, keymap
from tui.commands import BY_ID, COMMANDS, GROUPS, OUTER, Command

ROOT = Path(__file__).parents[2]


def test_every_command_has_an_id_of_its_own() -> None:
    assert len(BY_ID) == len(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_told_in_a_known_scope_and_group_with_one_sentence(command: Command) -> None:
    assert command.scope in OUTER
    assert command.group in GROUPS
    assert command.title
    assert command.help.endswith(".")
    assert len(command.help) <= 80


def test_a_command_of_the_reading_screen_is_a_flow_and_others_are_actions_of_their_own() -> None:
    assert BY_ID["reading.tag_quote"].action == "flow('tag_quote')"
    assert BY_ID["reading.toggle_list"].action == "toggle_list"
    assert BY_ID["reader.expand"].action == "expand"
    assert BY_ID["app.suspend"].action == "suspend_process"


def test_a_scope_lives_inside_known_scopes_only() -> None:
    assert all(outer in OUTER and scope not in OUTER[outer] for scope, outers in OUTER.items() for outer in outers)


@pytest.mark.parametrize(
    "module", ["tui.commands", "tui.keymap", "tui.safe", "tui.settings", "tui.terminal", "tui.cli.app"]
)
def test_what_the_command_line_needs_loads_neither_textual_nor_sqlmodel(module: str) -> None:
    code = (
        f"import sys, {module}; print([name for name in ('textual', 'sqlmodel', 'sqlalchemy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_key_table_tells_every_command_with_all_its_keys() -> None:
    table = cheatsheet.table()
    for command in COMMANDS:
        shown = " ".join(f"`{keymap.display(key)}`" for key in keymap.defaults()[command.id])
        assert f"| {shown} | {command.title} | {command.help} |\n" in table


def test_the_key_table_tells_the_keys_that_it_is_given() -> None:
    table = cheatsheet.table(
        {**keymap.defaults(), "reading.tag_quote": ("vertical_line",), "reading.undo": ("ctrl+t",)}
    )
    assert "| `\\|` | Quote |" in table
    assert "| `Ctrl+T` | Undo |" in table


def test_the_key_table_replaces_what_stands_between_its_marks(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{cheatsheet.START}\nold\n{cheatsheet.END}\nafter\n", encoding="utf-8")
    cheatsheet.update(readme)
    cheatsheet.update(readme)
    assert readme.read_text(encoding="utf-8") == (
        f"before\n{cheatsheet.START}\n{cheatsheet.table()}{cheatsheet.END}\nafter\n"
    )


def test_a_page_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit, match="are missing"):
        cheatsheet.update(readme)
    assert readme.read_text(encoding="utf-8") == "no marks"
