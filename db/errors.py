"""What `db` raises."""


class ProjectError(Exception):
    """A project that cannot be used as asked; the message says what is wrong and what to do, in one line."""


class ConflictError(ProjectError):
    """A row that somebody else changed since it was read; nothing was written."""


class StorageError(ProjectError):
    """The disk or the server refused: nothing was written, and the same may be tried again."""
