"""A session of many acts, recorded: the bytes of its files, and what the project said after each act."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from torture import project
from torture.journal import frames, salt

from corpus.spans import Span
from db import actors, concepts, documents, history, mentions, quotes, stances
from db.engine import Project, Session, open_project

_TABLES = (
    "document",
    "actor",
    "alias",
    "role",
    "concept",
    "mention",
    "quote",
    "quote_part",
    "stance",
    "evidence",
    "act",
)

Act = Callable[[Session, str, Random, Span], object]


@dataclass(slots=True)
class Era:
    """The acts between two moments at which SQLite took the journal into the file."""

    before: bytes
    """The file as it was when the journal was empty."""
    journal: bytes = b""
    ends: list[int] = field(default_factory=list)
    """For each act where in the journal it ended."""
    first: int = 0
    """How many acts there were before."""
    after: bytes = b""
    """The file when the journal had been taken in; empty where that never happened."""


@dataclass(slots=True)
class Recording:
    """A whole session."""

    eras: list[Era]
    states: list[str]
    """What the project said before the first act and after each."""


def state(connection: sqlite3.Connection) -> str:
    """All that a project says, as a digest."""
    told = hashlib.sha256()
    for name in _TABLES:
        for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1"):
            told.update(repr(row).encode())
    return told.hexdigest()


def record(path: Path, count: int, seed: int) -> Recording:
    """Do many acts on a new project, and record what comes of each."""
    project.make(path)
    random = Random(seed)
    opened = open_project(str(path))
    try:
        return _record(opened, path, count, random)
    finally:
        opened.close()


def _record(opened: Project, path: Path, count: int, random: Random) -> Recording:
    with opened.reading() as session:
        document = documents.listing(session)[0].id
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
        recording = Recording([Era(path.read_bytes())], [state(reader)])
        journal = path.with_name(f"{path.name}-wal")
        for number in range(count):
            _act(opened, document, random, number)
            _note(recording, path, journal.read_bytes(), number)
            recording.states.append(state(reader))
    return recording


def _note(recording: Recording, path: Path, written: bytes, number: int) -> None:
    era = recording.eras[-1]
    if era.journal and salt(written) != salt(era.journal):
        # The file took the journal in when the act before this one was done.
        era.after = path.read_bytes()  # the pages of the new journal are not in it
        era = Era(era.after, first=number)
        recording.eras.append(era)
    era.journal = written
    era.ends.append(max((frame.end for frame in frames(written)), default=0))


def _act(opened: Project, document: str, random: Random, number: int) -> None:
    """One act as the screen would write it, or a step through the history."""
    kind = random.random()
    if number and kind < 0.1:
        history.undo(opened, "ada")
    elif number and kind < 0.15:
        history.redo(opened, "ada")
    else:
        span = _word(random)
        with history.act(opened, coder="ada", verb="work", document=document, span=span) as session:
            random.choice(_ACTS)(session, document, random, span)


def _word(random: Random) -> Span:
    place = random.randrange(len(project.WORDS))
    start = sum(len(word) + 2 for word in project.WORDS[:place])
    return Span(start, start + len(project.WORDS[place]))


def _mention(session: Session, document: str, random: Random, span: Span) -> None:
    mentions.add(session, document, _actor(session, random), span)


def _quote(session: Session, document: str, random: Random, span: Span) -> None:
    quotes.add(session, document, type="indirect", parts=[("content", span)], speaker=_actor(session, random))


def _stance(session: Session, document: str, random: Random, span: Span) -> None:
    concept = concepts.create(session, f"dam {random.random()}")
    holder = _actor(session, random)
    stances.add(session, document, holder=holder, target_concept=concept, position="neutral", evidence=[span])


def _actor(session: Session, random: Random) -> str:
    name = f"{random.choice(('Lena Orsini', 'Aldo Venn', 'Ivo Karel'))} {random.randrange(50)}"
    known = actors.find_by_name(session, name)
    return known.id if known else actors.create(session, name)


_ACTS: tuple[Act, ...] = (_mention, _mention, _quote, _stance)
