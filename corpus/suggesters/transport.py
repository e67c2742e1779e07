"""One exchange with an HTTP server that is not trusted: bounded in time and size, to loopback unless more is allowed.

There is no proxy, no redirect is followed, and nothing is tried twice.
"""

from __future__ import annotations

import io
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from time import monotonic
from urllib.parse import urlsplit

from corpus.suggest.records import SuggesterError

MOST_BYTES = 1_000_000
"""The largest answer that is read, with its headers."""

_HINTS = {
    401: "it wants a key, or another one",
    403: "it wants a key, or another one",
    404: "look whether the url ends where the interface begins, as in /v1, and whether the model is there",
    400: "look at the model's name; where it knows no JSON mode, set json_mode = false",
    422: "look at the model's name; where it knows no JSON mode, set json_mode = false",
    429: "it is asked too much; try later",
}


class Server:
    """Where to send requests; an address that is not loopback must be allowed."""

    def __init__(self, url: str, *, allow_remote: bool) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise SuggesterError(f"url: is none ({error}); it looks like http://127.0.0.1:8080/v1") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or not url.isascii() or not url.isprintable():
            raise SuggesterError("url: is none; it looks like http://127.0.0.1:8080/v1")
        if parts.username is not None or parts.query or parts.fragment:
            raise SuggesterError("url: holds more than an address and a path; a key is named by key_variable")
        self.is_safe = parts.scheme == "https"
        """Whether others on the way cannot read along."""
        self._host = parts.hostname
        self._port = port or (443 if self.is_safe else 80)
        self._path = parts.path.rstrip("/")
        self._allow_remote = allow_remote
        if not allow_remote:
            self._addresses()

    @property
    def is_loopback(self) -> bool:
        """Whether what is sent stays on this machine."""
        return all(_is_loopback(address) for _, address in self._addresses(check=False))

    def post(self, path: str, body: bytes, headers: Mapping[str, str], *, timeout: float, stop: float) -> bytes:
        """Send a body and give back what is answered.

        Args:
            timeout: The longest wait for the connection, for sending, and for the next bytes, in seconds.
            stop: When all must be done, by the monotonic clock.

        Raises:
            SuggesterError: If that fails, or the answer is not of status 200.
        """
        try:
            with closing(self._connect(timeout, stop)) as sock:
                connection = HTTPConnection(self._host, self._port)
                # Connected already, to the address that was checked: a name may mean another one the next time.
                connection.sock = _Line(sock, timeout, stop)
                connection.request("POST", self._path + path, body, dict(headers))
                response = connection.getresponse()
                if response.status != 200:
                    raise SuggesterError(f"the server answers {response.status}; {_hint(response.status)}")
                # Told how much: else `http.client` makes room for whatever length the server claims.
                return response.read(MOST_BYTES)
        except TimeoutError as error:
            raise SuggesterError("the server took too long; ask for less, or allow more by timeout") from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise SuggesterError(f"the server is not reached ({reason}); see that it runs, and the url") from error
        except (HTTPException, ValueError) as error:
            raise SuggesterError("what the server answers is no HTTP; look at the url") from error

    def _connect(self, timeout: float, stop: float) -> socket.socket:
        """A connection to the first address that takes one."""
        refused: OSError | None = None
        for family, address in self._addresses():
            plain = socket.socket(family, socket.SOCK_STREAM)
            try:
                plain.settimeout(_left(timeout, stop))
                plain.connect(address)
                if not self.is_safe:
                    return plain
                plain.settimeout(_left(timeout, stop))
                return ssl.create_default_context().wrap_socket(plain, server_hostname=self._host)
            except OSError as error:
                plain.close()
                refused = error
        raise refused or OSError("no address")

    def _addresses(self, *, check: bool = True) -> Sequence[tuple[socket.AddressFamily, tuple[str, int]]]:
        """What the host's name means now, all of it loopback unless more is allowed."""
        try:
            known = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise SuggesterError(f"url: no machine is known by the name {self._host}; look at the url") from error
        found = [(family, (str(address[0]), self._port)) for family, _, _, _, address in known]
        if check and not self._allow_remote and not all(_is_loopback(address) for _, address in found):
            raise SuggesterError(
                f"url: {self._host} is another machine; set allow_remote = true if texts may be sent there"
            )
        return found


class _Line:
    """As much of a socket as `http.client` needs, every read of it bounded."""

    def __init__(self, sock: socket.socket, timeout: float, stop: float) -> None:
        self._sock, self._timeout, self._stop = sock, timeout, stop

    def sendall(self, data: bytes) -> None:
        """Send it all."""
        self._sock.settimeout(_left(self._timeout, self._stop))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The stream of what comes back."""
        return io.BufferedReader(_Incoming(self._sock, self._timeout, self._stop))

    def close(self) -> None:
        """Keep it open: `http.client` closes its socket while the answer is still to be read."""


class _Incoming(io.RawIOBase):
    """What a server sends: until the time is over, and not more than is allowed."""

    def __init__(self, sock: socket.socket, timeout: float, stop: float) -> None:
        self._sock, self._timeout, self._stop = sock, timeout, stop
        self._room = MOST_BYTES

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands over
        """Read what is there, waiting no longer than is allowed."""
        self._sock.settimeout(_left(self._timeout, self._stop))
        count = self._sock.recv_into(buffer)
        self._room -= count
        if self._room < 0:
            raise SuggesterError(f"the server answers with more than {MOST_BYTES:,} bytes; ask another model")
        return count


def _left(timeout: float, stop: float) -> float:
    """How long the next wait may be.

    Raises:
        TimeoutError: If no time is left.
    """
    left = min(timeout, stop - monotonic())
    if left <= 0:
        raise TimeoutError
    return left


def _is_loopback(address: tuple[str, int]) -> bool:
    return ip_address(address[0]).is_loopback


def _hint(status: int) -> str:
    if 300 <= status < 400:
        return "it points elsewhere, which is not followed; give the address itself as url"
    return _HINTS.get(status, "look at its log")
