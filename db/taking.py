"""Articles taken in, one or thousands at once: each text is one document, with all the places that it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from corpus.articles import Article
from corpus.doubles import Prepared, prepared
from corpus.spans import Zone
from db import assembly, bulk, doubles, history, ids, models, search_words
from db.batches import batches
from db.models import table
from db.records import METADATA, Told

__all__ = ["Prepared", "Taken", "add_all", "prepared"]

_DOCUMENT, _TEXT = table(models.Document), table(models.Text)
_SOURCE, _EDITION = table(models.Source), table(models.Edition)


@dataclass(slots=True)
class Taken:
    """What became of an article."""

    document: str
    is_new: bool = True
    """False where the project has this text already."""
    is_source: bool = False
    """Whether the text was known, and this file or address of it was not."""
    near: dict[int, float] = field(default_factory=dict)
    """The numbers of the texts that it is nearly the same as, and how much."""


class _Known(NamedTuple):
    """A text that the project has."""

    number: int
    document: str | None
    """None where its document was undone."""


def add_all(session: Session, articles: Sequence[Prepared]) -> list[Taken]:
    """Take articles in, in their order: what is new becomes a document, what is known another source of one."""
    known = _known(session, [item.article.sha256 for item in articles])
    taken: list[Taken] = []
    fresh: dict[str, Prepared] = {}
    same: list[tuple[Taken, Article]] = []
    for item in articles:
        sha256 = item.article.sha256
        found = known.get(sha256)
        if found is None or found.document is None:
            number = found.number if found else 0
            known[sha256] = _Known(number, ids.new())
            fresh[sha256] = item
            taken.append(Taken(str(known[sha256].document)))
        else:
            taken.append(Taken(str(found.document), is_new=False))
            same.append((taken[-1], item.article))
    near = _write(session, fresh, known)
    for item, result in zip(articles, taken, strict=True):
        if result.is_new:
            result.near = near.get(item.article.sha256, {})
    _add_sources(session, same)
    return taken


def put_texts(session: Session, texts: Mapping[str, str]) -> dict[str, int]:
    """Keep these texts, told by their digests; the numbers of those that the project did not have."""
    present = {sha256 for sha256, _ in _texts(session, texts)}
    first = (session.connection().scalar(select(func.max(_TEXT.c.number))) or 0) + 1
    numbers = {sha256: number for number, sha256 in enumerate((key for key in texts if key not in present), first)}
    rows = [(numbers[sha256], sha256, texts[sha256]) for sha256 in numbers]
    bulk.insert_values(session.connection(), _TEXT, ("number", "sha256", "text"), rows)
    if rows:
        search_words.index(session, first)
    return numbers


def zone_rows(document: str, zones: Iterable[Zone]) -> list[dict[str, Any]]:
    """The rows of a document's zones."""
    return [
        {
            "id": ids.new(),
            "document": document,
            "kind": zone.kind,
            "start": zone.span.start,
            "end": zone.span.end,
            "rule": zone.rule,
        }
        for zone in zones
    ]


def told(article: Article) -> dict[str, Told]:
    """Where the article's values came from."""
    return {name: Told(value.source, value.guessed) for name, value in article.told.items() if name in METADATA}


def next_number(session: Session) -> int:
    """The number of the next document."""
    return (session.connection().scalar(select(func.max(_DOCUMENT.c.number))) or 0) + 1


def _known(session: Session, digests: Sequence[str]) -> dict[str, _Known]:
    """The texts that the project has, each with the document whose newest or earlier text it is."""
    found = {}
    for some in batches(digests):
        query = select(_TEXT.c.sha256, _TEXT.c.number, func.coalesce(_DOCUMENT.c.id, _EDITION.c.document))
        query = query.select_from(
            _TEXT.outerjoin(_DOCUMENT, _DOCUMENT.c.sha256 == _TEXT.c.sha256).outerjoin(
                _EDITION, _EDITION.c.sha256 == _TEXT.c.sha256
            )
        )
        for sha256, number, document in session.connection().execute(query.where(_TEXT.c.sha256.in_(some))):
            found[sha256] = _Known(number, document)
    return found


def _texts(session: Session, digests: Iterable[str]) -> Iterable[tuple[str, int]]:
    for some in batches([*digests]):
        query = select(_TEXT.c.sha256, _TEXT.c.number).where(_TEXT.c.sha256.in_(some))
        yield from ((sha256, number) for sha256, number in session.connection().execute(query))


def _write(session: Session, fresh: Mapping[str, Prepared], known: Mapping[str, _Known]) -> dict[str, dict[int, float]]:
    """Write new documents with their texts and zones; which earlier texts each is near to."""
    numbers = put_texts(session, {sha256: item.article.text for sha256, item in fresh.items()})
    history.insert(session, models.Document, _document_rows(session, fresh, known))
    zones = [
        row for sha256, item in fresh.items() for row in zone_rows(str(known[sha256].document), item.article.zones)
    ]
    history.insert(session, models.Zone, zones)
    near = doubles.note(session, {number: fresh[sha256].fingerprint for sha256, number in numbers.items()})
    return {sha256: near[number] for sha256, number in numbers.items() if number in near}


def _document_rows(
    session: Session, fresh: Mapping[str, Prepared], known: Mapping[str, _Known]
) -> list[dict[str, Any]]:
    at = history.time_of(session)
    return [
        {
            "id": known[sha256].document,
            "sha256": sha256,
            "number": number,
            **{name: getattr(item.article, name) for name in METADATA},
            "told": assembly.untold(told(item.article)),
            "file": item.article.file,
            "file_sha256": item.article.file_sha256,
            "encoding": item.article.encoding,
            "status": "open",
            "version": 1,
            "added": at,
        }
        for number, (sha256, item) in enumerate(fresh.items(), next_number(session))
    ]


def _add_sources(session: Session, same: Sequence[tuple[Taken, Article]]) -> None:
    """Write down where else known texts were found."""
    seen = _places(session, {taken.document for taken, _ in same})
    rows = []
    for taken, article in same:
        place = (taken.document, article.file)
        if place not in seen:
            seen.add(place)
            taken.is_source = True
            rows.append(_source_row(session, taken.document, article))
    history.insert(session, models.Source, rows)


def _source_row(session: Session, document: str, article: Article) -> dict[str, Any]:
    copied = ("file", "file_sha256", "encoding", "outlet", "url", "published")
    told = {name: getattr(article, name) for name in copied}
    return {"id": ids.new(), "document": document, **told, "added": history.time_of(session)}


def _places(session: Session, documents: Iterable[str]) -> set[tuple[str, str]]:
    """The files in which these documents' texts, also the earlier ones, were found."""
    owners = ((_DOCUMENT, "id"), (_SOURCE, "document"), (_EDITION, "document"))
    found: set[tuple[str, str]] = set()
    for some in batches(sorted(documents)):
        for rows, owner in owners:
            query = select(rows.c[owner], rows.c.file).where(rows.c[owner].in_(some))
            found.update((document, file) for document, file in session.connection().execute(query))
    return found
