"""Stances: `s` says who takes which position toward whom or what, with the quote or selection as evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from corpus.spans import Span, trimmed
from db import stances
from db.engine import Session
from db.records import Position, Quote
from tui import describe, keymap
from tui.asking import Question
from tui.desk import Desk
from tui.flows import acts, candidates
from tui.flows.candidates import Choice

POSITIONS: dict[str, tuple[Position, int | None]] = {
    "strongly_oppose": ("oppose", 2),
    "oppose": ("oppose", 1),
    "neutral": ("neutral", None),
    "support": ("support", 1),
    "strongly_support": ("support", 2),
    "mixed": ("mixed", None),
    "unclear": ("unclear", None),
}
"""What each key of the position question means: a position and its strength."""

LEGEND = {"strongly_oppose": "strong oppose", "strongly_support": "strong support"}
"""What the question shows where that is not the key's name; all must fit into 80 columns."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a stance says besides its holder and evidence, to be repeated elsewhere."""

    target: Choice
    position: Position
    strength: int | None


async def tag_stance(desk: Desk, claim: Claim | None = None) -> None:
    """Make a stance of the quote under the cursor, the selection, or the sentence."""
    quote, evidence, span = evidence_here(desk)
    if evidence is None or span is None:
        desk.say("no text here")
        return
    about = describe.quoted(desk.reader.text[span.start : span.end], 22)
    holder = await _holder(desk, quote, span)
    if claim is None:
        target = await desk.ask(await candidates.target_question(desk, about, holder.name))
        claim = Claim(target, *await ask_position(desk, f"{holder.name} on {target.name}"))
    said, document, rests_on = claim, acts.opened(desk), evidence

    def add(session: Session) -> str:
        target_actor, target_concept = target_ids(session, said.target)
        return stances.add(
            session,
            document.id,
            holder=candidates.actor_id(session, holder),
            target_actor=target_actor,
            target_concept=target_concept,
            position=said.position,
            strength=said.strength,
            date=quote.said_on if quote else document.published[:10],
            evidence=[rests_on],
        )

    stance = await acts.write(desk, "stance", add, span)
    desk.reader.go(span.start, mark=stance)
    desk.repeat = partial(tag_stance, claim=claim)


def evidence_here(desk: Desk) -> tuple[Quote | None, str | Span | None, Span | None]:
    """The quote here, then the evidence, a quote's id or a span, and where it stands.

    A selection is the evidence, unless it is a piece of the quote itself; without one it is the quote, or the sentence.
    """
    quote, selection = desk.quote_here, desk.reader.selection
    contents = [part.span for part in quote.parts if part.role == "content" and not part.orphan] if quote else []
    if selection is not None:
        span = trimmed(desk.reader.text, selection)
        if span not in contents:
            return quote, span if span.length else None, span
    if quote is not None and contents:
        return quote, quote.id, contents[0]
    sentence = desk.segments.sentence_at(desk.reader.cursor.start)
    return None, sentence, sentence


async def _holder(desk: Desk, quote: Quote | None, span: Span) -> Choice:
    """The quote's speaker, or whoever is named."""
    if quote is not None and quote.speaker:
        return Choice(desk.annotations.names.get(quote.speaker, ""), quote.speaker)
    return await ask_holder(desk, span)


async def ask_holder(desk: Desk, span: Span) -> Choice:
    """Ask whose stance it is; a stance is always somebody's."""
    question = await candidates.speaker_question(desk, span, "holder")
    somebody = [option for option in question.options if option.value.name]
    return await desk.ask(replace(question, options=somebody))


async def ask_position(desk: Desk, about: str) -> tuple[Position, int | None]:
    """Ask for the position by one key."""
    keys: dict[str, tuple[Position, int | None]] = {}
    legend = []
    for name, pressed in keymap.keys_of("position").items():
        keys |= dict.fromkeys(pressed, POSITIONS[name])
        legend.append((keymap.display(pressed[0]), LEGEND.get(name, name)))
    return await desk.ask(Question("position", about, keys=keys, legend=legend))


def target_ids(session: Session, target: Choice) -> tuple[str | None, str | None]:
    """The ids of the target actor and the target concept, of which one is None."""
    if target.noun == "concept":
        return None, candidates.concept_id(session, target)
    return candidates.actor_id(session, target), None
