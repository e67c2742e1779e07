"""Whatever is done in whatever order: undo to the first state and redo to the last, byte for byte."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest
from fuzzing import examples
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlmodel import Session
from storage.exports import exported
from storage.samples import TEXT, article

from corpus.spans import Span
from corpus.suggest.records import MentionSuggestion
from db import (
    actors,
    annotations,
    codebook,
    concepts,
    documents,
    editions,
    history,
    mentions,
    quotes,
    stances,
    suggestions,
    taking,
    zones,
)
from db.doctor import examine
from db.engine import open_project
from db.errors import ProjectError
from db.models import METADATA
from db.records import Noun, Role

State = tuple[str, dict[str, list[tuple[Any, ...]]]]

TEXTS = (
    TEXT,
    "A new first line.\n" + TEXT,
    TEXT.replace("Lorvik welcomed the words.", ""),
    TEXT.replace("said", "told"),
)
"""Versions of one article: words moved, words gone, words changed."""

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
names = words.filter(str.strip)
numbers = st.integers(0, 99)
spans = st.tuples(st.integers(0, len(TEXT) + 9), st.integers(1, 60)).map(lambda pair: Span(pair[0], sum(pair)))
dates = st.sampled_from(["", "2018", "2018-08-27"])


class Nothing:
    """What is not there; each edit of it is refused."""

    id, version, parts = "nothing", 1, ()


def one_of(found: Any, number: int) -> Any:
    """One of what there is, or what is nowhere."""
    found = list(found)
    return found[number % len(found)] if found else Nothing


class Project(RuleBasedStateMachine):
    """A project under all edits of every noun, with a model of what undo and redo must give back."""

    blank: ClassVar[Path]

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.project = open_project(str(shutil.copy(self.blank, Path(self.folder.name) / "project.db")))
        with history.act(self.project, coder="librarian", verb="add", undoable=False) as session:
            self.document = documents.add(session, article(title="Harlan says", outlet="Herald"))[0]
        with self.project.reading() as session:
            self.book = codebook.read(session)
        self.now = self.state()
        self.before: list[State] = []
        self.after: list[State] = []
        self.act(self.begin)

    def begin(self, session: Session) -> None:
        """Something of every noun, so that the other edits have something to work on."""
        harlan = actors.create(session, "Harlan", roles=[Role("president", "Tessaly")])
        jensen = actors.create(session, "Jensen")
        army = concepts.create(session, "army", concepts.create(session, "defence"))
        session.flush()
        said = Span(TEXT.index("The delta"), TEXT.index("she was right"))
        outer = quotes.add(session, self.document, type="direct", parts=[("content", said)], speaker=harlan)
        inner = Span(TEXT.index("the spade"), TEXT.index("', and she"))
        quotes.add(session, self.document, type="direct", parts=[("content", inner)], speaker=jensen)
        mentions.add(session, self.document, jensen, Span(TEXT.index("Jensen"), TEXT.index(" put it")))
        evidence = [outer, inner]
        stances.add(session, self.document, holder=harlan, target_concept=army, position="mixed", evidence=evidence)

    def state(self) -> State:
        """The export without the time of the last change, and every row that the history keeps."""
        lines = exported(self.project).splitlines()
        told = "\n".join(line for line in lines if not line.startswith('  "exported"'))
        with self.project.reading() as session:
            tables = [table for table in METADATA.sorted_tables if table.name in history.LOGGED]
            rows = {table.name: sorted(map(tuple, session.connection().execute(table.select()))) for table in tables}
        return told, rows

    def act(self, edit: Callable[[Session], object]) -> None:
        """One act; what is refused changes nothing, and what changes something can no longer be done again."""
        refused = True
        with suppress(ProjectError), history.act(self.project, coder="anna", verb="edit") as session:
            edit(session)
            refused = False
        now = self.state()
        self.renew()
        assert not refused or now == self.now
        if now != self.now:
            self.before.append(self.now)
            self.now, self.after = now, []

    def renew(self) -> None:
        """The log tells all that has changed in the codebook and in how it is used."""
        with self.project.reading() as session:
            self.book = codebook.renewed(session, self.book)
            assert self.book == codebook.read(session)

    def marks(self, session: Session) -> Any:
        return annotations.of_document(session, self.document)

    # Actors and concepts

    @rule(name=names, alias=words, role=words, on=dates)
    def create_actor(self, name: str, alias: str, role: str, on: str) -> None:
        self.act(lambda session: actors.create(session, name, aliases=[alias], roles=[Role(role, alias, on)]))

    @rule(a=numbers, name=words, kind=words, aliases=st.lists(words, max_size=2), on=dates)
    def edit_actor(self, a: int, name: str, kind: str, aliases: list[str], on: str) -> None:
        def edit(session: Session) -> None:
            actor = one_of(actors.listing(session), a)
            roles = [Role(kind, name, on)] if a % 2 else []
            actors.edit(session, actor.id, actor.version, name=name, kind=kind, aliases=aliases, roles=roles, note=name)

        self.act(edit)

    @rule(a=numbers, form=words)
    def learn_alias(self, a: int, form: str) -> None:
        self.act(lambda session: actors.learn(session, one_of(actors.listing(session), a).id, f"Harlan {form}"))

    @rule(a=numbers, b=numbers)
    def merge_actors(self, a: int, b: int) -> None:
        def merge(session: Session) -> None:
            people = actors.listing(session)
            actors.merge(session, one_of(people, a).id, one_of(people, b).id)

        self.act(merge)

    @rule(a=numbers, name=names, definition=words)
    def create_concept(self, a: int, name: str, definition: str) -> None:
        def create(session: Session) -> None:
            above = one_of(concepts.listing(session), a)
            concepts.create(session, name, above.id if a % 3 else None, definition)

        self.act(create)

    @rule(a=numbers, b=numbers, name=words)
    def edit_concept(self, a: int, b: int, name: str) -> None:
        def edit(session: Session) -> None:
            ideas = concepts.listing(session)
            idea, parent = one_of(ideas, a), one_of(ideas, b).id if b % 3 else None
            concepts.edit(session, idea.id, idea.version, name=name, parent=parent)

        self.act(edit)

    @rule(a=numbers, b=numbers)
    def merge_concepts(self, a: int, b: int) -> None:
        def merge(session: Session) -> None:
            ideas = concepts.listing(session)
            concepts.merge(session, one_of(ideas, a).id, one_of(ideas, b).id)

        self.act(merge)

    # Marks

    @rule(a=numbers, span=spans)
    def add_mention(self, a: int, span: Span) -> None:
        self.act(lambda session: mentions.add(session, self.document, one_of(actors.listing(session), a).id, span))

    @rule(a=numbers, b=numbers, span=spans)
    def change_mention(self, a: int, b: int, span: Span) -> None:
        def change(session: Session) -> None:
            mention = one_of(self.marks(session).mentions, a)
            if b % 3 == 0:
                mentions.move(session, mention.id, mention.version, span)
            elif b % 3 == 1:
                mentions.recode(session, mention.id, mention.version, one_of(actors.listing(session), b).id)
            else:
                mentions.delete(session, mention.id)

        self.act(change)

    @rule(
        a=numbers, pieces=st.lists(spans, min_size=1, max_size=3), on=dates, kind=st.sampled_from(["direct", "mixed"])
    )
    def add_quote(self, a: int, pieces: list[Span], on: str, kind: Any) -> None:
        def add(session: Session) -> None:
            parts: Any = [("content" if place < 2 else "source", span) for place, span in enumerate(pieces)]
            speaker = one_of(actors.listing(session), a).id if a % 3 else None
            quotes.add(session, self.document, type=kind, parts=parts, speaker=speaker, said_on=on)

        self.act(add)

    @rule(a=numbers, b=numbers, span=spans, on=dates)
    def change_quote(self, a: int, b: int, span: Span, on: str) -> None:
        def change(session: Session) -> None:
            known = self.marks(session).quotes
            quote, other = one_of(known, a), one_of(known, b)
            seen = (session, quote.id, quote.version)
            kinds: list[Callable[[], object]] = [
                lambda: quotes.recode(*seen, said_on=on, type="indirect"),
                lambda: quotes.recode(*seen, inside=other.id if b % 2 else None),
                lambda: quotes.recode(*seen, speaker=one_of(actors.listing(session), b).id),
                lambda: quotes.move_part(*seen, one_of(quote.parts, a), span),
                lambda: quotes.drop_part(*seen, one_of(quote.parts, a)),
                lambda: quotes.add_part(*seen, "addressee", span),
                lambda: quotes.delete(session, quote.id),
            ]
            kinds[b % len(kinds)]()

        self.act(change)

    @rule(a=numbers, b=numbers, span=spans, position=st.sampled_from(["neutral", "unclear", "mixed", "support"]))
    def add_stance(self, a: int, b: int, span: Span, position: Any) -> None:
        def add(session: Session) -> None:
            people, ideas = actors.listing(session), concepts.listing(session)
            target = {"target_concept": one_of(ideas, b).id} if b % 2 else {"target_actor": one_of(people, b).id}
            strength = 1 + b % 2 if position == "support" else None
            evidence = [one_of(self.marks(session).quotes, b).id, span] if b % 3 else [span]
            holder = one_of(people, a).id
            stances.add(
                session, self.document, holder=holder, position=position, strength=strength, evidence=evidence, **target
            )

        self.act(add)

    @rule(a=numbers, b=numbers, span=spans, on=dates)
    def change_stance(self, a: int, b: int, span: Span, on: str) -> None:
        def change(session: Session) -> None:
            stance = one_of(self.marks(session).stances, a)
            seen = (session, stance.id, stance.version)
            kinds: list[Callable[[], object]] = [
                lambda: stances.recode(*seen, position="oppose", strength=2, date=on),
                lambda: stances.recode(*seen, position="unclear", explicit=bool(b % 2), modality="denied"),
                lambda: stances.recode(*seen, target_concept=one_of(concepts.listing(session), b).id),
                lambda: stances.recode(*seen, holder=one_of(actors.listing(session), b).id),
                lambda: stances.add_evidence(*seen, span),
                lambda: stances.add_evidence(*seen, one_of(self.marks(session).quotes, b).id),
                lambda: stances.delete(session, stance.id),
            ]
            kinds[b % len(kinds)]()

        self.act(change)

    @rule(a=numbers, noun=st.sampled_from(["mention", "quote", "stance"]), memo=words)
    def write_memo(self, a: int, noun: Noun, memo: str) -> None:
        def write(session: Session) -> None:
            marked = one_of(getattr(self.marks(session), f"{noun}s"), a)
            annotations.write_note(session, noun, marked.id, marked.version, memo)

        self.act(write)

    # Documents

    @rule(field=st.sampled_from(["title", "outlet", "published", "url"]), value=words)
    def edit_metadata(self, field: str, value: str) -> None:
        def edit(session: Session) -> None:
            known = documents.read(session, self.document)
            documents.edit(session, self.document, known.version, **{field: value})

        self.act(edit)

    @rule(status=st.sampled_from(["open", "done"]))
    def mark_document(self, status: Any) -> None:
        self.act(lambda session: documents.mark(session, self.document, status))

    @rule(span=spans, kind=st.sampled_from(["headline", "caption", "boilerplate", "body", "nonsense"]))
    def label_zone(self, span: Span, kind: str) -> None:
        self.act(lambda session: zones.label(session, self.document, span, kind))

    @rule(a=numbers, outcome=st.sampled_from(["accepted", "edited", "rejected"]), span=spans)
    def decide_on_a_suggestion(self, a: int, outcome: Any, span: Span) -> None:
        proposed = MentionSuggestion(span, f"name {a % 3}", "rule", a / 100, "why")
        self.act(lambda session: suggestions.decide(session, self.document, [(proposed, outcome)]))

    @rule(text=st.sampled_from(TEXTS), title=words)
    def take_a_new_version(self, text: str, title: str) -> None:
        prepared = taking.prepared(article(text, title=title, outlet="Herald"))
        self.act(lambda session: editions.update(session, self.document, prepared))

    @rule(a=numbers, span=spans)
    def attach_an_orphan(self, a: int, span: Span) -> None:
        def attach(session: Session) -> None:
            lost = editions.orphans(session, self.document)
            if lost:
                orphan = lost[a % len(lost)]
                editions.attach(session, orphan.noun, orphan.piece, span)

        self.act(attach)

    # Back and forth

    @precondition(lambda self: self.before)
    @rule(count=st.integers(1, 4))
    def undo(self, count: int) -> None:
        for _ in range(min(count, len(self.before))):
            self.step_back()

    @precondition(lambda self: self.after)
    @rule(count=st.integers(1, 4))
    def redo(self, count: int) -> None:
        for _ in range(min(count, len(self.after))):
            self.step_forth()

    def step_back(self) -> None:
        assert history.undo(self.project, "anna")
        self.renew()
        self.after.append(self.now)
        self.now = self.before.pop()
        assert self.state() == self.now

    def step_forth(self) -> None:
        assert history.redo(self.project, "anna")
        self.renew()
        self.before.append(self.now)
        self.now = self.after.pop()
        assert self.state() == self.now

    @invariant()
    def nobody_else_can_undo_it(self) -> None:
        with self.project.reading() as session:
            assert bool(history.next_undo(session, "anna")) == bool(self.before)
            assert not history.next_undo(session, "bert")

    def teardown(self) -> None:
        try:
            assert [finding for finding in examine(self.project, read_data=True) if finding.level == "fault"] == []
            while self.before:
                self.step_back()
            assert history.undo(self.project, "anna") is None
            while self.after:
                self.step_forth()
            assert history.redo(self.project, "anna") is None
        finally:
            self.project.close()
            self.folder.cleanup()


TestProject = pytest.mark.usefixtures("blank_for_examples")(Project.TestCase)
TestProject.settings = settings(max_examples=examples(6), stateful_step_count=25, deadline=None)


@pytest.fixture
def blank_for_examples(blank: Path) -> None:
    """The empty project that each example begins with."""
    Project.blank = blank
