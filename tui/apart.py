"""Work on a long text in a process of its own.

What looks through all of a long text in one go would hold up the keys, also from a thread. A module that can be asked
so is run by itself: `python -m MODULE` takes a request as JSON and gives its answer back.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Sequence
from typing import Any

BEHIND = 10
"""How nice such a process is to the others: with as many of them as processors, keys would wait for their turn."""


async def ask(module: str, request: Sequence[Any]) -> str:
    """What the module answers; it is given up when the caller is.

    Raises:
        OSError: If no process can be started.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        answer, _ = await process.communicate(json.dumps(request).encode())
    finally:
        if process.returncode is None:
            process.kill()
    return answer.decode()


def answer(work: Callable[..., str]) -> None:
    """Be the module that is asked, behind all that somebody waits for."""
    os.nice(BEHIND)
    sys.stdout.write(work(*json.load(sys.stdin)))
