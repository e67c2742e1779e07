"""The pieces of a search line, each understood on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.dates import is_date
from corpus.folding import WORD
from corpus.query_tree import FILTERS, FIXED, NEAR, Filter, Near, Node, Pattern, Phrase, QueryError, Word

Kind = Literal["node", "and", "or", "not", "near", "open", "close"]

_FURTHEST = 1000
_TOKEN = re.compile(
    r"""
    \s+ | (?P<open>\() | (?P<close>\))
    | "(?P<phrase>[^"]*)(?P<quoted>"?)
    | /(?P<pattern>(?:\\.|[^/\\])*)(?P<shut>/?)
    | (?P<minus>-)(?=[^\W_]|["(/])
    | near\((?P<near>(?:[^()"]|"[^"]*")*)(?P<nearby>\)?)
    | NEAR(?:/(?P<within>\w*))?(?=[\s"(]|$)
    | (?P<operator>AND|OR|NOT)(?=[\s"(]|$)
    | (?P<name>[^\W\d_]+):(?:"(?P<words>[^"]*)"?|(?P<value>[^\s"()]*))
    | (?P<word>[^\s"()]+)
    """,
    re.VERBOSE,
)
_LEVEL = re.compile(r"[+-]?[012]")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the line; what is no operator and no parenthesis has a node."""

    kind: Kind
    start: int
    end: int
    node: Node | None = None
    within: int = NEAR


def tokens(line: str) -> Iterator[Token]:
    """The pieces of a line; what holds neither letter nor digit is passed over."""
    for match in _TOKEN.finditer(line):
        kind = match.lastgroup
        start, end = match.span()
        if match["open"] or match["close"]:
            yield Token("open" if match["open"] else "close", start, end)
        elif match["minus"]:
            yield Token("not", start, end)
        elif match["operator"]:
            yield Token(_OPERATORS[match["operator"]], start, end)
        elif match.group().startswith("NEAR") and kind in (None, "within"):
            yield Token("near", start, end, within=_distance(match["within"], start, end))
        elif not match.group().isspace():
            node = _node(match, len(line))
            if node:
                yield Token("node", start, end, node)


_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}


def _node(match: re.Match[str], length: int) -> Node | None:
    start, end = match.span()
    if match["phrase"] is not None:
        return _phrase(match["phrase"], unfinished=not match["quoted"])
    if match["pattern"] is not None:
        return _pattern(match["pattern"], start, end, shut=bool(match["shut"]))
    if match["near"] is not None:
        return _near(match["near"], start, end, shut=bool(match["nearby"]))
    if match["name"] is not None:
        words = match["words"]
        return _filter(match["name"], (match["value"] if words is None else words).strip(), start, end)
    return _word(match["word"], start, end, last=end == length)


def _word(text: str, start: int, end: int, *, last: bool) -> Word | Phrase | None:
    """The word without what is before and behind its letters; a phrase where it would be read as something else."""
    found = list(WORD.finditer(text))
    if not found:
        return None
    bare, rest = text[found[0].start() : found[-1].end()], text[found[-1].end() :]
    if "*" in bare:
        raise QueryError("a star stands at the end of a word: write strat*, or a regular expression.", start, end)
    begun = rest.startswith("*") or (last and not rest)
    again = _TOKEN.fullmatch(bare)
    if WORD.fullmatch(bare) or (again and again["word"]):
        return Word(bare, begun)
    return Phrase(" ".join(match.group() for match in found), begun)


def _phrase(text: str, *, unfinished: bool) -> Word | Phrase | None:
    words = text.replace("*", " * ").split()
    begun = bool(words) and (words[-1] == "*" or (unfinished and not text[-1:].isspace()))
    bare = [word for word in words if WORD.search(word)]
    if len(bare) == 1 and WORD.fullmatch(bare[0]):
        return Word(bare[0], begun)
    return Phrase(" ".join(bare), begun) if bare else None


def _pattern(source: str, start: int, end: int, *, shut: bool) -> Pattern | None:
    if not shut:
        raise QueryError("a regular expression ends with a slash: write /sanction(s|ed)/.", start, end)
    if not source:
        raise QueryError("there is nothing between the slashes: write /sanction(s|ed)/.", start, end)
    import regex  # late: it costs 30 ms, and most lines have no pattern

    try:
        regex.compile(source)
    except (regex.error, OverflowError, RecursionError) as error:
        raise QueryError(
            f"this is no regular expression ({error}): mend it, or put words in quotes.", start, end
        ) from None
    return Pattern(source)


def _near(inside: str, start: int, end: int, *, shut: bool) -> Near:
    if not shut:
        raise QueryError("near( needs its closing parenthesis: write near(eu army, 5).", start, end)
    told, _, distance = inside.rpartition(",") if "," in inside else (inside, "", "")
    found = [token.node for token in tokens(told + " ")]
    terms = [node for node in found if isinstance(node, Word | Phrase)]
    if len(terms) < 2 or len(terms) < len(found):
        raise QueryError("near takes two words or phrases: write near(eu army, 5).", start, end)
    return Near(tuple(terms), _distance(distance.strip() or None, start, end))


def _distance(told: str | None, start: int, end: int) -> int:
    if told is None:
        return NEAR
    if not (told.isascii() and told.isdecimal() and int(told[:5]) <= _FURTHEST):
        raise QueryError(
            f"how near is a number up to {_FURTHEST}: write near(eu army, 5) or eu NEAR/5 army.", start, end
        )
    return int(told)


def _filter(name: str, value: str, start: int, end: int) -> Filter:
    if name not in FILTERS:
        known = ", ".join(sorted(FILTERS))
        raise QueryError(f"there is no filter {name}: write one of {known}; or put it in quotes.", start, end)
    if not value:
        example = FIXED[name][0] if name in FIXED else "2017..2018" if name == "date" else '"…"'
        raise QueryError(f"{name} needs a value: write {name}:{example}.", start, end)
    if name == "date":
        return _ranged(name, value, is_date, "date:2018, date:2017..2018-03 or date:>2018-03-27", start, end)
    if name == "stance" and value not in FIXED[name]:
        return _ranged(name, value, _LEVEL.fullmatch, f"stance:>0, stance:-2..0 or one of {_listed(name)}", start, end)
    if name in FIXED and value not in FIXED[name]:
        raise QueryError(f"{name} is never {value}: write one of {_listed(name)}.", start, end)
    return Filter(name, value)


def _ranged(name: str, value: str, fits: Callable[[str], object], example: str, start: int, end: int) -> Filter:
    """A filter with a value or with bounds."""
    low, dots, high = value.partition("..")
    if value[0] in "<>":
        bound = value[1:].removeprefix("=")
        beyond = not value[1:].startswith("=")
        low, high = (bound, "") if value[0] == ">" else ("", bound)
        found = Filter(name, low=low, high=high, beyond=beyond)
    else:
        found = Filter(name, low=low, high=high) if dots else Filter(name, value)
    bounds = [bound for bound in (found.value, found.low, found.high) if bound]
    if not bounds or not all(map(fits, bounds)):
        raise QueryError(f"{name}:{value} is not understood: write {example}.", start, end)
    return found


def _listed(name: str) -> str:
    return ", ".join(FIXED[name])
