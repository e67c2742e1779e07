"""The project of the sample corpus, made from the texts that ship with `corpus`."""

from __future__ import annotations

import os
from pathlib import Path

import corpus
from db.errors import ProjectError
from tui.intake import Asked

CODER = "sample"
"""Who made the annotations that ship with the texts."""


def folder() -> Path:
    """Where the sample texts are."""
    return Path(corpus.__path__[0]) / "samples"


def build(path: Path) -> None:
    """Make the project at the path; it appears there whole or not at all.

    Raises:
        ProjectError: If the folder cannot be written.
    """
    fresh = path.with_name(f"{path.stem}-{os.getpid()}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _fill(fresh)
        fresh.replace(path)
    except OSError as error:
        raise ProjectError(f"the sample corpus cannot be written to {path}: {error.strerror or error}") from error
    finally:
        for left in fresh.parent.glob(f"{fresh.name}*"):
            left.unlink()


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
