"""A crowd at one project: many programs write at once, and afterwards every acknowledged write is looked for.

python tests/torture/crowd.py --writers 16 --writes 500 [--db PATH_OR_URL]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlmodel import select

from corpus.articles import read_article
from corpus.spans import Span
from db import actors, annotations, documents, history, mentions, quotes, stances
from db.engine import Project, Session, open_project
from db.models import METADATA, Act, Change, Quote, table

ROOT = Path(__file__).parents[2]
SECONDS = 1800
SHARED = "Everybody"
"""The actor whose note all writers edit: each adds a line to what stands there."""

TEXT = "The five rivers\n\n" + "\n\n".join(
    f"Paragraph {number}: “We hold gate {number},” Lena Orsini said, and Aldo Venn agreed." for number in range(40)
)

PREPARED = 2
"""The acts of `prepare`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a crowd did, and how long it took."""

    acts: int
    seconds: float
    slowest: float
    """The longest time that a writer waited for one act, in milliseconds."""
    faults: Sequence[str]
    """What is not as it must be; empty where all is well."""


def prepare(where: str) -> None:
    """Put a text and the shared actor into an empty project."""
    project = open_project(where)
    with history.act(project, coder="librarian", verb="add", undoable=False) as session:
        documents.add(session, read_article(TEXT.encode(), "rivers.txt"))
    with history.act(project, coder="librarian", verb="actor") as session:
        actors.create(session, SHARED)
    project.close()


def run(where: str, writers: int, writes: int) -> Outcome:
    """Let so many programs do so many acts each on a prepared project, and look at what is there afterwards."""
    began = time.monotonic()
    command = [sys.executable, str(Path(__file__)), "--db", where, "--writes", str(writes), "--writer"]
    crowd = [
        subprocess.Popen([*command, str(number)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for number in range(writers)
    ]
    said = [writer.communicate(timeout=SECONDS) for writer in crowd]
    seconds = time.monotonic() - began
    acknowledged = [[json.loads(line) for line in out.splitlines()] for out, _ in said]
    refused = [error.strip().splitlines()[-1] for _, error in said if error.strip()]
    project = open_project(where, create=False)
    try:
        faults = [*refused, *_faults(project, acknowledged, writes)]
    finally:
        project.close()
    slowest = max((told["ms"] for each in acknowledged for told in each), default=0.0)
    return Outcome(sum(map(len, acknowledged)), seconds, slowest, faults)


# One writer


def write(where: str, number: int, writes: int) -> None:
    """Do acts of all kinds, and tell each one once it is saved."""
    random, coder = Random(number), f"coder {number}"
    project = open_project(where, create=False)
    with project.reading() as session:
        document = documents.listing(session)[0].id
    for count in range(writes):
        began = time.perf_counter()
        seq, added = _act(project, coder, document, random, count)
        spent = 1000 * (time.perf_counter() - began)
        sys.stdout.write(f"{json.dumps({'seq': seq, 'line': added, 'ms': round(spent, 2)})}\n")
        sys.stdout.flush()
    project.close()


def _act(project: Project, coder: str, document: str, random: Random, count: int) -> tuple[int, str]:
    """One act: its number in the log, and the line that it added to the shared note, if it did."""
    known = set(project.written)
    if count % 25 == 24:
        assert history.undo(project, coder)
        return next(iter(project.written - known)), ""
    line = f"{coder} {count}" if count % 5 == 0 else ""
    with history.act(project, coder=coder, verb="write", document=document) as session:
        if line:
            _sign(session, line)
        else:
            _mark(session, document, coder, random)
    return int(session.info["act"]), line


def _sign(session: Session, line: str) -> None:
    """Add a line to the shared actor's note."""
    shared = next(actor for actor in actors.listing(session) if actor.name == SHARED)
    actors.edit(session, shared.id, shared.version, note=f"{shared.note}{line}\n")


def _mark(session: Session, document: str, coder: str, random: Random) -> None:
    """Mark something, or change or delete an own mark."""
    start = random.randrange(len(TEXT) - 60)
    span = Span(start, start + 1 + random.randrange(50))
    shared = next(actor for actor in actors.listing(session) if actor.name == SHARED)
    kind = random.randrange(6)
    own = session.exec(select(Quote).where(Quote.coder == coder)).all() if kind < 3 else []
    if own and kind == 0:
        quotes.delete(session, random.choice(own).id)
    elif own:
        chosen = random.choice(own)
        annotations.add_to_note(session, "quote", chosen.id, chosen.version, f"memo {random.random()}")
        quotes.recode(session, chosen.id, chosen.version + 1, said_on=f"20{random.randrange(10, 99)}", type="mixed")
    elif kind == 4:
        mentions.add(session, document, shared.id, span)
    elif kind == 5:
        stances.add(session, document, holder=shared.id, target_actor=shared.id, position="mixed", evidence=[span])
    else:
        quotes.add(session, document, type="direct", parts=[("content", span)], speaker=shared.id)


# What must be there afterwards


def _faults(project: Project, acknowledged: Sequence[Sequence[dict[str, Any]]], writes: int) -> Iterator[str]:
    """What was lost, is out of order, or is told twice."""
    with project.reading() as session:
        logged = set(session.connection().execute(select(table(Act).c.seq)).scalars())
        notes = {actor.name: actor.note for actor in actors.listing(session)}
    for number, told in enumerate(acknowledged):
        order = [each["seq"] for each in told]
        if len(told) != writes:
            yield f"writer {number} did {len(told)} of {writes} acts"
        if order != sorted(order):
            yield f"writer {number}: the log has its acts in another order"
        yield from (f"writer {number}: act {seq} is not in the log" for seq in order if seq not in logged)
    expected = sum(map(len, acknowledged)) + PREPARED
    if len(logged) != expected:
        yield f"{len(logged)} acts are in the log, {expected} were told"
    lines = [each["line"] for told in acknowledged for each in told if each["line"]]
    if sorted(notes[SHARED].splitlines()) != sorted(lines):
        yield f"the shared note has {notes[SHARED].count(chr(10))} lines, {len(lines)} were written"
    yield from broken_chains(project)


def broken_chains(project: Project) -> Iterator[str]:
    """Rows whose history does not lead, change by change, from nothing to what stands there now."""
    with project.reading() as session:
        connection = session.connection()
        changes = connection.execute(select(table(Change)).order_by(table(Change).c.seq)).all()
        rows: dict[tuple[str, str], dict[str, Any]] = {
            (name, row["id"]): dict(row)
            for name in sorted({change.table_name for change in changes})
            for row in connection.execute(METADATA.tables[name].select()).mappings()
        }
    last: dict[tuple[str, str], str | None] = {}
    for change in changes:
        key = (change.table_name, change.row_id)
        if last.get(key) != change.before:
            yield f"{key}: change {change.seq} does not begin where the one before ended"
        last[key] = change.after
    for key, image in last.items():
        if rows.get(key) != (None if image is None else json.loads(image)):
            yield f"{key}: the table and the log disagree"
    yield from (f"{key} is in no log" for key in rows.keys() - last.keys())


def main() -> int:
    """Run a crowd, or be one of it; 0 when nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", default="", help="an empty project, or one that is made for this")
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--writes", type=int, default=500)
    parser.add_argument("--writer", type=int, default=None, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.writer is not None:
        write(asked.db, asked.writer, asked.writes)
        return 0
    with tempfile.TemporaryDirectory(prefix="crowd") as folder:
        where = asked.db or str(Path(folder) / "crowd.db")
        prepare(where)
        outcome = run(where, asked.writers, asked.writes)
    sys.stdout.write(
        f"{asked.writers} programs x {asked.writes} acts: {outcome.acts} acknowledged in {outcome.seconds:.1f} s,"
        f" the slowest after {outcome.slowest:.0f} ms, {len(outcome.faults)} faults\n"
    )
    sys.stdout.writelines(f"{fault}\n" for fault in outcome.faults[:20])
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
