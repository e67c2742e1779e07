"""Fuzzing led by coverage, with atheris: bytes as files for every reader, and as JSON for the import.

`python tests/hostile/guided.py -max_total_time=600 CORPUS_FOLDER` runs it; what it finds is written as `crash-…`.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from io import StringIO
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["corpus", "db"]):
    from corpus.errors import CorpusError
    from corpus.files import read_paths
    from corpus.readers.choosing import ENDINGS
    from db.engine import Project, open_project
    from db.errors import ProjectError
    from db.exchange import native

KINDS = [*sorted(ENDINGS), "json for import"]


def one(data: bytes, folder: Path, project: Project) -> None:
    """One input: its first byte says what it is taken for."""
    kind, content = KINDS[data[0] % len(KINDS)] if data else KINDS[0], data[1:]
    if kind == KINDS[-1]:
        with suppress(ProjectError):
            native.load(project, StringIO(content.decode("utf-8", "replace")), coder="anna")
        return
    path = folder / f"input{kind}"
    path.write_bytes(content)
    with suppress(CorpusError):
        list(read_paths([path]))
    path.unlink()


def main() -> None:
    """Fuzz until the time is up."""
    with tempfile.TemporaryDirectory() as name:
        project = open_project(str(Path(name) / "fuzz.db"))
        atheris.Setup(sys.argv, lambda data: one(data, Path(name), project))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
