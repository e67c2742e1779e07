"""Exports made, read and loaded; shared by the tests of the JSON exchange."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
from storage.samples import TEXT, article, span_of

from db import actors, concepts, documents, history, mentions, quotes, stances
from db.engine import Project, open_project
from db.exchange import native
from db.exchange.native import Report
from db.records import Role

ROOT = Path(__file__).parents[2]
SAMPLES = (ROOT / "corpus" / "samples" / "annotations.json").read_text(encoding="utf-8")
SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs" / "export.schema.json").read_text(encoding="utf-8")))


def exported(project: Project) -> str:
    with project.reading() as session:
        return "".join(native.export(session))


def value_of(project: Project) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(exported(project))
    return value


def load(project: Project, value: object, coder: str = "reader") -> Report:
    told = value if isinstance(value, str) else json.dumps(value)
    return native.load(project, io.StringIO(told), coder=coder)


def annotate(project: Project, text: str = TEXT) -> None:
    """One article with something of everything in it."""
    with history.act(project, coder="anna", verb="work") as session:
        document, _ = documents.add(session, article(text, title="Macron says", published="2018-08-27"))
        macron = actors.create(
            session, "Emmanuel Macron", aliases=["Macron"], roles=[Role("president", "France", "2017")]
        )
        merkel = actors.create(session, "Angela Merkel", note="Chancellor then.")
        defence = concepts.create(session, "Defence")
        army = concepts.create(session, "European army", parent=defence)
        mentions.add(session, document, macron, span_of("French President Emmanuel Macron", text))
        outer = quotes.add(
            session,
            document,
            type="direct",
            parts=[
                ("content", span_of("Europe can no longer rely on the US.", text)),
                ("content", span_of("As Merkel put it, 'our fate is in our hands', and she was right,", text)),
                ("source", span_of("he", text)),
            ],
            speaker=macron,
            said_on="2018-08-27",
        )
        fate = span_of("our fate is in our hands", text)
        quotes.add(session, document, type="direct", parts=[("content", fate)], speaker=merkel, inside=outer)
        stances.add(
            session,
            document,
            holder=macron,
            target_concept=army,
            position="support",
            strength=2,
            evidence=[outer, span_of("It is up to us today.", text)],
        )
        stances.add(session, document, holder=merkel, target_actor=macron, position="unclear", date="2018")


@contextmanager
def emptied(blank: Path) -> Iterator[Project]:
    """An empty project for one example of many."""
    with tempfile.TemporaryDirectory() as folder:
        project = open_project(str(shutil.copy(blank, Path(folder) / "example.db")))
        try:
            yield project
        finally:
            project.close()
