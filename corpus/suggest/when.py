"""The date of a statement: "on Monday" or "May 29" beside it, counted from the article's date."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache

from corpus import dates, lexicon
from corpus.spans import Span

_REACH = 400
"""How far from the statement its day may be told, in characters."""
_MOST = 4
"""How many days before a statement and after it are considered."""
_QUOTED = re.compile(r"“[^”\n]*”?|«[^»\n]*»?|\"[^\"\n]*\"?")
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Sen|Rep|Gov|Jan|Feb|Aug|Oct|Nov|Dec))[.!?…]+[”»\"’')\]]*\s"
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TOLD = rf"""(?xi)\b(?:
        (?P<weekday>{"|".join(_DAYS)})\b
      | (?P<same>(?:earlier|later)\ (?:today|(?:in|on)\ the\ day)|today|tonight|this\ (?:morning|afternoon|evening))\b
      | (?P<before>yesterday|last\ night)\b
      | (?P<vague>(?:last|this|next)\ (?:week|month|year|weekend)|tomorrow)\b
      | (?P<printed>(?:\d{{1,2}}(?:st|nd|rd|th)?\ {dates.MONTH}|{dates.MONTH}\.?\ \d{{1,2}}|\d{{4}}-\d\d-\d\d))\b
    )(?!['’]s)(?!\ (?:morning|night|afternoon|evening)['’]s)"""
_HINTS = (
    *("day", "night", "morning", "afternoon", "evening", " week", " month", " year", "tomorrow", "-0", "-1"),
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
"""What each day that is told has in it, quick to be found."""
_AROUND = 16
"""How far from its hint a day begins and ends, in characters."""
_OTHERWISE = lexicon.words(
    """a about after an and before between by coming each every for from her his its next of since that the their
    until upcoming"""
)
"""Words before a date that make it the date of something else."""


def said_on(text: str, near: Span, published: str, contents: Sequence[Span] = ()) -> str:
    """The date on which something was said, ISO 8601, or empty where the sentence around `near` tells none.

    What stands between quote marks or inside of the contents is what was said, and dates nothing.
    """
    days = _days_of(text)
    for found in days.around(near):
        if not any(content.at(found.start()) for content in contents):
            return _dated(found, text, _day(published))
    return ""


class _Days:
    """The days that a text tells outside of quote marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.quoted = [Span(*match.span()) for match in _QUOTED.finditer(text)]
        told = {found.start(): found for found in _told(text) if self._is_own(found)}
        self.starts = sorted(told)
        self.told = [told[start] for start in self.starts]

    def around(self, near: Span) -> Iterator[re.Match[str]]:
        """The days in the sentence that holds the stretch, the nearest first, none of another line or too far off."""
        first = max(near.start - _REACH - 1, self.text.rfind("\n", max(0, near.start - _REACH), near.start))
        line = self.text.find("\n", near.end, near.end + _REACH)
        last = line if line >= 0 else near.end + _REACH
        here = bisect_left(self.starts, near.start)
        close = self.told[max(0, here - _MOST) : here + _MOST]
        close = [found for found in close if found.end() > first and found.start() <= last]
        return (found for found in sorted(close, key=lambda found: _gap(found, near)) if self._is_beside(found, near))

    def _is_beside(self, found: re.Match[str], near: Span) -> bool:
        """Whether no sentence ends between the day and the stretch, quotations left out."""
        between = Span(min(found.end(), near.end), max(found.start(), near.start))
        ends = _SENTENCE_END.finditer(self.text, *between) if between.length > 0 else ()
        return all(_within(self.quoted, end.end() - 1) for end in ends)

    def _is_own(self, found: re.Match[str]) -> bool:
        """Whether a day may be a statement's: not quoted, and not the day of something else, as after "since"."""
        start = found.start()
        word = self.text[max(0, start - 12) : start].rstrip().rpartition(" ")[2].lower()
        return word not in _OTHERWISE and not _within(self.quoted, start)


@lru_cache(maxsize=1)
def _days_of(text: str) -> _Days:
    """The days of a text, kept while its quotes are dated."""
    return _Days(text)


def _told(text: str) -> Iterator[re.Match[str]]:
    """All days that a text tells, some more than once."""
    for hint in _HINTS:
        place = text.find(hint)
        while place >= 0:
            if found := _pattern().search(text, max(0, place - _AROUND), place + len(hint) + _AROUND):
                yield found
            place = text.find(hint, place + len(hint))


def _within(spans: Sequence[Span], offset: int) -> bool:
    """Whether one of the spans, which lie apart, holds the offset."""
    place = bisect_right(spans, (offset, offset + 1))
    return any(span.at(offset) for span in spans[max(0, place - 1) : place + 1])


def _gap(found: re.Match[str], place: Span) -> int:
    return max(found.start() - place.end, place.start - found.end(), 0)


def _dated(found: re.Match[str], text: str, on: date | None) -> str:
    """The date that the words mean when they are printed on a day."""
    if found["printed"]:
        return _printed(text, found.start(), on)
    if on is None or found["vague"]:
        return ""
    if found["same"]:
        return on.isoformat()
    if found["before"]:
        return _earlier(on, 1)
    back = (on.weekday() - _DAYS.index(found["weekday"].lower())) % 7
    if text[max(0, found.start() - 5) : found.start()].lower() == "last ":
        back = back or 7
    return _earlier(on, back)


def _printed(text: str, place: int, on: date | None) -> str:
    """A printed date, with the last year in which it was not yet to come where none is printed."""
    stamp = dates.stamp_at(text, place)
    if stamp is None or not stamp.month or not (stamp.year or on):
        return ""
    for year in (stamp.year,) if stamp.year else (on.year, on.year - 1) if on else ():
        told = f"{year:04}-{stamp.month:02}-{stamp.day:02}"
        if dates.is_date(told) and (stamp.year or on is None or told <= on.isoformat()):
            return told
    return ""


def _earlier(on: date, days: int) -> str:
    return (on - timedelta(days)).isoformat() if on.toordinal() > days else ""


def _day(published: str) -> date | None:
    """The day of an article's date, None unless it is told to the day."""
    return date.fromisoformat(published[:10]) if len(published) >= 10 and dates.is_date(published[:10]) else None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_TOLD)
