"""Which words that were linked to an actor are a further name of it, to be known from then on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus import lexicon

LONGEST = 60
"""No name has more characters."""

_WORD = re.compile(r"[^\W_](?:[\w.&’'-]*\w)?")
_POSSESSIVE = re.compile(r"['’][sS]?\Z")
_SMALL = lexicon.PARTICLES | {"of", "and", "for", "the", "in", "on"}
_GENERIC = lexicon.COMMON | lexicon.CALENDAR | lexicon.ROLES
"""What may stand in a name, but makes none."""


def further_name(form: str, known: Iterable[str]) -> str:
    """The name to learn from a form of it, where the actor is known by these names; empty where there is nothing new.

    A pronoun, a title, a nationality and a description are no names, and a part of a known name is no further one.
    """
    name = _POSSESSIVE.sub("", " ".join(form.split()))
    words = _WORD.findall(name)
    if not words or len(name) > LONGEST or not _is_capitalised(words) or _is_generic(words):
        return ""
    bare = _without_titles(words)
    told = {word.casefold() for word in bare}
    return "" if any(told <= _folded(_WORD.findall(other)) for other in known) else name


def _is_capitalised(words: Sequence[str]) -> bool:
    """Whether the first and all but the small words begin with a capital or a figure."""
    first, *rest = words
    return not first[0].islower() and not any(word[0].islower() and word not in _SMALL for word in rest)


def _is_generic(words: Sequence[str]) -> bool:
    """Whether the words describe somebody and name nobody: "The President", "French Minister", "Foreign Ministry"."""
    if words[0].lower() in lexicon.COMMON:
        return True
    small = [word.lower() for word in words]
    return all(word in _GENERIC or word in lexicon.NATIONALITIES for word in small) or all(
        word in _GENERIC or word in lexicon.ORGANISATION_NOUNS for word in small
    )


def _without_titles(words: Sequence[str]) -> Sequence[str]:
    titles = 0
    while titles < len(words) - 1 and words[titles].lower() in lexicon.ROLES | lexicon.NATIONALITIES:
        titles += 1
    return words[titles:]


def _folded(words: Iterable[str]) -> set[str]:
    return {word.casefold() for word in words}
