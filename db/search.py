"""Finding words in the whole corpus: an FTS5 index where the project is SQLite, LIKE elsewhere.

A query is words and "quoted phrases"; upper case and accents do not count; the last word may be unfinished.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlmodel import Session

from corpus.find import context
from corpus.spans import Span
from db import models
from db.models import table
from db.records import Hit

PLACES = 5
"""How many places of one document are told."""
WIDTH = 60
"""How many characters are shown before and after a place."""

_QUERY = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_MARKS = "[\u0300-\u036f]*"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
"""Scripts that put no space between words, which a word index therefore cannot find: Thai to Han."""


class _Folding(dict[int, int]):
    """A table for `str.translate` that drops case and accents and keeps every offset."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0].casefold()
        self[code] = folded = ord(base) if len(base) == 1 else code
        return folded


_FOLDING = _Folding()


def find(session: Session, query: str, limit: int = 200) -> list[Hit]:
    """The places of a query's words: first where they stand side by side, then texts that have all of them."""
    terms = _terms(query)
    if not terms:
        return []
    side_by_side = list(islice(_found(session, [[word for words in terms for word in words]], limit), limit))
    if len(terms) == 1:
        return side_by_side
    told = {hit.document for hit in side_by_side}
    apart = (hit for hit in _found(session, terms, limit) if hit.document not in told)
    return [*side_by_side, *islice(apart, limit - len(side_by_side))]


def _found(session: Session, terms: list[list[str]], limit: int) -> Iterator[Hit]:
    """The places of the terms in texts that have all of them, best documents first."""
    patterns = [re.compile(_expression(words, unfinished=words is terms[-1])) for words in terms]
    return (hit for row in _texts(session, terms, limit) for hit in _hits(row, patterns))


def _terms(query: str) -> list[list[str]]:
    """The query's phrases and words, each as a list of words."""
    pieces = (phrase or word for phrase, word in _QUERY.findall(unicodedata.normalize("NFC", query)))
    return [words for piece in pieces if (words := _WORD.findall(piece))]


def _is_unspaced(terms: list[list[str]]) -> bool:
    return any(_UNSPACED.search(word) for words in terms for word in words)


def _expression(words: list[str], *, unfinished: bool) -> str:
    """What finds a term in a folded text: whole words, but for the last one of a query."""
    folded = (word.translate(_FOLDING) for word in words)
    found = r"[\W_]+".join(_MARKS.join(map(re.escape, word)) + _MARKS for word in folded)
    if _is_unspaced([words]):
        return found
    return rf"(?<![^\W_]){found}" + (r"[^\W_]*" if unfinished else r"(?![^\W_])")


def _texts(session: Session, terms: list[list[str]], limit: int) -> Iterator[Any]:
    """The documents that seem to have all terms, with their texts, read one by one as they are asked for."""
    document, texts = table(models.Document).c, table(models.Text).c
    query = select(document.id, document.title, document.outlet, document.published, texts.text)
    query = query.join(table(models.Text), texts.sha256 == document.sha256).where(texts.number == bindparam("number"))
    for number in _numbers(session, terms, limit):
        yield from session.connection().execute(query, {"number": number})


def _numbers(session: Session, terms: list[list[str]], limit: int) -> Sequence[int]:
    """The numbers of these texts, best first where there is an index to tell; a text gives a place at least."""
    connection = session.connection()
    if connection.dialect.name == "sqlite" and not _is_unspaced(terms):
        matching = text("SELECT rowid FROM text_index WHERE text_index MATCH :terms ORDER BY rank LIMIT :limit")
        return connection.scalars(matching, {"terms": _match(terms), "limit": limit}).all()
    texts = table(models.Text).c
    containing = (texts.text.icontains(word, autoescape=True) for words in terms for word in words)
    return connection.scalars(select(texts.number).where(*containing).order_by(texts.number)).all()


def _match(terms: list[list[str]]) -> str:
    """The terms in FTS5's own language: every one quoted, so that none is read as an operator."""
    return " ".join(f'"{" ".join(words)}"' for words in terms) + "*"


def _hits(row: Any, patterns: list[re.Pattern[str]]) -> Iterator[Hit]:
    """The first places of the terms in one document, if it has them all."""
    folded = row.text.translate(_FOLDING)
    found = [list(islice(pattern.finditer(folded), PLACES)) for pattern in patterns]
    if all(found):
        spans = sorted({Span(*match.span()) for matches in found for match in matches})
        yield from (_hit(row, span) for span in spans[:PLACES])


def _hit(row: Any, span: Span) -> Hit:
    before, exact, after = context(row.text, span, WIDTH)
    return Hit(row.id, row.title, row.outlet, row.published, span, before, exact, after)
