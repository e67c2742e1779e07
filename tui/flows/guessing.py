"""What earlier stances on a target make of a new piece of evidence: a guess to be shown, never an answer."""

from __future__ import annotations

from corpus.spans import Span
from corpus.suggest.positions import Guess, learn
from db import positions
from db.assembly import PIECES
from db.engine import Session
from tui.desk import Desk
from tui.flows import acts
from tui.flows.candidates import Choice


async def position_guess(desk: Desk, target: Choice, span: Span) -> Guess | None:
    """The position that the evidence speaks for, where the project's stances on the target have taught one to tell."""
    known = target.id
    if known is None:
        return None
    words = _evidence(desk, span)

    def guess(session: Session) -> Guess | None:
        learned = learn(positions.examples(session, target.noun, known))
        return learned.guess(words) if learned else None

    return await acts.read(desk, guess)


def told(guess: Guess) -> str:
    """The guess in words, with what spoke for it."""
    return f"guess: {guess.position}, by {', '.join(f'“{word}”' for word in guess.words)}"


def _evidence(desk: Desk, span: Span) -> str:
    """All that was said in the quote with this content, else the words themselves."""
    for quote in desk.annotations.quotes:
        contents = [part for part in quote.parts if part.role == "content"]
        if span in [part.span for part in contents]:
            return PIECES.join(part.exact for part in contents)
    return desk.reader.text[span.start : span.end]
