"""Two coders edit the same things in any order: what is acknowledged is in the log, and nobody overwrites unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import Session
from storage.samples import TEXT, state
from torture.crowd import broken_chains

from corpus.spans import Span
from db import annotations, history, quotes
from db.engine import Project
from db.errors import ConflictError
from db.models import Act, Coder, table
from db.records import Annotations, Quote

Step = tuple[int, str, int]

ACTIONS = ("look", "add", "date", "type", "memo", "delete", "undo", "redo", "bring back")


@dataclass(slots=True)
class Screen:
    """One coder's program, with what it has seen."""

    coder: str
    project: Project
    seen: Annotations = field(default_factory=Annotations)

    def look(self, document: str) -> None:
        """See what there is now."""
        with self.project.reading() as session:
            self.seen = annotations.of_document(session, document)

    def quote(self, number: int) -> Quote | None:
        """One of the quotes that it has seen."""
        return self.seen.quotes[number % len(self.seen.quotes)] if self.seen.quotes else None

    def write(self, document: str, action: str, number: int) -> bool:
        """Do one thing to what it has seen; whether there was anything to do it to."""
        if action in ("undo", "redo"):
            return bool((history.undo if action == "undo" else history.redo)(self.project, self.coder))
        quote = self.quote(number)
        if action != "add" and quote is None:
            return False
        with history.act(self.project, coder=self.coder, verb=action, document=document) as session:
            _edit(session, document, action, number, quote)
        return history.changed(session)


def _edit(session: Session, document: str, action: str, number: int, quote: Quote | None) -> None:
    if quote is None or action == "add":
        start = number % (len(TEXT) - 9)
        quotes.add(session, document, type="direct", parts=[("content", Span(start, start + 9))])
    elif action == "date":
        quotes.recode(session, quote.id, quote.version, said_on=str(2000 + number))
    elif action == "type":
        quotes.recode(session, quote.id, quote.version, type="mixed" if quote.type == "direct" else "direct")
    elif action == "memo":
        annotations.write_note(session, "quote", quote.id, quote.version, f"memo {number}")
    elif action == "delete":
        quotes.delete(session, quote.id, quote.version)
    else:
        history.bring_back(session, quote.id)


def log(project: Project) -> list[Any]:
    with project.reading() as session:
        query = select(table(Act).c.seq, table(Coder).c.name, table(Act).c.verb)
        return list(session.connection().execute(query.join(table(Coder)).order_by(table(Act).c.seq)).all())


def versions(project: Project, document: str) -> dict[str, int]:
    with project.reading() as session:
        return {quote.id: quote.version for quote in annotations.of_document(session, document).quotes}


def play(screen: Screen, document: str, action: str, number: int) -> None:
    """One step: it is done and in the log, or refused and nothing is different."""
    before, logged, there = state(screen.project), log(screen.project), versions(screen.project, document)
    quote = screen.quote(number)
    is_stale = quote is not None and there.get(quote.id) != quote.version
    try:
        is_done = screen.write(document, action, number)
    except ConflictError:
        is_done = False
        assert action in ("undo", "redo", "bring back") or is_stale
    else:
        assert not (is_done and is_stale and action in ("date", "type", "memo", "delete"))
    if is_done:
        (added,) = log(screen.project)[len(logged) :]
        assert added.name == screen.coder
        assert added.verb.startswith(action)
    else:
        assert (state(screen.project), log(screen.project)) == (before, logged)


# Making a failing example smaller would take an hour: each step reads the whole state.
@settings(
    max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.tuples(st.integers(0, 1), st.sampled_from(ACTIONS), st.integers(0, 99)), max_size=16))
def test_an_edit_of_two_coders_is_logged_or_refused_and_never_lost(
    where: str, opened: Callable[[str | Path], Project], document: str, steps: list[Step]
) -> None:
    screens = [Screen("anna", opened(where)), Screen("ben", opened(where))]
    play(screens[0], document, "add", 7)
    for screen in screens:
        screen.look(document)
    for who, action, number in steps:
        if action == "look":
            screens[who].look(document)
        else:
            play(screens[who], document, action, number)
    assert list(broken_chains(screens[0].project)) == []
