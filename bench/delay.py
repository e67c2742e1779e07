"""A line with a delay: `python -m bench.delay FROM TO MILLISECONDS` hands on what comes to one port to another, later.

It takes the place of the kernel's `netem` where that is not at hand. Each direction takes half of the delay.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial


async def hand_on(source: asyncio.StreamReader, target: asyncio.StreamWriter, seconds: float) -> None:
    """Write all that comes, each piece so much later than it came."""
    loop = asyncio.get_running_loop()
    while data := await source.read(1 << 16):
        loop.call_later(seconds, target.write, data)
    loop.call_later(seconds, target.close)


async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, port: int, seconds: float) -> None:
    """Join a caller to the port."""
    back, there = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.gather(hand_on(reader, there, seconds), hand_on(back, writer, seconds), return_exceptions=True)


async def main(listen: int, port: int, milliseconds: float) -> None:
    """Serve until the end."""
    join = partial(meet, port=port, seconds=milliseconds / 2000)
    async with await asyncio.start_server(join, "127.0.0.1", listen) as server:
        print("ready", flush=True)
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
