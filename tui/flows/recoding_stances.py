"""What can be changed of a stance."""

from __future__ import annotations

from functools import partial
from typing import Any

from corpus.spans import Span, trimmed
from db import stances
from db.engine import Session
from db.records import Modality, Stance
from tui import describe
from tui.desk import Desk
from tui.flows import candidates, conflicts, versions
from tui.flows.fields import Field, ask_date, ask_word
from tui.flows.stancing import ask_holder, ask_position, target_ids

MODALITIES: tuple[tuple[Modality, str], ...] = (
    ("actual", "the holder holds it"),
    ("conditional", "if something happens"),
    ("demanded", "others ask it of the holder"),
    ("denied", "the holder denies it"),
)


def fields(desk: Desk, stance: Stance) -> list[Field]:
    """The fields of a stance, the likeliest to be changed first."""
    names = desk.annotations.names
    found = [
        Field("position", describe.position(stance), partial(_position, desk, stance)),
        Field("target", describe.target(stance, names), partial(_target, desk, stance)),
        Field("holder", names.get(stance.holder, ""), partial(_holder, desk, stance)),
        Field("modality", stance.modality, partial(_modality, desk, stance)),
        Field("inferred" if stance.explicit else "explicit", "", partial(_explicit, desk, stance)),
        Field("date", describe.day(stance.date) or "none", partial(_date, desk, stance)),
    ]
    if desk.reader.selection is not None:
        found.insert(0, Field("evidence", "add the selection", partial(_evidence, desk, stance)))
    return found


async def _position(desk: Desk, stance: Stance) -> None:
    position, strength = await ask_position(desk, describe.stance_line(stance, desk.annotations.names))
    await _write(desk, stance, "position", position=position, strength=strength)


async def _target(desk: Desk, stance: Stance) -> None:
    holder = desk.annotations.names.get(stance.holder, "")
    target = await desk.ask(await candidates.target_question(desk, "", holder))

    def point(session: Session, version: int) -> None:
        actor, concept = target_ids(session, target)
        stances.recode(session, stance.id, version, target_actor=actor, target_concept=concept)

    await conflicts.write(desk, "target", versions.annotation(desk, stance), point, _place(desk, stance))


async def _holder(desk: Desk, stance: Stance) -> None:
    holder = await ask_holder(desk, _place(desk, stance))

    def hold(session: Session, version: int) -> None:
        stances.recode(session, stance.id, version, holder=candidates.actor_id(session, holder))

    await conflicts.write(desk, "holder", versions.annotation(desk, stance), hold, _place(desk, stance))


async def _modality(desk: Desk, stance: Stance) -> None:
    await _write(desk, stance, "modality", modality=await ask_word(desk, "modality", MODALITIES))


async def _explicit(desk: Desk, stance: Stance) -> None:
    await _write(desk, stance, "inferred" if stance.explicit else "explicit", explicit=not stance.explicit)


async def _date(desk: Desk, stance: Stance) -> None:
    await _write(desk, stance, "date", date=await ask_date(desk, stance.date))


async def _evidence(desk: Desk, stance: Stance) -> None:
    """The selection becomes further evidence."""
    span = trimmed(desk.reader.text, desk.reader.selection or desk.reader.cursor)

    def add(session: Session, version: int) -> None:
        stances.add_evidence(session, stance.id, version, span)

    await conflicts.write(desk, "evidence", versions.annotation(desk, stance), add, span)


async def _write(desk: Desk, stance: Stance, verb: str, **changes: Any) -> None:
    def recode(session: Session, version: int) -> None:
        stances.recode(session, stance.id, version, **changes)

    await conflicts.write(desk, verb, versions.annotation(desk, stance), recode, _place(desk, stance))


def _place(desk: Desk, stance: Stance) -> Span:
    """Where the stance's evidence starts, or the cursor when it has none."""
    mark = desk.reader.marks.by_id(stance.id)
    return mark.spans[0] if mark else desk.reader.cursor
