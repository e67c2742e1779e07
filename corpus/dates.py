"""Dates and times of day as news articles print them, read into ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = "(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?|sun)(?:day)?"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = rf"""(?xi)(?:{WEEKDAY}\.?,?\s+)?(?:
        (?P<y1>\d{{4}})(?P<sep>[-/.])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})
      | (?P<d2>{_DAY})(?:st|nd|rd|th)?[\s-]{{1,2}}(?P<m2>{MONTH})\b\.?(?:,?[\s-]{{1,2}}(?P<y2>\d{{4}})(?![\d:]))?
      | (?P<m3>{MONTH})\b\.?\s{{1,2}}(?P<d3>{_DAY})(?!\d)(?:st|nd|rd|th)?(?:,?\s{{1,2}}(?P<y3>\d{{4}})(?![\d:]))?
      | (?P<n1>\d{{1,2}})(?P<mark>[./])(?P<n2>\d{{1,2}})(?P=mark)(?P<y4>\d{{4}})
    )(?!(?!T\d\d:)[\w-])"""
_TIME = r"""(?xi)(?:T|[\s,|/–—[(-]{1,4}(?:at\s)?)
    (?:(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?|(?P<h12>\d{1,2})(?:[.:](?P<m12>\d{2}))?(?=\s?[ap]\.?m))
    (?!\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"""
_ZONE = r"""(?x)\s?(?:(?:UTC|GMT)\s?(?P<s1>[+−-])(?P<h1>\d{1,2})(?::?(?P<m1>\d{2}))?
    |(?P<s2>[+−-])(?P<h2>\d{2}):?(?P<m2>\d{2})|(?P<name>[A-Z]{1,5}))\b"""
_NAMED = {
    **dict.fromkeys(("UTC", "GMT", "Z"), "+00:00"),
    **{"MSK": "+03:00", "CET": "+01:00", "CEST": "+02:00"},
    **{"EST": "-05:00", "EDT": "-04:00", "PST": "-08:00", "PDT": "-07:00"},
    # Names that several countries share, or that change with the season, tell no offset.
    **dict.fromkeys(("IST", "BST", "ET", "PT", "CT"), ""),
}
_ISO_DAY = r"(?P<year>[12]\d{3})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?"
_ISO_TIME = r"(?:[01]\d|2[0-3])(?::[0-5]\d){1,2}(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_COMPACT = r"^([12]\d{3})([01]\d)([0-3]\d)(?=$|T\d)"
_LONGEST = 100
_MOST = 4
_CLOSE = re.compile(r"\s?[])]")
_LABEL = (
    r"(?i)[\s|,;/•·–—()-]*(?:date|(?:first |last )?(?:published|posted|created|(?P<revised>updated|modified)))?"
    r"(?: date)?(?: on| at)?\s?:?\s*"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A printed date, with the time of day where it is told."""

    start: int
    end: int
    year: int
    """0 where no year is printed."""
    month: int
    """0 where nobody can tell the day from the month: 05/06/2017."""
    day: int
    time: str
    """As 14:15 or 22:51:46, or empty."""
    offset: str
    """From UTC, as +03:00, or empty."""
    revised: bool = False
    """Whether the label in front of it says "updated" or the like."""

    def agrees(self, other: Stamp) -> bool:
        """Whether both may be the same day."""
        years = {self.year, other.year} - {0}
        return (self.month, self.day) == (other.month, other.day) and len(years) < 2


def stamp_at(text: str, position: int = 0) -> Stamp | None:
    """The date printed at this very position."""
    found = _compiled(_DATE).match(text, position)
    if not found:
        return None
    year, month, day = _numbers(found.groupdict())
    if not _exists(year, month, day):
        return None
    time, offset, end = _time(text, found.end())
    return Stamp(position, end, year, month, day, time, offset)


def leading(line: str) -> list[Stamp]:
    """The dates that a line begins with, their labels ("Published:", "Updated on") passed over."""
    stamps: list[Stamp] = []
    position = 0
    while len(stamps) < _MOST and (label := _compiled(_LABEL).match(line, position)):
        stamp = stamp_at(line, label.end())
        if stamp is None:
            break
        stamps.append(replace(stamp, revised=label["revised"] is not None))
        position = stamp.end
    return stamps


def published(stamps: Sequence[Stamp]) -> str:
    """The first full date in ISO 8601, with the time that any of the others tells for the same day.

    The date of a revision only counts where no other is told.
    """
    full = next(
        (stamp for stamp in sorted(stamps, key=lambda stamp: stamp.revised) if stamp.year and stamp.month), None
    )
    if full is None:
        return ""
    same = [stamp for stamp in stamps if stamp.time and stamp.agrees(full) and stamp.revised == full.revised]
    told = full if full.time or not same else same[0]
    day = f"{full.year:04}-{full.month:02}-{full.day:02}"
    return f"{day}T{told.time}{told.offset}" if told.time else day


def moment(printed: str) -> str:
    """What a field tells that holds a date and little else, in ISO 8601; empty where that is not sure."""
    printed = _compiled(_COMPACT).sub(r"\1-\2-\3", printed.strip()[:_LONGEST])
    return printed if is_moment(printed) else published(leading(printed))


def is_date(told: str) -> bool:
    """Whether it is a year, a month or a day of the calendar, as 2018, 2018-08 or 2018-08-27."""
    found = re.fullmatch(_ISO_DAY, told, re.ASCII)
    return found is not None and _exists(*(int(found[part] or 1) for part in ("year", "month", "day")))


def is_moment(told: str) -> bool:
    """Whether it is a date, or a day with a time as `published` tells it: 2018-08-27T14:15+03:00."""
    day, separator, time = told.partition("T")
    timed = len(day) == 10 and re.fullmatch(_ISO_TIME, time, re.ASCII) is not None
    return is_date(day) and (timed or not separator)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first needed: whoever only asks whether something is a date pays nothing."""
    return re.compile(pattern)


def _numbers(parts: dict[str, str | None]) -> tuple[int, int, int]:
    """Year, month and day out of a match."""
    year = int(parts["y1"] or parts["y2"] or parts["y3"] or parts["y4"] or 0)
    if parts["m1"]:
        return year, int(parts["m1"]), int(parts["d1"] or 0)
    if name := parts["m2"] or parts["m3"]:
        return year, _MONTHS.index(name[:3].casefold()) + 1, int(parts["d2"] or parts["d3"] or 0)
    first, second = int(parts["n1"] or 0), int(parts["n2"] or 0)
    if parts["mark"] == "." or first > 12 or first == second:
        return year, second, first
    return (year, first, second) if second > 12 else (year, 0, 0)


def _exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day, in a leap year where the year is not told."""
    if not month:
        return True
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _time(text: str, position: int) -> tuple[str, str, int]:
    """Time of day, offset from UTC, and where both end."""
    found = _compiled(_TIME).match(text, position)
    if not found:
        return "", "", position
    hour = int(found["hour"] or found["h12"])
    minute = int(found["minute"] or found["m12"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    if hour > 23 or minute > 59 or int(found["second"] or 0) > 59:
        return "", "", position
    offset, end = _offset(text, found.end())
    if closing := _CLOSE.match(text, end):
        end = closing.end()
    seconds = f":{found['second']}" if found["second"] else ""
    return f"{hour:02}:{minute:02}{seconds}", offset, end


def _offset(text: str, position: int) -> tuple[str, int]:
    """Offset from UTC where one is told, and where it ends."""
    found = _compiled(_ZONE).match(text, position)
    if not found:
        return "", position
    if found["name"]:
        known = found["name"] in _NAMED
        return (_NAMED[found["name"]], found.end()) if known else ("", position)
    sign = "+" if (found["s1"] or found["s2"]) == "+" else "-"
    hours, minutes = int(found["h1"] or found["h2"]), int(found["m1"] or found["m2"] or 0)
    return (f"{sign}{hours:02}:{minutes:02}", found.end()) if hours < 15 and minutes < 60 else ("", position)
