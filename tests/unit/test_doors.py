"""No data is given to Textual or Rich as markup, and none reaches the terminal past the safe door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from unit import doors

ROOT = Path(__file__).parents[2]

ALLOWED = {
    ("tui/__main__.py", "sys.exit(run(sys.argv[1:]))"): "a number, the exit code",
    ("tui/app.py", "self._driver.write(sequence.decode('ascii'))"): "a sequence of our own: base64 and a frame",
    ("tui/app.py", "from rich.console import RenderableType"): "a type: nothing is made with it",
    ("tui/app.py", "self.exit(return_code=code or IN_PART, message=Text(told))"): "lines made safe above it",
    ("tui/canvas.py", "from rich.console import Console"): "a type: the canvas asks it for colours",
    ("tui/frames.py", "from rich.console import Console"): "a type: handed on to the canvas",
    ("tui/outlet.py", "os.write(self.descriptor, self._left)"): "what Textual has drawn, behind the wall",
    ("tui/cheatsheet.py", "sys.stdout.write(page())"): "made of commands and default keys, which are ours",
    ("tui/cli/exchange.py", "sys.stdout.writelines(chunks)"): "JSON, escaped by output.harmless above it",
    ("tui/start.py", "sys.stdout.write(f'glossator {number}\\n')"): "the number of the installed package",
    ("tui/cli/output.py", "sys.stdout.write(f'{_fitting(lead + row[-1]).rstrip()}\\n')"): "cells made safe above it",
    ("tui/cli/output.py", "sys.stdout.writelines((f'{line}\\n' for line in ready))"): "lines that as_line has made",
    (
        "tui/cli/output.py",
        "sys.stderr.write(f'\\r\\x1b[K{self._line(max(now - self._begun, 0.001))[:width() - 1]}')",
    ): "numbers, and a unit that is ours",
    ("tui/apart.py", "sys.stdout.write(work(*json.load(sys.stdin)))"): "read by the program, through a pipe",
}
"""What the check cannot see to be harmless, with the reason why it is."""


def sources() -> list[Path]:
    return [path for package in ("tui", "db", "corpus") for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], str]:
    """Every fault in the three packages; only in `tui` can there be a widget."""
    return {
        (str(path.relative_to(ROOT)), fault.call): f"line {fault.line}: {fault.why}"
        for path in sources()
        for fault in doors.faults(path.read_text(encoding="utf-8"), draws=path.is_relative_to(ROOT / "tui"))
    }


def test_no_data_passes_a_door_that_is_not_the_safe_one(found: dict[tuple[str, str], str]) -> None:
    refused = [f"{path}, {why}: {call}" for (path, call), why in found.items() if (path, call) not in ALLOWED]
    assert refused == [], "let it pass tui.safe.safe, or draw strips; if it is harmless, say why in ALLOWED"


def test_each_exception_is_still_there(found: dict[tuple[str, str], str]) -> None:
    assert set(ALLOWED) <= set(found)


@pytest.mark.parametrize(
    "planted",
    [
        "from textual.widgets import Static\nStatic(title)",
        "from textual.widgets import Static as S\nS(f'{title}')",
        "from textual import widgets\nwidgets.Label(document.title)",
        "import textual.widgets\ntextual.widgets.Button(label=name)",
        "from textual.widgets import Label\nLabel('[b]' + name)",
        "from textual.widgets.option_list import Option\nOption(name)",
        "self.query_one('#status').update(text)",
        "status.update(f'saved {name}')",
        "self.notify(message)",
        "self.app.notify(f'{title} saved')",
        "from rich.text import Text\nText.from_markup(title)",
        "from textual.content import Content\nContent.from_markup('[b]$name', name=name)",
        "from rich.console import Console",
        "import rich.markup",
        "from rich import print",
        "from rich.markup import escape",
        "from textual.widgets import DataTable\nDataTable(name=title)",
        "widget.border_title = document.title",
        "self.title = f'{name}'",
        "self.sub_title: str = outlet",
        "button.label = name",
        "make(text, markup=True)",
        "make(text, markup=is_marked)",
        "import typer\napp = typer.Typer()",
        "import typer\napp = typer.Typer(rich_markup_mode='rich')",
        "import sys\nsys.stdout.write(title)",
        "import sys\nsys.stderr.write(f'{path}: {error}\\n')",
        "import sys\nsys.stdout.writelines(lines)",
        "from sys import stdout\nstdout.write(safe('a') + title)",
        "print(title)",
        "import typer\ntyper.echo(f'{title}')",
        "import os\nos.write(1, title.encode())",
        "import logging\nlogging.warning('%s', title)",
        "self.log.error(title)",
        "import warnings\nwarnings.warn(f'{name}')",
        "import sys\nsys.exit(f'{path} is gone')",
        "self.app.exit(message=title)",
        "self.app.exit(return_code=2, message=Text(str(error)))",
        "self._driver.write(title)",
    ],
)
def test_planted_bad_code_is_found(planted: str) -> None:
    assert len(doors.faults(planted)) == 1


@pytest.mark.parametrize(
    "sound",
    [
        "from textual.widgets import Static\nStatic('Glossator')",
        "from textual.widgets import TextArea\nTextArea(safe(text), soft_wrap=True)",
        "known.update({name: value})",
        "known.update(name=value)",
        "found.update(dict.fromkeys(codes, shown))",
        "from db import editions\neditions.update(document)",
        "import sys\nsys.stdout.write(f'{safe(title)}\\n')",
        "import sys\nsys.stderr.write(f'{safe(title).rstrip()}: {len(rows):,}\\n')",
        "import sys\nsys.stdout.write('done\\n' if many else safe(title))",
        "self.app.exit(return_code=2, message=Text(f'glossator: {safe(str(error))}'))",
        "self.border_title = 'Glossator'",
        "stream.write(title)",
        "import typer\napp = typer.Typer(help=HELP, rich_markup_mode=None)",
    ],
)
def test_sound_code_passes(sound: str) -> None:
    assert doors.faults(sound) == []


def test_a_fault_tells_where_it_is() -> None:
    fault = doors.faults("import sys\n\n\nsys.stdout.write(\n    title,\n)\n")[0]
    assert (fault.line, fault.call) == (4, "sys.stdout.write(title)")
    assert ast.parse(fault.call)
