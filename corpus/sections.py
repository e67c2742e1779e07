"""Names of newspaper sections and paths through a site, as web pages print them above an article."""

from __future__ import annotations

import re

from corpus.vocabulary import CONNECTIVES, SECTION_WORDS

_CRUMB = re.compile(r"\s+[/>|›»•·]+\s+|\s?[>›»]\s?")
_DOMAIN = re.compile(r"(?:www\.)?[\w-]{1,60}(?:\.[\w-]{1,30})?\.[a-z]{2,10}", re.IGNORECASE)


def is_section(line: str) -> bool:
    """Whether the line names a section of a paper: `World`, `Russian Politics & Diplomacy`."""
    words = set(line.lower().split()) if len(line) <= 60 else set()
    names = words - CONNECTIVES
    return bool(names) and names <= SECTION_WORDS and len(words) <= 6


def crumbs(line: str) -> list[str]:
    """The pieces of a path through a site, `TODAY.AZ / World news`; empty where the line is none."""
    pieces = [piece.strip() for piece in _CRUMB.split(line)] if len(line) <= 160 else []
    if len(pieces) < 2 or not any(map(is_section, pieces)):
        return []
    # The last piece may be the article's own title, cut short.
    return pieces if all(is_section(piece) or is_domain(piece) for piece in pieces[:-1]) else []


def is_domain(name: str) -> bool:
    """Whether the name is that of a site: `TODAY.AZ`."""
    return _DOMAIN.fullmatch(name) is not None
