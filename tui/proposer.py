"""Finds what is proposed for a text, beside the keys.

An ordinary text takes a few milliseconds in a thread. In a long one a rule that looks through all of it in one go would
hold up the keys, so that is done in a process of its own: `python -m tui.proposer` takes a source as JSON and gives its
proposals back.
"""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import Sequence
from concurrent.futures import Future
from threading import Thread
from typing import Any

from corpus.spans import Span
from corpus.suggest import gathering, wire
from corpus.suggest.gathering import RULES, Crew, Gathered
from corpus.suggest.records import Source, SuggesterError
from tui import suggesters
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
        return await _apart(source, crew)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tui.proposer"), stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    request = json.dumps([source.text, source.avoid, source.published, source.language])
    try:
        answer, _ = await process.communicate(request.encode())
    finally:
        if process.returncode is None:
            process.kill()
    return await asyncio.to_thread(_read, answer.decode(), len(source.text))


async def _apart(source: Source, crew: Crew) -> Gathered:
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


def _answer(request: Sequence[Any]) -> str:
    text, avoid, published, language = request
    source = Source(text, tuple(Span(*span) for span in avoid), published, language)
    gathered = gathering.gather(source, crew()[0])
    told = {"remarks": gathered.remarks, "complete": gathered.complete}
    return f"{wire.dump(gathered.suggestions)}\n{json.dumps(told)}"


if __name__ == "__main__":
    sys.stdout.write(_answer(json.load(sys.stdin)))
