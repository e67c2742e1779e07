"""A real HTTP server on loopback that answers each connection with the next step of a script."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

Step = Callable[["ScriptedServer", socket.socket], None]
"""What is done with one connection once its request has been read."""


class ScriptedServer:
    """Listens as long as it is entered; `requests` are those that came, head and body."""

    def __init__(self, *script: Step) -> None:
        self.requests: list[tuple[str, Any]] = []
        self.asked = threading.Event()
        """Set when the first request has come."""
        self.over = threading.Event()
        """Set at the end: what hangs waits for it."""
        self._script = list(script)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve)

    @property
    def url(self) -> str:
        """Its address, as the settings have it."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}/v1"

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listening.close()

    def _serve(self) -> None:
        for step in self._script:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                try:
                    self._read(connection)
                    step(self, connection)
                except OSError:
                    continue  # the client has gone, as it should where the script is hostile

    def _read(self, connection: socket.socket) -> None:
        with connection.makefile("rb") as stream:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                line = stream.readline()
                if not line:
                    return
                head += line
            told = head.decode()
            length = next(int(line[15:]) for line in told.splitlines() if line.startswith("Content-Length:"))
            self.requests.append((told, json.loads(stream.read(length))))
            self.asked.set()


def raw(data: bytes) -> Step:
    """Send these bytes and hang up."""
    return lambda _, connection: connection.sendall(data)


def answer(body: bytes, status: str = "200 OK", *headers: str) -> Step:
    """Answer with a body."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers))
    return raw(f"{head}\r\n".encode() + body)


def says(content: object) -> Step:
    """Answer as a model does, with this content."""
    return answer(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


def quotes(*found: object) -> Step:
    """Answer with these quotes, in the form that was asked for."""
    return says(json.dumps({"quotes": found}))


def hang(server: ScriptedServer, connection: socket.socket) -> None:
    """Read, and never answer."""
    server.over.wait()


def drip(server: ScriptedServer, connection: socket.socket) -> None:
    """Answer a header's letter at a time, so that no single wait is long."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not server.over.wait(0.01):
        connection.sendall(b"x")


def flood(server: ScriptedServer, connection: socket.socket) -> None:
    """Answer without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while not server.over.is_set():
        connection.sendall(b'{"choices": ' * 10_000)
