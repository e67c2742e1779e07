"""Whatever is done, undoing it all gives the first state back byte for byte, and redoing it all the last."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session
from storage.samples import TEXT, state

from corpus.spans import Span
from corpus.suggest.records import MentionSuggestion
from db import actors, annotations, concepts, documents, history, mentions, quotes, stances, suggestions
from db.engine import Project
from db.errors import ProjectError
from db.records import Annotations, Noun

Edit = tuple[int, int, int, int]


def some(found: Any, number: int) -> Any:
    """One of what there is, or what is nowhere."""
    found = list(found)
    return found[number % len(found)] if found else type("Nothing", (), {"id": "nothing", "version": 1})


def edits(session: Session, document: str, edit: Edit) -> list[Callable[[], object]]:
    """Everything that an analyst can do, each with what the numbers point at."""
    _, a, b, c = edit
    known: Annotations = annotations.of_document(session, document)
    people, ideas = actors.listing(session), concepts.listing(session)
    start = a % (len(TEXT) - 60)
    span, piece = Span(start, start + 1 + b % 50), Span(start + c % 8, start + c % 8 + 1 + b % 9)
    mention, quote, stance = some(known.mentions, a), some(known.quotes, a), some(known.stances, a)
    marked = (mention, quote, stance)[b % 3]
    actor, other, idea = some(people, b), some(people, c), some(ideas, b)
    proposed = MentionSuggestion(span, f"name {c % 2}", "rule", b % 9 / 9, "why")
    nouns: list[Noun] = ["mention", "quote", "stance"]
    return [
        lambda: actors.create(session, f"actor {a % 5}", aliases=[f"alias {b}"]),
        lambda: actors.edit(session, actor.id, actor.version, name=f"name {a}", aliases=[f"alias {c % 3}"]),
        lambda: actors.merge(session, actor.id, other.id),
        lambda: concepts.create(session, f"concept {a}", idea.id if ideas and c % 2 else None),
        lambda: concepts.edit(session, idea.id, idea.version, parent=some(ideas, c).id),
        lambda: concepts.merge(session, idea.id, some(ideas, c).id),
        lambda: mentions.add(session, document, actor.id, span),
        lambda: mentions.move(session, mention.id, mention.version, span),
        lambda: mentions.recode(session, mention.id, mention.version, actor.id),
        lambda: mentions.delete(session, mention.id),
        lambda: quotes.add(session, document, type="direct", parts=[("content", span), ("cue", piece)]),
        lambda: quotes.add(session, document, type="mixed", parts=[("content", piece)], speaker=actor.id),
        lambda: quotes.recode(session, quote.id, quote.version, speaker=actor.id, said_on=str(c)),
        lambda: quotes.recode(session, quote.id, quote.version, inside=some(known.quotes, c).id),
        lambda: quotes.move_part(session, quote.id, quote.version, quote.parts[0], span),
        lambda: quotes.drop_part(session, quote.id, quote.version, quote.parts[-1]),
        lambda: quotes.add_part(session, quote.id, quote.version, "source", piece),
        lambda: quotes.delete(session, quote.id),
        lambda: stances.add(
            session, document, holder=actor.id, target_actor=other.id, position="mixed", evidence=[quote.id, span]
        ),
        lambda: stances.recode(session, stance.id, stance.version, target_concept=idea.id, position="unclear"),
        lambda: stances.add_evidence(session, stance.id, stance.version, quote.id),
        lambda: stances.delete(session, stance.id),
        lambda: annotations.write_note(session, nouns[b % 3], marked.id, marked.version, f"memo {c}"),
        lambda: documents.mark(session, document, "done" if a % 2 else "open"),
        lambda: actors.learn(session, actor.id, f"Name {c % 3}"),
        lambda: suggestions.decide(session, document, [(proposed, "rejected" if c % 2 else "accepted")]),
    ]


def perform(project: Project, document: str, edit: Edit) -> None:
    """One act; what is refused writes nothing."""
    with suppress(ProjectError), history.act(project, coder="anna", verb="edit") as session:
        possible = edits(session, document, edit)
        possible[edit[0] % len(possible)]()


def perform_all(project: Project, document: str, sequence: list[Edit]) -> list[dict[str, Any]]:
    """The states that a sequence of acts went through, from the first to the last."""
    states = [state(project)]
    for edit in sequence:
        perform(project, document, edit)
        if (now := state(project)) != states[-1]:
            states.append(now)
    return states


# The first edits fill the project, so that the others have something to work on.
BEGINNING: list[Edit] = [
    (0, 1, 1, 1),
    (0, 2, 2, 2),
    (3, 1, 0, 0),
    (6, 40, 9, 1),
    (10, 50, 49, 3),
    (11, 52, 8, 1),
    (17, 0, 1, 0),
]
numbers = st.integers(0, 400)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence=st.lists(st.tuples(numbers, numbers, numbers, numbers), min_size=1, max_size=10))
def test_undoing_everything_gives_each_state_back_and_redoing_too(
    project: Project, document: str, sequence: list[Edit]
) -> None:
    states = perform_all(project, document, BEGINNING + sequence)
    assert len(states) > len(BEGINNING)
    for expected in reversed(states[:-1]):
        assert history.undo(project, "anna")
        assert state(project) == expected
    assert history.undo(project, "anna") is None
    for expected in states[1:]:
        assert history.redo(project, "anna")
        assert state(project) == expected
    assert history.redo(project, "anna") is None
    while history.undo(project, "anna"):
        pass
    assert state(project) == states[0]
