"""What is known about the terminal before anything is drawn on it, and the way to its clipboard."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64encode
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCREEN_CHUNK = 240
"""GNU screen throws away a passed-through string of more than 256 bytes (older versions; newer ones take 768)."""

_TMUX_SECONDS = 2.0


def refusal(environ: Mapping[str, str] = os.environ) -> str | None:
    """Why the full screen cannot start here and what to do, in one line; None when it can."""
    for stream, name in ((sys.stdin, "input"), (sys.stdout, "output"), (sys.stderr, "error output")):
        if stream is None or not stream.isatty():
            return (
                f"the {name} is no terminal; start it in one without pipes, or use a command (see `glossator --help`)"
            )
    term = environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        said = f"TERM is {term}" if term else "TERM is not set"
        return f"{said}, which cannot show a full screen; set it to what your terminal is, such as xterm-256color"
    if charset := _foreign_charset(environ):
        return f"the locale's characters are {charset}, not UTF-8; set one that is, such as LC_ALL=C.UTF-8"
    return None


def locale_hint(environ: Mapping[str, str] = os.environ) -> str:
    """What to say about a locale that does not promise UTF-8, or an empty string."""
    name = locale_name(environ)
    if re.search(r"utf-?8", name, re.IGNORECASE):
        return ""
    return f"the locale ({name or 'none is set'}) does not say UTF-8; if characters look wrong, set LC_ALL=C.UTF-8"


def locale_name(environ: Mapping[str, str] = os.environ) -> str:
    """The locale that decides about characters; empty when none is set."""
    return next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")


def multiplexer(environ: Mapping[str, str] = os.environ) -> Literal["tmux", "screen"] | None:
    """The multiplexer between the program and the terminal."""
    if environ.get("TMUX"):
        return "tmux"
    return "screen" if environ.get("STY") else None


def clipboard_sequences(text: str, environ: Mapping[str, str] = os.environ) -> bytes:
    """What to write to the terminal so that its clipboard holds the text (OSC 52, wrapped for GNU screen)."""
    # BEL, not ESC \\, ends the sequence: the latter would end GNU screen's wrapping too.
    sequence = b"\x1b]52;c;" + b64encode(text.encode("utf-8", "replace")) + b"\x07"
    if multiplexer(environ) != "screen":
        return sequence
    chunks = (sequence[at : at + _SCREEN_CHUNK] for at in range(0, len(sequence), _SCREEN_CHUNK))
    return b"".join(b"\x1bP" + chunk + b"\x1b\\" for chunk in chunks)


def tmux_load(text: str) -> bool:
    """Hand the text to tmux, which also sets the clipboard of the terminal around it; whether that worked."""
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TMUX_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _foreign_charset(environ: Mapping[str, str]) -> str:
    """The character set that the locale names, when it is another than UTF-8."""
    charset = locale_name(environ).partition(".")[2].partition("@")[0]
    return "" if charset.lower().replace("-", "") == "utf8" else charset
