"""Keys through a real sshd on this machine, at once and over a line of 100 ms."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench import keys
from bench.bed import Bed, settle
from bench.figures import Figure
from bench.peers import PEERS
from bench.terminal import ROOT, Terminal

DELAY_MS = 100
READER_MS = 103
COUNT = 25
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
CARRIED = ("HOME", "USER", "LANG", "TERM", "PYTHONPATH", "PATH")
"""What the program must see of the world at the other end."""


def figures(bed: Bed) -> Iterator[Figure]:
    """Word moves through ssh, at once and over a line of 100 ms, beside vim's."""
    if SSHD is None or shutil.which("ssh") is None:
        yield Figure.absent("ssh: word move", "no ssh and sshd here")
        return
    with ExitStack() as stack:
        port = _serve(bed.folder, stack)
        far = _delay(port, stack)
        for line, where in ((port, "ssh"), (far, f"ssh, {DELAY_MS} ms")):
            yield from _reader(bed, line, where)
            yield from _vim(bed, line, where)


def _reader(bed: Bed, port: int, where: str) -> Iterator[Figure]:
    with Terminal(_call(bed, port, bed.command("small")), bed.environ) as reader:
        reader.wait_for(" READ ")
        settle(reader)
        reader.collect(0.5, 2)
        answers = keys.press(reader, ["l"], COUNT)
        limit = READER_MS if DELAY_MS and str(DELAY_MS) in where else None
        yield Figure(f"{where}: word move, first byte", keys.first(answers), "ms", limit)
        yield Figure(f"{where}: word move, bytes", keys.size(answers), "B")


def _vim(bed: Bed, port: int, where: str) -> Iterator[Figure]:
    vim = next(peer for peer in PEERS if peer.name == "vim")
    if (command := vim.command(bed)) is None:
        yield Figure.absent(f"{where}: vim", "not installed")
        return
    with Terminal(_call(bed, port, command), bed.environ) as terminal:
        terminal.wait_for(bed.small[:20])
        terminal.collect(0.5, 2)
        answers = keys.press(terminal, [vim.acts["word move"]], COUNT)
        yield Figure(f"{where}: word move in vim, first byte", keys.first(answers), "ms")


def _call(bed: Bed, port: int, command: Sequence[str]) -> list[str]:
    """The command at the other end of ssh."""
    world = [f"{name}={bed.environ[name]}" for name in CARRIED if name in bed.environ]
    options = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "ControlPath=none")
    asked = [part for option in options for part in ("-o", option)]
    key = str(bed.folder / "key")
    there = shlex.join(["env", *world, *command])
    return ["ssh", "-tt", "-F", "none", "-p", str(port), "-i", key, *asked, f"{getpass.getuser()}@127.0.0.1", there]


def _serve(folder: Path, stack: ExitStack) -> int:
    """Start an sshd of our own with keys of our own; its port."""
    for name in ("key", "host"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    port = _free_port()
    settings = (
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/key.pub\n"
        "StrictModes no\nUsePAM no\nPasswordAuthentication no\nPidFile none\nPermitRootLogin prohibit-password\n"
    )
    (folder / "sshd.conf").write_text(settings, encoding="utf-8")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where sshd locks itself up; only root's does
    stack.enter_context(_running([str(SSHD), "-D", "-e", "-f", str(folder / "sshd.conf")], b"listening"))
    return port


def _delay(port: int, stack: ExitStack) -> int:
    """Start a line with a delay to the port; the port at its near end."""
    near = _free_port()
    stack.enter_context(_running([sys.executable, "-m", "bench.delay", str(near), str(port), str(DELAY_MS)], b"ready"))
    return near


class _running:
    """A server for as long as it is needed, from when it says that it is there."""

    def __init__(self, command: Sequence[str], sign: bytes) -> None:
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
        assert self._process.stdout is not None
        while sign not in (line := self._process.stdout.readline()):
            if not line:
                raise RuntimeError(f"{command[0]} does not start")

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
