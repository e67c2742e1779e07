"""Zones corrected by hand: `B` says what a stretch of the text is."""

from __future__ import annotations

from corpus.spans import KINDS, Span, trimmed
from db import zones
from db.records import Zone
from tui import describe
from tui.asking import Option
from tui.desk import Cancelled, Desk
from tui.flows import acts, opening

_DIM = ("boilerplate", "caption")
"""What the reader dims: mostly it is too much or too little of this that has to be corrected."""

_WORDS = 32


async def label_zone(desk: Desk) -> None:
    """Say which zone the selection is, or the paragraph under the cursor."""
    document, span = acts.opened(desk), _stretch(desk)
    present = [zone for zone in document.zones if span.meets(Span(zone.start, zone.end))]
    words = describe.quoted(document.text[span.start : span.end], _WORDS)
    told = ", ".join(dict.fromkeys(describe.zone(zone) for zone in present)) or "no zone"
    kind = await desk.choose("zone", _kinds(present), f"now {told}: {words}")
    await acts.write(
        desk, f"zone {kind}", lambda session: zones.label(session, document.id, span, kind, seen=present), span
    )
    with acts.saved():
        await opening.reread(desk, document.id)


def _stretch(desk: Desk) -> Span:
    """The selection, or the paragraph under the cursor; a suggestion that was walked to was not selected by hand.

    Raises:
        Cancelled: If there is no word to label.
    """
    reader = desk.reader
    if reader.selection is not None and reader.offer is None:
        span: Span | None = trimmed(reader.text, reader.selection)
    else:
        span = desk.segments.paragraph_at(reader.cursor.start)
    if span is None or not span.length:
        desk.say("no text here")
        raise Cancelled
    return span


def _kinds(present: list[Zone]) -> list[Option[str]]:
    """The kinds, the likeliest first: out of what is dimmed back into the body, else out of sight; last what it is."""
    now = {zone.kind for zone in present}
    first = ("body", *_DIM) if now & {*_DIM} else (*_DIM, "body")
    ordered = sorted(dict.fromkeys((*first, *KINDS)), key=lambda kind: kind in now)
    return [Option(kind, kind, "now" if kind in now else "") for kind in ordered]
