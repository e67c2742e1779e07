"""What the analyst uses besides the built-in rules: suggesters named in `suggesters.toml`, cues of `cues.toml`."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.suggest.records import SuggesterError
from tui import settings

if TYPE_CHECKING:
    from corpus.suggest.cues import Lexicon
    from corpus.suggest.gathering import Crew
    from corpus.suggest.records import Suggester


def path() -> Path:
    """The analyst's own file of suggesters; `GLOSSATOR_SUGGESTERS` may name it."""
    return _own("GLOSSATOR_SUGGESTERS", "suggesters.toml")


def cues_path() -> Path:
    """The analyst's own file of cues; `GLOSSATOR_CUES` may name it."""
    return _own("GLOSSATOR_CUES", "cues.toml")


def _own(variable: str, name: str) -> Path:
    named = os.environ.get(variable)
    return Path(named).expanduser() if named else settings.config_folder() / name


def crew() -> Crew:
    """Who proposes for this analyst.

    Raises:
        SuggesterError: If one of the two files, or a suggester, cannot be used; the message names it.
    """
    from corpus.suggest.gathering import Crew  # late: the command line mostly proposes nothing

    return Crew(active(), lexicon())


def lexicon() -> Lexicon | None:
    """The built-in cues with the analyst's own; None where there are none.

    Raises:
        SuggesterError: If the file cannot be used; the message names it, the place and what is wrong.
    """
    content = _read(cues_path())
    if content is None:
        return None
    from corpus.suggest import cues  # late: most analysts have none

    try:
        return cues.load(content, str(cues_path()))
    except cues.CueError as error:
        raise SuggesterError(str(error)) from error


def active() -> tuple[Suggester, ...]:
    """The suggesters that the file names, made with the options that stand there; without the file none.

    Raises:
        SuggesterError: If the file or a suggester in it cannot be used; the message names both.
    """
    tables = _tables(path())
    if not tables:
        return ()
    from corpus.suggest import plugins  # late: most analysts use none

    made = []
    for name, options in tables.items():
        try:
            made.append(plugins.load(name, options))
        except SuggesterError as error:
            raise SuggesterError(f"{path()}: [{name}] {error}") from error
    return tuple(made)


def _tables(file: Path) -> dict[str, dict[str, Any]]:
    """The tables of the file by name."""
    try:
        tables = tomllib.loads(_read(file) or "")
    except tomllib.TOMLDecodeError as error:
        raise SuggesterError(f"{file}: is not TOML: {error}; a suggester looks like  [spacy]") from error
    for name, options in tables.items():
        if not isinstance(options, dict):
            raise SuggesterError(f"{file}: {name}: stands in no table; write [NAME OF A SUGGESTER] on a line above it")
    return tables


def _read(file: Path) -> str | None:
    """What is in a file, None where there is no file."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SuggesterError(f"{file}: cannot be read ({error.strerror or error}); check its permissions") from error
    except UnicodeDecodeError as error:
        raise SuggesterError(f"{file}: is not UTF-8 at byte {error.start}; save it as UTF-8") from error
