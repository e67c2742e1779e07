"""What can be changed of a stance."""

from __future__ import annotations

from typing import Any

from corpus.spans import Span
from db import stances
from db.engine import Session
from db.records import Modality, Stance
from tui import describe
from tui.desk import Desk
from tui.flows import acts, candidates
from tui.flows.fields import Field, ask_date, ask_word
from tui.flows.quoting import trimmed
from tui.flows.stancing import ask_holder, ask_position, target_ids

MODALITIES: tuple[tuple[Modality, str], ...] = (
    ("actual", "the holder holds it"),
    ("conditional", "if something happens"),
    ("demanded", "others ask it of the holder"),
    ("denied", "the holder denies it"),
)


def fields(desk: Desk, stance: Stance) -> list[Field]:
    """The fields of a stance, the likeliest to be changed first."""
    names, version = desk.annotations.names, stance.version
    place = next((span for mark in desk.reader.here if mark.id == stance.id for span in mark.spans), Span(0, 1))

    async def write(verb: str, **changes: Any) -> None:
        await acts.write(desk, verb, lambda session: stances.recode(session, stance.id, version, **changes), place)

    async def position() -> None:
        chosen, strength = await ask_position(desk, describe.stance_line(stance, names))
        await write("position", position=chosen, strength=strength)

    async def target() -> None:
        about = names.get(stance.holder, "")
        chosen = await desk.ask(await candidates.target_question(desk, "", about))

        def point(session: Session) -> None:
            actor, concept = target_ids(session, chosen)
            stances.recode(session, stance.id, version, target_actor=actor, target_concept=concept)

        await acts.write(desk, "target", point, place)

    async def holder() -> None:
        chosen = await ask_holder(desk, place)
        await acts.write(
            desk,
            "holder",
            lambda session: stances.recode(
                session, stance.id, version, holder=str(candidates.actor_id(session, chosen))
            ),
            place,
        )

    async def modality() -> None:
        await write("modality", modality=await ask_word(desk, "modality", MODALITIES))

    async def explicit() -> None:
        await write("explicit" if not stance.explicit else "inferred", explicit=not stance.explicit)

    async def date() -> None:
        await write("date", date=await ask_date(desk, stance.date))

    return [
        *_evidence(desk, stance),
        Field("position", describe.position(stance), position),
        Field("target", describe.target(stance, names), target),
        Field("holder", names.get(stance.holder, ""), holder),
        Field("modality", stance.modality, modality),
        Field("inferred" if stance.explicit else "explicit", "", explicit),
        Field("date", describe.day(stance.date) or "none", date),
    ]


def _evidence(desk: Desk, stance: Stance) -> list[Field]:
    """With a selection: it becomes further evidence."""
    if desk.reader.selection is None:
        return []
    span = trimmed(desk.reader.text, desk.reader.selection)

    async def evidence() -> None:
        await acts.write(desk, "evidence", lambda session: stances.add_evidence(session, stance.id, span), span)

    return [Field("evidence", "add the selection", evidence)]
