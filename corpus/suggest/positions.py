"""A small learner for the positions of stances on one target: from the words that analysts took as evidence.

It is multinomial naive Bayes (Manning, Raghavan and Schütze 2008, "Introduction to Information Retrieval", chapter 13)
over which words and pairs of words are there, as Wang and Manning (2012, "Baselines and Bigrams") found it to hold its
own on short texts; all positions count alike, however frequent they are. Words behind a negation are words of their own
up to the next mark, as in Pang, Lee and Vaithyanathan (2002, "Thumbs up?").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import fsum, log, sqrt

LEAST = 20
"""From how many examples on anything is learned."""
LEAST_OF_ONE = 3
"""Positions with fewer examples are left out."""
FOLDS = 5
MARGIN = 0.05
"""By how much the macro-F1 on examples not seen must at least be better than without looking at the words."""
MOST_WORDS = 3
"""How many words are told as the reason of a guess."""
_SMOOTHING = 0.3
"""What is added to each count: a word that is new to a position is no proof against it."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MARK = re.compile(r"[.,;:!?()–—]")
_NEGATIONS = frozenset(("not", "no", "never", "nor", "neither", "none", "nobody", "nothing", "cannot", "without"))
_NEGATED = "not "


@dataclass(frozen=True, slots=True)
class Example:
    """What an analyst decided: the words of the evidence, and the position."""

    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What the words of a text speak for; never more than a guess."""

    position: str
    confidence: float
    """How often the position was right when it was guessed for examples not seen, from 0 to 1."""
    words: tuple[str, ...]
    """The words that spoke for it most, the strongest first."""


def learn(examples: Sequence[Example]) -> Learned | None:
    """Learn from the examples on one target; None where that is no better than chance or there are too few."""
    usable = _usable(examples)
    if len(usable) < LEAST or len({position for _, position in usable}) < 2:
        return None
    tested = _cross_validated(usable)
    return Learned(_Model(usable), _precision(tested)) if _is_better(tested) else None


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned about one target."""

    _model: _Model
    _precision: dict[str, float]

    def guess(self, text: str) -> Guess | None:
        """The position that the text's words speak for; None where they say nothing."""
        features = _features(text)
        position = self._model.classify(features)
        words = self._model.reasons(features, position)
        return Guess(position, self._precision[position], words) if words and position in self._precision else None


_Features = frozenset[str]
_Usable = list[tuple[_Features, str]]


class _Model:
    """Naive Bayes, counted from examples."""

    def __init__(self, examples: _Usable) -> None:
        counts = {position: Counter[str]() for position in sorted({position for _, position in examples})}
        for features, position in examples:
            counts[position].update(features)
        self._known = frozenset[str]().union(*counts.values())
        self._weights: dict[str, dict[str, float]] = {}
        self._absent: dict[str, float] = {}
        """The weight of a feature that was never there with the position."""
        for position, counted in counts.items():
            total = log(counted.total() + _SMOOTHING * (len(self._known) + 1))
            by_count = {count: log(count + _SMOOTHING) - total for count in {0, *counted.values()}}
            self._weights[position] = {feature: by_count[count] for feature, count in counted.items()}
            self._absent[position] = by_count[0]

    def classify(self, features: _Features) -> str:
        """The likeliest position; of two alike the first by name."""
        known = features & self._known
        scores = {position: fsum(self._of(known, position)) for position in self._weights}
        return max(scores, key=scores.__getitem__)

    def reasons(self, features: _Features, position: str) -> tuple[str, ...]:
        """The features that speak for the position against each of the others, the strongest first, no word twice."""
        known = sorted(features & self._known)
        others = [self._of(known, other) for other in self._weights if other != position]
        gains = [own - max(rest) for own, *rest in zip(self._of(known, position), *others, strict=True)]
        ranked = sorted(zip(gains, known, strict=True), key=lambda pair: -pair[0])
        told: list[str] = []
        for gain, feature in ranked:
            if gain > 0 and len(told) < MOST_WORDS and not set(feature.split()) & set(" ".join(told).split()):
                told.append(feature)
        return tuple(told)

    def _of(self, features: Iterable[str], position: str) -> list[float]:
        """The weights of known features for a position."""
        weight, absent = self._weights[position].get, self._absent[position]
        return [weight(feature, absent) for feature in features]


def _cross_validated(examples: _Usable) -> list[tuple[str, str]]:
    """Each example's position, and the one guessed for it from other examples, in folds with their share of each."""
    ordered = sorted(examples, key=lambda example: example[1])
    pairs = []
    for fold in range(FOLDS):
        model = _Model([example for place, example in enumerate(ordered) if place % FOLDS != fold])
        pairs += [(position, model.classify(features)) for features, position in ordered[fold::FOLDS]]
    return pairs


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over all positions of each one's F1; a pair is what is right and what was guessed."""
    right = Counter(true for true, guessed in pairs if true == guessed)
    told, guesses = Counter(true for true, _ in pairs), Counter(guessed for _, guessed in pairs)
    return sum(2 * right[position] / (told[position] + guesses[position]) for position in told) / len(told)


def _is_better(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether the guesses are better than without the words: than the most frequent position, and than drawing lots.

    Lots are the higher bar, with a macro-F1 of one over the number of positions. The margin is two standard errors of a
    share, so that few examples that go together by accident are not taken for a rule.
    """
    told = Counter(position for position, _ in pairs)
    frequent = max(told, key=told.__getitem__)
    without = max(macro_f1([(position, frequent) for position, _ in pairs]), 1 / len(told))
    return macro_f1(pairs) >= without + max(MARGIN, 1 / sqrt(len(pairs)))


def _precision(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """How often each position was right when it was guessed, drawn to chance where that was seldom."""
    right = Counter(true for true, guessed in pairs if true == guessed)
    guesses = Counter(guessed for _, guessed in pairs)
    count = len({position for position, _ in pairs})
    return {position: (right[position] + 1) / (guesses[position] + count) for position in right}


def _usable(examples: Sequence[Example]) -> _Usable:
    """Each text once, without those that were judged differently, without rare positions and words that came once."""
    positions: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        positions[" ".join(example.text.casefold().split())].add(example.position)
    agreed = [
        (_features(text), position) for text, judged in positions.items() if len(judged) == 1 for position in judged
    ]
    counts = Counter(position for _, position in agreed)
    usable = [(features, position) for features, position in agreed if counts[position] >= LEAST_OF_ONE]
    seen = Counter(chain.from_iterable(features for features, _ in usable))
    common = {feature for feature, count in seen.items() if count > 1}
    return [(features & common, position) for features, position in usable]


def _features(text: str) -> _Features:
    """The words of a text and the pairs of neighbours among them."""
    found: set[str] = set()
    for clause in _MARK.split(text.casefold()):
        words = _negated(_WORD.findall(clause))
        found.update(words, map(" ".join, pairwise(words)))
    return frozenset(found)


def _negated(words: list[str]) -> list[str]:
    """The words, those behind the first negation told apart."""
    for place, word in enumerate(words):
        if word in _NEGATIONS or word.endswith(("n't", "n’t")):
            return [*words[: place + 1], *(_NEGATED + later for later in words[place + 1 :])]
    return words
