"""A project in which every hostile string stands in every place that a project has for text."""

from __future__ import annotations

from pathlib import Path

from hostile.strings import STRINGS
from sqlmodel import Session
from storage.samples import article

from corpus.spans import Span
from corpus.suggest.records import MentionSuggestion
from db import actors, concepts, documents, history, mentions, quotes, stances, suggestions, zones
from db.annotations import write_note
from db.engine import open_project
from db.records import Role

EVERYTHING = "\n\n".join(STRINGS.values())
"""The text with all of them, a paragraph each."""

TITLES = list(STRINGS.items())[::5]
"""What documents of their own are called, come from and hold."""


def build(path: Path) -> None:
    """Make the project: the text with everything, all of it marked, and documents named like attacks."""
    project = open_project(str(path))
    try:
        with history.act(project, coder="ann", verb="add", undoable=False) as session:
            whole, _ = documents.add(session, article(EVERYTHING, title="Everything", published="2018-08-27"))
            for name, text in TITLES:
                told = dict.fromkeys(("title", "outlet", "author", "place", "url", "language"), text)
                file = f"{text.replace('/', '∕')}.txt"
                documents.add(session, article(f"{name}: {text}", file=file, published="2018-08-28", **told))
        with history.act(project, coder="ann", verb=STRINGS["title"], document=whole) as session:
            for text in STRINGS.values():
                mark(session, whole, text)
    finally:
        project.close()


def mark(session: Session, document: str, text: str) -> None:
    """Put one string into the codebook, into marks and memos, and among what was decided."""
    start = EVERYTHING.index(text)
    span = Span(start, start + len(text))
    role = Role(text, text, "2018")
    actor = actors.create(session, text, aliases=[f"also {text}"], roles=[role], note=text)
    concept = concepts.create(session, text, definition=text)
    session.flush()
    quote = quotes.add(session, document, type="direct", parts=[("content", span)], speaker=actor, said_on="2018")
    mention = mentions.add(session, document, actor, span)
    stances.add(session, document, holder=actor, target_concept=concept, position="unclear", evidence=[quote])
    zones.label(session, document, span, "body", rule=text)
    proposed = MentionSuggestion(span, text, f"rule {text}", 0.5, text)
    suggestions.decide(session, document, [(proposed, "rejected")])
    session.flush()
    write_note(session, "quote", quote, 1, text)
    write_note(session, "mention", mention, 1, text)
