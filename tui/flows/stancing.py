"""Stances: `s` says who takes which position toward whom or what, with the quote or selection as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.spans import Span, trimmed
from corpus.suggest.positions import Guess
from db import stances
from db.engine import Session
from db.records import Document, Position, Quote
from tui import describe, keymap
from tui.asking import Question
from tui.desk import Desk
from tui.flows import acts, candidates, guessing
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
    holder = await _holder(desk, quote, span)
    if claim is None:
        target = await desk.ask(await candidates.target_question(desk, about(desk, span), holder.name))
        guess = await guessing.position_guess(desk, target, span)
        claim = Claim(target, *await ask_position(desk, f"{holder.name} on {target.name}", guess))
    said, document, rests_on = claim, acts.opened(desk), evidence
    stance = await acts.write(
        desk, "stance", lambda session: add(session, document, holder, said, quote, rests_on), span
    )
    desk.reader.go(span.start, mark=stance)
    desk.repeat = partial(tag_stance, claim=claim)


def add(
    session: Session,
    document: Document,
    holder: Choice,
    claim: Claim,
    quote: Quote | None,
    evidence: str | Span,
    origin: str = "hand",
) -> str:
    """Write a stance, of the day on which the quote was said or the article appeared; its id."""
    target_actor, target_concept = target_ids(session, claim.target)
    return stances.add(
        session,
        document.id,
        holder=candidates.actor_id(session, holder),
        target_actor=target_actor,
        target_concept=target_concept,
        position=claim.position,
        strength=claim.strength,
        date=quote.said_on if quote else document.published[:10],
        evidence=[evidence],
        origin=origin,
    )


def about(desk: Desk, span: Span) -> str:
    """What a question about a stance is asked of."""
    return describe.quoted(desk.reader.text[span.start : span.end], 22)


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


async def ask_holder(desk: Desk, span: Span, first: Sequence[Choice] = ()) -> Choice:
    """Ask whose stance it is; a stance is always somebody's."""
    question = await candidates.speaker_question(desk, span, "holder", first)
    somebody = [option for option in question.options if option.value.name]
    return await desk.ask(replace(question, options=somebody))


async def ask_position(desk: Desk, about: str, guess: Guess | None = None) -> tuple[Position, int | None]:
    """Ask for the position by one key; a guess is told, and no key takes it by itself."""
    keys: dict[str, tuple[Position, int | None]] = {}
    legend = []
    for name, pressed in keymap.keys_of("position").items():
        keys |= dict.fromkeys(pressed, POSITIONS[name])
        legend.append((keymap.display(pressed[0]), LEGEND.get(name, name)))
    if guess is not None:
        about = f"{guessing.told(guess)}; {about}"
    return await desk.ask(Question("position", about, keys=keys, legend=legend))


def target_ids(session: Session, target: Choice) -> tuple[str | None, str | None]:
    """The ids of the target actor and the target concept, of which one is None."""
    if target.noun == "concept":
        return None, candidates.concept_id(session, target)
    return candidates.actor_id(session, target), None
