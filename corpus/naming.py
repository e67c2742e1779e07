"""File names that tell something: `{date}_{outlet}_{title}` read off `2018-08-27_TASS_Talks go on.txt`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath

from corpus import dates
from corpus.errors import CorpusError
from corpus.readers.records import Told

_FIELDS = {
    "date": "published",
    **{name: name for name in ("outlet", "title", "author", "section", "place", "language")},
}
_ANY = "*"
_PIECE = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_DAY = re.compile(
    r"(?<!\d)(?:[12]\d{3}(?P<a>[-_.]?)[01]\d(?P=a)[0-3]\d|[0-3]?\d(?P<b>[-_.])[01]?\d(?P=b)[12]\d{3}"
    r"|[12]\d{3}-[01]\d|[12]\d{3})(?!\d)"
)
_HYPHENS = 2
"""So many hyphens, and no blank, are blanks in a title."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern taken apart: what stands in front of each field, the fields, and what stands behind the last."""

    fields: tuple[str, ...]
    marks: tuple[str, ...]
    """One more than there are fields."""
    open: int
    """Which field may hold the marks that part the others: the title, or else the last one."""

    @property
    def depth(self) -> int:
        """How many of the path's last names it speaks of."""
        return 1 + sum(mark.count("/") for mark in self.marks)


def told(file: str, pattern: str) -> dict[str, Told]:
    """What a file's name tells; empty when it is not made as the pattern says, or there is no pattern."""
    if not pattern:
        return {}
    values = _read(compiled(pattern), file)
    return {name: Told(value, "file name") for name, value in values.items() if value}


@lru_cache(maxsize=8)
def compiled(pattern: str) -> Pattern:
    """The pattern taken apart; `CorpusError` says what is wrong with it."""
    fields: list[str] = []
    marks = [""]
    for field, mark, stray in _PIECE.findall(pattern):
        if stray:
            raise CorpusError(f"the name pattern {pattern!r} has a {stray!r} that no other closes or opens")
        if mark:
            marks[-1] += mark
        else:
            fields.append(_known(field, fields))
            marks.append("")
    if not fields:
        raise CorpusError(f"the name pattern {pattern!r} has no field, as in '{{date}}_{{outlet}}_{{title}}'")
    for (left, right), mark in zip(pairwise(fields), marks[1:], strict=False):
        if not mark and "date" not in (left, right):
            raise CorpusError(f"the name pattern {pattern!r} needs something between {{{left}}} and {{{right}}}")
    return Pattern(tuple(fields), tuple(marks), fields.index("title") if "title" in fields else len(fields) - 1)


def _known(field: str, fields: list[str]) -> str:
    """The field, unless nobody knows it or it is named twice."""
    if field not in _FIELDS and field != _ANY:
        names = ", ".join(f"{{{name}}}" for name in (*_FIELDS, _ANY))
        raise CorpusError(f"a name pattern has no field {{{field}}}; there are {names}")
    if field in fields and field != _ANY:
        raise CorpusError(f"a name pattern names {{{field}}} twice")
    return field


def _read(pattern: Pattern, file: str) -> Mapping[str, str]:
    """The values by the names of the metadata; empty where the name is made in another way."""
    path = PurePosixPath(file)
    name = "/".join((*path.parts[-pattern.depth : -1], path.stem))
    first, last = pattern.marks[0], pattern.marks[-1]
    if not (name.startswith(first) and name.endswith(last) and len(name) > len(first) + len(last)):
        return {}
    name = name[len(first) : len(name) - len(last)]
    found: dict[str, str] = {}
    for index in range(pattern.open):
        value, name = _cut(name, pattern.fields[index : index + 2], pattern.marks[index + 1])
        found[pattern.fields[index]] = value
    for index in range(len(pattern.fields) - 1, pattern.open, -1):
        name, found[pattern.fields[index]] = _cut(name, pattern.fields[index - 1 : index + 1], pattern.marks[index], -1)
    found[pattern.fields[pattern.open]] = name
    whole = "date" not in found or _DAY.fullmatch(found["date"])
    return dict(_values(found)) if whole and all(found.values()) else {}


def _cut(name: str, sides: Sequence[str], mark: str, which: int = 0) -> tuple[str, str]:
    """What is left and right of the first mark (or, with -1, the last) that parts the two fields; empty without one."""
    if "date" not in sides:
        left, _, right = name.partition(mark) if which == 0 else name.rpartition(mark)
        return left, right
    days = _DAY.finditer(name)
    if sides[0] == "date":
        cuts = [(day.end(), day.end() + len(mark)) for day in days if name.startswith(mark, day.end())]
    else:
        cuts = [(day.start() - len(mark), day.start()) for day in days if name.endswith(mark, 0, day.start())]
    return (name[: cuts[which][0]], name[cuts[which][1] :]) if cuts else ("", "")


def _values(found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """As metadata: marks that stand for blanks are blanks, a day is in ISO 8601."""
    for field, value in found.items():
        if field == "date":
            yield "published", _day(value)
        elif field != _ANY:
            spaced = value.replace("_", " ").strip()
            if field == "title" and " " not in spaced and spaced.count("-") >= _HYPHENS:
                spaced = spaced.replace("-", " ")
            yield _FIELDS[field], spaced


def _day(printed: str) -> str:
    """ISO 8601, or empty where the day cannot be told from the month."""
    printed = printed.replace("_", "-")
    return dates.moment(printed) or dates.moment(printed.replace("-", "/"))
