"""The one search line: words, phrases, operators and filters, made into a tree, and completed while it is typed.

`macron "strategic partnership" OR strat* -gas near(eu army, 5) /sanction(s|ed)/ outlet:TASS date:2017..2018`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus import fuzzy
from corpus.folding import WORD, fold
from corpus.query_tokens import Token, tokens
from corpus.query_tree import FILTERS, FIXED, And, Near, Node, Not, Or, Phrase, QueryError, Word

_LONGEST = 2000
_DEEPEST = 30
MOST = 9
"""How many completions are offered."""
_AT_CURSOR = re.compile(r'(?:([^\W\d_]+):(?:"([^"]*)|([^\s"()]*))|([^\W\d_]+))$')


def parse(line: str) -> Node | None:
    """The tree of a line, None for one without words; a last word that no space follows may be unfinished.

    Raises:
        QueryError: If the line cannot be understood.
    """
    if len(line) > _LONGEST:
        raise QueryError(f"a line has {_LONGEST} characters at most: make it shorter.", _LONGEST, len(line))
    return _Parser(tokens(line), len(line)).line()


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be written from one place of the line to another instead of what stands there."""

    text: str
    start: int
    end: int


def complete(line: str, cursor: int, values: Callable[[str, str], Sequence[str]]) -> list[Completion]:
    """What the word at the cursor may become: a filter's name, or one of its values.

    `values` tells the best values of a filter for what is typed of one.
    """
    match = _AT_CURSOR.search(line[:cursor])
    if not match or (line[:cursor].count('"') % 2 and match[2] is None):
        return []
    name, quoted, typed, word = match.groups()
    if word:
        return [Completion(f"{known}:", match.start(), cursor) for known in sorted(FILTERS) if known.startswith(word)]
    if name not in FILTERS:
        return []
    start = match.end(1) + 1
    wanted = typed if quoted is None else quoted
    fixed = FIXED.get(name, ())
    found = [fixed[hit.index] for hit in fuzzy.rank(wanted, fixed, MOST)] if fixed else values(name, wanted)
    return [Completion(f"{_quoted(value)} ", start, cursor) for value in found[:MOST] if value]


def amended(line: str, word: str) -> str:
    """The line with a word in the place of the one that is most like it."""
    typed = [match for match in WORD.finditer(line) if not line[match.end() :].startswith(":")]
    if not typed:
        return f"{line}{word} "
    likest = max(typed, key=lambda match: SequenceMatcher(None, fold(match.group()), fold(word)).ratio())
    before, after = line[: likest.start()], line[likest.end() :]
    return f"{before}{word}{after or ' '}"


def _quoted(value: str) -> str:
    plain = value.replace('"', " ").strip()
    return plain if re.fullmatch(r'[^\s"()]+', plain) else f'"{plain}"'


class _Parser:
    """Operators in their order: NOT binds most, OR least, and what only stands side by side is AND."""

    def __init__(self, found: Iterable[Token], length: int) -> None:
        self._tokens = list(found)
        self._place = 0
        self._depth = 0
        self._length = length

    def line(self) -> Node | None:
        if not self._tokens:
            return None
        node = self._any()
        if self._next:
            raise QueryError(
                "this parenthesis closes nothing: take it away, or open one before.", self._next.start, self._next.end
            )
        return node

    @property
    def _next(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, kind: str) -> Token | None:
        """The next token, if it is of the kind."""
        token = self._next
        if token is None or token.kind != kind:
            return None
        self._place += 1
        return token

    def _any(self) -> Node:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return Or(tuple(parts)) if len(parts) > 1 else parts[0]

    def _all(self) -> Node:
        parts = [self._near()]
        while self._next and self._next.kind not in ("or", "close"):
            self._take("and")
            parts.append(self._near())
        return And(tuple(parts)) if len(parts) > 1 else parts[0]

    def _near(self) -> Node:
        found = self._one()
        terms = [found]
        within = []
        while token := self._take("near"):
            within.append(token.within)
            terms.append(self._one())
            words = [term for term in terms if isinstance(term, Word | Phrase)]
            if len(words) < len(terms):
                raise QueryError("NEAR stands between words or phrases: write eu NEAR/5 army.", token.start, token.end)
            found = Near(tuple(words), max(within))
        return found

    def _one(self) -> Node:
        token = self._next
        if token is None or token.kind in ("and", "or", "close", "near"):
            raise self._missing(token)
        self._place += 1
        if token.node:
            return token.node
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError(
                f"there are more than {_DEEPEST} parentheses and NOTs inside each other: make it simpler.",
                token.start,
                token.end,
            )
        node = Not(self._one()) if token.kind == "not" else self._group()
        self._depth -= 1
        return node

    def _group(self) -> Node:
        """What stands in parentheses; the last one may still be missing."""
        node = self._any()
        self._take("close")
        return node

    def _missing(self, token: Token | None) -> QueryError:
        before = self._tokens[self._place - 1] if self._place else None
        place = token or before
        name = {"and": "AND", "or": "OR", "not": "NOT", "near": "NEAR", "open": "(", "close": ")"}
        what = name.get(place.kind, "this") if place else "this"
        side = "before" if token else "after"
        start, end = (place.start, place.end) if place else (0, self._length)
        return QueryError(
            f'there is nothing {side} {what}: write a word, or "{what}" in quotes to find it.', start, end
        )
