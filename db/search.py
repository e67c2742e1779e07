"""Finding in the whole corpus: places in texts, and annotations, by the one search line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from time import monotonic
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from corpus import places
from corpus.find import context
from corpus.query import parse
from corpus.query_tree import And, Filter, Node, Not, Or, Phrase, QueryError, Word, filters, wanted
from corpus.spans import Span
from db import models, search_words
from db.errors import ProjectError
from db.models import table
from db.records import Hit
from db.search_filters import Filters, kind_of
from db.search_words import Words

PLACES = 5
"""How many places of one document are told where not all are asked for."""
WIDTH = 60
"""How many characters are shown before and after a place."""
PATIENCE = 2.0
"""How many seconds the regular expressions of one search may take."""
_RANKED = 2000
"""Up to how many documents are ranked; of more, those that came in first are told first."""
_COMMON = 20_000
"""In how many texts a word is common."""
_OFFERED = 5

_DOCUMENT = table(models.Document)
_TEXT = table(models.Text)
_ROW = (
    select(_DOCUMENT.c.id, _DOCUMENT.c.title, _DOCUMENT.c.outlet, _DOCUMENT.c.published, _TEXT.c.text)
    .join(_TEXT, _TEXT.c.sha256 == _DOCUMENT.c.sha256)
    .where(_DOCUMENT.c.id == bindparam("id"))
)


def find(session: Session, line: str, limit: int = 200, *, me: str = "") -> list[Hit]:
    """The first places or annotations that a line finds; `me` is the coder who asks.

    Raises:
        ProjectError: If the line cannot be understood, or a regular expression takes too long.
    """
    return list(islice(hits(session, line, me=me), limit))


def hits(
    session: Session, line: str, *, me: str = "", per_document: int | None = PLACES, width: int = WIDTH
) -> Iterator[Hit]:
    """The same one by one as they are asked for, without a limit, `width` characters around each."""
    try:
        tree = parse(line)
    except QueryError as error:
        raise ProjectError(str(error)) from error
    if tree is None:
        return
    search = _Search(session, tree, me, per_document, width)
    try:
        yield from search.hits()
    except TimeoutError as error:
        raise _too_long() from error
    except OperationalError as error:
        if search.words.left() > 0:
            raise
        raise _too_long() from error


def nearest(session: Session, line: str) -> list[str]:
    """Words of the corpus that may have been meant, for a line that finds nothing."""
    return search_words.nearest(session, wanted(parse(line)), _OFFERED)


def _too_long() -> ProjectError:
    return ProjectError(
        f"the regular expression took longer than {PATIENCE:.0f} s: make it simpler, or add a word to find."
    )


@dataclass
class _Search:
    """One search on its way."""

    session: Session
    tree: Node
    me: str
    per_document: int | None
    width: int

    def __post_init__(self) -> None:
        self.kind = kind_of(wanted(self.tree))
        self._met = {leaf: f"filter_{number}" for number, leaf in enumerate(filters(self.tree))}
        """The columns that tell of an annotation whether each filter is met: beside an `or` that is not sure."""
        self.words = Words(self.session, Filters(self.session, self.kind, self.me), monotonic() + PATIENCE)

    def hits(self) -> Iterator[Hit]:
        """What is found."""
        return self._places() if self.kind == "document" else self._annotations()

    def _places(self) -> Iterator[Hit]:
        """The places in texts: first where the words stand side by side."""
        told: set[str] = set()
        phrase = _side_by_side(self.tree)
        for tree in (phrase, self.tree) if phrase and self._is_sought(phrase) else (self.tree,):
            for id_ in self._documents(tree):
                if id_ not in told and (found := self._found(id_, tree)):
                    told.add(id_)
                    yield from found

    def _found(self, id_: str, tree: Node) -> list[Hit]:
        row = self._row(id_)
        spans = places.find(tree, row.text, self.words.left)
        if not spans and _has_words(tree):
            return []
        return [self._hit(row, span) for span in (spans or [Span(0, 0)])[: self.per_document]]

    def _documents(self, tree: Node) -> Iterator[str]:
        """The documents, the best first where they are few enough to be ranked, read as they are asked for."""
        indexed, others = _parted(tree)
        query = select(_DOCUMENT.c.id).join(_TEXT, _TEXT.c.sha256 == _DOCUMENT.c.sha256)
        conditions = [self.words.condition(part) for part in others]
        if indexed is None or not self.words.is_sqlite:
            conditions += [self.words.condition(indexed)] if indexed else []
            return iter(self.session.connection().scalars(query.where(*conditions).order_by(_DOCUMENT.c.number)))
        expression = {"expression": search_words.fts5(indexed)}
        joined = query.join(text("text_index"), text("text_index.rowid = text.number"))
        joined = joined.where(text("text_index MATCH :expression"), *conditions)
        if self._are_few(expression):
            joined = joined.order_by(text("text_index.rank"))
        return iter(self.session.connection().scalars(joined, expression))

    def _is_sought(self, tree: Node) -> bool:
        """Whether a phrase is looked for apart: where all its words are common, that alone would take too long."""
        terms = [leaf for leaf in wanted(tree) if isinstance(leaf, Phrase)]
        words = [word for term in terms for word in places.words_of(term.text)[: -1 if term.begun else None]]
        return search_words.rarest(self.session, words) <= _COMMON

    def _are_few(self, expression: dict[str, str]) -> bool:
        """Whether so few texts match that ranking them takes no time."""
        some = text(
            f"SELECT count(*) FROM (SELECT 1 FROM text_index WHERE text_index MATCH :expression LIMIT {_RANKED + 1})"
        )
        return (self.session.connection().scalar(some, expression) or 0) <= _RANKED

    def _annotations(self) -> Iterator[Hit]:
        """The annotations in the order of the documents; words must stand in the annotation itself."""
        query = _SPANS[self.kind]
        rough = _without_unwanted_words(self.tree)
        if rough:
            query = query.where(self.words.condition(rough))
        for leaf, name in self._met.items():
            query = query.add_columns(self.words.condition(leaf).label(name))
        rows = self.session.connection().execute(query)
        for id_, marks in groupby(rows, key=lambda mark: mark.document):
            yield from self._in_document(id_, list(marks))

    def _in_document(self, id_: str, marks: Sequence[Any]) -> Iterator[Hit]:
        spans: dict[str, list[Span]] = {}
        met: dict[str, set[Filter]] = {}
        for mark in marks:
            spans.setdefault(mark.id, []).append(Span(mark.start, mark.end))
            met[mark.id] = {leaf for leaf, name in self._met.items() if getattr(mark, name)}
        row = self._row(id_)
        for annotation, pieces in sorted(spans.items(), key=lambda item: min(item[1])):
            told = "\n".join(row.text[start:end] for start, end in sorted(pieces))
            if places.holds(self.tree, told, self.words.left, met[annotation].__contains__):
                yield self._hit(row, min(pieces), annotation)

    def _row(self, id_: str) -> Any:
        return self.session.connection().execute(_ROW, {"id": id_}).one()

    def _hit(self, row: Any, span: Span, annotation: str = "") -> Hit:
        before, exact, after = context(row.text, span, self.width)
        return Hit(row.id, row.title, row.outlet, row.published, span, before, exact, after, self.kind, annotation)


def _parted(tree: Node) -> tuple[Node | None, list[Node]]:
    """What the index of words can answer at once, and the rest."""
    if search_words.is_indexed(tree):
        return tree, []
    if not isinstance(tree, And):
        return None, [tree]
    indexed = [part for part in tree.parts if search_words.is_indexed(part)]
    others = [part for part in tree.parts if not search_words.is_indexed(part)]
    return (And(tuple(indexed)) if len(indexed) > 1 else indexed[0] if indexed else None), others


def _side_by_side(tree: Node) -> Node | None:
    """For words one after the other the same with all of them as one phrase, which is what they most often mean."""
    if not isinstance(tree, And):
        return None
    terms = [part for part in tree.parts if isinstance(part, Word | Phrase)]
    rest = tuple(part for part in tree.parts if not isinstance(part, Word | Phrase))
    if len(terms) < 2 or any(term.begun for term in terms[:-1]):
        return None
    phrase = Phrase(" ".join(term.text for term in terms), terms[-1].begun)
    return And((phrase, *rest)) if rest else phrase


def _without_unwanted_words(node: Node) -> Node | None:
    """The tree for whole documents: words that an annotation must not have may stand elsewhere in its document."""
    match node:
        case Not(part):
            return node if isinstance(part, Filter) else None
        case And(parts):
            kept = tuple(rough for part in parts if (rough := _without_unwanted_words(part)))
            return And(kept) if kept else None
        case Or(parts):
            each = tuple(rough for part in parts if (rough := _without_unwanted_words(part)))
            return Or(each) if len(each) == len(parts) else None
    return node


def _has_words(tree: Node) -> bool:
    return any(not isinstance(leaf, Filter) for leaf in wanted(tree))


def _spans_of_quotes() -> Select[Any]:
    quote, part = table(models.Quote), table(models.QuotePart)
    query = select(quote.c.id, quote.c.document, part.c.start, part.c.end)
    query = query.join(part, part.c.quote == quote.c.id).where(part.c.role == "content", part.c.orphan.is_(False))
    return _in_order(query, quote.c.document)


def _spans_of_mentions() -> Select[Any]:
    mention = table(models.Mention)
    query = select(mention.c.id, mention.c.document, mention.c.start, mention.c.end)
    return _in_order(query.where(mention.c.orphan.is_(False)), mention.c.document)


def _spans_of_stances() -> Select[Any]:
    stance, evidence, part = table(models.Stance), table(models.Evidence), table(models.QuotePart)
    start, end = func.coalesce(evidence.c.start, part.c.start), func.coalesce(evidence.c.end, part.c.end)
    query = select(stance.c.id, stance.c.document, start.label("start"), end.label("end"))
    query = query.join(evidence, evidence.c.stance == stance.c.id)
    query = query.outerjoin(part, (part.c.quote == evidence.c.quote) & (part.c.role == "content"))
    return _in_order(query.where(start.is_not(None)), stance.c.document)


def _in_order(query: Select[Any], document: ColumnElement[str]) -> Select[Any]:
    query = query.join(_DOCUMENT, _DOCUMENT.c.id == document).join(_TEXT, _TEXT.c.sha256 == _DOCUMENT.c.sha256)
    return query.order_by(_DOCUMENT.c.number)


_SPANS = {"quote": _spans_of_quotes(), "mention": _spans_of_mentions(), "stance": _spans_of_stances()}
