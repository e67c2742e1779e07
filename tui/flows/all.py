"""Every flow by the command that starts it. Importing this loads SQLModel: the clerk does it after the first paint."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from db import searches
from tui.desk import Desk
from tui.flows import (
    codebook,
    copies,
    finding,
    jumping,
    naming,
    noting,
    opening,
    orphans,
    parallels,
    quoting,
    recoding,
    removing,
    searching,
    stancing,
    suggesting,
    taking,
    unsaved,
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
    "retry": unsaved.retry,
    "export_unsaved": unsaved.export_unsaved,
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
    "codebook": codebook.codebook,
    "open_document": finding.open_document,
    "find_in_corpus": searching.find_in_corpus,
    "places": searching.places,
    "annotations": searching.list_annotations,
    "back_to_list": searching.back_to_list,
    "saved": searching.list_saved,
    **{f"saved_{key}": partial(searching.find_saved, key=key) for key in searches.KEYS},
    "jump_back": jumping.back,
    "jump_forward": jumping.forward,
    "find_in_text": finding.find_in_text,
    "metadata": noting.metadata,
    "label_zone": zoning.label_zone,
    "yank": taking.yank,
    "refresh": opening.refresh,
}
"""The commands of the scope `reading`.

`refresh` is what the screen itself starts after the first paint, and when the open document is gone or has a new text.
"""
