"""What a phrase that tells who speaks says by its own words: about whom it is, and whether about one or several."""

from __future__ import annotations

import re
from typing import Literal

from corpus import lexicon

Number = Literal["person", "body", "several", "nobody"]
"""What a pronoun can stand for: he or she; it; they; nothing where the phrase is a pronoun itself."""

BREAK = re.compile(r"[,;:(–—]|\s(?:who|which|that|of|for|in|at|from|with|on|to|by|during|after|before|and|or|as)\b")
"""Where the head of a phrase ends: what follows only tells more about it."""
PERSONAL = (
    lexicon.ROLES
    | lexicon.MALE
    | lexicon.FEMALE
    | lexicon.words("actor actress billionaire candidate mogul physician pundit rival singer tycoon veteran")
)
"""The nouns that mean a person."""
BODIES = lexicon.ORGANISATION_NOUNS | lexicon.ORGANISATION_KINDS
"""The nouns that mean an organisation."""
DEFINITE = frozenset(("the", "his", "her", "their", "its"))

_MORE_BODIES = lexicon.DOCUMENTS | lexicon.words("camp campaign embassy leadership side staff team")
_PLURALS = frozenset(("people", "police", "media", "both", "many", "some", "others", "several", "few"))
_NO_PLURALS = ("ss", "us", "is", "ics", "news")
_WOMAN = lexicon.FEMALE | {"woman", "mother", "wife", "daughter", "sister", "actress"}
_MAN = lexicon.MALE | {"man", "father", "husband", "son", "brother", "actor"}


def head(words: str) -> str:
    """The noun that a phrase without a name is about, in lower case."""
    stop = BREAK.search(words)
    return (words[: stop.start()] if stop else words).rpartition(" ")[2].lower()


def number(words: str) -> Number:
    """Whether a phrase without a name is about a person, a body or several."""
    noun = head(words)
    if noun in _PLURALS or (noun.endswith("s") and not noun.endswith(_NO_PLURALS)) or " and " in words:
        return "several"
    return "body" if noun in BODIES or noun in _MORE_BODIES else "person"


def gender(words: str) -> str:
    """`m` or `f` where the noun of a phrase tells, else empty."""
    noun = head(words)
    return "f" if noun in _WOMAN else "m" if noun in _MAN else ""


def is_definite(words: str) -> bool:
    """Whether a phrase describes somebody who is known already: "the minister", "Velmara's minister"."""
    first = words.partition(" ")[0]
    return first.lower() in DEFINITE or first.endswith(("’s", "'s"))
