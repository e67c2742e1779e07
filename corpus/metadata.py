"""What an article tells about itself: title, outlet, author, date, place, address. What is not told stays empty."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus import bylines, datelines, dates, sections
from corpus.readers.records import FIELDS, Told
from corpus.spans import Zone
from corpus.text import clean
from corpus.vocabulary import AGENCIES, LANGUAGES
from corpus.zones import fields

_WHITE = re.compile(r"\s+")
_TITLE_LABEL = re.compile(r"(?:title|headline)\s?:\s*|#{1,6}\s+", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:(?:url|link|permalink|short ?link|source|original|web)\s?:?\s?)?(https?://\S+)", re.IGNORECASE
)
_OUTLET = re.compile(r"(?:outlet|publisher|publication|newspaper)\s?:\s?(.+)", re.IGNORECASE)
_EDITED_BY = re.compile(
    r".*has not been (?:edited|created) by (?:the )?([\w.&’' -]{1,40}?) (?:staff|team|desk)\b.*", re.IGNORECASE
)
_RIGHTS = re.compile(
    r"(?:copyright|©|\(c\))\s(?:©\s|\(c\)\s)?\d{4}(?:\s?[-–]\s?\d{4})?,?\s(?:by\s)?"
    r"([^,|]{2,40}?)(?:\.?\s?all rights reserved.*|\.)?",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:source|via)\s?:\s?(?!https?:)([^,;]{2,60}?)\.?", re.IGNORECASE)
_PLACE = re.compile(r"(?:location|place)\s?:\s?(.+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"language\s?:\s?([a-z]{2,3}(?:-[a-z]{2,4})?|[a-z]{4,12})", re.IGNORECASE)
_AFTER_MARK = re.compile(r".*\s[-–—/]\s(.{2,40})")


_SECTION = re.compile(r"section\s?:\s?(.+)", re.IGNORECASE)
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE)
_LONGEST_VALUE = 1000


def printed(text: str, zones: Sequence[Zone]) -> dict[str, Told]:
    """What is printed in the text, read off its zones."""
    lines = _lines_by_kind(text, zones)
    dateline = next(filter(None, map(datelines.read, lines["dateline"])), None)
    values = {
        "title": _title(lines["headline"]),
        "author": _author(lines),
        "published": _published(lines, dateline),
        "place": _place(lines["boilerplate"], dateline),
        "outlet": _outlet(lines),
        "section": _section(lines["boilerplate"]),
        "url": _first(_ADDRESS, lines["boilerplate"]),
        "language": _language(lines["boilerplate"]),
    }
    told = {field: Told(value, "text") for field, value in values.items() if value}
    if dateline and dateline.agency and "outlet" not in told:
        # Whoever printed an agency's report may be another.
        told["outlet"] = Told(dateline.agency, "dateline", guessed=True)
    return told


def merged(*sources: Mapping[str, Told]) -> dict[str, Told]:
    """One value a field: the first that is sure, in the order of the sources, before the first that is guessed."""
    told = {}
    for field in FIELDS:
        values = [_clean(field, source[field]) for source in sources if field in source]
        if best := min((value for value in values if value.value), key=lambda value: value.guessed, default=None):
            told[field] = best
    return told


def _clean(field: str, told: Told) -> Told:
    """The value as it is kept: one line, a date in ISO 8601, a language as its code; empty where it is none."""
    value = clean(_WHITE.sub(" ", told.value[:_LONGEST_VALUE]).strip())
    if field == "published":
        value = dates.moment(value)
    elif field == "language":
        value = language_code(value)
    return told if value == told.value else replace(told, value=value)


def language_code(named: str) -> str:
    """A language's code by its code or its English name: `en-GB` for `en_GB`, `fr` for `French`; else empty."""
    code = LANGUAGES.get(named.lower(), named.replace("_", "-"))
    return code if _LANGUAGE_CODE.fullmatch(code) else ""


def _lines_by_kind(text: str, zones: Sequence[Zone]) -> dict[str, list[str]]:
    """The lines of all zones but the body, trimmed; NBSP, which is frequent in them, as a blank."""
    lines: dict[str, list[str]] = {"headline": [], "date": [], "dateline": [], "byline": [], "boilerplate": []}
    for zone in zones:
        if zone.kind in lines:
            found = text[zone.span.start : zone.span.end].replace("\xa0", " ").split("\n")
            lines[zone.kind] += [line.strip() for line in found if line.strip()]
    return lines


def _title(headlines: Sequence[str]) -> str:
    return _WHITE.sub(" ", _TITLE_LABEL.sub("", headlines[0], count=1)) if headlines else ""


def _published(lines: dict[str, list[str]], dateline: datelines.Dateline | None) -> str:
    """From date lines first; a dateline with a year is the last resort."""
    stamps = [
        stamp for line in (*lines["date"], *lines["byline"]) for field in fields(line) for stamp in dates.leading(field)
    ]
    return dates.published(stamps) or dates.published([dateline.stamp] if dateline and dateline.stamp else [])


def _author(lines: dict[str, list[str]]) -> str:
    """A person before an agency; whoever reported for an agency where nobody else is named."""
    printed = [field for line in lines["date"] for field in fields(line)]
    named = [name for line in (*lines["byline"], *printed) if (name := bylines.author(line))]
    named = named or [name for line in lines["byline"] if (name := bylines.reporters(line))]
    return next(filter(bylines.is_person, named), named[0] if named else "")


def _outlet(lines: dict[str, list[str]]) -> str:
    """The publisher's own words before those that name where the report came from."""
    furniture = lines["boilerplate"]
    return (
        _first(_OUTLET, furniture)
        or _site([*lines["date"], *furniture])
        or _first(_EDITED_BY, furniture)
        or _first(_RIGHTS, furniture)
        or _first(_SOURCE, [*furniture, *(field for line in lines["date"] for field in fields(line))])
    )


def _site(lines: Sequence[str]) -> str:
    """A site behind the date or at the head of a path: `30 May 2017 - TODAY.AZ`, `TODAY.AZ / World news`."""
    for line in lines:
        behind = _AFTER_MARK.fullmatch(line) if dates.leading(line) else None
        names = [behind[1]] if behind else sections.crumbs(line)[:1]
        for name in names:
            if sections.is_domain(name) or name.lower() in AGENCIES:
                return name
    return ""


def _place(furniture: Sequence[str], dateline: datelines.Dateline | None) -> str:
    return datelines.place_name(dateline.place) if dateline else _first(_PLACE, furniture)


def _section(furniture: Sequence[str]) -> str:
    """The label's word, the end of a path through the site, or a line that names a section."""
    paths = [[piece for piece in sections.crumbs(line) if sections.is_section(piece)] for line in furniture]
    named = _first(_SECTION, furniture) or next((path[-1] for path in paths if path), "")
    return named or next(filter(sections.is_section, furniture), "")


def _language(furniture: Sequence[str]) -> str:
    return language_code(_first(_LANGUAGE, furniture))


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> str:
    """What the pattern's group holds in the first line that it fits as a whole, or empty."""
    found = next(filter(None, map(pattern.fullmatch, lines)), None)
    return found[1].strip() if found else ""
