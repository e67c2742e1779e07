"""Titles, names and slips of the finger to measure finding with, made of our own syllables: the same everywhere."""

from __future__ import annotations

import string
from itertools import accumulate
from random import Random

_ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
)
_CORES = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "n", "r", "s", "l", "t", "nd", "rk", "m")
_WORDS = 20_000
_LENGTH = 70


def words(count: int = _WORDS, seed: int = 1) -> list[str]:
    """Different words of one to four syllables."""
    random = Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = random.choice((1, 2, 2, 3, 3, 4))
        found["".join(map(random.choice, (_ONSETS, _CORES, _CODAS) * syllables))] = None
    return list(found)


def titles(count: int, seed: int = 2) -> list[str]:
    """Titles of about 70 characters; a few words are in very many of them, most are rare, as in any language."""
    random = Random(seed)
    vocabulary = words()
    weights = list(accumulate(1 / (place + 10) for place in range(len(vocabulary))))
    made = []
    for _ in range(count):
        title = random.choices(vocabulary, cum_weights=weights, k=14)
        while len(" ".join(title)) > _LENGTH:
            title.pop()
        made.append(" ".join(word.title() if random.random() < 0.3 else word for word in title))
    return made


def names(count: int, seed: int = 3) -> list[str]:
    """Names of two to four words."""
    random = Random(seed)
    given, family = words(2_000, seed), words(count, seed + 1)
    made = []
    for number in range(count):
        first = [random.choice(given) for _ in range(random.choice((1, 1, 1, 2, 3)))]
        made.append(" ".join([*first, family[number]]).title())
    return made


def query(title: str, random: Random) -> str:
    """Three or four words of a title in their order, with one or two typos."""
    long = [word for word in title.lower().split() if len(word) > 3]
    chosen = sorted(random.sample(range(len(long)), min(len(long), random.choice((3, 4)))))
    return mistyped(" ".join(long[place] for place in chosen), random.choice((1, 2)), random)


def mistyped(text: str, typos: int, random: Random) -> str:
    """The text with letters wrong, missing, added or in each other's place."""
    letters = list(text)
    for _ in range(typos):
        place, letter = random.randrange(len(letters)), random.choice(string.ascii_lowercase)
        slip = random.randrange(4)
        if slip == 0:
            letters[place] = letter
        elif slip == 1:
            letters.insert(place, letter)
        elif slip == 2 and len(letters) > 3:
            del letters[place]
        elif place + 1 < len(letters):
            letters[place : place + 2] = reversed(letters[place : place + 2])
    return "".join(letters)


def shortened(name: str, random: Random) -> str:
    """A name as somebody types it: with typos, turned round, by its family name, with initials or begun."""
    words_ = name.lower().split()
    family, given = words_[-1], words_[:-1]
    forms = (
        mistyped(name.lower(), 1, random),
        mistyped(name.lower(), 2, random),
        " ".join([family, *given]),
        family,
        " ".join([*(word[0] for word in given), family]),
        " ".join(word[: max(3, len(word) // 2)] for word in words_),
    )
    return random.choice(forms)
