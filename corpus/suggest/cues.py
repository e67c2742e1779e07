"""The lexicon of cues: which verbs and nouns tell that something was said, and what may stand with them.

`cues.toml` beside this module holds the words that come with Glossator and tells its own form. Users can hand in a
second file of the same form: a word in it replaces what the first one says about that word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

from corpus.errors import CorpusError
from corpus.suggest.tokens import Token

Behaviour = Literal[
    "quotation",
    "inverted",
    "that",
    "clause",
    "any",
    "hearer",
    "told",
    "question",
    "to",
    "person",
    "thing",
    "label",
    "relay",
    "noun",
]
Form = Literal["plain", "third", "past", "participle", "gerund"]

_BEHAVIOURS = get_args(Behaviour)
_DOUBLING = re.compile("[^aeiou]+[aeiou][^aeiouwxy]")
"""Verbs that double their last letter: slam, slammed."""
_VOWELS = frozenset("aeiou")
_LONGEST = 4
"""How many words a cue may have."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb of speech."""

    lemma: str
    form: Form
    takes: frozenset[str]
    particles: tuple[str, ...] = ()
    """The words that follow it: "for" in "called for"."""

    @property
    def names_source(self) -> bool:
        """Whether it is no verb, but leads to the source: "according to"."""
        return "source" in self.takes

    @property
    def is_gerund(self) -> bool:
        """Whether it ends in -ing and so needs another verb, or leans on the subject of one."""
        return self.form == "gerund"


class Cue(NamedTuple):
    """A verb of speech where it stands among the tokens."""

    first: int
    last: int
    """The number after its last token."""
    verb: Verb


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues by their forms."""

    verbs: Mapping[str, tuple[Verb, ...]] = field(default_factory=dict)
    """By the first word of a form, those of most words first."""
    digest: str = ""
    """What tells one user's words from another's; empty for those that come with Glossator."""

    def cues_of(self, tokens: Sequence[Token]) -> list[Cue]:
        """The cues among the tokens, in text order; none overlaps another."""
        verbs = self.verbs
        found: list[Cue] = []
        edge = 0
        for index in [index for index, token in enumerate(tokens) if token.lower in verbs]:
            if index >= edge and (cue := self._at(tokens, index)):
                found.append(cue)
                edge = cue.last
        return found

    def _at(self, tokens: Sequence[Token], index: int) -> Cue | None:
        """The cue that begins at a token."""
        for verb in self.verbs[tokens[index].lower]:
            last = index + 1 + len(verb.particles)
            if not verb.particles or verb.particles == tuple([token.lower for token in tokens[index + 1 : last]]):
                return Cue(index, last, verb)
        return None


class CueError(CorpusError):
    """A file of cues cannot be read; the message names the file, the place and what is wrong."""


@cache
def builtin() -> Lexicon:
    """The words that come with Glossator."""
    return _lexicon(_own(), digest="")


def load(extra: str, name: str) -> Lexicon:
    """The words that come with Glossator and those of a user's file, given as its text and its name.

    Raises:
        CueError: If the file is not as `cues.toml` is.
    """
    import hashlib  # late: only those who have words of their own need it

    words = _own()
    words.update(_Words.read(extra, name))
    return _lexicon(words, digest=hashlib.sha256(extra.encode("utf-8", "replace")).hexdigest()[:12])


def _own() -> _Words:
    """What the file that comes with Glossator says."""
    from pathlib import Path  # late, as tomllib is

    path = Path(__file__).with_name("cues.toml")
    return _Words.read(path.read_text(encoding="utf-8"), path.name)


@dataclass(slots=True)
class _Words:
    """What a file of cues says, checked."""

    takes: dict[str, frozenset[str]] = field(default_factory=dict)
    irregular: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, content: str, name: str) -> _Words:
        """The words of a file, given as its text."""
        import tomllib  # late: it costs 20 ms, and importing the rules must be cheap

        try:
            tables = tomllib.loads(content)
        except tomllib.TOMLDecodeError as error:
            raise CueError(f"{name}: no valid TOML: {error}") from None
        for key in tables:
            if key not in {"verbs", "phrases", "nouns", "irregular"}:
                known = "[[verbs]], [[phrases]], [[nouns]] and [irregular]"
                raise CueError(f"{name}: {key}: no such table; there are {known}")
        found = cls()
        for place, table in _tables(tables, "verbs", name):
            behaviours = frozenset(_strings(table, "takes", place))
            if unknown := sorted(behaviours.difference(_BEHAVIOURS)):
                raise CueError(f"{place}: takes: {unknown[0]!r} is none of {', '.join(_BEHAVIOURS)}")
            for word in _strings(table, "words", place):
                found.takes[word] = found.takes.get(word, frozenset()) | behaviours
        for place, table in _tables(tables, "phrases", name):
            for word in _strings(table, "words", place):
                found.takes[word] = frozenset({"source"})
        for place, table in _tables(tables, "nouns", name):
            for word in _strings(table, "words", place):
                found.takes[word] = found.takes.get(word, frozenset()) | {"clause noun"}
        irregular = tables.get("irregular", {})
        if not isinstance(irregular, dict):
            raise CueError(f"{name}: irregular: must be a table of verbs with their four other forms")
        for word in irregular:
            forms = _strings(irregular, word, f"{name}: irregular")
            if len(forms) != 4:
                raise CueError(f"{name}: irregular: {word}: must have four forms, as in says, said, said, saying")
            found.irregular[word] = forms
        return found

    def update(self, other: _Words) -> None:
        """Take in the words of another file, which count more."""
        self.takes.update(other.takes)
        self.irregular.update(other.irregular)


def _tables(tables: Mapping[str, Any], key: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables of an array, each with its place in words."""
    array = tables.get(key, [])
    if not isinstance(array, list):
        raise CueError(f"{name}: {key}: must be written as [[{key}]]")
    for number, table in enumerate(array, 1):
        place = f"{name}: {key} {number}"
        if not isinstance(table, dict):
            raise CueError(f"{place}: must be a table")
        for inner in table:
            if inner not in {"words", "takes"}:
                raise CueError(f"{place}: {inner}: no such key; there are words and takes")
        yield place, table


def _strings(table: Mapping[str, Any], key: str, place: str) -> list[str]:
    """A list of words, each of letters and in lower case."""
    value = table.get(key)
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        raise CueError(f"{place}: {key}: must be a list of words")
    for word in value:
        parts = word.split(" ")
        if not all(part.replace("-", "").replace("'", "").isalpha() for part in parts) or word != word.lower():
            raise CueError(f"{place}: {key}: {word!r} is no word in lower case")
        if len(parts) > _LONGEST:
            raise CueError(f"{place}: {key}: {word!r} has more than {_LONGEST} words")
    return value


def _lexicon(words: _Words, digest: str) -> Lexicon:
    verbs: dict[str, list[Verb]] = {}
    for lemma, takes in words.takes.items():
        first, *particles = lemma.split(" ")
        third, past, participle, gerund = words.irregular.get(first) or _regular(first)
        forms: dict[str, Form] = {participle: "participle", past: "past", first: "plain", third: "third"}
        forms[gerund] = "gerund"
        if "source" in takes:
            forms = {first: "plain"}
        elif takes == {"clause noun"}:
            forms = {first: "plain", third: "third"}
        for form, kind in forms.items():
            verbs.setdefault(form, []).append(Verb(lemma, kind, takes, tuple(particles)))
    ordered = {form: tuple(sorted(found, key=lambda verb: -len(verb.particles))) for form, found in verbs.items()}
    return Lexicon(ordered, digest)


def _regular(verb: str) -> tuple[str, str, str, str]:
    """The third person, past, participle and -ing form of a regular verb."""
    if verb.endswith("e"):
        return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    if _DOUBLING.fullmatch(verb):
        return verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return third, verb + "ed", verb + "ed", verb + "ing"
