"""Whom a pronoun stands for: who spoke last, or who is the subject of a newer sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import lexicon
from corpus.names import Name
from corpus.spans import Span
from corpus.suggest.phrases import Number
from corpus.suggest.titles import Titles

SINGLE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
BODY = frozenset(("it", "its", "itself"))
SEVERAL = frozenset(("they", "them", "their"))
RELATIVE = frozenset(("who", "which", "that"))
OTHERS = frozenset(("i", "we", "you", "me", "us", "one", "this", "these", "those", "what", "whoever"))
"""Pronouns that nothing is looked up for."""
ALL = SINGLE.keys() | BODY | SEVERAL | RELATIVE | OTHERS

_OBJECTS = frozenset(("him", "her"))
_GOES_ON = re.compile(r"\s(?:also|further|then|later|again|added|adds|continued|went on|concluded)\b")
"""After these the one who spoke last is still speaking."""
_MOST = 16
"""How many names before a pronoun are looked at."""
_REACH = 2_000
"""How far back quote marks are counted and the start of a paragraph is looked for, in characters."""
_CLAUSE_OPENERS = lexicon.CALENDAR | lexicon.words(
    """also although as because before but after earlier for however if later meanwhile said saying says since so
    that then though today when where whether while who yesterday"""
)
"""Words after which a name is likely the subject of what follows."""
_SENTENCE_EDGE = frozenset(".!?…:;\"“”'‘’»«)(–—-\n")
_VERB = re.compile(r"\s(?!(?:and|or|of|in|at|to)\b)[a-z]")
"""What follows a name that does something."""
_ARTICLES = frozenset(("a", "an", "the", "his", "her", "their", "our", "its"))
"""What stands before a person's name only where it tells more about another word: "a Venn supporter"."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who has spoken already."""

    place: int
    name: str
    number: Number
    gender: str


class Antecedents:
    """The names and speakers before each place of a text."""

    def __init__(self, text: str, names: Sequence[Name], told: Titles) -> None:
        self.text = text
        self.names = names
        self.starts = [name.span.start for name in names]
        self.titles = told
        self.spoken: list[Spoken] = []
        self._latest: dict[tuple[Number, str], Spoken] = {}
        self._by_name: dict[str, Spoken] = {}

    def add(self, spoken: Spoken) -> None:
        """Somebody has spoken."""
        self.spoken.append(spoken)
        self._latest[spoken.number, spoken.gender] = spoken
        if spoken.number != "nobody":
            self._by_name[spoken.name] = spoken

    def latest(self, name: str) -> Spoken | None:
        """The last time that somebody of this name spoke."""
        return self._by_name.get(name)

    def of(self, pronoun: str, source: Span) -> str | None:
        """Whom the pronoun stands for, None where that cannot be told."""
        if pronoun in RELATIVE:
            return self._right_before(source.start)
        if pronoun in BODY:
            return self._last("body") or self._subject("body", "", source.start, self._line(source.start) - 1)
        if pronoun in SEVERAL:
            return self._last("several") or self._last("body")
        return self._person(pronoun, source) if pronoun in SINGLE else None

    def _person(self, pronoun: str, source: Span) -> str | None:
        """Whom "he" or "she" stands for."""
        gender, place = SINGLE[pronoun], source.start
        object_of_verb = pronoun in _OBJECTS and not self.text.endswith("ccording to ", 0, place)
        if object_of_verb and (named := self._nearest(gender, place, self._line(place) - 1)):
            return named
        fitting = [found for key in ("", gender) if (found := self._latest.get(("person", key)))]
        if not fitting:
            return self._subject("person", gender, place, -1) or self._nearest(gender, place, -1)
        last = max(fitting, key=lambda spoken: spoken.place)
        if _GOES_ON.match(self.text, source.end):
            return last.name
        return self._subject("person", gender, place, last.place, opening=True) or last.name

    def _last(self, number: Number) -> str | None:
        spoken = self._latest.get((number, ""))
        return spoken.name if spoken else None

    def _line(self, place: int) -> int:
        """Where the paragraph of an offset begins, or how far back is looked at most."""
        floor = max(0, place - _REACH)
        return max(self.text.rfind("\n", floor, place) + 1, floor)

    def _right_before(self, place: int) -> str | None:
        """The name to which "who" belongs."""
        index = bisect_left(self.starts, place) - 1
        if index < 0:
            return None
        name = self.names[index]
        parted = place - name.span.end > 2 or self.text[name.span.end : place].strip(" ,\xa0")
        return None if parted else name.full

    def _before(self, place: int, since: int) -> Iterator[int]:
        """The numbers of the names after one offset and before another, the last one first."""
        last = bisect_left(self.starts, place) - 1
        for index in range(last, max(-1, last - _MOST), -1):
            if self.starts[index] <= since:
                return
            yield index

    def _nearest(self, gender: str, place: int, since: int) -> str | None:
        """The last person named between two offsets, in whatever part of a sentence."""
        for index in self._before(place, since):
            bearer = self.titles.bearers[self.names[index].full]
            if bearer.kind == "person" and bearer.gender in ("", gender):
                return bearer.full
        return None

    def _subject(self, number: Number, gender: str, place: int, since: int, *, opening: bool = False) -> str | None:
        """The last one named between two offsets as the subject of a clause, or else only of a whole sentence."""
        for index in self._before(place, since):
            bearer = self.titles.bearers[self.names[index].full]
            fits = (bearer.kind == "person") == (number == "person") and (not gender or bearer.gender in ("", gender))
            if fits and self._is_subject(index, opening=opening) and not self._quoted(self.starts[index]):
                return bearer.full
        return None

    def _is_subject(self, index: int, *, opening: bool) -> bool:
        """Whether the name opens a sentence, or a clause unless it has to be a sentence."""
        (start, end), head = self.names[index].span, self.titles.heads[index]
        if self.text[end : end + 2] in ("’s", "'s") or self.text[head:start].strip().lower() in _ARTICLES:
            return False
        before = self.text[max(0, head - 16) : head].rstrip(" \xa0")
        if not before or before[-1] in _SENTENCE_EDGE:
            return True
        word = re.split(r"[\s“\"]", before)[-1].lower()
        opens_clause = word in _CLAUSE_OPENERS or before[-1] == ","
        return not opening and opens_clause and _VERB.match(self.text, end) is not None

    def _quoted(self, place: int) -> bool:
        """Whether quote marks are open at the offset, counted from the start of its line."""
        line = self._line(place)
        opened = self.text.count("“", line, place) - self.text.count("”", line, place)
        return opened > 0 or self.text.count('"', line, place) % 2 == 1
