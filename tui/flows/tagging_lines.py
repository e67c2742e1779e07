"""Tagging straight from the concordance: all marked lines by the questions of one, as one act."""

from __future__ import annotations

from asyncio import get_running_loop
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.spans import Span
from db import actors, documents, history, mentions
from db.engine import Project, Session
from db.records import DocumentRow
from tui import describe
from tui.desk import Desk
from tui.flows import acts, candidates, guessing, opening, quoting, removing, stancing
from tui.flows.candidates import Choice
from tui.flows.grounds import ALREADY, Spot, survey
from tui.flows.stancing import Claim
from tui.screens.concordance import ConcordanceScreen

SIGNS = {"quote": "Q", "actor": "A"}
OFTEN = 20
"""After how many places the progress is told."""

Writer = Callable[[Session, Spot], bool]
"""Marks what a spot says; false where that is marked already."""


@dataclass(frozen=True, slots=True)
class _Written:
    """What an act over many documents wrote."""

    numbers: list[int]
    rows: list[DocumentRow]
    undo: str


async def tag(desk: Desk, screen: ConcordanceScreen, noun: str) -> None:
    """Tag all marked lines, or the chosen one; what could not be tagged is said."""
    lines = screen.lines
    meant = [(number, lines.hits[number]) for number in lines.meant]
    screen.progress(f"looking at {len(meant)} places")
    spots, reasons = await acts.read(desk, lambda session: survey(session, noun, meant, desk.coder))
    if not spots:
        screen.say(f"nothing tagged: {_reasons(reasons)}")
        return
    first = spots[0]
    if desk.document is None or desk.document.id != first.ground.document.id:
        await opening.lay_open(desk, first.ground.document.id, first.spans[0].start)
    with desk.asking_in(screen.foot):
        write, sign = await _asked(desk, noun, spots)
    written = await _write(desk, screen, noun, spots, write)
    reasons += [ALREADY] * (len(spots) - len(written.numbers))
    lines.tagged(written.numbers, sign)
    told = _counted(len(written.numbers), noun) if written.numbers else "nothing tagged"
    screen.say("; ".join(filter(None, [f"saved: {told}" if written.numbers else told, _reasons(reasons)])))


async def undo(desk: Desk, screen: ConcordanceScreen) -> None:
    """Take back the last act, and say which it was."""
    await removing.undo(desk)
    notice = desk.notice
    if notice is not None:
        screen.lines.signs.clear()
        screen.say(notice.text, warning=notice.warning)


def _counted(count: int, noun: str) -> str:
    return noun if count == 1 else f"{count} {noun}s"


def _reasons(reasons: Sequence[str]) -> str:
    """How many places were left out for which reason: "3 tagged already, 1 between no quote marks"."""
    counts = Counter(sorted(reasons, key=lambda reason: reason != ALREADY))
    return ", ".join(f"{count} {reason}" for reason, count in counts.items())


async def _asked(desk: Desk, noun: str, spots: Sequence[Spot]) -> tuple[Writer, str]:
    """Ask what one place would ask; what writes the answer at each, and its sign."""
    first = spots[0].spans[0]
    if noun == "actor":
        return _linking(await desk.ask(await candidates.actor_question(desk, first, _of("actor", spots)))), "A"
    if noun == "quote":
        return _quoting(await desk.ask(await candidates.speaker_question(desk, first, _of("speaker", spots)))), "Q"
    return await _asked_for_stance(desk, spots)


def _of(title: str, spots: Sequence[Spot]) -> str:
    """What is asked, and of how many places."""
    return title if len(spots) == 1 else f"{title} of {len(spots)}"


async def _asked_for_stance(desk: Desk, spots: Sequence[Spot]) -> tuple[Writer, str]:
    """Ask for the holder where a place has no quote with a speaker, then for target and position."""
    span = spots[0].spans[0]
    unspoken = [spot for spot in spots if not (spot.quote and spot.quote.speaker)]
    holder = await stancing.ask_holder(desk, unspoken[0].spans[0]) if unspoken else Choice()
    names = {_holder(spot, holder).name for spot in spots}
    told = _of(names.pop() if len(names) == 1 else "speakers", spots)
    target = await desk.ask(await candidates.target_question(desk, stancing.about(desk, span), told))
    guess = await guessing.position_guess(desk, target, span) if len(spots) == 1 else None
    claim = Claim(target, *await stancing.ask_position(desk, f"{told} on {target.name}", guess))
    return _claiming(holder, claim, desk.coder), describe.SIGNS[claim.position]


def _holder(spot: Spot, other: Choice) -> Choice:
    """The speaker of the quote, or else another one."""
    if spot.quote is not None and spot.quote.speaker:
        return Choice(spot.ground.annotations.names.get(spot.quote.speaker, ""), spot.quote.speaker)
    return other


def _linking(whom: Choice) -> Writer:
    actor = _once(whom)
    learnt: set[str] = set()

    def write(session: Session, spot: Spot) -> bool:
        document, span = spot.ground.document, spot.spans[0]
        id_ = actor(session)
        assert id_ is not None  # the question for an actor is answered by one
        mentions.add(session, document.id, id_, span)
        form = document.text[span.start : span.end]
        if form not in learnt:
            learnt.add(form)
            actors.learn(session, id_, form)
        return True

    return write


def _quoting(who: Choice) -> Writer:
    speaker = _once(who)

    def write(session: Session, spot: Spot) -> bool:
        quoting.add(session, spot.ground.document, spot.spans, spot.kind, speaker(session))
        return True

    return write


def _once(who: Choice) -> Callable[[Session], str | None]:
    """The id of whoever was chosen, looked up or made but once."""
    known: list[str | None] = []

    def find(session: Session) -> str | None:
        if not known:
            known.append(candidates.speaker_id(session, who))
        return known[0]

    return find


def _claiming(holder: Choice, claim: Claim, coder: str) -> Writer:
    known: dict[tuple[str, str], Choice] = {}

    def settled(session: Session, choice: Choice) -> Choice:
        """The choice with its id, made but once."""
        if choice.id is not None:
            return choice
        key = (choice.noun, choice.name)
        if key not in known:
            find = candidates.concept_id if choice.noun == "concept" else candidates.actor_id
            known[key] = replace(choice, id=find(session, choice))
        return known[key]

    def write(session: Session, spot: Spot) -> bool:
        whose = settled(session, _holder(spot, holder))
        said = replace(claim, target=settled(session, claim.target))
        if _is_claimed(spot, said, whose, coder):
            return False
        evidence = spot.quote.id if spot.quote else spot.spans[0]
        stancing.add(session, spot.ground.document, whose, said, spot.quote, evidence)
        return True

    return write


def _is_claimed(spot: Spot, claim: Claim, holder: Choice, coder: str) -> bool:
    """Whether this coder has a stance of the holder on the target there already."""
    for stance in spot.ground.annotations.stances:
        is_same = stance.coder == coder and (stance.holder, claim.target.id) in (
            (holder.id, stance.target_actor),
            (holder.id, stance.target_concept),
        )
        rests = ((piece.quote, piece.span if piece.quote is None else None) for piece in stance.evidence)
        if is_same and claim.target.id and (_basis(spot) in rests):
            return True
    return False


def _basis(spot: Spot) -> tuple[str | None, Span | None]:
    return (spot.quote.id, None) if spot.quote else (None, spot.spans[0])


async def _write(desk: Desk, screen: ConcordanceScreen, noun: str, spots: Sequence[Spot], write: Writer) -> _Written:
    """Write all in one act; the screen tells how far it is."""
    loop = get_running_loop()
    texts = {spot.ground.document.id: spot.ground.document.sha256 for spot in spots}
    only = spots[0] if len(texts) == 1 else None
    verb = _counted(len(spots), noun)

    def act(project: Project) -> _Written:
        numbers = []
        document, span = (only.ground.document.id, only.spans[0]) if only else (None, None)
        with history.act(project, coder=desk.coder, verb=verb, document=document, span=span) as session:
            for id_, sha256 in texts.items():
                documents.refuse_other_text(session, id_, sha256)
            for place, spot in enumerate(spots):
                if place % OFTEN == 0:
                    loop.call_soon_threadsafe(screen.progress, f"tagging {place} of {len(spots)}")
                if write(session, spot):
                    numbers.append(spot.number)
        with acts.saved(), project.reading() as session:
            return _Written(
                numbers, [documents.row(session, id_) for id_ in texts], history.next_undo(session, desk.coder)
            )

    written = await desk.clerk.do(act)
    for row in written.rows:
        desk.rows.put(row)
    if desk.document is not None:
        with acts.saved():
            acts.show(desk, await desk.clerk.do(acts.kept, desk.document.id, desk.coder))
    desk.undo = written.undo
    return written
