"""Reading files in several processes: what they find comes back in the order of the files, and none stops an import."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from functools import partial
from itertools import chain

from corpus.articles import Article
from corpus.doubles import Prepared, prepared
from corpus.files import Found, Refusal, read_one
from corpus.readers.records import Options
from tui import workers
from tui.workers import Failure, Terms

Results = list[Prepared | Refusal]

FEW = 48
"""Up to so many files are read in this process: starting others takes longer."""
PATIENCE = 60.0
"""How many seconds the reading of a chunk may take, and then of a single file, before it is given up."""
_CHUNK = 32
_CHUNK_BYTES = 1024 * 1024
_MOST = 8
"""More processes than this only wait for the one that writes."""


def available() -> int:
    """How many processes are worth while on this machine."""
    return min(workers.processors(), _MOST)


def read(pieces: Iterable[Found], options: Options, jobs: int) -> Generator[tuple[Found, Results]]:
    """Each piece with the articles in it, in the order given; what is read ahead is bounded."""
    waiting = iter(pieces)
    first = next(Terms(FEW, _weight, _CHUNK_BYTES).chunks(waiting), [])
    rest = next(waiting, None)
    if rest is None:
        jobs = 1
    terms = Terms(_CHUNK, _weight, _CHUNK_BYTES, PATIENCE, ("corpus.files", "corpus.zones", "corpus.metadata"))
    all_pieces = chain(first, () if rest is None else (rest,), waiting)
    for piece, found in workers.each(partial(_read, options=options), all_pieces, jobs, terms):
        yield piece, [_refusal(found)] if isinstance(found, Failure) else found


def _weight(piece: Found) -> int:
    return _CHUNK_BYTES if piece.parts else piece.size  # parts come in batches of their own


def _read(piece: Found, options: Options) -> Results:
    return [prepared(item) if isinstance(item, Article) else item for item in read_one(piece, options)]


def _refusal(failure: Failure[Found]) -> Refusal:
    return Refusal(failure.thing.path, f"reading it failed: {failure.reason}; it is damaged, or made to do that")
