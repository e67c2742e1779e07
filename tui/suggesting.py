"""Suggestions as the reader offers them: in which order they are walked, which are shown, which are alike. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.spans import Span
from db.opened import Noun
from tui.marks import SUGGESTED, Mark, MarkMap

if TYPE_CHECKING:
    from corpus.suggest.records import Suggestion

LONG = 50_000
"""In a text of more characters nothing waits for suggestions: each look through all of it takes too long."""
SHOWN = ("all", "quotes", "names", "stances", "sure ones", "none")
"""What may be shown, in the order in which the key goes through it."""

_NOUNS: dict[str, Noun] = {"quotes": "quote", "names": "mention", "stances": "stance"}
_RANKS: dict[Noun, int] = {"quote": 0, "stance": 1, "mention": 2}
"""A stance rests on its quote, and a quote holds names."""

Place = tuple[bool, int, int, int, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion as it is offered."""

    key: str
    """Tells it from the others of its document."""
    noun: Noun
    """What it would become."""
    pieces: tuple[Span, ...]
    """What would be marked, in text order."""
    words: str
    """What accepting it would write."""
    why: str
    """The reason in a few words."""
    is_guess: bool
    """Whether its rule is right too seldom to be offered among the others."""
    suggestion: Suggestion
    telling: tuple[Span, ...] = ()
    """The words that tell who, what and how: source, cue, target."""
    whom: str = ""
    """Whom it is about; offers of one kind and about the same are alike. Empty where each needs its own answer."""

    @property
    def extent(self) -> Span:
        """From the first piece to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    @property
    def place(self) -> Place:
        """Where it comes in the walk: guesses after all others, each in text order."""
        return (self.is_guess, self.pieces[0].start, _RANKS[self.noun], self.pieces[-1].end, self.key)

    @property
    def mark(self) -> Mark:
        """How the reader draws it."""
        return Mark(self.key, self.noun, self.pieces, SUGGESTED)


def is_shown(offer: Offer, shown: str) -> bool:
    """Whether an offer is among what is to be shown."""
    if shown in _NOUNS:
        return offer.noun == _NOUNS[shown]
    return shown == "all" or (shown == "sure ones" and not offer.is_guess)


def next_shown(shown: str) -> str:
    """What is to be shown next."""
    return SHOWN[(SHOWN.index(shown) + 1) % len(SHOWN)]


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of one document, in the order in which they are walked."""

    every: tuple[Offer, ...] = ()
    marks: MarkMap = field(default_factory=MarkMap)

    @classmethod
    def of(cls, offers: Iterable[Offer], shown: str = "all") -> Offers:
        """Those of the offers that are to be shown."""
        every = tuple(sorted((each for each in offers if is_shown(each, shown)), key=lambda offer: offer.place))
        marks = sorted((offer.mark for offer in every), key=lambda mark: (mark.start, -mark.extent.end, mark.id))
        return cls(every, MarkMap(marks))

    def without(self, keys: Collection[str]) -> Offers:
        """The same offers, drawn as before, of which some are walked no more."""
        return Offers(tuple(each for each in self.every if each.key not in keys), self.marks)

    def number(self, offer: Offer) -> int:
        """Its place among all, from 1."""
        return bisect_left(self.every, offer.place, key=lambda each: each.place) + 1

    def again(self, offer: Offer) -> Offer | None:
        """The same offer as it is now: of one kind and over the same stretch, whatever else is known by now."""
        return next((each for each in self.every if each.noun == offer.noun and each.pieces == offer.pieces), None)

    def beside(self, offer: Offer, direction: int) -> tuple[Offer | None, bool]:
        """The next offer (1) or the one before (-1), which need not be among these any more; whether it went round."""
        find = bisect_right if direction > 0 else bisect_left
        return self._round(self.every, find(self.every, offer.place, key=lambda each: each.place), direction)

    def from_offset(self, offset: int, direction: int) -> tuple[Offer | None, bool]:
        """The first offer from an offset on, or the last one before it, guesses only where all are guesses."""
        pool = tuple(offer for offer in self.every if not offer.is_guess) or self.every
        return self._round(pool, bisect_left(pool, offset, key=lambda each: each.pieces[0].start), direction)

    @staticmethod
    def _round(pool: tuple[Offer, ...], place: int, direction: int) -> tuple[Offer | None, bool]:
        if not pool:
            return None, False
        place = place if direction > 0 else place - 1
        return pool[place % len(pool)], not 0 <= place < len(pool)

    def alike(self, offer: Offer, view: Span) -> list[Offer]:
        """The offers in view that say the same of the same, and are no guesses where this one is none."""
        if not offer.whom:
            return [offer]
        return [
            each
            for each in self.every
            if each.noun == offer.noun
            and each.whom == offer.whom
            and each.is_guess <= offer.is_guess
            and each.extent.meets(view)
        ]

    def resting_on(self, offer: Offer) -> Offer | None:
        """The first stance that rests on a quote."""
        return next((each for each in self.every if each.noun == "stance" and offer.extent.meets(each.extent)), None)
