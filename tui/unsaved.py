"""Acts that the disk or the server refused: kept with all their answers until they are saved or written to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.spans import Span
from db.errors import ProjectError
from tui import keymap

if TYPE_CHECKING:
    from db.engine import Project


class NotSaved(ProjectError):
    """An act that was not saved and is kept on the desk; the message says how to go on, and why it was not."""


class NotShown(ProjectError):
    """An act that was saved, after which the screen could not be brought up to date; the message says why."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """One such act."""

    verb: str
    document: str
    """The id of the document that it is on."""
    span: Span | None
    words: str
    """The words of the text that it is about, between quote marks."""
    act: Callable[[Project], object]
    """Writes it into a project, as one transaction."""
    why: str
    """What was said when it was refused."""
    others: tuple[str, ...] = ()
    """The ids of other documents that it needs."""

    @property
    def told(self) -> str:
        """The act in a few words."""
        return f"{self.verb} {self.words}" if self.words else self.verb


def outcome(error: ProjectError) -> str:
    """What became of an act that ended so, in one line."""
    match error:
        case NotSaved():
            return f"not saved: {error}"
        case NotShown():
            return f"saved, but not shown: {error}"
        case _:
            return f"not done: {error}"


def ways() -> str:
    """What can be done about acts that were not saved."""
    again, file = keymap.shown("reading.retry"), keymap.shown("reading.export_unsaved")
    return f"{again} tries again, {file} writes it to a file"
