"""Paired quote marks: straight, curly, guillemets, low, two apostrophes; nested, and running over paragraphs.

A quotation never leaves its paragraph: a stray mark can do no harm beyond it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpus import graphemes
from corpus.spans import Span, trimmed

_FAMILY = dict.fromkeys(('"', "''", "``", "“", "”", "„"), "double")
_FAMILY |= dict.fromkeys("'‘’‚", "single")
_FAMILY |= {"«": "angle", "»": "angle", "‹": "narrow", "›": "narrow"}
_FAMILY |= {"「": "corner", "」": "corner", "『": "white corner", "』": "white corner"}
_OPENERS = {"“", "„", "‘", "‚", "«", "‹", "「", "『", "``"}
_CLOSERS = {"”", "’", "»", "›", "」", "』"}
_TURNED = {"”", "»", "›"}
"""Closing marks that open a quotation in some languages: ”Swedish”, »German«."""
_APOSTROPHES = {"'", "‘", "’", '"', "''"}
"""Marks that between two letters or digits are part of a word."""
_BEFORE_OPENING = set("([{/–—-\"'“‘„‚«‹「『`")
_AFTER_CLOSING = set(".,;:!?…)]}/–—-\"'”’“‘»›«‹」』")
_PUNCTUATION = set(".,;:!?…")

_MARK = re.compile(r"''|``|[\"'“”„‘’‚«»‹›「」『』]")
_ELISION = re.compile(r"\d\ds\b|(?:tis|twas|em|cause|til|n)\b", re.IGNORECASE)
_FEET = re.compile(r"\d['’′]\s?\d{1,2}\Z")
_NEXT_MARK = re.compile(r"\s*(''|``|[\"“„‘«‹])")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quote marks."""

    outer: Span
    """With its marks."""
    inner: Span
    """Without its marks and the white space inside them."""
    depth: int
    """How many quotations hold it."""
    closed: bool
    """False when it runs to the end of its paragraph without a closing mark."""


class _Mark(NamedTuple):
    """A quote mark, and what its neighbours let it be."""

    span: Span
    sign: str
    family: str
    opening: bool
    closing: bool
    doubtful: bool
    """It looks like a closing mark, but also like the apostrophe of a plural or an inch mark."""


def in_paragraph(text: str, paragraph: Span) -> list[Quotation]:
    """The quotations of one paragraph, by start, a holding one before the ones it holds."""
    marks = list(_marks(text, paragraph))
    pairs = sorted(_pairs(text, paragraph, marks), key=lambda pair: pair[0].span) if marks else []
    plain = not pairs or graphemes.is_plain(text[paragraph.start : paragraph.end])
    found: list[Quotation] = []
    ends: list[int] = []
    for opener, closer in pairs:
        outer = Span(opener.span.start, closer.span.end if closer else paragraph.end)
        inner = Span(opener.span.end, closer.span.start if closer else paragraph.end)
        if not plain:
            outer, inner = _snapped(text, outer), _snapped(text, inner)
        inner = trimmed(text, inner)
        if not inner.length:
            continue
        while ends and ends[-1] <= outer.start:
            ends.pop()
        found.append(Quotation(outer, inner, len(ends), closer is not None))
        ends.append(outer.end)
    return found


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    """The quote marks of a paragraph, without what is surely an apostrophe or an inch mark."""
    first, last = paragraph
    for match in _MARK.finditer(text, first, last):
        start, end = match.span()
        sign = match[0]
        before = text[start - 1] if start > first else " "
        after = text[end] if end < last else " "
        if before.isalnum() and after.isalnum() and sign in _APOSTROPHES:
            continue
        family = _FAMILY[sign]
        either = sign == '"' and (
            (before.isspace() and after.isspace()) or (before in _PUNCTUATION and after.isalnum())
        )
        opening = either or (not after.isspace() and (before.isspace() or before in _BEFORE_OPENING))
        closing = either or (not before.isspace() and (after.isspace() or after in _AFTER_CLOSING))
        if family == "single" and opening and _ELISION.match(text, end):
            continue
        if sign == '"' and before.isdigit() and _FEET.search(text[max(first, start - 6) : start]):
            continue
        ambiguous = before in "sxz" if family == "single" else before.isdigit()
        doubtful = closing and ambiguous and after.isspace() and text[end + 1 : end + 2].islower()
        yield _Mark(Span(start, end), sign, family, opening, closing, doubtful)


def _pairs(text: str, paragraph: Span, marks: Sequence[_Mark]) -> Iterator[tuple[_Mark, _Mark | None]]:
    """Openers with their closers; None for the closer of a quotation that runs on into the next paragraph."""
    opened: list[_Mark] = []
    count: defaultdict[str, int] = defaultdict(int)
    for mark, follower in zip(marks, _followers(marks), strict=True):
        if count[mark.family] and _closes(mark, follower):
            while (opener := opened.pop()).family != mark.family:
                count[opener.family] -= 1
            count[mark.family] -= 1
            yield opener, mark
        elif _opens(mark, count[mark.family]):
            opened.append(mark)
            count[mark.family] += 1
    running = next((opener for opener in opened if _runs_on(text, paragraph, opener)), None)
    if running:
        yield running, None


def _followers(marks: Sequence[_Mark]) -> list[_Mark | None]:
    """For each mark, the next one of its family."""
    nearest: dict[str, _Mark] = {}
    followers: list[_Mark | None] = []
    for mark in reversed(marks):
        followers.append(nearest.get(mark.family))
        nearest[mark.family] = mark
    return followers[::-1]


def _closes(mark: _Mark, follower: _Mark | None) -> bool:
    """Whether the mark ends a quotation of its family, given that one is open."""
    if mark.doubtful and follower and follower.closing and not follower.opening and not follower.doubtful:
        return False
    if mark.sign in _OPENERS:
        return mark.closing and not mark.opening
    if mark.sign in _CLOSERS:
        return mark.sign != "’" or mark.closing
    return mark.closing or not mark.opening


def _opens(mark: _Mark, already: int) -> bool:
    """Whether the mark begins a quotation, given how many of its family are open and that it closes none."""
    if mark.sign in _OPENERS:
        return True
    if mark.sign in _CLOSERS:
        return mark.sign in _TURNED and mark.opening and not mark.closing and not already
    return mark.opening


def _runs_on(text: str, paragraph: Span, opener: _Mark) -> bool:
    """Whether an opener without a closer is a quotation over several paragraphs and no stray mark.

    It is when it begins its paragraph, or when the next paragraph repeats it.
    """
    if opener.sign == "'":
        return False
    if opener.span.start == paragraph.start:
        return True
    ahead = _NEXT_MARK.match(text, paragraph.end)
    return ahead is not None and ahead.group(1) == opener.sign


def _snapped(text: str, span: Span) -> Span:
    """The span on grapheme borders."""
    start = graphemes.snap_start(text, span.start)
    return Span(start, max(start, graphemes.snap_end(text, span.end)))
