"""What a suggester yields, checked before anything else sees it: a fault of a plug-in costs its proposals, no more."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import get_args

from corpus import graphemes
from corpus.dates import is_date
from corpus.names import ActorKind
from corpus.spans import Span
from corpus.suggest.records import (
    MentionSuggestion,
    Part,
    PartRole,
    QuoteSuggestion,
    QuoteType,
    Remark,
    Source,
    Speaker,
    Suggester,
    SuggesterError,
    Suggestion,
)

MOST = 10_000
"""How many proposals are taken of one suggester for one text."""
MOST_PARTS = 100
MOST_REMARKS = 10
LONGEST_NAME = 300
LONGEST_WHY = 120
LONGEST_LINE = 300

_RULE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}")


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a suggester's proposals."""

    suggestions: tuple[Suggestion, ...]
    """Sound ones, their rules told as `NAME.rule`."""
    remarks: tuple[str, ...]
    """One line each, beginning with the suggester's name."""
    complete: bool
    """Whether the suggester came to its end."""


class _FaultError(Exception):
    """What is wrong with a proposal, in a few words."""


def run(suggester: Suggester, source: Source) -> Checked:
    """Let a suggester propose, and keep what is sound; whatever it raises becomes a remark."""
    checker = _Checker(source, suggester.name)
    error = ""
    try:
        checker.take(suggester.suggest(source))
    except SuggesterError as raised:
        error = one_line(raised)
    except (Exception, SystemExit) as raised:
        error = failure(raised)
    lines = [*([error] if error else []), *checker.told()]
    return Checked(tuple(checker.sound), tuple(f"{suggester.name}: {line}" for line in lines), not error)


def failure(error: BaseException) -> str:
    """An exception that its author did not foresee, in one line."""
    return f"failed with {type(error).__name__}: {one_line(error)}".removesuffix(": ")


def one_line(words: object) -> str:
    """What an exception or anything else says, as one line of bounded length without control characters."""
    try:
        told = str(words)[: 2 * LONGEST_LINE]
    except Exception:
        told = "(it cannot be told what)"
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


class _Checker:
    """Takes what one suggester yields for one text."""

    def __init__(self, source: Source, name: str) -> None:
        self.sound: list[Suggestion] = []
        self._dropped: Counter[str] = Counter()
        self._remarks: list[str] = []
        self._source = source
        self._borders = graphemes.borders(source.text)
        self._name = name

    def take(self, yielded: Iterable[object]) -> None:
        """Keep what is sound, and count the rest."""
        stream = iter(yielded)
        for each in islice(stream, MOST):
            try:
                self._take_one(each)
            except _FaultError as fault:
                self._dropped[str(fault)] += 1
        if next(stream, None) is not None:
            self._remarks.append(f"more than {MOST:,} proposals for one text; the rest is left out")

    def told(self) -> list[str]:
        """What there is to say: remarks, and how much was dropped and why."""
        lines = self._remarks[:MOST_REMARKS]
        if count := self._dropped.total():
            reasons = ", ".join(f"{number} {reason}" for reason, number in self._dropped.most_common())
            lines.append(one_line(f"{count} proposal{'s' * (count > 1)} dropped: {reasons}"))
        return lines

    def _take_one(self, each: object) -> None:
        if isinstance(each, Remark):
            self._remarks.append(one_line(each.text))
        elif isinstance(each, MentionSuggestion):
            self._check_mention(each)
            self.sound.append(replace(each, rule=self._rule(each.rule), confidence=float(each.confidence)))
        elif isinstance(each, QuoteSuggestion):
            self._check_quote(each)
            self.sound.append(replace(each, rule=self._rule(each.rule), confidence=float(each.confidence)))
        else:
            # A stance's target is an id of the codebook, which no suggester sees.
            raise _FaultError("neither quote nor mention")

    def _rule(self, rule: str) -> str:
        return rule if rule.startswith(f"{self._name}.") else f"{self._name}.{rule}"

    def _check_mention(self, mention: MentionSuggestion) -> None:
        self._check_told(mention)
        self._check_span(mention.span)
        _check_text(mention.name, LONGEST_NAME)
        if mention.kind not in get_args(ActorKind):
            raise _FaultError("of an unknown kind")
        _check_unlinked(mention)

    def _check_quote(self, quote: QuoteSuggestion) -> None:
        self._check_told(quote)
        if quote.type not in get_args(QuoteType):
            raise _FaultError("of an unknown type")
        if not isinstance(quote.said_on, str) or (quote.said_on and not is_date(quote.said_on)):
            raise _FaultError("with a date that is none")
        self._check_parts(quote.parts)
        if quote.speaker is not None:
            self._check_speaker(quote.speaker)

    def _check_told(self, each: MentionSuggestion | QuoteSuggestion) -> None:
        """Rule, confidence and reason, which all proposals have."""
        if not isinstance(each.rule, str) or not _RULE.fullmatch(each.rule):
            raise _FaultError("without a sound rule name")
        number = each.confidence
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= 1:
            raise _FaultError("with a confidence that is not from 0 to 1")
        _check_text(each.why, LONGEST_WHY, least=0)

    def _check_parts(self, parts: Sequence[Part]) -> None:
        if not isinstance(parts, tuple) or not all(isinstance(part, Part) for part in parts):
            raise _FaultError("without parts")
        if not 0 < len(parts) <= MOST_PARTS:
            raise _FaultError("with no or too many parts")
        for part in parts:
            if part.role not in get_args(PartRole):
                raise _FaultError("with a part of an unknown role")
            self._check_span(part.span)
        if any(after.span < before.span for before, after in pairwise(parts)):
            raise _FaultError("with parts out of order")
        contents = [part.span for part in parts if part.role == "content"]
        if not contents:
            raise _FaultError("without content")
        if any(before.meets(after) for before, after in pairwise(contents)):
            raise _FaultError("with pieces of content that overlap")

    def _check_speaker(self, speaker: Speaker) -> None:
        if not isinstance(speaker, Speaker):
            raise _FaultError("with a speaker that is none")
        self._check_span(speaker.span)
        _check_text(speaker.name, LONGEST_NAME)
        _check_unlinked(speaker)

    def _check_span(self, span: Span) -> None:
        """Inside the text, not empty, on grapheme borders and outside of what is to be avoided."""
        if not isinstance(span, Span) or type(span.start) is not int or type(span.end) is not int:
            raise _FaultError("without a sound span")
        if not 0 <= span.start <= span.end <= len(self._source.text):
            raise _FaultError("outside the text")
        if not self._source.text[span.start : span.end].strip():
            raise _FaultError("empty")
        if not (self._is_border(span.start) and self._is_border(span.end)):
            raise _FaultError("within a character")
        if any(span.meets(avoided) for avoided in self._source.avoid):
            raise _FaultError("in boilerplate or captions")

    def _is_border(self, offset: int) -> bool:
        place = bisect_left(self._borders, offset)
        return place < len(self._borders) and self._borders[place] == offset


def _check_text(text: str | None, longest: int, least: int = 1) -> None:
    if not isinstance(text, str) or not least <= len(text.strip()) or len(text) > longest or not text.isprintable():
        raise _FaultError("with words that are no line of sane length")


def _check_unlinked(each: MentionSuggestion | Speaker) -> None:
    if each.actor is not None or each.candidates != ():
        raise _FaultError("with an id of the codebook, which only the program gives")
