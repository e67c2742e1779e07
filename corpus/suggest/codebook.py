"""The codebook as the rules look things up in it: by name, by surname, by role and by the words of concepts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import countries, lexicon
from corpus.suggest import titles
from corpus.suggest.records import Knowledge, KnownActor, KnownConcept, KnownRole

WORD = re.compile(r"\w+")
_SIMILAR = 92
"""From which similarity of their full names on, from 0 to 100, two spellings may be one name."""
_KEPT = 2_000
"""How many answers about spellings are kept."""
_APOSTROPHES = str.maketrans("’‘", "''")
_NO_CONTENT = lexicon.COMMON | lexicon.PARTICLES


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of actors as a row of words to be found in a text."""

    words: tuple[str, ...]
    """As they are written."""
    key: int
    """Which of them it is looked up by: the first that is no common one."""
    actors: list[KnownActor]
    """Whose name it is, the most used first."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept as the words of its name."""

    concept: KnownConcept
    stems: frozenset[str]
    head: str
    """The stem of the word that the others only tell more about: sanctions in "EU sanctions on Russia"."""


class Index:
    """What is asked of one state of the codebook, worked out once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.actors = {actor.id: actor for actor in knowledge.actors}
        self.by_name: defaultdict[str, list[KnownActor]] = defaultdict(list)
        self.by_surname: defaultdict[str, list[KnownActor]] = defaultdict(list)
        self.aliases: defaultdict[str, list[Alias]] = defaultdict(list)
        """The names to be found in a text, by the word that they are looked up by, the longest first."""
        actors = sorted(knowledge.actors, key=lambda actor: -actor.uses)
        for actor in actors:
            for surname in _surnames(actor):
                self.by_surname[surname].append(actor)
        for actor in actors:
            self._add(actor)
        for found in self.aliases.values():
            found.sort(key=lambda alias: -len(alias.words))
        self.topics: defaultdict[str, list[Topic]] = defaultdict(list)
        """The concepts by the stem of their head."""
        for concept in knowledge.concepts:
            if topic := _topic(concept):
                self.topics[topic.head].append(topic)
        self.role_heads = {word for actor in knowledge.actors for role in actor.roles for word in _heads(role)}
        """The words in which a description of an actor by a role may end."""
        self._roles = _by_word(actors)
        self.words = self.aliases.keys() | self.by_surname.keys() | self.role_heads
        """The words by which anything in a text is looked up, folded."""
        self._names = [name for name in self.by_name if " " in name]
        self._spelled: dict[str, list[KnownActor]] = {}
        """What was answered already."""
        self._by_bare: defaultdict[str, list[str]] = defaultdict(list)
        """The names of several words by what they are without initials."""
        for name in self._names:
            self._by_bare[_bare(name)[0]].append(name)

    def named(self, name: str) -> list[KnownActor]:
        """The actors that have this name or alias, the most used first; nobody if it is a surname too."""
        folded = fold(name)
        return [] if folded in self.by_surname else self.by_name.get(folded, [])

    def surnamed(self, name: str) -> list[KnownActor]:
        """The actors whose full name ends in this, and those that are called so, the most used first."""
        folded = fold(name)
        family = self.by_surname.get(folded, [])
        return _apart([*family, *self.by_name.get(folded, [])]) if family else []

    def spelled(self, name: str) -> list[KnownActor]:
        """The actors whose full names differ from this one by a middle initial or by hardly a letter."""
        folded = fold(name)
        if folded not in self._spelled:
            if len(self._spelled) > _KEPT:
                self._spelled.clear()
            self._spelled[folded] = self._near(folded)
        return self._spelled[folded]

    def _near(self, folded: str) -> list[KnownActor]:
        from rapidfuzz import fuzz, process  # late: it costs more than all the rest, and most names are known

        bare, initials = _bare(folded)
        found = [near for near in self._by_bare.get(bare, ()) if not (initials and _bare(near)[1])]
        for near, *_ in process.extract(folded, self._names, scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=3):
            if _bare(near)[1] == initials:
                found.append(near)
        return _apart(actor for near in found for actor in self.by_name[near])

    def holding(self, description: str, on: str) -> list[KnownActor]:
        """The actors whose roles on a day fit the words: "the Velmaran foreign minister"."""
        need = titles.plain(description)
        held = self._roles.get(need[-1], ()) if need else ()
        return _apart(actor for actor, role, words in held if _holds_on(role, on) and titles.agree(need, words))

    def _add(self, actor: KnownActor) -> None:
        own = _surnames(actor)
        for folded, written in {fold(written): written for written in (*actor.aliases, actor.name)}.items():
            words = tuple(WORD.findall(written))
            if folded in own or not words:
                continue
            bearers = self.by_name[folded]
            if not bearers and folded not in self.by_surname:
                key = next((place for place, word in enumerate(words) if fold(word) not in lexicon.COMMON), 0)
                self.aliases[fold(words[key])].append(Alias(words, key, bearers))
            bearers.append(actor)


class _Same:
    """A codebook as a key that is compared by identity: to compare it by its values takes longer than to ask it."""

    __slots__ = ("knowledge",)

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __hash__(self) -> int:
        return id(self.knowledge)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.knowledge is other.knowledge


def index_of(knowledge: Knowledge) -> Index:
    """The index of a codebook, kept for as long as it is the one in use."""
    return _index(_Same(knowledge))


@lru_cache(maxsize=2)
def _index(key: _Same) -> Index:
    return Index(key.knowledge)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A name as names are compared: without case, diacritics and differences of white space."""
    if text.isascii():
        return " ".join(text.lower().split())
    text = " ".join(text.translate(_APOSTROPHES).casefold().split())
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without the ending of its plural, a country as its adjective."""
    if adjective := countries.ADJECTIVE.get(word):
        return adjective
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "shes", "ches")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def _bare(name: str) -> tuple[str, str]:
    """A folded name without its initials, and these."""
    words = name.split()
    initials = [word for word in words if len(word.replace(".", "")) < 3 and word.endswith(".")]
    return " ".join(word for word in words if word not in initials), " ".join(initials)


def _surnames(actor: KnownActor) -> set[str]:
    """The endings of a person's full name, which name the whole family."""
    words = fold(actor.name).split()
    if actor.kind != "person":
        return set()
    return {" ".join(words[index:]) for index in range(1, len(words))} - lexicon.PARTICLES


def _topic(concept: KnownConcept) -> Topic | None:
    """The concept by its words; None if its name has none."""
    words = list(WORD.findall(fold(concept.name)))
    stems = [stem(word) for word in words if word not in _NO_CONTENT]
    if not stems:
        return None
    front = words[: next((place for place, word in enumerate(words) if place and word in _NO_CONTENT), len(words))]
    head = next((stem(word) for word in reversed(front) if word not in _NO_CONTENT), stems[-1])
    return Topic(concept, frozenset(stems), head)


def _role_words(role: KnownRole) -> set[str]:
    return titles.meant(titles.plain(f"{role.title} {role.organisation}"))


def _by_word(actors: Iterable[KnownActor]) -> dict[str, list[tuple[KnownActor, KnownRole, set[str]]]]:
    """The roles of the actors by each of their words."""
    roles: defaultdict[str, list[tuple[KnownActor, KnownRole, set[str]]]] = defaultdict(list)
    for actor in actors:
        for role in actor.roles:
            words = _role_words(role)
            for word in words:
                roles[word].append((actor, role, words))
    return roles


def _heads(role: KnownRole) -> set[str]:
    """The words in which a description by this role may end."""
    words = fold(role.title).split()
    last = next((word for word in reversed(words) if word in lexicon.ROLES), "")
    return {last, "leader"} if "leader" in _role_words(role) else {last} - {""}


def _holds_on(role: KnownRole, on: str) -> bool:
    """Whether the role was held on a day; dates that are told less exactly are held to their end."""
    return not on or (role.start[: len(on)] <= on and (not role.end or on[: len(role.end)] <= role.end))


def _apart(actors: Iterable[KnownActor]) -> list[KnownActor]:
    """Each actor once."""
    return list({actor.id: actor for actor in actors}.values())


def ids(actors: Sequence[KnownActor]) -> tuple[str, ...]:
    """The actors' ids, in their order."""
    return tuple(actor.id for actor in actors)
