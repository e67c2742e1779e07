"""Bylines: `By Kamila Aliyeva`, `By John Smith and Jane Doe, Reuters`, `(Reporting by Marine Pennetier; ...)`."""

from __future__ import annotations

import re

from corpus.dates import MONTH, WEEKDAY
from corpus.vocabulary import AGENCIES

_WORD = rf"(?!(?i:{MONTH}|{WEEKDAY})\b)[^\W\d_a-zß-öø-ÿ](?:[\w’'-]|\.(?=\s?\S))*"
_NAME = rf"{_WORD}(?: (?:(?:de|del|der|di|du|la|le|van|von|bin|al|el|da|dos) )*{_WORD}){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:, {_NAME}){{0,4}},? (?:and|&) {_NAME})?"
_LEAD = r"(?i:(?:(?:written|story|text|reported|posted) )?by|authors?)\s?:?\s+"
_JOB = re.compile(
    r"\b(?:correspondents?|reporters?|editors?|staff|writers?|bureau|chief|contributors?|columnists?"
    r"|special to|analysts?)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(rf"{_LEAD}(?P<names>{_NAMES})(?:,\s(?P<after>[^.!?]{{1,60}})|\s?[|•·–—/(-]\s?.{{1,80}})?")
_REPORTERS = re.compile(rf"\(?(?:Additional |With )?[Rr]eporting (?:by|from) (?P<names>{_NAMES})")
_LONGEST = 160


def author(line: str) -> str:
    """Who wrote, as a byline prints it; empty where the line is no byline."""
    line = line.replace("\xa0", " ")
    found = _BYLINE.fullmatch(line) if len(line) <= _LONGEST else None
    if not found:
        return ""
    after = found["after"]
    # "By Backing Macron, Merkel Risks Split" is a headline.
    if after and after.lower() not in AGENCIES and not _JOB.search(after):
        return ""
    return found["names"]


def reporters(line: str) -> str:
    """Who reported, as agencies print it under an article, or empty."""
    found = _REPORTERS.match(line[:_LONGEST])
    return found["names"] if found else ""


def is_person(name: str) -> bool:
    """Whether the author is likely a person: more than one word, and no agency."""
    return " " in name and name.lower() not in AGENCIES
