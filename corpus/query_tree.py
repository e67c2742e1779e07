"""What the search line says, as a tree, and a tree written as a line again."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from corpus.errors import CorpusError

NEAR = 10
"""How many words may stand between those of a `near` that tells no number."""

FIXED: dict[str, tuple[str, ...]] = {
    "status": ("open", "done"),
    "quote": ("direct", "indirect", "mixed"),
    "stance": ("support", "oppose", "neutral", "mixed", "unclear"),
    "kind": ("document", "annotation", "quote", "mention", "stance"),
}
"""The filters that know only these values, or also levels as `stance` does."""
FILTERS = ("outlet", "date", "actor", "about", "coder", "language", "section", *FIXED)
"""All filters."""

OPERATORS = ("AND", "OR", "NOT", "NEAR")
"""Words that are read as operators unless they stand in quotes."""

_PLAIN = re.compile(r'[^\s"()]+')


class QueryError(CorpusError):
    """A line that cannot be understood: where, what is wrong, and what to write instead."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(f"at character {start + 1}: {message}")
        self.start, self.end = start, end


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or what is written like one: `Jean-Yves`."""

    text: str
    begun: bool = False
    """Whether longer words that begin with it are meant too."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side."""

    text: str
    begun: bool = False
    """Whether its last word may be longer."""


@dataclass(frozen=True, slots=True)
class Near:
    """Words and phrases with at most so many words between them, in any order."""

    terms: tuple[Word | Phrase, ...]
    within: int = NEAR


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression."""

    source: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What must hold of the document or the annotation: a value, or bounds of which an empty one is open."""

    name: str
    value: str = ""
    low: str = ""
    high: str = ""
    beyond: bool = False
    """Whether the bounds themselves are left out."""


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """Parts that must all be there."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Parts of which one must be there."""

    parts: tuple[Node, ...]


Node: TypeAlias = Word | Phrase | Near | Pattern | Filter | Not | And | Or


def write(node: Node | None) -> str:
    """A line that parses to the tree; a space at its end says that the last word is finished."""
    if node is None:
        return ""
    last = node
    while isinstance(last, And | Or | Not):
        last = last.part if isinstance(last, Not) else last.parts[-1]
    line = _written(node)
    return f"{line} " if isinstance(last, Word) and line.endswith(last.text) else line


def wanted(node: Node | None) -> list[Node]:
    """The words, phrases, patterns and filters that are asked for, not those that are ruled out."""
    if isinstance(node, And | Or):
        return [leaf for part in node.parts for leaf in wanted(part)]
    return [] if node is None or isinstance(node, Not) else [node]


def leaves(node: Node) -> list[Word | Phrase | Pattern | Filter]:
    """All of which a tree is made, each once, what is ruled out among it."""
    match node:
        case And(parts) | Or(parts) | Near(parts):
            return list(dict.fromkeys(leaf for part in parts for leaf in leaves(part)))
        case Not(part):
            return leaves(part)
        case _:
            return [node]


def filters(node: Node) -> list[Filter]:
    """Every filter, each once, those that are ruled out among them."""
    return [leaf for leaf in leaves(node) if isinstance(leaf, Filter)]


def without(node: Node, dropped: Collection[Node]) -> Node | None:
    """A tree that does not ask for some of its leaves and so means at least as much; None where it asks for nothing."""
    match node:
        case Word(text) | Phrase(text) if node in dropped:
            whole = text.split()[:-1] if isinstance(node, Phrase) else []
            return Phrase(" ".join(whole)) if whole else None
        case Not(part):
            return None if any(leaf in dropped for leaf in leaves(part)) else node
        case Near(terms) if any(term in dropped for term in terms):
            return without(And(terms), dropped)
        case And(parts):
            kept = tuple(rest for part in parts if (rest := without(part, dropped)) is not None)
            return And(kept) if len(kept) > 1 else kept[0] if kept else None
        case Or(parts):
            each = tuple(rest for part in parts if (rest := without(part, dropped)) is not None)
            return Or(each) if len(each) == len(parts) else None
    return node


def _written(node: Node) -> str:
    match node:
        case Word(text, begun) if text not in OPERATORS:
            return text + "*" * begun
        case Word(text, begun) | Phrase(text, begun):
            return f'"{text}{"*" * begun}"'
        case Near(terms, within):
            return f"near({' '.join(map(_written, terms))}, {within})"
        case Pattern(source):
            return f"/{source}/"
        case Filter():
            return f"{node.name}:{_value(node)}"
        case Not(part):
            return f"NOT {_inner(part)}"
        case And(parts):
            return " ".join(map(_inner, parts))
        case Or(parts):
            return " OR ".join(_written(part) if isinstance(part, And) else _inner(part) for part in parts)


def _inner(part: Node) -> str:
    return f"({_written(part)})" if isinstance(part, And | Or) else _written(part)


def _value(node: Filter) -> str:
    if node.beyond:
        return f">{node.low}" if node.low else f"<{node.high}"
    value = node.value or f"{node.low}..{node.high}"
    return value if _PLAIN.fullmatch(value) else f'"{value}"'
