"""A line with a delay: `python -m bench.delay FROM TO MILLISECONDS` hands on what comes to one port to another, later.

It takes the place of the kernel's `netem` where that is not at hand. Each direction takes half of the delay, in a
thread that sleeps: an event loop is up to a millisecond late each time.
"""

from __future__ import annotations

import socket
import sys
import time
from queue import SimpleQueue
from threading import Thread

READ_BYTES = 1 << 16

Waiting = SimpleQueue[tuple[float, bytes]]
"""When something is due, and what; nothing at the end."""


def hand_on(waiting: Waiting, target: socket.socket) -> None:
    """Send all that waits, each piece when it is due."""
    while True:
        due, data = waiting.get()
        time.sleep(max(0.0, due - time.perf_counter()))
        if not data:
            target.shutdown(socket.SHUT_WR)
            return
        target.sendall(data)


def carry(source: socket.socket, target: socket.socket, seconds: float) -> None:
    """Send on all that comes, each piece so much later than it came."""
    waiting: Waiting = SimpleQueue()
    Thread(target=hand_on, args=(waiting, target), daemon=True).start()
    while True:
        data = source.recv(READ_BYTES)
        waiting.put((time.perf_counter() + seconds, data))
        if not data:
            return


def main(listen: int, port: int, milliseconds: float) -> None:
    """Join each caller to the port, until the end."""
    with socket.create_server(("127.0.0.1", listen)) as server:
        print("ready", flush=True)
        while True:
            near, _ = server.accept()
            far = socket.create_connection(("127.0.0.1", port))
            for one, other in ((near, far), (far, near)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                Thread(target=carry, args=(one, other, milliseconds / 2000), daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
