"""Programs that the reader is measured against, where they are installed.

`vim` and `less` show what a terminal can do, SLATE annotates in one, and harlequin is a Textual program of some size.
The latter two are looked for in a virtual environment of their own, `~/.cache/glossator-bench/peers`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.bed import Bed

FOLDER = Path("~/.cache/glossator-bench/peers/bin").expanduser()


@dataclass(frozen=True, slots=True)
class Peer:
    """How a program is called on a text, and its keys for our acts."""

    name: str
    arguments: tuple[str, ...]
    """What stands behind its name; `{text}` is the path of the text."""
    acts: Mapping[str, str] = field(default_factory=dict)
    sign: str = ""
    """What its screen shows once it is there; empty for the text itself."""

    def command(self, bed: Bed, text: str = "small") -> list[str] | None:
        """How it is called on one of the texts, or None where it is not installed."""
        found = shutil.which(self.name, path=f"{FOLDER}{os.pathsep}{os.environ.get('PATH', '')}")
        path = str(bed.folder / f"{text}.txt")
        return None if found is None else [found, *(argument.format(text=path) for argument in self.arguments)]


PEERS = (
    Peer(
        "vim",
        ("-u", "NONE", "-i", "NONE", "-n", "-R", "{text}"),
        {"word move": "w", "line move": "j", "page": "\x06"},
    ),
    Peer("less", ("{text}",), {"line move": "j", "page": " "}),
    Peer("slate", ("{text}", "-t", "categorical", "-s", "token"), {"word move": "\x1b[C", "line move": "\x1b[B"}),
    Peer("harlequin", (), sign="Run Query"),
)
