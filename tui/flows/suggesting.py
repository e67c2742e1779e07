"""Suggestions: `Tab` walks, `Enter` writes what one says, `x` rejects, `e` edits, `A` accepts all alike in view."""

from __future__ import annotations

from collections.abc import Sequence

from db import suggestions
from db.records import Noun
from tui.desk import Cancelled, Desk
from tui.flows import acts
from tui.flows.accepting import answered
from tui.suggesting import Offer

VERBS: dict[Noun, str] = {"quote": "quote", "mention": "actor", "stance": "stance"}
"""What writing each kind is called in the words of the screen."""


async def following(desk: Desk) -> None:
    """Go to the next suggestion."""
    await _walk(desk, 1)


async def preceding(desk: Desk) -> None:
    """Go to the suggestion before."""
    await _walk(desk, -1)


async def _walk(desk: Desk, direction: int) -> None:
    await desk.proposals.caught_up()
    if desk.proposals.is_finding:
        desk.say("suggestions are still being looked for in this long text")
        return
    offers, here = desk.proposals.offers, desk.reader.offer
    if here is None:
        found, went_round = offers.from_offset(_cursor(desk), direction)
    else:
        found, went_round = offers.beside(here, direction)
    if found is None:
        shown = desk.proposals.shown
        desk.say("no suggestion left" if shown == "all" else f"no suggestion left of what is shown: {shown}")
        return
    desk.notice = None
    desk.reader.walk_to(found)
    if went_round:
        desk.say("from the other end")


async def accept(desk: Desk) -> None:
    """Write what the suggestion says, and go to the next."""
    await _accept(desk, [_walked(desk)])


async def edit(desk: Desk) -> None:
    """Ask what a suggestion says otherwise before it is written."""
    await _accept(desk, [_walked(desk)], edits=True)


async def accept_alike(desk: Desk) -> None:
    """Accept all suggestions in view that say the same of the same actor, as one act."""
    offer = _walked(desk)
    alike = desk.proposals.offers.alike(offer, desk.reader.view)
    await _accept(desk, [offer, *(each for each in alike if each.key != offer.key)])


async def _accept(desk: Desk, accepted: Sequence[Offer], *, edits: bool = False) -> None:
    """Write what offers alike say, as one act, after asking of the first of them what has to be asked."""
    offer, document = accepted[0], acts.opened(desk)
    answer = await answered(desk, offer, edits=edits)
    verb = VERBS[offer.noun] if len(accepted) == 1 else f"{len(accepted)} {VERBS[offer.noun]}s"
    written = await acts.write(
        desk, verb, lambda session: answer.write(session, document.id, accepted), offer.pieces[0]
    )
    if offer.noun == "quote":
        desk.quote = written[0]
    desk.repeat = answer.repeat
    await _go_on(desk, accepted, written[0])


async def reject(desk: Desk) -> None:
    """Offer the suggestion to this coder no more, and go to the next."""
    offer, document = _walked(desk), acts.opened(desk)
    await acts.write(
        desk,
        "rejection",
        lambda session: suggestions.decide(session, document.id, [(offer.suggestion, "rejected")]),
        offer.pieces[0],
    )
    await _go_on(desk, [offer])


async def show_others(desk: Desk) -> None:
    """Show other kinds of suggestions, or none."""
    desk.say(f"suggestions shown: {desk.proposals.show_next()}")


async def _go_on(desk: Desk, decided: Sequence[Offer], written: str | None = None) -> None:
    """Go to what is to be decided next: a stance that rests on the quote just written, or the next suggestion."""
    offer = decided[0]
    desk.proposals.decide(decided)
    await desk.proposals.caught_up()
    offers = desk.proposals.offers
    stance = offers.resting_on(offer) if offer.noun == "quote" and written else None
    following, went_round = (stance, False) if stance else offers.beside(offer, 1)
    done = desk.notice.text if desk.notice else ""
    if following is None:
        desk.reader.go(offer.extent.start, mark=written)
        desk.say(f"{done}; no suggestion left")
        return
    desk.reader.walk_to(following)
    if went_round:
        desk.say(f"{done}; on from the other end")


async def return_to(desk: Desk, offset: int) -> None:
    """Go back to the suggestion at an offset on which a decision was just taken back."""
    await desk.proposals.caught_up()
    every = desk.proposals.offers.every
    decided = (each for each in every if each.key in desk.proposals.decided and each.pieces[0].start == offset)
    if (offer := next(decided, None)) is not None:
        desk.reader.walk_to(offer)


def _cursor(desk: Desk) -> int:
    """Where the word under the cursor begins, with what stands before it, such as a quote mark."""
    before = desk.segments.previous_word(desk.reader.cursor.start)
    return before.end if before else 0


def _walked(desk: Desk) -> Offer:
    """The suggestion walked to.

    Raises:
        Cancelled: If there is none.
    """
    if desk.reader.offer is None:
        desk.say("no suggestion is chosen: go to one first")
        raise Cancelled
    return desk.reader.offer
