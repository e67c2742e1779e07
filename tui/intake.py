"""Taking texts into a project, file by file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.engine import Project


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file."""

    file: str
    is_new: bool = False
    """False when the project already had this text, or when the file was refused."""
    refusal: str = ""
    """Why the file did not go in, or empty."""
    remark: str = ""
    """What the analyst should know about how it was read, or empty."""


def take_in(project: Project, coder: str, paths: Iterable[Path], root: Path | None = None) -> Iterator[Taken]:
    """Import files and folders, each text in a transaction of its own, so that what is told is also kept.

    With `root`, documents keep their file's path from there on.
    """
    # SQLModel takes half a second; nobody should wait for it who takes nothing in.
    from corpus.files import Refusal, read_paths
    from db import documents, history

    for item in read_paths(paths):
        if isinstance(item, Refusal):
            yield Taken(str(item.path), refusal=item.reason)
            continue
        with history.act(project, coder=coder, verb="add", undoable=False) as session:
            file = item.file if root is None else str(Path(item.file).relative_to(root))
            _, is_new = documents.add(session, replace(item, file=file))
        yield Taken(item.file, is_new=is_new, remark=item.remark)
