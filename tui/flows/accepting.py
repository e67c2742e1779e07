"""What accepting a suggestion writes: the annotation and the decision, as one act, after the questions it leaves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from corpus.names import ActorKind, kind_of
from corpus.suggest.records import MentionSuggestion, QuoteSuggestion, Speaker, StanceSuggestion, Suggestion
from db import offers, phrases, quotes, suggestions
from db.engine import Session
from db.suggestions import Outcome
from tui.desk import Desk
from tui.flows import acts, candidates, guessing, naming, quoting, stancing
from tui.flows.candidates import Choice
from tui.suggesting import Offer


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A suggestion with the analyst's answers."""

    outcome: Outcome
    mark: Callable[[Session, Suggestion], str]
    """Marks what the suggestion, or one alike it, proposes; the new annotation's id."""
    repeat: Callable[[Desk], Awaitable[None]]
    """Does the same by hand elsewhere."""

    def write(self, session: Session, document_id: str, accepted: Sequence[Offer]) -> list[str]:
        """Mark what is proposed, and keep the decisions; the new annotations' ids.

        Raises:
            ConflictError: If one of them is marked meanwhile.
        """
        suggestions.refuse_marked(session, document_id, [offer.suggestion for offer in accepted])
        suggestions.decide(session, document_id, [(offer.suggestion, self.outcome) for offer in accepted])
        return [self.mark(session, offer.suggestion) for offer in accepted]


async def answered(desk: Desk, offer: Offer, *, edits: bool = False) -> Acceptance:
    """Ask what a suggestion leaves open, or with `edits` what could be otherwise.

    Raises:
        Cancelled: If the analyst goes back.
    """
    suggestion = offer.suggestion
    if isinstance(suggestion, MentionSuggestion):
        return await _mention(desk, suggestion, edits)
    if isinstance(suggestion, QuoteSuggestion):
        return await _quote(desk, suggestion, edits)
    return await _stance(desk, suggestion, edits)


async def _mention(desk: Desk, mention: MentionSuggestion, edits: bool) -> Acceptance:
    proposed = _proposed(desk, mention.name or "", mention.actor, mention.candidates, mention.kind)
    whom = proposed[0] if proposed else Choice()
    if edits or _is_question(mention):
        whom = await desk.ask(await candidates.actor_question(desk, mention.span, first=proposed))
    document = acts.opened(desk)

    def mark(session: Session, each: Suggestion) -> str:
        return naming.link(session, document, each.span, whom, origin=f"rule:{each.rule}")

    return Acceptance(_outcome(whom, proposed), mark, partial(naming.tag_actor, actor=whom))


async def _quote(desk: Desk, quote: QuoteSuggestion, edits: bool) -> Acceptance:
    proposed = _speakers(desk, quote.speaker)
    who = proposed[0] if proposed else Choice()
    if edits or _is_question(quote):
        who = await desk.ask(await candidates.speaker_question(desk, quote.contents[0], first=proposed))
    document = acts.opened(desk)

    def mark(session: Session, each: Suggestion) -> str:
        assert isinstance(each, QuoteSuggestion)  # only a quote is like a quote
        return quotes.add(
            session,
            document.id,
            type=each.type,
            parts=[(part.role, part.span) for part in each.parts],
            speaker=candidates.speaker_id(session, who),
            said_on=each.said_on or document.published[:10],
            origin=f"rule:{each.rule}",
        )

    return Acceptance(_outcome(who, proposed), mark, partial(quoting.tag_quote, speaker=who))


async def _stance(desk: Desk, stance: StanceSuggestion, edits: bool) -> Acceptance:
    """A stance's position is always asked for."""
    quote = offers.quote_under(desk.annotations, stance.span, desk.coder)
    proposed = _speakers(desk, stance.holder)
    holder = proposed[0]
    if _is_question(stance):
        holder = await stancing.ask_holder(desk, stance.span, first=proposed)
    target = Choice(desk.proposals.name_of(stance.target), stance.target, stance.target_noun)
    wanted = target
    if edits:
        question = await candidates.target_question(desk, stancing.about(desk, stance.span), holder.name, [target])
        wanted = await desk.ask(question)
    guess = await guessing.position_guess(desk, wanted, stance.span)
    claim = stancing.Claim(wanted, *await stancing.ask_position(desk, f"{holder.name} on {wanted.name}", guess))
    outcome: Outcome = "accepted" if wanted == target and _outcome(holder, proposed) == "accepted" else "edited"
    document = acts.opened(desk)

    def mark(session: Session, each: Suggestion) -> str:
        evidence = quote.id if quote else each.span
        return stancing.add(session, document, holder, claim, quote, evidence, f"rule:{each.rule}")

    return Acceptance(outcome, mark, partial(stancing.tag_stance, claim=claim))


def _speakers(desk: Desk, speaker: Speaker | None) -> list[Choice]:
    if speaker is None:
        return [Choice()]
    return _proposed(desk, speaker.name, speaker.actor, speaker.candidates, _kind_of(desk, speaker.name))


def _kind_of(desk: Desk, name: str) -> ActorKind:
    """What a new actor of this name is, as the text's names tell, or else its words."""
    names = (each for each in desk.proposals.linked if isinstance(each, MentionSuggestion) and each.name == name)
    return next((each.kind for each in names), None) or kind_of(name)


def _proposed(desk: Desk, name: str, actor: str | None, others: Sequence[str], kind: ActorKind) -> list[Choice]:
    """Whom a suggestion means or may mean, the likeliest first."""
    if actor is not None or not others:
        return [Choice(name, actor, kind=kind)] if name else []
    return [Choice(desk.proposals.name_of(other), other) for other in others]


def _outcome(answer: Choice, proposed: Sequence[Choice]) -> Outcome:
    """Whether the answer is what was proposed, or one of those who may have been meant."""
    return "accepted" if any(candidates.means(answer, choice) for choice in proposed) else "edited"


def _is_question(suggestion: Suggestion) -> bool:
    """Whether only the analyst can say who is meant."""
    if isinstance(suggestion, MentionSuggestion):
        return suggestion.name is None
    who = suggestion.holder if isinstance(suggestion, StanceSuggestion) else suggestion.speaker
    return who is not None and who.actor is None and (bool(who.candidates) or not phrases.is_telling(who.name))
