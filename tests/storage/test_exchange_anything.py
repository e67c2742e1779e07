from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fuzzing import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from storage.exports import SAMPLES, SCHEMA, annotate, emptied, exported, load, value_of
from storage.samples import article, state

from corpus.spans import Span
from db import actors, concepts, documents, history, mentions, quotes, stances
from db.doctor import examine
from db.engine import Project
from db.errors import ProjectError
from db.exchange import native
from db.records import Role

LATE = "2099-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("told", "what"),
    [
        ("", "^the export: line 1, column 1"),
        ('{"format": "glossator",\n "version": }', "line 2, column 13"),
        ("[]", "no Glossator export"),
        ('{"format": "else"}', "no Glossator export"),
        ('{"format": "glossator"}', "version unknown"),
        ('{"format": "glossator", "version": true}', "version unknown"),
        ('{"format": "glossator", "version": 2}', "version 2"),
        ('{"format": "glossator", "version": 1, "documents": {}}', "documents is no list"),
        pytest.param("[" * 100_000, "cannot be read", id="too deep"),
        pytest.param('{"format": 1' + "0" * 5000 + "}", "cannot be read", id="a number too long"),
    ],
)
def test_what_is_no_export_is_refused_with_the_place(path: Path, opened: Any, told: str, what: str) -> None:
    project = opened(path)
    before = state(project)
    with pytest.raises(ProjectError, match=what):
        load(project, told)
    assert state(project) == before


def test_bytes_that_are_no_text_are_refused(path: Path, opened: Any) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b'{"format": "\xff"}'), encoding="utf-8")
    with pytest.raises(ProjectError, match="no UTF-8"):
        native.load(opened(path), stream, coder="reader")


@settings(max_examples=examples(40), deadline=None)
@given(cut=st.integers(0, len(SAMPLES) - 3))
def test_half_a_file_is_refused(blank: Path, cut: int) -> None:
    with emptied(blank) as project, pytest.raises(ProjectError):
        load(project, SAMPLES[:cut])


@pytest.fixture(scope="module")
def small(blank: Path) -> dict[str, Any]:
    with emptied(blank) as project:
        annotate(project)
        return value_of(project)


def paths(value: object, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside of a value."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in below:
        yield (*above, key)
        yield from paths(inner, (*above, key))


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.sampled_from(["\0", "\ud800", "", "hand", "content", "0", LATE, "0001-01-01T00:00:00+14:00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "quote", "start"]), inner),
    max_leaves=4,
)


@settings(max_examples=examples(25), deadline=None)
@given(data=st.data())
def test_whatever_stands_in_a_file_it_loads_or_is_refused(
    blank: Path, small: dict[str, Any], data: st.DataObject
) -> None:
    spoilt = copy.deepcopy(small)
    ways = list(paths(small))
    for way in data.draw(st.lists(st.sampled_from(ways), min_size=1, max_size=3)):
        spoil(spoilt, way, data.draw(st.sampled_from(["replace", "remove", "swap"])), data.draw)
    with emptied(blank) as project:
        try:
            load(project, spoilt)
        except ProjectError:
            return
        SCHEMA.validate(value_of(project))
        assert [finding for finding in examine(project, read_data=True) if finding.level == "fault"] == []
        assert load(project, exported(project)).problems == []


def spoil(value: Any, way: tuple[Any, ...], how: str, draw: Callable[[Any], Any]) -> None:
    """Replace or remove what stands at the end of a way, or put something else of the file there."""
    try:
        for key in way[:-1]:
            value = value[key]
        if how == "remove":
            del value[way[-1]]
        elif how == "swap" and isinstance(value, dict):
            value[way[-1]] = copy.deepcopy(draw(st.sampled_from(list(value.values()))))
        else:
            value[way[-1]] = draw(ANYTHING)
    except (KeyError, IndexError, TypeError):
        return  # an earlier change took the way away


# NUL and lone surrogates cannot stand in any project.
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
WORDS = st.text(LETTERS, max_size=12)
NAMES = WORDS.filter(str.strip)
DATES = st.sampled_from(["", "2018", "2018-08", "2018-08-27"])


@settings(max_examples=examples(40), deadline=None)
@given(data=st.data())
def test_any_project_comes_out_of_another_as_it_went_in(blank: Path, data: st.DataObject) -> None:
    with emptied(blank) as first, emptied(blank) as second:
        generate(first, data.draw)
        told = exported(first)
        SCHEMA.validate(json.loads(told))
        assert load(second, told, coder=data.draw(st.sampled_from(["anna", "bert", "reader"]))).problems == []
        assert exported(second) == told


def generate(project: Project, draw: Callable[[Any], Any]) -> None:
    """A project with anything in it that its functions allow, by two coders."""
    texts = draw(st.lists(st.text(LETTERS, min_size=1, max_size=60), unique=True, max_size=3))
    with history.act(project, coder="anna", verb="codebook") as session:
        people = [
            actors.create(
                session,
                draw(NAMES),
                draw(NAMES),
                draw(st.lists(WORDS, max_size=2)),
                [Role(draw(WORDS), draw(WORDS), draw(DATES))],
            )
            for _ in range(draw(st.integers(1, 3)))
        ]
        root = concepts.create(session, draw(NAMES), definition=draw(WORDS))
        matters = [root, concepts.create(session, draw(NAMES), parent=root)]
    for text in texts:
        with history.act(project, coder=draw(st.sampled_from(["anna", "bert"])), verb="work") as session:
            document, _ = documents.add(session, article(text, title=draw(WORDS), published=draw(DATES)))
            generate_marks(session, document, text, people, matters, draw)


def generate_marks(
    session: Any, document: str, text: str, people: list[str], matters: list[str], draw: Callable[[Any], Any]
) -> None:
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda pair: pair[0] < pair[1])
    person = st.sampled_from(people)
    span = spans.map(lambda pair: Span(*pair))
    for _ in range(draw(st.integers(0, 2))):
        mentions.add(session, document, draw(person), draw(span), origin=draw(st.sampled_from(["hand", "rule:names"])))
    said: list[str] = []
    for _ in range(draw(st.integers(0, 3))):
        parts = [
            ("content", draw(span)),
            *draw(st.lists(st.tuples(st.sampled_from(["content", "source", "cue"]), span), max_size=2)),
        ]
        said.append(
            quotes.add(
                session,
                document,
                type=draw(st.sampled_from(["direct", "indirect", "mixed"])),
                parts=parts,
                speaker=draw(st.none() | person),
                said_on=draw(DATES),
            )
        )
    for _ in range(draw(st.integers(0, 2))):
        position, strength = draw(
            st.sampled_from([("support", 1), ("oppose", 2), ("neutral", None), ("unclear", None)])
        )
        stances.add(
            session,
            document,
            holder=draw(person),
            target_concept=draw(st.sampled_from(matters)),
            position=position,
            strength=strength,
            modality=draw(st.sampled_from(["actual", "conditional", "demanded", "denied"])),
            explicit=draw(st.booleans()),
            date=draw(DATES),
            evidence=draw(st.lists(st.sampled_from(said) | span if said else span, max_size=2)),
        )
