"""Code run on a disk of its own: a few megabytes that it can fill, empty, and make read-only."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A namespace of mounts needs no root where the kernel lets users have one.
MOUNTED = 'mount -t tmpfs -o size="$1" none "$2" && shift 2 && exec "$@"'

PREAMBLE = """
import os, subprocess, sys
from pathlib import Path

disk = Path(sys.argv[1])

def fill():
    with open(disk / "ballast", "wb", buffering=0) as ballast:
        for size in (65536, 4096):
            try:
                while True:
                    ballast.write(bytes(size))
            except OSError:
                pass

def make_room():
    (disk / "ballast").unlink()

def remount(option):
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)
"""


def run_on_small_disk(folder: Path, code: str, *arguments: str, size: str = "4m") -> str:
    """Run Python with `disk`, `fill()`, `make_room()` and `remount(option)`; what it printed."""
    if shutil.which("unshare") is None or _unshared(folder, size, "true").returncode:
        pytest.skip("no disk can be mounted here")
    command = [sys.executable, "-c", PREAMBLE + code, str(folder), *arguments]
    done = _unshared(folder, size, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _unshared(folder: Path, size: str, *command: str) -> subprocess.CompletedProcess[str]:
    shell = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNTED, "sh", size, str(folder)]
    return subprocess.run([*shell, *command], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
