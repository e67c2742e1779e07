"""How often each rule was right, measured: the precision by which proposals are ranked.

Quotes: the train and dev halves of PolNeAR (924 US news articles), by `python -m bench.rules data/train data/dev`. A
piece of a proposed quote is right when it overlaps gold by half (IoU) and the text names the same speaker for both.
Names and the targets of stances: a hand count of so many proposals of each rule, drawn at random from the train half
and from the articles of a codebook; a question is right where one of its candidates is meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Tier = Literal["sure", "likely", "guess"]

SURE = 0.95
"""From here on a proposal is as good as an annotator's own."""
LIKELY = 0.7
"""Below this a proposal is a guess: offered last, and marked."""

UNMEASURED = 0.5
"""The confidence of a rule that nobody has measured."""

MEASURED: Mapping[str, tuple[float, int]] = {
    "quote.according_to": (0.500, 4),
    "quote.after": (0.978, 3854),
    "quote.alone": (0.000, 66),
    "quote.announced": (0.824, 34),
    "quote.before": (0.859, 629),
    "quote.colon": (0.686, 70),
    "quote.inverted": (0.972, 1198),
    "quote.label": (0.885, 26),
    "quote.next_paragraph": (0.581, 62),
    "quote.next_report": (0.440, 25),
    "quote.same_paragraph": (0.823, 62),
    "quote.sentence_before": (0.467, 15),
    "quote.signed": (1.000, 23),
    "quote.verb": (1.000, 9),
    "report.according_to": (0.844, 275),
    "report.according_to_first": (0.844, 96),
    "report.after": (0.824, 438),
    "report.around": (0.830, 530),
    "report.clause": (0.615, 671),
    "report.inverted": (0.808, 99),
    "report.noun": (0.267, 45),
    "report.person": (0.770, 335),
    "report.question": (0.798, 109),
    "report.said": (0.818, 2036),
    "report.that": (0.831, 1920),
    "report.thing": (0.620, 1086),
    "report.to": (0.580, 307),
    "name.full": (0.86, 100),
    "name.short": (0.96, 50),
    "name.acronym": (0.9, 50),
    "name.place": (0.98, 50),
    "name.single": (0.88, 50),
    "name.once": (0.38, 50),
    "name.codebook": (1.0, 30),
    "name.surname": (0.93, 30),
    "name.role": (0.96, 27),
    "stance.concept": (0.67, 36),
    "stance.actor": (0.73, 22),
    "stance.named": (0.29, 28),
    "stance.subject": (0.5, 4),
}
"""By the name of a rule its precision, and how many proposals that is measured on."""


def of(rule: str) -> float:
    """The measured precision of a rule."""
    return MEASURED.get(rule, (UNMEASURED, 0))[0]


def tier(confidence: float) -> Tier:
    """How far a proposal of so much confidence can be trusted."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "guess"
