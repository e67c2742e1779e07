"""Taking files into a project: what may be asked for, and what is told of each article; `tui.taking_in` does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.readers.records import Options

if TYPE_CHECKING:
    from corpus.articles import Article
    from corpus.files import Refusal

Outcome = Literal["added", "same", "updated", "refused"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for."""

    options: Options = field(default_factory=Options)
    update: bool = False
    """Whether a changed text becomes a new version of its document."""
    jobs: int = 1
    """How many processes read."""
    root: Path | None = None
    """Documents keep their file's path from there on."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an article, or of a file that gave none."""

    file: str
    outcome: Outcome
    count: int = 1
    """How many articles this is said of: a file that is passed over may hold several."""
    size: int = 0
    """How many bytes of files are dealt with by this."""
    refusal: str = ""
    """Why the file did not go in, or empty."""
    remark: str = ""
    """What the analyst should know about how it was read, or empty."""
    is_near: bool = False
    """Whether it is nearly the same as an article from before."""
    document: str = ""
    moved: int = 0
    """Of a new version: how many pieces of annotations stand elsewhere now."""
    orphans: int = 0
    """And how many have lost their place."""


def look_at(paths: Iterable[Path], asked: Asked) -> Iterator[Article | Refusal]:
    """What would come in, read and not written."""
    # Late, as above.
    from corpus.files import Refusal, find, split
    from tui import reading_processes

    pieces = (piece for found in find(paths) for piece in split(found, asked.options))
    for _, results in reading_processes.read(pieces, asked.options, asked.jobs):
        for item in results:
            yield item if isinstance(item, Refusal) else item.article
