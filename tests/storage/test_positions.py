"""What was decided about a target, as the small learner gets it."""

from __future__ import annotations

from typing import Any

import pytest
from storage.samples import span_of

from corpus.suggest.positions import Example
from db import actors, concepts, history, positions, quotes, stances
from db.engine import Project, Session

SPLIT = ("The delta digs its own canal from now on.", "Each spring belongs to us.")


def add(session: Session, document: str, holder: str, evidence: Any, **said: Any) -> str:
    return stances.add(session, document, holder=holder, evidence=evidence, **said)


@pytest.fixture
def target(project: Project, document: str) -> dict[str, str]:
    """A quote in two pieces, and stances on a concept and on an actor."""
    with history.act(project, coder="ann", verb="stance") as session:
        harlan, corwen = actors.create(session, "Harlan"), actors.create(session, "Corwen")
        canal = concepts.create(session, "canal")
        parts = [("source", span_of("Augustin Harlan")), *(("content", span_of(piece)) for piece in SPLIT)]
        quote = quotes.add(session, document, type="direct", parts=parts, speaker=harlan)
        spade = span_of("the spade is in our shed")
        add(session, document, harlan, [], target_concept=canal, position="unclear")
        first = add(session, document, harlan, [quote], target_concept=canal, position="support", strength=2)
        add(session, document, harlan, [spade, quote], target_concept=canal, position="mixed")
        add(session, document, harlan, [spade], target_actor=corwen, position="oppose", strength=1)
        add(session, document, harlan, [spade], target_concept=canal, position="neutral", modality="denied")
    return {"canal": canal, "corwen": corwen, "first": first}


def test_the_words_of_quotes_and_spans_come_with_the_position_they_were_read_as(
    project: Project, target: dict[str, str]
) -> None:
    words = " … ".join(SPLIT)
    with project.reading() as session:
        assert positions.examples(session, "concept", target["canal"]) == [
            Example(words, "support"),
            Example(f"the spade is in our shed … {words}", "mixed"),
        ]
        assert positions.examples(session, "actor", target["corwen"]) == [Example("the spade is in our shed", "oppose")]


def test_a_stance_that_is_taken_away_is_no_example(project: Project, target: dict[str, str]) -> None:
    with history.act(project, coder="ann", verb="delete stance") as session:
        stances.delete(session, target["first"])
    with project.reading() as session:
        assert [example.position for example in positions.examples(session, "concept", target["canal"])] == ["mixed"]


def test_only_so_many_of_the_latest_are_looked_at(
    project: Project, document: str, target: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(positions, "MOST", 1)
    with project.reading() as session:
        assert [example.position for example in positions.examples(session, "concept", target["canal"])] == ["mixed"]


def test_an_actor_is_not_taken_for_a_concept(project: Project, target: dict[str, str]) -> None:
    with project.reading() as session:
        assert positions.examples(session, "concept", target["corwen"]) == []
        assert positions.examples(session, "actor", target["canal"]) == []
