"""Files written by `location.write_whole`: whole or not at all, private, and into what is no ordinary file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from db import location

ROOT = Path(__file__).parents[2]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_private_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "out"
    location.write_whole(target, [b"one ", b"two"])
    assert (target.read_bytes(), mode(target)) == (b"one two", 0o600)
    target.chmod(0o664)
    location.write_whole(target, [b"3"])
    assert (target.read_bytes(), mode(target)) == (b"3", 0o664)
    assert [*tmp_path.iterdir()] == [target]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "out")
    location.write_whole(tmp_path / "link", [b"x"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out").read_bytes() == b"x"


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    location.write_whole(pipe, [b"one ", b"two"])
    reader.join()
    assert read == [b"one two"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"before")

    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise KeyError

    with pytest.raises(KeyError):
        location.write_whole(target, chunks())
    assert target.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [target]


def test_a_full_disk_leaves_nothing_of_the_programs_own_files(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from tui import settings\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    settings.write_private(Path(sys.argv[1]), 'x' * 2000)\n"
        "except OSError as error:\n    print(error.strerror)\n"
    )
    command = [sys.executable, "-B", "-c", code, tmp_path / "state" / "note"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "File too large\n"
    assert [*(tmp_path / "state").iterdir()] == []
