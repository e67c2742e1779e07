"""What is edited under its version, in words: to show what stands there now beside what would be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db import actors, concepts, documents
from db.annotations import of_document
from db.engine import Session
from db.records import METADATA, Actor, Annotations, Concept, Document, Evidence, Mention, Part, Quote, Stance
from tui import describe
from tui.desk import Desk
from tui.flows import acts
from tui.screens import metadata

Words = dict[str, str]
"""What a version says: each field's name with its value."""

_EXACT = 24


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing, as it was when an edit of it began."""

    name: str
    """What it is called in the question."""
    id: str
    version: int
    seen: Words
    read: Callable[[Session], tuple[int, Words]]
    """Its version and its words now; 0 and none when it is gone."""


def annotation(desk: Desk, seen: Mention | Quote | Stance) -> Subject:
    """A mark in the open document."""
    document = acts.opened(desk).id

    def read(session: Session) -> tuple[int, Words]:
        now = of_document(session, document)
        every: tuple[Mention | Quote | Stance, ...] = (*now.mentions, *now.quotes, *now.stances)
        found = next((each for each in every if each.id == seen.id), None)
        return (found.version, _marked(found, now)) if found else (0, {})

    if isinstance(seen, Stance):
        name = f"stance on {describe.target(seen, desk.annotations.names)}"
    elif isinstance(seen, Quote):
        name = f"quote {describe.quoted(seen.parts[0].exact, _EXACT)}"
    else:
        name = f"actor {describe.quoted(seen.exact, _EXACT)}"
    return Subject(name, seen.id, seen.version, _marked(seen, desk.annotations), read)


def actor(seen: Actor) -> Subject:
    """An actor of the codebook."""

    def read(session: Session) -> tuple[int, Words]:
        found = actors.find(session, seen.id)
        return (found.version, _known(found)) if found else (0, {})

    return Subject(f"actor {seen.name}", seen.id, seen.version, _known(seen), read)


def concept(seen: Concept, among: Sequence[Concept]) -> Subject:
    """A concept of the codebook, among the others that may be named as its parent."""

    def read(session: Session) -> tuple[int, Words]:
        now = concepts.listing(session)
        found = next((each for each in now if each.id == seen.id), None)
        return (found.version, _defined(found, now)) if found else (0, {})

    return Subject("concept", seen.id, seen.version, _defined(seen, among), read)


def document(seen: Document) -> Subject:
    """The metadata of a document."""

    def read(session: Session) -> tuple[int, Words]:
        found = documents.read(session, seen.id)
        return found.version, _told(found)

    return Subject("document", seen.id, seen.version, _told(seen), read)


def _marked(mark: Mention | Quote | Stance, among: Annotations) -> Words:
    names = among.names
    if isinstance(mark, Mention):
        words = {"actor": names.get(mark.actor, ""), "place": _place(mark)}
    elif isinstance(mark, Quote):
        outer = next((quote for quote in among.quotes if quote.id == mark.inside), None)
        words = {
            "speaker": describe.speaker(mark, names),
            "type": mark.type,
            "date": describe.day(mark.said_on),
            "inside": describe.quoted(outer.parts[0].exact, _EXACT) if outer else "",
            "pieces": "; ".join(f"{part.role} {_place(part)}" for part in mark.parts),
        }
    else:
        words = {
            "position": describe.position(mark),
            "target": describe.target(mark, names),
            "holder": names.get(mark.holder, ""),
            "told": "explicit" if mark.explicit else "inferred",
            "date": describe.day(mark.date),
            "evidence": "; ".join(_place(piece) for piece in mark.evidence),
        }
    return {**words, "memo": mark.note}


def _place(piece: Mention | Part | Evidence) -> str:
    """The words and where they stand, since the end of a long piece is not shown."""
    words = describe.quoted(piece.exact, _EXACT)
    return words if piece.span is None else f"{words} {piece.span.start}-{piece.span.end}"


def _known(actor: Actor) -> Words:
    roles = (", ".join(filter(None, [role.title, role.organisation, role.start, role.end])) for role in actor.roles)
    return {
        "name": actor.name,
        "kind": actor.kind,
        "aliases": ", ".join(actor.aliases),
        "roles": "; ".join(roles),
        "note": actor.note,
    }


def _defined(concept: Concept, among: Sequence[Concept]) -> Words:
    above = next((each.name for each in among if each.id == concept.parent), "")
    return {"name": concept.name, "definition": concept.definition, "parent": above}


def _told(document: Document) -> Words:
    return {metadata.METADATA[name]: str(getattr(document, name)) for name in METADATA}
