"""Datelines: the place, the day and the agency that a report begins with.

`MOSCOW (Sputnik) -`, `PARIS, August 27. /TASS/.`, `PARIS, May 30 (Reuters) -`, `KYIV, Ukraine (AP) —`,
`PARIS –`, `Paris:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.dates import MONTH, WEEKDAY, Stamp, stamp_at
from corpus.vocabulary import AGENCIES, NO_PLACES, PLACE_PARTICLES, QUESTIONS

_REACH = 160
_WORD = rf"(?!(?i:{MONTH}|{WEEKDAY})\b)[^\W\d_](?:[-’'.]?[^\W\d_])*\.?"
_PLACE = re.compile(rf"{_WORD}(?:[ /]{_WORD}){{0,3}}")
_REGION = re.compile(rf",\s{_WORD}(?:\s{_WORD})?")
_INITIALS = re.compile(r"(?:^|[\s,])(?:[^\W\d_]\.){2,}$")
_COMMA = re.compile(r"[,.]?\s*")
_AGENCY = re.compile(r"[,.]?\s*(?:\(([^\W\d_][\w .&’'/-]{1,30})\)|/([^\W\d_][\w .&’'-]{1,30})/)")
_MARK = re.compile(r"\s*[.:,]?\s?[-–—‒―]{1,2}(?=[\s\"“«‘(\[]|[^\W\d_]|$)\s*|\s*[.:]\s*|\s*")
_OPENS = re.compile(r"[\"“”«„‘'(\[]*(\w)")
_PARAGRAPH_ENDS = re.compile(r"[.!?…:][\"”’»')\]]*$")
_LONE = re.compile(rf"({_WORD}(?: {_WORD}){{0,2}}(?:, {_WORD}(?: {_WORD})?)?)\s?:")
_TURN = re.compile(r"([^\W\d_][\w .’'-]{0,40}):(\s|$)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline tells; what it does not tell is empty."""

    place: str
    agency: str
    stamp: Stamp | None
    mark: str
    """What closes it: "-" for any dash, ":", "." or nothing."""
    end: int
    """Where the article's own words begin."""


def read(text: str) -> Dateline | None:
    """Read the start of a text as a dateline, whether or not it is likely to be one."""
    head = text[:_REACH]
    place = _PLACE.match(head)
    if not place:
        return None
    end = region.end() if (region := _REGION.match(head, place.end())) else place.end()
    name = head[:end]
    comma = _COMMA.match(head, end)
    if comma and (stamp := stamp_at(head, comma.end())):
        end = stamp.end
    else:
        stamp = None
    agency = _AGENCY.match(head, end)
    end = agency.end() if agency else end
    mark = _MARK.match(head, end)
    end, sign = (mark.end(), mark[0].strip()[-1:]) if mark else (end, "")
    return Dateline(
        place=name if _INITIALS.search(name) else name.rstrip("."),
        agency=(agency[1] or agency[2]) if agency else "",
        stamp=stamp,
        mark="-" if sign and sign not in ".:" else sign,
        end=end,
    )


def match(line: str, *, transcript: bool = False) -> Dateline | None:
    """The dateline that a paragraph begins with; in a transcript, `NAME:` is who speaks and no place."""
    found = read(line)
    if found is None or found.place.lower() in NO_PLACES | AGENCIES:
        return None
    upper = found.place.partition(",")[0].isupper() and len(found.place) > 2
    known = found.agency.lower() in AGENCIES
    if found.agency:
        sure = (known or found.stamp or upper) if found.mark else (known and upper)
        return found if sure else None
    if found.stamp and found.end == len(line):
        return found if "," in found.place or upper else None
    if not _begins_sentence(line, found.end):
        return None
    if found.stamp:
        return found if found.mark == "-" or (upper and found.mark) else None
    told = found.mark == "-" or (found.mark == ":" and not transcript)
    return found if upper and told and _PARAGRAPH_ENDS.search(line[-8:]) else None


def lone_place(line: str) -> str:
    """The place of a dateline that has a line of its own (`Paris:`), or empty."""
    found = _LONE.fullmatch(line) if len(line) <= 60 else None
    if not found or found[1].lower() in NO_PLACES or not found[1][0].isupper():
        return ""
    return found[1]


def is_transcript(lines: Iterable[str]) -> bool:
    """Whether lines begin with a question's mark, or more than one with a name and a colon, as in an interview."""
    turns = 0
    for line in lines:
        found = _TURN.match(line)
        if found and found[1].lower() in QUESTIONS:
            return True
        if found and found[1].lower() not in NO_PLACES and (found[1].isupper() or found.end() == len(line)):
            turns += 1
    return turns > 1


def place_name(printed: str) -> str:
    """A place as people write it: `MOSCOW` becomes `Moscow`, anything else stays as it is printed."""
    city, comma, region = printed.partition(",")
    if not city.isupper():
        return printed
    words = [_capitalised(word, first=number == 0) for number, word in enumerate(re.split(r"([ /-])", city))]
    return "".join(words) + comma + (_region_name(region) if comma else "")


def _region_name(region: str) -> str:
    """The part after the comma; short forms (`D.C.`, `UK`) stay in capitals."""
    return f" {place_name(region.strip())}" if len(region.strip()) > 4 else region


def _capitalised(word: str, *, first: bool) -> str:
    if not first and word.lower() in PLACE_PARTICLES:
        return word.lower()
    if _INITIALS.search(word):
        return word
    head, apostrophe, tail = word.partition("’" if "’" in word else "'")
    # N'DJAMENA and L'AQUILA begin anew after the apostrophe, XI'AN does not.
    return head.capitalize() + apostrophe + (tail.capitalize() if len(head) == 1 else tail.lower())


def _begins_sentence(line: str, position: int) -> bool:
    """Whether what follows starts with a capital, a digit or a letter that has no case."""
    found = _OPENS.match(line, position)
    return found is not None and not found[1].islower()
