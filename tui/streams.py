"""Standard input and output as commands need them: UTF-8 whatever the locale says, and a refusal told from others."""

from __future__ import annotations

import os
import sys
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


class OutputError(Exception):
    """Standard output takes nothing more; the message says why and what to do, in one line."""


class _Output(FileIO):
    """Standard output; what it refuses is no fault of any other file."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(
                f"standard output cannot be written: {error.strerror or error}; send it to where there is room for it"
            ) from error


def prepare() -> None:
    """Let both be UTF-8, and what standard output refuses an `OutputError`; closed ones are empty and refuse all."""
    if sys.stdin is None:
        sys.stdin = TextIOWrapper(BufferedReader(FileIO(os.devnull)))
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig")
    # What cannot be written takes the place of a closed one, which else the next file that is opened would get.
    descriptor = sys.stdout.fileno() if sys.stdout else os.open(os.devnull, os.O_RDONLY)
    raw = _Output(descriptor, "wb", closefd=False)
    # JSON is UTF-8, and articles hold more than an old locale can write.
    sys.stdout = TextIOWrapper(BufferedWriter(raw), encoding="utf-8", line_buffering=raw.isatty())


def drop_output() -> None:
    """Let Python's last flush go nowhere instead of into what takes nothing."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)
