"""Articles to measure with, made of our own words: the same on every machine."""

from __future__ import annotations

import json
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

from corpus import anchors
from corpus.articles import read_article
from corpus.segments import Segments
from corpus.spans import Span
from db import documents, history
from db.engine import open_project
from db.exchange import native

CODER = "ada"
UNMARKED = 6
"""So many words at the start of an article carry no mark, so that they can be tagged."""

_PEOPLE = ("Lena Orsini", "Tomas Brandt", "Ivo Karel", "Aldo Venn", "Mara Tessel", "Henrik Oslund", "Dario Quent")
_PLACES = ("Velmara", "Sorrand", "Halven", "Port Else", "the Orbin valley", "Castevoix", "the northern districts")
_THINGS = ("the river treaty", "the harbour dues", "the new dam", "the border posts", "the grain quota", "the pilots")
_DEEDS = ("must be settled", "cannot wait", "will be put to a vote", "has divided the cabinet", "needs a new mandate")
_SPEECH = ("said", "told reporters", "argued", "insisted", "conceded", "warned")
_DAYS = ("on Monday", "late on Friday", "in a statement", "before the talks", "after the meeting")


def article(number: int, size: int) -> str:
    """An article of about `size` characters; the number makes it different from all others."""
    random = Random(number)
    paragraphs = [f"Report {number}: {random.choice(_THINGS)} and {random.choice(_PLACES)}"]
    paragraphs.append(f"HALVEN, March {1 + number % 28} (Meridian) - {_sentence(random)} {_sentence(random)}")
    length = sum(map(len, paragraphs))
    while length < size:
        paragraphs.append(" ".join(_sentence(random) for _ in range(random.randint(1, 4))))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs) + "\n"


def _sentence(random: Random) -> str:
    person, place, thing = random.choice(_PEOPLE), random.choice(_PLACES), random.choice(_THINGS)
    deed, speech, day = random.choice(_DEEDS), random.choice(_SPEECH), random.choice(_DAYS)
    return random.choice(
        (
            f"“In {place} {thing} {deed},” {person} {speech} {day}.",
            f"{person} {speech} that {thing} {deed}, while {place} kept silent {day}.",
            f"“I do not see why {thing} {deed},” {person} {speech}, “and neither does {place}.”",
            f"According to an official in {place}, {thing} {deed}.",
        )
    )


def make_project(path: Path, texts: list[str]) -> None:
    """A project with these articles, in this order."""
    project = open_project(str(path))
    try:
        with history.act(project, coder=CODER, verb="add", undoable=False) as session:
            for number, text in enumerate(texts):
                documents.add(session, read_article(text.encode(), f"report-{number}.txt"))
    finally:
        project.close()


def marked_copy(source: Path, path: Path, count: int) -> None:
    """A copy of a project with `count` mentions spread over its last article, but for its first words.

    They come in as an export does: tagging them one by one would take half a minute.
    """
    exported = _export(source)
    document = exported["documents"][-1]
    words = Segments(document["text"]).words(Span(0, len(document["text"])))[UNMARKED:]
    signed = {"coder": "c", "origin": "hand", "note": ""}
    signed |= {"created": exported["exported"], "updated": exported["exported"]}
    exported["coders"] = [{"id": "c", "name": CODER}]
    exported["actors"] = [{"id": "a", "name": _PEOPLE[0], "kind": "person", "aliases": [], "roles": [], "note": ""}]
    document["mentions"] = [
        {"id": f"m{number}", "actor": "a", **asdict(anchors.make(document["text"], *word)), **signed}
        for number, word in enumerate(words[:: len(words) // count][:count])
    ]
    project = open_project(str(path))
    try:
        native.load(project, StringIO(json.dumps(exported)), coder=CODER)
    finally:
        project.close()


def _export(path: Path) -> Any:
    project = open_project(str(path), create=False)
    try:
        with project.reading() as session:
            return json.loads("".join(native.export(session)))
    finally:
        project.close()
