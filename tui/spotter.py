"""Finds the names in a text, beside the keys; in a long one in a process of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence

from corpus.names import Name, spot
from corpus.spans import Span
from tui import apart
from tui.suggesting import LONG


async def names(text: str, avoid: Sequence[Span]) -> tuple[Name, ...]:
    """The names in a text, in text order, none inside `avoid`."""
    if len(text) > LONG:
        try:
            return await asyncio.to_thread(_read, await apart.ask("tui.spotter", [text, avoid]))
        except (OSError, ValueError):
            pass  # no process, or no answer from it: slower, but as good
    return await asyncio.to_thread(spot, text, avoid)


def _read(answer: str) -> tuple[Name, ...]:
    return tuple(Name(Span(*span), full, kind) for span, full, kind in json.loads(answer))


def _answer(text: str, avoid: Sequence[Sequence[int]]) -> str:
    return json.dumps(spot(text, [Span(*span) for span in avoid]))


if __name__ == "__main__":
    apart.answer(_answer)
