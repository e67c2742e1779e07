"""The foot's two lines: what is under the cursor, and the state with the next useful keys."""

from __future__ import annotations

from collections.abc import Iterator

from rich.style import Style

from tui import describe, keymap, look
from tui.commands import BY_ID
from tui.desk import Desk
from tui.marks import SUGGESTED
from tui.page import wrap
from tui.safe import safe
from tui.suggesting import Offer
from tui.widgets.painter import Pieces

MOST_MARKS = 3
"""How many of the marks at one place the line tells."""

TAGGING = ("reading.tag_quote", "reading.tag_actor", "reading.tag_stance")

OFFERS = {
    "READ": (*TAGGING, "reading.next_suggestion", "reader.expand", "reader.labels"),
    "SELECT": (*TAGGING, "reading.add_part", "reader.expand"),
    "SUGGEST": ("reading.accept", "reading.reject", "reading.edit_suggestion", "reading.accept_alike"),
    "JUMP": (),
}
"""The commands that the status line offers in each state, the most useful first."""


def mark_line(desk: Desk) -> tuple[Pieces, Pieces]:
    """The annotation under the cursor and those around it; at the right, its place among all.

    A warning comes first: it has this line for itself, and the next one if it is long.
    """
    if desk.notice is not None and desk.notice.warning:
        return [(f" {_warning(desk)[0]}", look.WARNING)], ()
    if desk.reader.state == "SUGGEST" and desk.reader.offer is not None:
        return _offer_line(desk, desk.reader.offer)
    here, total = desk.reader.here, len(desk.reader.marks.marks)
    if not here:
        count = f"{total} annotations" if total != 1 else "1 annotation"
        return [(f" {count if total else 'nothing marked yet'}", look.FAINT), *_around(desk)], ()
    left: list[tuple[str, Style]] = []
    for mark in here[:MOST_MARKS]:
        record = desk.find(mark)
        words = ", ".join(filter(None, [describe.record(record, desk.annotations.names), _told_too(desk, record.id)]))
        by = "" if record.coder == desk.coder else f" (by {record.coder})"
        left += [(f" {mark.glyph} ", look.GLYPHS.get(mark.glyph, look.STRONG)), (f"{safe(words + by)}  ", look.PLAIN)]
    place = (desk.reader.marks.place(here[0].id) or 0) + 1
    return left, [(f"  {place} of {total} ", look.FAINT)]


def _told_too(desk: Desk, annotation: str) -> str:
    """Where else a quote's statement is told, as far as it is linked."""
    names = desk.annotations.same.get(annotation)
    return describe.told_too(names) if names else ""


def _around(desk: Desk) -> Iterator[tuple[str, Style]]:
    """What is to be known of the whole document: annotations without a place, and where else its text stands."""
    if lost := desk.orphans:
        yield f"   {keymap.shown('reading.orphans')} ", look.KEY
        yield f"{lost} {'orphan' if lost == 1 else 'orphans'}", look.WARNING
    if desk.document is not None and desk.copies:
        yield f"   {keymap.shown('reading.copies')} ", look.KEY
        yield f"also in: {safe(describe.also_in(desk.document, desk.copies))}", look.PLAIN


def _offer_line(desk: Desk, offer: Offer) -> tuple[Pieces, Pieces]:
    """What the suggestion would write and why; at the right, whether it is a guess, and its place among all."""
    offers = desk.proposals.offers
    left = [(f" {SUGGESTED} ", look.STRONG), (safe(offer.words), look.PLAIN), (f" ({safe(offer.why)})", look.FAINT)]
    guess = [("  guess", look.WARNING)] if offer.is_guess else []
    return left, [*guess, (f"  {offers.number(offer)} of {len(offers.every)} ", look.FAINT)]


def status_line(desk: Desk) -> tuple[Pieces, Pieces]:
    """The state word, then a notice or the next useful keys; at the right, undo and help."""
    state, notice = desk.reader.state, desk.notice
    left: list[tuple[str, Style]] = [(f" {state} ", look.REVERSE), (" ", look.PLAIN)]
    if notice is not None and notice.warning:
        return [*left, (f" {_warning(desk)[1]}", look.WARNING)], ()
    if notice is not None:
        left.append((f" {safe(notice.text)} ", look.PLAIN))
    if desk.others.heard and state != "JUMP":
        left.append((f" {safe(desk.others.heard)} ", look.FAINT))
    if state == "JUMP" and notice is None:
        left.append((" type a label; any other key goes back", look.PLAIN))
    elif (notice is None and not desk.others.heard) or state == "SUGGEST":
        left += _offers(desk, state)
    if state == "SUGGEST":
        return left, [(f" {keymap.shown('reading.undo')} ", look.KEY), ("undo ", look.FAINT)] if desk.undo else ()
    right: list[tuple[str, Style]] = []
    if desk.lists.back is not None and state == "READ":
        right += [(f" {keymap.shown('reader.unselect')} ", look.KEY), ("list ", look.FAINT)]
    if desk.unsaved:
        right += [(f" {len(desk.unsaved)} not saved ", look.WARNING)]
        right += [(f" {keymap.shown('reading.retry')} ", look.KEY), ("try again ", look.FAINT)]
    elif desk.undo:
        right += [(f" {keymap.shown('reading.undo')} ", look.KEY), (f"undo: {safe(desk.undo)} ", look.FAINT)]
    return left, [*right, (f" {keymap.shown('app.help')} ", look.KEY), ("help ", look.FAINT)]


def _warning(desk: Desk) -> tuple[str, str]:
    """The warning's first line, and what is left of it."""
    words = safe(" ".join(desk.notice.text.split())) if desk.notice else ""
    _, *rest = wrap(words, 0, len(words), max(desk.foot.size.width - 2, 20))
    end = rest[0] if rest else len(words)
    return words[:end].rstrip(), words[end:]


def _offers(desk: Desk, state: str) -> Iterator[tuple[str, Style]]:
    """The next useful keys: each command with what it would do now, as far as that needs to be said."""
    for id_ in OFFERS[state]:
        count = _count(desk, id_)
        if count is not None:
            yield f" {keymap.shown(id_)} ", look.KEY
            yield f"{BY_ID[id_].title.lower()}{count} ", look.PLAIN


def _count(desk: Desk, id_: str) -> str | None:
    """How many a command is about, in brackets; None where there is nothing for it to do."""
    offers, offer = desk.proposals.offers, desk.reader.offer
    if id_ == "reading.next_suggestion":
        return f" ({len(offers.every)} left)" if offers.every else None
    if id_ == "reading.accept_alike":
        alike = len(offers.alike(offer, desk.reader.view)) if offer else 0
        return f" ({alike})" if alike > 1 else None
    return ""
