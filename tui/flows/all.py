"""Every flow by the command that starts it. Importing this loads SQLModel: the clerk does it after the first paint."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from tui.desk import Desk
from tui.flows import (
    copies,
    finding,
    naming,
    noting,
    opening,
    orphans,
    parallels,
    quoting,
    recoding,
    removing,
    stancing,
    suggesting,
    taking,
    zoning,
)

Flow = Callable[[Desk], Awaitable[None]]

FLOWS: dict[str, Flow] = {
    "tag_quote": quoting.tag_quote,
    "tag_actor": naming.tag_actor,
    "tag_stance": stancing.tag_stance,
    "add_part": quoting.add_part,
    "recode": recoding.recode,
    "delete": removing.delete,
    "memo": noting.memo,
    "orphans": orphans.orphans,
    "parallels": parallels.parallels_of,
    "undo": removing.undo,
    "redo": removing.redo,
    "repeat": removing.repeat,
    "next_suggestion": suggesting.following,
    "previous_suggestion": suggesting.preceding,
    "accept": suggesting.accept,
    "reject": suggesting.reject,
    "edit_suggestion": suggesting.edit,
    "accept_alike": suggesting.accept_alike,
    "filter_suggestions": suggesting.show_others,
    "next_document": opening.next_document,
    "previous_document": opening.previous_document,
    "copies": copies.copies,
    "done": opening.done,
    "open_document": finding.open_document,
    "find_in_corpus": finding.find_in_corpus,
    "find_in_text": finding.find_in_text,
    "metadata": noting.metadata,
    "label_zone": zoning.label_zone,
    "yank": taking.yank,
    "refresh": opening.refresh,
}
"""The commands of the scope `reading`; `refresh` is what the screen itself starts after the first paint."""
