"""What `db` raises."""

from __future__ import annotations


class ProjectError(Exception):
    """A project that cannot be used as asked; the message says what is wrong and what to do, in one line."""


class ConflictError(ProjectError):
    """A row that somebody else changed since it was read; nothing was written."""


class StorageError(ProjectError):
    """The disk or the server refused: nothing was written, and the same may be tried again."""


class ChangedError(ConflictError):
    """A row that is not the version any more that the caller has seen."""

    def __init__(self, message: str, row: str) -> None:
        super().__init__(message)
        self.row = row
        """Its id."""


class DeletedError(ConflictError):
    """A row that somebody has deleted; `history.bring_back` can put it back."""

    def __init__(self, message: str, row: str) -> None:
        super().__init__(message)
        self.row = row
        """Its id."""


class BarredError(ConflictError):
    """An act that cannot be taken back or done again, since somebody else has changed what it wrote."""

    def __init__(self, message: str, act: int) -> None:
        super().__init__(message)
        self.act = act
        """Its number."""
