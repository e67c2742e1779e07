"""What would be read of a file: for a table which column is taken for what, for any file its first articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from corpus.readers import choosing, columns
from corpus.readers.records import Fault, File, Options, Raw


@dataclass(frozen=True, slots=True)
class Preview:
    """What a dry run shows of a file."""

    format: str
    articles: tuple[Raw | Fault, ...]
    """The first ones."""
    columns: Mapping[str, str]
    """Of a table, which column is taken for which field; else empty."""
    unused: tuple[str, ...] = ()
    """The columns that are taken for nothing."""


def preview(file: File, options: Options, n: int = 5) -> Preview:
    """What would be read of a file; `CorpusError` when nothing would."""
    reader = choosing.reader_of(file)
    taken: dict[str, str] = {}
    unused: tuple[str, ...] = ()
    if table := choosing.TABLES.get(reader.name):
        with table(file) as given:
            names = given.columns
        taken = columns.chosen(names, options)
        unused = tuple(name for name in names if name not in taken.values())
    return Preview(reader.name, tuple(islice(choosing.read(file, options), n)), taken, unused)
