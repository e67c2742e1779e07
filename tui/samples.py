"""The project of the sample corpus, made from the texts that ship with `corpus`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import corpus
from db import location
from db.errors import ProjectError
from tui.intake import Asked

CODER = "sample"
"""Who made the annotations that ship with the texts."""


def folder() -> Path:
    """Where the sample texts are."""
    return Path(corpus.__path__[0]) / "samples"


def build(path: Path) -> None:
    """Make the project at the path; it appears there whole or not at all, and one that is there stays.

    Raises:
        ProjectError: If the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with location.alone(path.parent), TemporaryDirectory(prefix="samples-", dir=path.parent) as made:
            fresh = Path(made) / path.name
            if not path.exists():  # else two programs were started at once, and the other one was first
                _fill(fresh)
                fresh.rename(path)
    except OSError as error:
        raise ProjectError(f"the sample corpus cannot be written to {path}: {error.strerror or error}") from error


def _fill(path: Path) -> None:
    # SQLModel takes half a second; nothing that only asks where the samples are should wait for it.
    from db.engine import open_project
    from tui.taking_in import take_in

    project = open_project(str(path))
    try:
        for _ in take_in(project, CODER, sorted(folder().glob("*.txt")), Asked(root=folder())):
            pass
        annotations = folder() / "annotations.json"
        if annotations.exists():
            from db.exchange import native

            with annotations.open(encoding="utf-8") as stream:
                native.load(project, stream, coder=CODER)
    finally:
        project.close()
