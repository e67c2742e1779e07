"""New versions of a text: the earlier one is kept, and each annotation is found in the new one or becomes an orphan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from corpus import anchors
from corpus.articles import Article
from corpus.revisions import Revision
from corpus.spans import Span
from db import assembly, doubles, history, models, rows, taking, zones
from db.errors import ConflictError, ProjectError
from db.models import table
from db.records import HAND, Noun, Orphan

_DOCUMENT, _EDITION = table(models.Document), table(models.Edition)
_MENTION, _QUOTE, _STANCE = table(models.Mention), table(models.Quote), table(models.Stance)
_PART, _EVIDENCE = table(models.QuotePart), table(models.Evidence)

Piece = models.Mention | models.QuotePart | models.Evidence
_Anchored = Piece | models.Parallel


@dataclass(slots=True)
class Updated:
    """What became of the annotations of a document that got a new text, counted in pieces."""

    document: str
    stayed: int = 0
    """At the same place, in the same words."""
    moved: int = 0
    """At another place, or in slightly other words."""
    orphans: int = 0
    """Lost now, or lost before and still."""


def match(session: Session, article: Article, last: int) -> str | None:
    """The document, up to the last number, whose new version an article is; None if there is none, or several.

    It is the one with the same file; else the only one with the same address; else the only one with the same outlet,
    title and date. In a file that holds several articles the rows may have moved: the title must be the same as well.
    """
    d = _DOCUMENT.c
    same_title = (d.title == article.title) & (d.title != "")
    of_file = (d.file == article.file) & (same_title if article.part else d.file != "")
    asked = (
        of_file,
        (d.url == article.url) & (d.url != ""),
        same_title & (d.outlet == article.outlet) & (d.published == article.published) & (d.published != ""),
    )
    for test in asked:
        found = session.connection().execute(select(d.id).where(test, d.number <= last).limit(2)).scalars().all()
        if found:
            return str(found[0]) if len(found) == 1 else None
    return None


def is_newest(session: Session, sha256: str) -> bool:
    """Whether this is the text of a document now."""
    return session.connection().execute(select(_DOCUMENT.c.id).where(_DOCUMENT.c.sha256 == sha256)).first() is not None


def update(session: Session, document_id: str, prepared: taking.Prepared) -> Updated:
    """Give a document a new text; what a coder wrote or drew by hand stays."""
    article = prepared.article
    document = rows.find(session, models.Document, document_id)
    _refuse_taken(session, document_id, article)
    old = rows.text_of(session, document_id)
    numbers = taking.put_texts(session, {article.sha256: article.text})
    session.add(_edition(session, document))
    _rewrite(document, article)
    session.flush()
    if article.sha256 in numbers:
        doubles.note(session, {numbers[article.sha256]: prepared.fingerprint})
    revision = Revision.of(old, article.text)
    _replace_zones(session, document_id, article, revision)
    updated = Updated(document_id)
    for piece in _pieces(session, document_id):
        _settle(piece, revision, article.text, updated)
    for link in session.exec(rows_of(models.Parallel).where(col(models.Parallel.document) == document_id)):
        # It is no annotation of this document, and is not counted as one.
        _settle(link, revision, article.text, Updated(document_id))
    return updated


def orphans(session: Session, document_id: str | None = None) -> list[Orphan]:
    """What has lost its place, in one document or in all, in text order."""
    asked = [document_id] if document_id else _with_orphans(session)
    return [orphan for document in asked for orphan in _orphans(session, document)]


def attach(session: Session, noun: Noun, piece: str, span: Span) -> None:
    """Give an orphan a place in its document's text, found by a coder."""
    models_of: dict[Noun, type[Piece]] = {
        "mention": models.Mention,
        "quote": models.QuotePart,
        "stance": models.Evidence,
    }
    row = rows.find(session, models_of[noun], piece)
    if not row.orphan:
        raise ConflictError("This annotation has found its place meanwhile.")
    owner = _owner(session, row)
    for name, value in rows.anchored(rows.text_of(session, owner.document), span).items():
        setattr(row, name, value)
    row.orphan = False
    rows.touch(session, owner)


def _refuse_taken(session: Session, document_id: str, article: Article) -> None:
    query = select(_DOCUMENT.c.number).where(_DOCUMENT.c.sha256 == article.sha256, _DOCUMENT.c.id != document_id)
    number = session.connection().scalar(query)
    if number is not None:
        raise ProjectError(f"This is the text of document {number}: it was not made a version of another one.")


def _edition(session: Session, document: models.Document) -> models.Edition:
    """The text that the document has had so far."""
    last = select(func.max(_EDITION.c.number)).where(_EDITION.c.document == document.id)
    copied = ("sha256", "file", "file_sha256", "encoding")
    return models.Edition(
        document=document.id,
        number=(session.execute(last).scalar() or 0) + 1,
        replaced=history.time_of(session),
        **{name: getattr(document, name) for name in copied},
    )


def _rewrite(document: models.Document, article: Article) -> None:
    """The new text's digests and metadata; what it does not tell stays, and so does what a coder wrote."""
    told = assembly.told(document.told)
    for name, where in taking.told(article).items():
        if name not in told or told[name].source != HAND:
            told[name] = where
            setattr(document, name, getattr(article, name))
    document.told = assembly.untold(told)
    for name in ("sha256", "file", "file_sha256", "encoding"):
        setattr(document, name, getattr(article, name))
    document.version += 1


def _replace_zones(session: Session, document_id: str, article: Article, revision: Revision) -> None:
    """The new text's zones beside those that a coder drew, which are kept where they are found."""
    kept = []
    for zone in session.exec(rows_of(models.Zone).where(col(models.Zone.document) == document_id)):
        there = revision.follow(Span(zone.start, zone.end)) if zone.rule == HAND else None
        if there:
            zone.start, zone.end = there
            kept.append(there)
        else:
            session.delete(zone)
    session.add_all(models.Zone(**row) for row in taking.zone_rows(document_id, zones.beside(article.zones, kept)))


def _pieces(session: Session, document_id: str) -> Iterator[Piece]:
    """Everything in a document that stands at a place of its own."""
    quotes = select(_QUOTE.c.id).where(_QUOTE.c.document == document_id)
    stances = select(_STANCE.c.id).where(_STANCE.c.document == document_id)
    yield from session.exec(rows_of(models.Mention).where(col(models.Mention.document) == document_id))
    yield from session.exec(rows_of(models.QuotePart).where(col(models.QuotePart.quote).in_(quotes)))
    evidence = rows_of(models.Evidence).where(col(models.Evidence.stance).in_(stances))
    yield from session.exec(evidence.where(col(models.Evidence.start).is_not(None)))


def _settle(piece: _Anchored, revision: Revision, text: str, updated: Updated) -> None:
    """Put a piece where its words stand now, or make it an orphan that keeps its old context."""
    start, end, exact = piece.start or 0, piece.end or 0, piece.exact or ""
    if piece.orphan:
        found = anchors.locate(text, anchors.Anchor(start, end, exact, piece.prefix or "", piece.suffix or ""))
    else:
        found = revision.follow(Span(start, end))
    piece.orphan = found is None
    if found is None:
        updated.orphans += 1
        return
    for name, value in rows.anchored(text, found).items():
        setattr(piece, name, value)
    if (found.start, piece.exact) == (start, exact):
        updated.stayed += 1
    else:
        updated.moved += 1


def _owner(session: Session, row: Piece) -> models.Mention | models.Quote | models.Stance:
    if isinstance(row, models.QuotePart):
        return rows.find(session, models.Quote, row.quote)
    return rows.find(session, models.Stance, row.stance) if isinstance(row, models.Evidence) else row


def _with_orphans(session: Session) -> Sequence[str]:
    """The documents that have orphans, in their order."""
    lost = (
        select(_MENTION.c.document).where(_MENTION.c.orphan),
        select(_QUOTE.c.document).join(_PART, _PART.c.quote == _QUOTE.c.id).where(_PART.c.orphan),
        select(_STANCE.c.document).join(_EVIDENCE, _EVIDENCE.c.stance == _STANCE.c.id).where(_EVIDENCE.c.orphan),
    )
    ids = {str(found) for query in lost for found in session.connection().execute(query).scalars()}
    ordered = session.connection().execute(select(_DOCUMENT.c.id).order_by(_DOCUMENT.c.number)).scalars()
    return [str(document) for document in ordered if document in ids] if ids else []


def _orphans(session: Session, document_id: str) -> list[Orphan]:
    found = [piece for piece in _pieces(session, document_id) if piece.orphan]
    nouns: dict[type[Piece], Noun] = {
        models.Mention: "mention",
        models.QuotePart: "quote",
        models.Evidence: "stance",
    }
    made = [
        Orphan(
            noun=nouns[type(piece)],
            id=_owner(session, piece).id,
            piece=piece.id,
            document=document_id,
            exact=piece.exact or "",
            prefix=piece.prefix or "",
            suffix=piece.suffix or "",
            start=piece.start or 0,
        )
        for piece in found
    ]
    return sorted(made, key=lambda orphan: (orphan.start, orphan.piece))
