"""From paths to gold: which files belong together, and what is read out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.errors import CorpusError
from corpus.evaluation import brat, native
from corpus.evaluation.gold import GoldDocument, GoldError, GoldFault


class Pair(NamedTuple):
    """A text and its annotations, not read yet."""

    text: Path
    annotations: Path


Found = Pair | GoldDocument | GoldFault


def find(paths: Iterable[Path]) -> Iterator[Found]:
    """What files and folders hold: exports are read at once, standoff pairs are left for `read`."""
    for path in paths:
        empty = True
        for found in _in_folder(path) if path.is_dir() else _in_file(path):
            empty = False
            yield found
        if empty:
            yield GoldFault(path, "", "no gold here: neither exports of Glossator nor texts with annotations (.ann)")


def read(pair: Pair) -> GoldDocument | GoldFault:
    """The gold of a pair, or why there is none."""
    try:
        return brat.read(pair.text, pair.annotations)
    except GoldError as error:
        return GoldFault(pair.annotations, error.place, error.reason)
    except CorpusError as error:
        return GoldFault(pair.text, "", str(error))
    except (OSError, ValueError) as error:
        return GoldFault(pair.annotations, "", f"cannot be read: {error}")


def _in_folder(folder: Path) -> Iterator[Found]:
    for export in sorted(folder.rglob("*.json")):
        yield from _in_file(export)
    yield from map(Pair._make, brat.pairs_below(folder))


def _in_file(path: Path) -> Iterator[Found]:
    try:
        if not path.exists():
            yield GoldFault(path, "", "no such file or folder")
        elif path.suffix == ".json":
            yield from native.read(path)
        elif pair := brat.pair_of(path):
            yield Pair(*pair)
        else:
            wanted = (
                "text (.txt) belongs to these annotations"
                if path.suffix == ".ann"
                else "annotations (.ann) belong to it"
            )
            yield GoldFault(path, "", f"no {wanted}")
    except GoldError as error:
        yield GoldFault(path, error.place, error.reason)
    except OSError as error:
        yield GoldFault(path, "", f"cannot be read: {(error.strerror or str(error)).lower()}")
