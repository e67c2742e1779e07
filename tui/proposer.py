"""Finds what is proposed for a text, beside the keys.

An ordinary text takes a few milliseconds in a thread. A long one is read in a process of its own (`tui.apart`).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Thread
from typing import Any

from corpus.spans import Span
from corpus.suggest import gathering, wire
from corpus.suggest.gathering import RULES, Crew, Gathered
from corpus.suggest.records import Source, SuggesterError
from tui import apart, suggesters
from tui.suggesting import LONG


def crew() -> tuple[Crew, str]:
    """Who proposes for the analyst, and why what they give besides the rules cannot be used, or empty.

    To import suggesters may take long.
    """
    try:
        return suggesters.crew(), ""
    except SuggesterError as error:
        return RULES, str(error)


async def propose(source: Source, crew: Crew) -> Gathered:
    """What is proposed for a text.

    Raises:
        OSError: If no process can be started for a long text.
        ValueError: If the process gave no answer.
    """
    if len(source.text) <= LONG:
        return await _in_thread(source, crew)
    answer = await apart.ask("tui.proposer", [source.text, source.avoid, source.published, source.language])
    return await asyncio.to_thread(_read, answer, len(source.text))


async def _in_thread(source: Source, crew: Crew) -> Gathered:
    """Gather in a thread that does not keep the program from ending: a suggester may wait for a server."""
    done: Future[Gathered] = Future()
    done.set_running_or_notify_cancel()

    def work() -> None:
        try:
            done.set_result(gathering.gather(source, crew))
        except Exception as error:
            done.set_exception(error)

    Thread(target=work, name="suggesters", daemon=True).start()
    return await asyncio.wrap_future(done)


def _read(answer: str, length: int) -> Gathered:
    found, _, rest = answer.partition("\n")
    told: dict[str, Any] = json.loads(rest)
    return Gathered(wire.load(found, length), tuple(told["remarks"]), told["complete"])


def _answer(text: str, avoid: Sequence[Sequence[int]], published: str, language: str) -> str:
    source = Source(text, tuple(Span(*span) for span in avoid), published, language)
    gathered = gathering.gather(source, crew()[0])
    told = {"remarks": gathered.remarks, "complete": gathered.complete}
    return f"{wire.dump(gathered.suggestions)}\n{json.dumps(told)}"


if __name__ == "__main__":
    apart.answer(_answer)
