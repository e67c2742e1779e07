"""Choosing the reader of a file: by its content first, by its name where content does not tell."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import CorpusError
from corpus.readers import plain
from corpus.readers.records import MAX_HELD, File, Options, Raw, Reader

ENDINGS = frozenset((".txt", ".text", ".md", ".markdown"))
"""What is taken from a folder or an archive; a file that is named itself may have any ending."""

READERS: tuple[Reader, ...] = (plain,)
"""In the order in which they are asked; plain text, which takes anything, is last."""

STREAMING: tuple[Reader, ...] = ()
"""Those that read through `File.open`, so that a file may be larger than what is held."""


def reader_of(file: File) -> Reader:
    """The first reader that knows the file."""
    return next(reader for reader in READERS if reader.knows(file))


def read(file: File, options: Options) -> Iterator[Raw]:
    """The articles of a file; whatever is wrong with it is a `CorpusError` of one line."""
    if not file.data:
        raise CorpusError("the file is empty: nothing to read")
    reader = reader_of(file)
    if file.path is not None and reader not in STREAMING:
        raise CorpusError(f"larger than {MAX_HELD // 2**20} MB: split it into one file for each article")
    try:
        yield from reader.read(file, options)
    except (RecursionError, MemoryError):
        raise CorpusError(f"too large or too deep for a file of {reader.name}: split it, or save its text") from None
    except (ValueError, LookupError, ArithmeticError, OSError, EOFError) as error:
        # Libraries that read formats raise these for damaged files.
        raise CorpusError(f"damaged {reader.name}: {_told(error)}") from error


def _told(error: Exception) -> str:
    """What a library said, in one short line."""
    said = " ".join(str(error).split())
    return said[:120] or type(error).__name__
