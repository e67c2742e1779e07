"""What a text says that its names are: the titles before them and the appositions after them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from corpus import countries, lexicon
from corpus.names import Name

_REACH = 72
"""How far from a name its title or apposition is read, in characters."""
_MOST_WORDS = 7
_APPOSITION_END = re.compile(r"[,.;:!?\"“”()\n–—]")
_WORD = re.compile(r"[^\W_][\w.’'-]*")
_OPENS = "\"“„«‘'("
_SPACES = frozenset(" \xa0")
_TITLE_WORDS = lexicon.ROLES | lexicon.NATIONALITIES | {"former", "newly-elected", "presidential"}
_STOPS = (lexicon.COMMON | lexicon.SPEECH | lexicon.PARTICLES) - lexicon.ROLES
_BODIES = lexicon.ORGANISATION_NOUNS | lexicon.ORGANISATION_KINDS | lexicon.NATIONALITIES
"""What may be told of an organisation; other words beside it belong to somebody else."""
_APPOSITION_STOPS = frozenset(("who", "whose", "which", "whom", "when", "where", "that", "is", "was", "has", "had"))
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "my"))
_SMALL = frozenset(("of", "for", "at", "in", "and", "to", "on"))
_MEANINGS = {
    "pm": ("prime", "minister"),
    "premier": ("prime", "minister"),
    "fm": ("foreign", "minister"),
    "ex-president": ("former", "president"),
    "vice": ("vice-president",),
    "defence": ("defense",),
    "gop": ("republican",),
    "sen": ("senator", "lawmaker"),
    "senator": ("senator", "lawmaker"),
    "gov": ("governor",),
    "rep": ("representative", "lawmaker"),
    "congressman": ("congressman", "representative", "lawmaker"),
    "congresswoman": ("congresswoman", "representative", "lawmaker"),
    "mp": ("mp", "lawmaker"),
    "nominee": ("nominee", "candidate"),
    "daily": ("daily", "newspaper", "paper"),
    "weekly": ("weekly", "newspaper", "paper"),
    "newspaper": ("newspaper", "paper"),
    **{leader: (leader, "leader") for leader in ("president", "chancellor", "king", "queen", "emir", "sultan")},
}
"""What a word says beyond itself when it stands in a title."""


@dataclass
class Bearer:
    """Whoever has a name in a text, and what the text says about them."""

    full: str
    kind: str
    words: set[str] = field(default_factory=set)
    """The words of all titles and appositions, as `plain` gives them, with what they say beyond themselves."""
    places: list[int] = field(default_factory=list)
    """Where the name begins, each time that the text has it."""

    @cached_property
    def gender(self) -> str:
        """`m`, `f`, or empty where neither a title nor the first name tells; asked once all is read."""
        if not self.words.isdisjoint(lexicon.FEMALE):
            return "f"
        if not self.words.isdisjoint(lexicon.MALE):
            return "m"
        first = self.full.partition(" ")[0].partition("-")[0].lower()
        return "f" if first in lexicon.WOMEN else "m" if first in lexicon.MEN else ""


@dataclass(frozen=True, slots=True)
class Titles:
    """All that a text says about the bearers of its names."""

    bearers: dict[str, Bearer]
    heads: list[int]
    """For each name, where the phrase begins that ends with it: with its title and article."""


def read(text: str, names: Sequence[Name]) -> Titles:
    """Read the titles around the names, which are in text order."""
    bearers: dict[str, Bearer] = {}
    heads: list[int] = []
    floor = 0
    for name in names:
        bearer = bearers.get(name.full)
        if bearer is None:
            bearer = bearers[name.full] = Bearer(name.full, name.kind)
            if name.kind == "organisation":
                bearer.words.update(meant(plain(name.full)))
        bearer.places.append(name.span.start)
        head, before = title_before(text, name.span.start, floor)
        floor = name.span.end if name.kind == "person" else floor
        heads.append(head)
        if name.kind != "country" and (told := [*before, *_apposition(text, name.span.end)]):
            bearer.words.update(meant(told) if name.kind == "person" else _BODIES.intersection(told))
    return Titles(bearers, heads)


def plain(phrase: str) -> list[str]:
    """The words of a phrase in lower case, countries as their adjectives, without articles and prepositions."""
    found = (_plain(word) for word in _WORD.findall(phrase))
    return [word for word in found if word not in _DETERMINERS and word not in _SMALL]


def agree(need: Iterable[str], told: set[str]) -> bool:
    """Whether a title tells all the words of a description; an adjective agrees with its country."""
    return all(word in told or any(akin(word, other) for other in told) for word in need)


def akin(word: str, other: str) -> bool:
    """Whether one of two words is the other's adjective by its ending: Velmara, Velmaran."""
    short, long = sorted((word, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 3 or not long.endswith(("n", "ese", "ish", "i", "ic")):
        return False
    return long.startswith(short[:-1]) and long not in lexicon.ROLES


def meant(words: Iterable[str]) -> set[str]:
    """The words of a title and what they say beyond themselves: whoever is president is a leader too."""
    found = set(words)
    if "vice" in found:
        found.discard("president")
    if "prime" in found and "minister" in found:
        found.add("leader")
    for word in tuple(found):
        found.update(_MEANINGS.get(word, ()))
    return found


def title_before(text: str, start: int, floor: int = 0) -> tuple[int, list[str]]:
    """Where the phrase begins that ends with the name at `start`, and the words before it that may be its title.

    Words before `floor` belong to another name.
    """
    words: list[str] = []
    head = start
    capital = False
    for place, word in _backwards(text, start, floor):
        small = text[place].islower()
        if word in _DETERMINERS:
            head = place
            break
        if small and capital and word != "of" and word not in _TITLE_WORDS:
            break
        capital = not small
        if (word in _STOPS and word != "of") or (words[-1:] == ["of"] and word not in lexicon.ROLES):
            break
        words.append(word)
        if word in _TITLE_WORDS:
            head = place
    return head, [word for word in words if word != "of"]


def _backwards(text: str, start: int, floor: int) -> Iterator[tuple[int, str]]:
    """The words before an offset with where they begin, the nearest first, as far as no punctuation parts them."""
    if text[start - 1 : start] not in _SPACES:
        return
    line = text[max(floor, start - _REACH) : start].rpartition("\n")[2].replace("\xa0", " ")
    place = start
    for chunk in line[:-1].split(" ")[: -_MOST_WORDS - 1 : -1]:
        bare = chunk.lstrip(_OPENS)
        if not bare or (not bare[-1].isalnum() and not _abbreviated(bare)):
            return
        place -= len(chunk) + 1
        yield place + len(chunk) - len(bare), _plain(bare)
        if bare != chunk:
            return


def _abbreviated(word: str) -> bool:
    return word[:-1].lower() in lexicon.ABBREVIATED or word.lower() in countries.ADJECTIVE


def _apposition(text: str, end: int) -> list[str]:
    """The words of the apposition after a name, none if there is none."""
    if text[end : end + 2] not in (", ", " ("):
        return []
    stretch = text[end + 2 : end + 2 + _REACH]
    stop = _APPOSITION_END.search(stretch)
    chunks = stretch[: stop.start() if stop else None].split()[: _MOST_WORDS + 1]
    first = _plain(chunks[0]) if chunks else ""
    if not (first in _DETERMINERS or first in lexicon.ROLES or first in lexicon.NATIONALITIES):
        return []
    words: list[str] = []
    for chunk in chunks:
        word = _plain(chunk)
        if word in _APPOSITION_STOPS:
            break
        words.append(word)
    return [word for word in words if word not in _DETERMINERS and word not in _SMALL]


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    """The word in lower case without a possessive, a country as its adjective."""
    key = word.lower()
    if key.endswith(("’s", "'s")):
        key = key[:-2]
    return countries.ADJECTIVE.get(key) or countries.ADJECTIVE.get(key.rstrip(".,"), key.rstrip(".,"))
