"""Recoding: `r` changes one thing that an annotation says."""

from __future__ import annotations

from db.records import Quote, Stance
from tui.desk import Desk
from tui.flows import recoding_mentions, recoding_quotes, recoding_stances
from tui.flows.choosing import choose
from tui.flows.fields import change_one


async def recode(desk: Desk) -> None:
    """Change what the annotation under the cursor says."""
    _, annotation = await choose(desk, "recode")
    if isinstance(annotation, Quote):
        fields = recoding_quotes.fields(desk, annotation)
    elif isinstance(annotation, Stance):
        fields = recoding_stances.fields(desk, annotation)
    else:
        fields = await recoding_mentions.fields(desk, annotation)
    await change_one(desk, fields)
