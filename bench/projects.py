"""Projects of 10 to 100,000 articles, the largest with a million annotations: what must not grow with them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

from bench import articles, keys, starts
from bench.bed import Bed
from bench.figures import Figure
from bench.sizes import tag_times
from corpus.segments import Segments
from corpus.spans import Span
from db import actors, bulk, history, ids, models
from db.engine import Session, open_project

COUNTS = (10, 1_000, 100_000)
BODIES, BODY_SIZE = 50, 900
NAMES = 500
MARKS_EACH = 10
BATCH = 5_000
TAGS = 12
OPENING_SETTLE = 0.3
"""A document that is opened is drawn in several frames: its text, and then what is suggested in it."""
TAG_RATIO = 1.2
STARTS = 5


def figures(bed: Bed) -> Iterator[Figure]:
    """Projects of 10 to 100,000 articles and a million annotations."""
    for count in COUNTS:
        make(bed.project(f"project-{count}"), count)
        bed.read_once(f"project-{count}")
    base = f"project-{COUNTS[0]}"
    for count in COUNTS[1:]:
        name = f"project-{count}"
        words = f"{count:,} articles, {count * MARKS_EACH:,} annotations"
        yield Figure(f"{words}: start, against {COUNTS[0]}", _starts(bed, name, base), "x", keys.SAME)
        with bed.reader(base) as small, bed.reader(name) as other:
            programs = {base: small, name: other}
            for terminal in programs.values():
                terminal.wait_for(f"of {COUNTS[0]}" if terminal is small else f"of {count}")
                terminal.collect(1.0, 5)
            for act, pressed in (("next document", ("J", "K")), ("word move", ("l",))):
                answers = keys.in_turns(programs, pressed, TAGS, OPENING_SETTLE)
                yield Figure(f"{words}: {act}, against {COUNTS[0]}", keys.ratio(answers, name, base), "x", keys.SAME)
            for act, took in tag_times(programs, TAGS).items():
                yield Figure(f"{words}: {act}, against {COUNTS[0]}", took[name] / took[base], "x", TAG_RATIO)
            yield Figure(f"{words}: memory", other.megabytes, "MB")


def _starts(bed: Bed, name: str, base: str) -> float:
    """Starts in turns; the ratio of their medians."""
    times: dict[str, list[float]] = {base: [], name: []}
    for _ in range(STARTS):
        for each, found in times.items():
            found.append(starts.first_paint(bed.command(each), bed.environ, "Report 0"))
    return median(times[name]) / median(times[base])


def make(path: Path, count: int) -> None:
    """A project of `count` articles with ten mentions each, written many rows at once."""
    bodies = [articles.article(number, BODY_SIZE).partition("\n")[2] for number in range(BODIES)]
    places = [_places(body) for body in bodies]
    project = open_project(str(path))
    try:
        with history.act(project, coder=articles.CODER, verb="add", undoable=False) as session:
            coder = history.coder_of(session)
            names = [actors.create(session, f"Person {number}") for number in range(NAMES)]
            session.flush()
            for first in range(1, count + 1, BATCH):
                _write(session, range(first, min(first + BATCH, count + 1)), bodies, places, (coder, names))
    finally:
        project.close()


def _places(body: str) -> list[Span]:
    words = Segments(body).words(Span(0, len(body)))[articles.UNMARKED :]
    return words[:: len(words) // MARKS_EACH][:MARKS_EACH]


def _write(
    session: Session, numbers: range, bodies: list[str], places: list[list[Span]], who: tuple[str, list[str]]
) -> None:
    """Write articles and their mentions; the headline makes each text another one."""
    at, (coder, names) = history.time_of(session), who
    texts: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    for number in numbers:
        title = f"Report {number:06}"
        text = f"{title}\n{bodies[number % BODIES]}"
        digest, document = sha256(text.encode()).hexdigest(), ids.new()
        texts.append({"number": number, "sha256": digest, "text": text})
        documents.append(
            {"id": document, "sha256": digest, "number": number, "title": title, "file": f"{number}.txt", "added": at}
            | dict.fromkeys(("outlet", "author", "published", "place", "section", "url", "language"), "")
            | {"told": "{}", "file_sha256": "", "encoding": "utf-8", "status": "open", "version": 1}
        )
        for place, span in enumerate(places[number % BODIES]):
            start, end = span.start + len(title) + 1, span.end + len(title) + 1
            mentions.append(
                {"id": ids.new(), "document": document, "actor": names[(number + place) % NAMES], "coder": coder}
                | {"start": start, "end": end, "exact": text[start:end], "prefix": "", "suffix": "", "orphan": 0}
                | {"origin": "hand", "note": "", "created": at, "updated": at, "version": 1}
            )
    for model, rows in ((models.Text, texts), (models.Document, documents), (models.Mention, mentions)):
        bulk.insert(session.connection(), models.table(model), rows)
