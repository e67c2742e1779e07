"""Words, phrases and patterns of the search line as conditions of the database: FTS5 on SQLite, tsvector elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, chain
from time import monotonic
from typing import Any

from sqlalchemy import and_, bindparam, column, func, not_, or_, text
from sqlmodel import Session

from corpus import places
from corpus.query_tree import And, Filter, Near, Node, Not, Or, Pattern, Phrase, Word, leaves
from db import models
from db.models import table
from db.search_filters import Condition, Filters

_TEXT = table(models.Text)
PATIENCE = 2.0
"""How many seconds one regular expression may take over one text, and all of a search that nobody can leave."""
_NEAREST = 12
"""Up to which distance PostgreSQL itself looks whether words are near each other."""
_CLOSE = 0.85
"""How alike a word must be to be offered for another one."""
_SAMPLE = 2000
"""How many texts PostgreSQL takes words from, to offer them."""
_CHEAP = 50_000
"""For how many places an unfinished word may stand: FTS5 puts all of them in order before it tells the first, which
took 3 s for 6 million and 65 ms for 60,000."""
_OFTEN = 1000
"""After how many steps of its machine SQLite asks whether anybody still waits: it looks into fifty texts in them."""
_WORD = 2
"""For how many places each word counts besides its own: those of many rare words take longer to be counted."""


@dataclass
class Clock:
    """How long a search may take, and whether anybody still waits for it."""

    deadline: float
    """When it must have ended, as `time.monotonic` tells."""
    stopped: Callable[[], bool]
    is_up: bool = False
    """Whether a regular expression was stopped for want of time."""

    def left(self) -> float:
        """How many seconds the next regular expression may take."""
        return 0.0 if self.stopped() else min(PATIENCE, self.deadline - monotonic())


@dataclass(frozen=True)
class Words:
    """Makes conditions for the texts of a project, filters included."""

    session: Session
    filters: Filters
    clock: Clock

    @property
    def is_sqlite(self) -> bool:
        """Whether the index is FTS5."""
        return self.session.connection().dialect.name == "sqlite"

    def condition(self, node: Node) -> Condition:
        """What must hold of a text, its document or an annotation in it."""
        if is_indexed(node):
            return self._indexed(node)
        match node:
            case Filter():
                return self.filters.condition(node)
            case Pattern(source):
                return self._pattern(source)
            case Not(part):
                return not_(self.condition(part))
            case And(parts):
                return and_(*map(self.condition, parts))
            case Or(parts):
                return or_(*map(self.condition, parts))
            case Near(terms):
                return and_(*map(self.condition, terms))
            case Word() | Phrase():
                return and_(*(_TEXT.c.text.icontains(word, autoescape=True) for word in places.words_of(node.text)))

    def _indexed(self, node: Node) -> Condition:
        if self.is_sqlite:
            expression: Any = bindparam("expression", fts5(node), unique=True)
            found = text("SELECT rowid FROM text_index WHERE text_index MATCH :expression").bindparams(expression)
            return _TEXT.c.number.in_(found.columns(column("rowid")))
        return func.glossator_words(_TEXT.c.text).op("@@")(func.to_tsquery(text("'simple'"), _tsquery(node)))

    def _pattern(self, source: str) -> Condition:
        connection = self.session.connection()
        if not self.is_sqlite:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(1, 1000 * self.clock.left()):.0f}")
            return _TEXT.c.text.regexp_match(source, flags="i")
        driver: Any = connection.connection.driver_connection
        driver.create_function("text_matches", 2, self._matches)
        return func.text_matches(source, _TEXT.c.text) == 1

    def _matches(self, source: str, told: str) -> bool:
        try:
            return places.matches(source, told, self.clock.left())
        except TimeoutError:
            self.clock.is_up = True
            raise


@contextmanager
def stoppable(session: Session, stopped: Callable[[], bool]) -> Iterator[None]:
    """Let SQLite end a query with an OperationalError once nobody waits for it; other databases go on to its end."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(stopped, _OFTEN)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def is_indexed(node: Node) -> bool:
    """Whether the index of words can tell alone which texts are meant; not where there are only words to leave out."""
    match node:
        case Word() | Phrase():
            return not places.is_unspaced(node.text)
        case Near(terms):
            return all(map(is_indexed, terms))
        case Or(parts):
            return all(map(is_indexed, parts))
        case And(parts):
            wanted = [part for part in parts if not isinstance(part, Not)]
            unwanted = [part.part for part in parts if isinstance(part, Not)]
            return bool(wanted) and all(map(is_indexed, chain(wanted, unwanted)))
        case _:
            return False


def fts5(node: Node) -> str:
    """The node in FTS5's own language: every word quoted, so that none is read as an operator."""
    match node:
        case Word(told, begun) | Phrase(told, begun):
            return f'"{" ".join(places.words_of(told))}"' + " *" * begun
        case Near(terms, within):
            return f"NEAR({' '.join(map(fts5, terms))}, {within})"
        case Or(parts):
            return " OR ".join(f"({fts5(part)})" for part in parts)
        case And(parts):
            wanted = " AND ".join(f"({fts5(part)})" for part in parts if not isinstance(part, Not))
            return f"({wanted})" + "".join(f" NOT ({fts5(part.part)})" for part in parts if isinstance(part, Not))
        case _:
            raise AssertionError(node)


def _tsquery(node: Node) -> str:
    """The node in PostgreSQL's own language."""
    match node:
        case Word(told, begun) | Phrase(told, begun):
            words = [f"'{places.folded(word)}'" for word in places.words_of(told)]
            return f"({' <-> '.join(words)}{':*' * begun})"
        case Near(terms, within):
            first, *others = map(_tsquery, terms)
            return f"({' & '.join([first, *(_close(first, other, within) for other in others)])})"
        case Or(parts):
            return f"({' | '.join(map(_tsquery, parts))})"
        case And(parts):
            each = (f"!{_tsquery(part.part)}" if isinstance(part, Not) else _tsquery(part) for part in parts)
            return f"({' & '.join(each)})"
        case _:
            raise AssertionError(node)


def _close(first: str, other: str, within: int) -> str:
    """Two words near each other, in either order; whether they are when they may be far apart is seen in the text."""
    if within > _NEAREST:
        return other
    pairs = ((one, distance, two) for distance in range(1, within + 2) for one, two in ((first, other), (other, first)))
    return f"({' | '.join(f'({one} <{distance}> {two})' for one, distance, two in pairs)})"


def index(session: Session, first: int) -> None:
    """Take texts into the index of words, from a number on; in one statement, as FTS5 writes after each.

    PostgreSQL does it by itself.
    """
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        query = "INSERT INTO text_index (rowid, text) SELECT number, text FROM text WHERE number >= ? ORDER BY number"
        connection.exec_driver_sql(query, (first,))


def rarest(session: Session, words: Sequence[str]) -> int:
    """In how many texts the rarest of these words stands; 0 where no index tells it."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return 0
    count = text("SELECT doc FROM text_index_words WHERE term = :word")
    return min((connection.scalar(count, {"word": places.folded(word)}) or 0 for word in words), default=0)


def dear(session: Session, node: Node) -> list[Node]:
    """The unfinished words that stand for too much to be looked up, so that the texts tell it sooner."""
    if session.connection().dialect.name != "sqlite":
        return []
    terms = [leaf for leaf in leaves(node) if isinstance(leaf, Word | Phrase) and leaf.begun]
    return [term for term in terms if _is_dear(session, places.folded(places.words_of(term.text)[-1]))]


def _is_dear(session: Session, begun: str) -> bool:
    counts = text("SELECT cnt FROM text_index_words WHERE term >= :low AND term < :high")
    found = session.connection().scalars(counts, {"low": begun, "high": f"{begun}\U0010ffff"})
    return any(total > _CHEAP for total in accumulate(count + _WORD for count in found))


def nearest(session: Session, wanted: Sequence[Node], limit: int) -> list[str]:
    """Words of the corpus that are nearest to those of which it has none, the likeliest first.

    Their first letter is one of the first two of the word: to compare all words of a large corpus takes too long.
    """
    from rapidfuzz.distance import JaroWinkler  # late: only a search that finds nothing needs it
    from rapidfuzz.process import extract

    leaves = [leaf for node in wanted for leaf in (node.terms if isinstance(node, Near) else [node])]
    terms = [leaf for leaf in leaves if isinstance(leaf, Word | Phrase)]
    sought = {word: leaf.begun for leaf in terms for word in map(places.folded, places.words_of(leaf.text))}
    if not sought:
        return []
    known = _known(session, {letter for word in sought for letter in word[:2]})
    told: list[tuple[float, int, str]] = []
    for word, begun in sought.items():
        if word in known or (begun and any(one.startswith(word) for one in known)):
            continue
        found = extract(word, list(known), scorer=JaroWinkler.similarity, score_cutoff=_CLOSE, limit=4 * limit)
        told += [(-round(score, 2), -known[one], one) for one, score, _ in found]
    return list(dict.fromkeys(one for *_, one in sorted(told)))[:limit]


def _known(session: Session, firsts: Collection[str]) -> dict[str, int]:
    """The words of the corpus that begin with one of the letters, and in how many texts each stands."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        query = text("SELECT term, doc FROM text_index_words WHERE term >= :first AND term < :last")
        bounds = [{"first": letter, "last": f"{letter}\U0010ffff"} for letter in firsts]
        return {word: count for each in bounds for word, count in connection.execute(query, each)}
    texts = f"SELECT glossator_words(text) FROM text ORDER BY number DESC LIMIT {_SAMPLE}"
    query = text(f"SELECT word, ndoc FROM ts_stat('{texts}') WHERE left(word, 1) IN :firsts")
    query = query.bindparams(bindparam("firsts", [*firsts], expanding=True))
    return {row[0]: row[1] for row in connection.execute(query)}
