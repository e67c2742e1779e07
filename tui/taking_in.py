"""One import: several processes read, this one writes, and only what has been committed is told."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from time import monotonic

from corpus.articles import Article
from corpus.doubles import Prepared
from corpus.files import Found, Refusal, find, split
from db import documents, editions, files, history, taking
from db.engine import Project
from db.files import Remembered
from db.repeating import Repeating
from tui import reading_processes
from tui.intake import Asked, Taken

_BATCH = 1_000
"""How many articles are written in one transaction."""
_BATCH_CHARACTERS = 8_000_000
_BATCH_SECONDS = 2.0
"""How much work is lost at most when an import is stopped."""
_LOOKED_UP = 500
"""How many files are looked for at once among those that are remembered."""


def take_in(project: Project, coder: str, paths: Iterable[Path], asked: Asked | None = None) -> Generator[Taken]:
    """Import files and folders, many articles in each transaction; what is told has been committed.

    Files that are in already and have not changed since are passed over. Whoever stops has all that was told.
    """
    return Intake(project, coder, asked or Asked()).run(paths)


@dataclass(slots=True)
class _Batch:
    """What is to be written together."""

    articles: list[Prepared] = field(default_factory=list)
    sizes: list[tuple[Path, int]] = field(default_factory=list)
    """For each article the file that it is in, and how many bytes are dealt with by it."""
    told: list[Taken] = field(default_factory=list)
    """What is told of files that gave no article."""
    files: list[Remembered] = field(default_factory=list)
    characters: int = 0
    begun: float = field(default_factory=monotonic)

    @property
    def is_full(self) -> bool:
        """Whether it should be written now."""
        many = max(len(self.articles), len(self.told), len(self.files))
        is_late = many > 0 and monotonic() - self.begun > _BATCH_SECONDS
        return is_late or many >= _BATCH or self.characters >= _BATCH_CHARACTERS


@dataclass(slots=True)
class _Open:
    """The file whose articles come in at the moment."""

    path: Path
    articles: int = 0
    is_whole: bool = True
    """Whether nothing of it has been refused."""


class Intake:
    """One import into one project."""

    def __init__(self, project: Project, coder: str, asked: Asked) -> None:
        self._project, self._coder, self._asked = project.for_much(), coder, asked
        self._passed: deque[Taken] = deque()
        self._seen: dict[Path, Remembered] = {}
        """The files on their way, as they are to be remembered."""
        self._rewritten: set[str] = set()
        """Files with new versions: an undo takes these back, so the files are to be read again."""
        self._updated: set[str] = set()
        with project.reading() as session:
            self._last = documents.last_number(session)
        self._repeating = Repeating(self._project, self._last)

    def run(self, paths: Iterable[Path]) -> Generator[Taken]:
        """Take in what is at the paths, and tell what became of it; in what has come in, what repeats is marked."""
        try:
            yield from self._run(paths)
        except (KeyboardInterrupt, GeneratorExit):
            self._repeating.mark(self._coder)
            raise
        self._repeating.mark(self._coder)

    def _run(self, paths: Iterable[Path]) -> Iterator[Taken]:
        options = self._asked.options
        pieces = (piece for found in self._unknown(find(paths)) for piece in split(found, options))
        batch, current = _Batch(), _Open(Path())
        with closing(reading_processes.read(pieces, options, self._asked.jobs)) as read:
            for piece, results in read:
                if piece.path != current.path:
                    self._finish(batch, current)
                    current = _Open(piece.path)
                self._collect(batch, current, piece, results)
                if batch.is_full:
                    yield from self._write(batch)
                    batch = _Batch()
        self._finish(batch, current)
        yield from self._write(batch)

    def _unknown(self, found: Iterator[Found]) -> Iterator[Found]:
        """The files that are not in yet as they are now; the others are passed over."""
        while some := [*islice(found, _LOOKED_UP)]:
            stamped = {item.path: self._stamp(item) for item in some if not item.refusal}
            with self._project.reading() as session:
                known = files.remembered(session, [file.path for file in stamped.values()])
            for item in some:
                now = stamped.get(item.path)
                before = known.get(now.path) if now else None
                if now and before and now.stamp and before.stamp == now.stamp:
                    self._passed.append(Taken(before.name, "same", count=before.articles, size=item.size))
                    continue
                if now:
                    self._seen[item.path] = now._replace(name=before.name) if before else now
                yield item

    def _stamp(self, found: Found) -> Remembered:
        """A file as it is now; what is read differently has another stamp."""
        name = _told(found.path)
        try:
            status = found.path.stat()
        except OSError:
            return Remembered(name, name, "", 0)
        options = self._asked.options
        columns = sorted({**options.remembered, **options.columns}.items())
        how = "".join(f":{field}={column}" for field, column in columns) + options.name_pattern
        stamp = f"{status.st_size}:{status.st_mtime_ns}{how}" if stat.S_ISREG(status.st_mode) else ""
        return Remembered(_told(found.path.absolute()), name, stamp, 0)

    def _collect(self, batch: _Batch, current: _Open, piece: Found, results: Sequence[Prepared | Refusal]) -> None:
        """Put into the batch what was read of a file."""
        size = piece.size
        for item in results:
            if isinstance(item, Refusal):
                current.is_whole = False
                batch.told.append(Taken(str(item.path), "refused", size=size, refusal=item.reason))
            else:
                current.articles += 1
                batch.articles.append(item._replace(article=self._named(item.article, piece.path)))
                batch.sizes.append((piece.path, size))
                batch.characters += len(item.article.text)
            size = 0

    def _named(self, article: Article, path: Path) -> Article:
        """The article under the name that its file had when it was first taken in."""
        seen = self._seen.get(path)
        given = _told(path)
        if seen and seen.name != given and article.file.startswith(given):
            return replace(article, file=seen.name + article.file.removeprefix(given))
        root = self._asked.root
        return article if root is None else replace(article, file=str(Path(article.file).relative_to(root)))

    def _finish(self, batch: _Batch, current: _Open) -> None:
        """Remember a file that was read to its end."""
        seen = self._seen.pop(current.path, None)
        if seen and seen.stamp and current.is_whole:
            batch.files.append(seen._replace(articles=current.articles))

    def _write(self, batch: _Batch) -> Iterator[Taken]:
        """Write a batch, and tell what became of it."""
        versions = self._versions(batch.articles) if self._asked.update else {}
        added = [item for place, item in enumerate(batch.articles) if place not in versions]
        results = iter(self._add(added))
        told = []
        for place, (item, (path, size)) in enumerate(zip(batch.articles, batch.sizes, strict=True)):
            if place in versions:
                self._rewritten.add(_told(path.absolute()))
                told.append(self._update(versions[place], item, size))
            else:
                result = next(results)
                told.append(_outcome(item.article, result, size))
                if result.is_new:
                    self._repeating.add(item.article.outlet, item.ends, max(result.near.values(), default=0))
        again = self._rewritten
        remembered = [file._replace(stamp="") if file.path in again else file for file in batch.files]
        files.remember(self._project, remembered)
        yield from told
        yield from batch.told
        while self._passed:
            yield self._passed.popleft()

    def _add(self, articles: Sequence[Prepared]) -> list[taking.Taken]:
        if not articles:
            return []
        with history.act(self._project, coder=self._coder, verb="add", undoable=False) as session:
            return taking.add_all(session, articles)

    def _versions(self, articles: Sequence[Prepared]) -> dict[int, str]:
        """Which articles, by their place, are new versions of which documents from before; each document gets one."""
        found: dict[int, str] = {}
        with self._project.reading() as session:
            for place, item in enumerate(articles):
                if not editions.is_newest(session, item.article.sha256):
                    document = editions.match(session, item.article, self._last)
                    if document and document not in self._updated:
                        self._updated.add(document)
                        found[place] = document
        return found

    def _update(self, document: str, item: Prepared, size: int) -> Taken:
        """Give a document its new text, as an act of its own."""
        verb = "new version"
        with history.act(self._project, coder=self._coder, verb=verb, document=document) as session:
            updated = editions.update(session, document, item)
        article = item.article
        return Taken(
            article.file,
            "updated",
            size=size,
            remark=article.remark,
            document=document,
            moved=updated.moved,
            orphans=updated.orphans,
        )


def _outcome(article: Article, result: taking.Taken, size: int) -> Taken:
    return Taken(
        article.file,
        "added" if result.is_new else "same",
        size=size,
        remark=article.remark,
        is_near=bool(result.near),
        document=result.document,
    )


def _told(path: Path) -> str:
    """The path as text; bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode(errors="replace")
