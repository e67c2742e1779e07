"""Choosing the reader of a file: by its content first, by its name where content does not tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TypeVar

from corpus.errors import CorpusError
from corpus.readers import delimited, eml, epub, feed, html, jsonlines, pdf, plain, rtf, sheets, warc, word
from corpus.readers.columns import Table
from corpus.readers.records import MAX_HELD, Fault, File, Options, Page, Raw, Reader

Part = TypeVar("Part")

ENDINGS = frozenset(
    (
        *(".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson"),
        *(".docx", ".docm", ".odt", ".rtf", ".pdf", ".zip", ".tar", ".tgz", ".gz"),
        *(".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".eml", ".epub", ".warc", ".rss", ".atom", ".xml"),
        # These are refused, and what to do with them is said.
        *(".doc", ".xls", ".bz2", ".xz", ".7z", ".rar"),
    )
)
"""What is taken from a folder or an archive; a file that is named itself may have any ending."""

READERS: tuple[Reader, ...] = (
    *(pdf, rtf, sheets, word, epub, warc, feed, html, eml),
    *(jsonlines, delimited, plain),
)
"""In the order in which they are asked; plain text, which takes anything, is last."""

STREAMING: tuple[Reader, ...] = (sheets, jsonlines, delimited, warc)
"""Those that read through `File.open`, so that a file may be larger than what is held."""


TABLES: Mapping[str, Callable[[File], AbstractContextManager[Table]]] = {
    reader.name: reader.table for reader in (sheets, jsonlines, delimited)
}
"""Those whose files are tables, and how to open one, by the reader's name."""


def reader_of(file: File) -> Reader:
    """The first reader that knows the file."""
    return next(reader for reader in READERS if reader.knows(file))


def is_known(file: File) -> bool:
    """Whether any reader but that of plain text knows the file."""
    return reader_of(file) is not plain


def is_taken_apart(file: File) -> bool:
    """Whether a file's articles are best found one after the other and then handed on, each to be told its zones.

    So it is with tables, whose rows cost little to read, with archives of pages, which can be read in several
    processes, and with what is too large to be held.
    """
    reader = reader_of(file)
    return reader.name in TABLES or reader is warc or (file.path is not None and reader in STREAMING)


def parts(file: File, options: Options) -> Iterator[Raw | Fault | Page]:
    """The articles of a file that is taken apart; pages are still to be read."""
    return _guarded(warc.pages(file), warc) if reader_of(file) is warc else read(file, options)


def article(page: Page) -> Raw | Fault:
    """A page's article; whatever is wrong with it is told of it alone."""
    try:
        return next(_guarded((warc.article(each) for each in (page,)), warc))
    except CorpusError as error:
        return Fault(page.place, str(error))


def read(file: File, options: Options) -> Iterator[Raw | Fault]:
    """The articles of a file; whatever is wrong with it is a `CorpusError` of one line."""
    if not file.data:
        raise CorpusError("the file is empty: nothing to read")
    reader = reader_of(file)
    if file.path is not None and reader not in STREAMING:
        raise CorpusError(f"larger than {MAX_HELD // 2**20} MB: split it into one file for each article")
    yield from _guarded(reader.read(file, options), reader)


def _guarded(found: Iterator[Part], reader: Reader) -> Iterator[Part]:
    """The same; whatever a reader raises is a `CorpusError`."""
    try:
        yield from found
    except CorpusError:
        raise
    except (RecursionError, MemoryError):
        raise CorpusError(f"too deep or too large to be read as {reader.name}: split it, or save its text") from None
    except Exception as error:
        # Libraries that read formats raise anything for damaged files; one of those must not stop the rest.
        raise CorpusError(f"damaged, or no {reader.name}: {_told(error)}") from error


def _told(error: Exception) -> str:
    """What a library said, in one short line."""
    said = " ".join(str(error).split())
    return said[:120] or type(error).__name__
