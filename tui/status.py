"""The foot's two lines: what is under the cursor, and the state with the next useful keys."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from rich.style import Style

from tui import describe, keymap, look
from tui.commands import BY_ID
from tui.desk import Desk
from tui.safe import safe
from tui.widgets.painter import Pieces

MOST_MARKS = 3
"""How many of the marks at one place the line tells."""

OFFERS = {
    "READ": ("reading.tag_quote", "reading.tag_actor", "reading.tag_stance", "reader.expand", "reader.labels"),
    "SELECT": ("reading.tag_quote", "reading.tag_actor", "reading.tag_stance", "reading.add_part", "reader.expand"),
    "JUMP": (),
}
"""The commands that the status line offers in each state, the most useful first."""


def mark_line(desk: Desk) -> tuple[Pieces, Pieces]:
    """The annotation under the cursor and those around it; at the right, its place among all.

    A warning comes first: it has this line for itself, and the next one if it is long.
    """
    if desk.notice is not None and desk.notice.warning:
        return [(f" {_warning(desk)[0]}", look.WARNING)], ()
    here, total = desk.reader.here, len(desk.reader.marks.marks)
    if not here:
        count = f"{total} annotations" if total != 1 else "1 annotation"
        return [(f" {count if total else 'nothing marked yet'}", look.FAINT)], ()
    left: list[tuple[str, Style]] = []
    for mark in here[:MOST_MARKS]:
        record = desk.find(mark)
        words = describe.record(record, desk.annotations.names)
        by = "" if record.coder == desk.coder else f" (by {record.coder})"
        left += [(f" {mark.glyph} ", look.GLYPHS.get(mark.glyph, look.STRONG)), (f"{safe(words + by)}  ", look.PLAIN)]
    place = (desk.reader.marks.place(here[0].id) or 0) + 1
    return left, [(f"  {place} of {total} ", look.FAINT)]


def status_line(desk: Desk) -> tuple[Pieces, Pieces]:
    """The state word, then a notice or the next useful keys; at the right, undo and help."""
    state, notice = desk.reader.state, desk.notice
    left: list[tuple[str, Style]] = [(f" {state} ", look.REVERSE), (" ", look.PLAIN)]
    if notice is not None and notice.warning:
        return [*left, (f" {_warning(desk)[1]}", look.WARNING)], ()
    if notice is not None:
        left.append((f" {safe(notice.text)}", look.PLAIN))
    elif state == "JUMP":
        left.append((" type a label; any other key goes back", look.PLAIN))
    else:
        left += _offers(state)
    right: list[tuple[str, Style]] = []
    if desk.undo:
        right += [(f" {keymap.shown('reading.undo')} ", look.KEY), (f"undo: {desk.undo} ", look.FAINT)]
    return left, [*right, (f" {keymap.shown('app.help')} ", look.KEY), ("help ", look.FAINT)]


def _warning(desk: Desk) -> tuple[str, str]:
    """The warning's first line, and what is left of it."""
    words = safe(desk.notice.text) if desk.notice else ""
    first, *rest = wrap(words, max(desk.foot.size.width - 2, 20)) or [""]
    return first, " ".join(rest)


def _offers(state: str) -> Iterator[tuple[str, Style]]:
    for id_ in OFFERS[state]:
        yield f" {keymap.shown(id_)} ", look.KEY
        yield f"{BY_ID[id_].title.lower()} ", look.PLAIN
