"""Finding in the whole corpus: places in texts, and annotations, by the one search line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from time import monotonic
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from corpus import places
from corpus.find import context
from corpus.query import parse
from corpus.query_tree import And, Filter, Node, Phrase, QueryError, Word, wanted, without
from corpus.spans import Span
from db import models, search_marks, search_words
from db.errors import ProjectError
from db.models import table
from db.records import Hit
from db.search_filters import Filters, kind_of
from db.search_words import PATIENCE, Clock, Words

PLACES = 5
"""How many places of one document are told where not all are asked for."""
WIDTH = 60
"""How many characters are shown before and after a place."""
_RANKED = 2000
"""Up to how many documents are ranked; of more, those that came in first are told first."""
_COMMON = 20_000
"""In how many texts a word is common."""
_UNASKED = 500
"""Into how many texts a search looks for an unfinished word before it asks the index."""
_OFFERED = 5

_DOCUMENT = table(models.Document)
_TEXT = table(models.Text)
_ROW = (
    select(*(_DOCUMENT.c[name] for name in ("id", "number", "title", "file", "outlet", "published")), _TEXT.c.text)
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
    session: Session,
    line: str,
    *,
    me: str = "",
    per_document: int | None = PLACES,
    width: int = WIDTH,
    patience: float = PATIENCE,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Hit]:
    """The same one by one as they are asked for, without a limit, `width` characters around each.

    `patience` is how many seconds regular expressions may take in all. When `stopped` says that nobody waits any
    longer, no more is found.
    """
    try:
        tree = parse(line)
    except QueryError as error:
        raise ProjectError(str(error)) from error
    if tree is None:
        return
    clock = Clock(monotonic() + patience, stopped)
    try:
        found = _Search(session, tree, me, per_document, width, clock).hits()
        while True:
            with search_words.stoppable(session, stopped):
                hit = next(found, None)
            if hit is None or stopped():
                return
            yield hit
    except (TimeoutError, OperationalError) as error:
        if stopped():
            return
        if isinstance(error, OperationalError) and not clock.is_up and clock.left() > 0:
            raise
        raise ProjectError("the regular expression took too long: make it simpler, or add a word to find.") from error


def nearest(session: Session, line: str, stopped: Callable[[], bool] = lambda: False) -> list[str]:
    """Words of the corpus that may have been meant, for a line that finds nothing; none where nobody waits for them."""
    try:
        with search_words.stoppable(session, stopped):
            return search_words.nearest(session, wanted(parse(line)), _OFFERED)
    except OperationalError:
        if stopped():
            return []
        raise


@dataclass
class _Search:
    """One search on its way."""

    session: Session
    tree: Node
    me: str
    per_document: int | None
    width: int
    clock: Clock

    def hits(self) -> Iterator[Hit]:
        """What is found."""
        kind = kind_of(self.tree)
        if kind == "document":
            return self._places(Words(self.session, Filters(self.session, kind, self.me), self.clock))
        return self._annotations(kind)

    def _places(self, words: Words) -> Iterator[Hit]:
        """The places in texts: first where the words stand side by side."""
        told: set[str] = set()
        phrase = _side_by_side(self.tree)
        for tree in (phrase, self.tree) if phrase and self._is_sought(phrase) else (self.tree,):
            for id_, unsure in self._candidates(tree, words):
                if self.clock.stopped():
                    return
                if id_ not in told and (found := self._found(id_, tree, unsure)):
                    told.add(id_)
                    yield from found

    def _candidates(self, tree: Node, words: Words) -> Iterator[tuple[str, Node | None]]:
        """The documents to be looked into, each with what the index was not asked of it.

        An unfinished word that very many words begin with is met soon without the index, or else is asked for after
        all.
        """
        indexed, others = _parted(tree)
        if indexed and (dear := search_words.dear(self.session, indexed)):
            some = self._documents(without(indexed, dear), others, words)
            yield from zip(islice(some, _UNASKED), repeat(indexed))
            if next(some, None) is None:
                return
        yield from zip(self._documents(indexed, others, words), repeat(None))

    def _found(self, id_: str, tree: Node, unsure: Node | None) -> list[Hit]:
        row = self._row(id_)
        spans = places.find(tree, row.text, self.clock.left)
        if not spans and _has_words(tree):
            return []
        if unsure and not places.holds(unsure, row.text, self.clock.left, lambda _: True):
            return []
        return [self._hit(row, span) for span in (spans or [Span(0, 0)])[: self.per_document]]

    def _documents(self, indexed: Node | None, others: list[Node], words: Words) -> Iterator[str]:
        """The documents, the best first where they are few enough to be ranked, read as they are asked for."""
        if indexed and not search_words.is_indexed(indexed):  # nothing but what is ruled out is left of it
            others, indexed = [*others, indexed], None
        query = select(_DOCUMENT.c.id).join(_TEXT, _TEXT.c.sha256 == _DOCUMENT.c.sha256)
        conditions = [words.condition(part) for part in others]
        if indexed is None or not words.is_sqlite:
            conditions += [words.condition(indexed)] if indexed else []
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

    def _annotations(self, kind: str) -> Iterator[Hit]:
        """The annotations in the order of the documents; words must stand in the annotation itself."""
        found = search_marks.find(self.session, self.tree, kind, self.me, self.clock)
        for document, marks in found:
            row = self._row(document)
            for mark in marks:
                told = "\n".join(row.text[start:end] for start, end in mark.spans)
                if places.holds(self.tree, told, self.clock.left, mark.met.__contains__):
                    yield self._hit(row, mark.spans[0], mark)

    def _row(self, id_: str) -> Any:
        return self.session.connection().execute(_ROW, {"id": id_}).one()

    def _hit(self, row: Any, span: Span, mark: search_marks.Found | None = None) -> Hit:
        before, exact, after = context(row.text, span, self.width)
        id_, number, title, file, outlet, published, _ = row
        place = (id_, number, title, file, outlet, published, span, before, exact, after)
        return Hit(*place, mark.kind, mark.id, *mark.told) if mark else Hit(*place)


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


def _has_words(tree: Node) -> bool:
    return any(not isinstance(leaf, Filter) for leaf in wanted(tree))
