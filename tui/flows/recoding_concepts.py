"""What can be changed of a concept of the codebook."""

from __future__ import annotations

from functools import partial
from typing import Unpack

from db import concepts
from db.engine import Session
from db.records import Concept
from tui import keymap
from tui.asking import Option, Question
from tui.desk import Desk
from tui.flows import acts, candidates, conflicts, versions
from tui.flows.candidates import Choice
from tui.flows.fields import Field, ask_text, pick


def fields(desk: Desk, concept: Concept) -> list[Field]:
    """What the codebook says of a concept."""
    return [
        Field("rename", "the concept", partial(_rename, desk, concept)),
        Field("definition", concept.definition or "none", partial(_definition, desk, concept)),
        Field("parent", "the concept above it", partial(_parent, desk, concept)),
        Field("merge", "with another concept", partial(_merge, desk, concept)),
    ]


def of_unused(desk: Desk, concept: Concept) -> Field:
    """What can be done with a concept that no stance is about."""
    return Field("delete", "used nowhere", partial(_delete, desk, concept))


async def _rename(desk: Desk, concept: Concept) -> None:
    await _write(desk, concept, "rename", name=await ask_text(desk, "name", concept.name))


async def _definition(desk: Desk, concept: Concept) -> None:
    await _write(desk, concept, "definition", definition=await ask_text(desk, "definition", concept.definition))


async def _parent(desk: Desk, concept: Concept) -> None:
    """The concept comes to stand below another one, which may be new, or below none."""

    def made(typed: str) -> list[Option[tuple[str | None, str]]]:
        return [Option((None, typed), typed, "new concept")] if typed else []

    others = await _others(desk, concept)
    options: list[Option[tuple[str | None, str]]] = [Option((each.id, ""), each.name) for each in others]
    options.insert(0 if concept.parent else len(options), Option((None, ""), "none", "at the top"))
    title = f"above {concept.name}"
    parent, name = await desk.ask(Question(title, "", options, typing=made, picks=keymap.picks()))

    def place(session: Session, version: int) -> None:
        above = candidates.concept_id(session, Choice(name)) if name else parent
        concepts.edit(session, concept.id, version, parent=above)

    await conflicts.write(desk, "parent", versions.concept(concept, others), place)


async def _merge(desk: Desk, concept: Concept) -> None:
    """The stances on the concept and the concepts below it go to another one."""
    options = [Option(each.id, each.name, each.definition) for each in await _others(desk, concept)]
    into = await pick(desk, f"merge {concept.name} into", options)
    await acts.write(desk, "merge", lambda session: concepts.merge(session, concept.id, into))


async def _delete(desk: Desk, concept: Concept) -> None:
    def delete(session: Session, version: int) -> None:
        concepts.delete(session, concept.id, version)

    await conflicts.write(desk, "delete concept", await _subject(desk, concept), delete)


async def _others(desk: Desk, concept: Concept) -> list[Concept]:
    every = await desk.clerk.read_codebook(lambda _, book: book.concepts)
    return [each for each in every if each.id != concept.id]


async def _write(desk: Desk, concept: Concept, verb: str, **changes: Unpack[concepts.Changes]) -> None:
    def edit(session: Session, version: int) -> None:
        concepts.edit(session, concept.id, version, **changes)

    await conflicts.write(desk, verb, await _subject(desk, concept), edit)


async def _subject(desk: Desk, concept: Concept) -> versions.Subject:
    return versions.concept(concept, await _others(desk, concept))
