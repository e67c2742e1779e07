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
        document, _ = documents.add(session, article(text, title="Harlan says", published="2018-08-27"))
        harlan = actors.create(
            session, "Augustin Harlan", aliases=["Harlan"], roles=[Role("president", "Tessaly", "2017")]
        )
        jensen = actors.create(session, "Ingrid Jensen", note="Chancellor then.")
        defence = concepts.create(session, "Defence")
        army = concepts.create(session, "European army", parent=defence)
        mentions.add(session, document, harlan, span_of("Tessalian President Augustin Harlan", text))
        outer = quotes.add(
            session,
            document,
            type="direct",
            parts=[
                ("content", span_of("The delta digs its own canal from now on.", text)),
                ("content", span_of("As Jensen put it, 'the spade is in our shed', and she was right,", text)),
                ("source", span_of("he", text)),
            ],
            speaker=harlan,
            said_on="2018-08-27",
        )
        spade = span_of("the spade is in our shed", text)
        quotes.add(session, document, type="direct", parts=[("content", spade)], speaker=jensen, inside=outer)
        stances.add(
            session,
            document,
            holder=harlan,
            target_concept=army,
            position="support",
            strength=2,
            evidence=[outer, span_of("Each spring belongs to us.", text)],
        )
        stances.add(session, document, holder=jensen, target_actor=harlan, position="unclear", date="2018")


@contextmanager
def emptied(blank: Path) -> Iterator[Project]:
    """An empty project for one example of many."""
    with tempfile.TemporaryDirectory() as folder:
        project = open_project(str(shutil.copy(blank, Path(folder) / "example.db")))
        try:
            yield project
        finally:
            project.close()
