"""The door for suggesters of other packages: what is installed is listed by name, and loaded only when asked for.

A package offers one under the entry point group `glossator.suggesters`: a name, and a class or function that makes a
`Suggester` of the options in the analyst's settings, which are its keyword arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from inspect import Parameter, signature
from typing import Any

from corpus.suggest.checking import failure
from corpus.suggest.records import Suggester, SuggesterError

GROUP = "glossator.suggesters"

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_TYPES: dict[object, tuple[str, tuple[type, ...]]] = {
    str: ("a string", (str,)),
    bool: ("true or false", (bool,)),
    int: ("a whole number", (int,)),
    float: ("a number", (int, float)),
}
"""How a type is called, and which values of a TOML file are of it."""


def installed() -> tuple[str, ...]:
    """The names of all suggesters that are installed, without importing one."""
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def load(name: str, options: Mapping[str, object]) -> Suggester:
    """Import a suggester and make it with these options.

    Raises:
        SuggesterError: If it is not there, cannot be imported, or does not take these options.
    """
    make = _import(_entry_point(name))
    _check_options(make, options)
    try:
        suggester = make(**options)
    except SuggesterError:
        raise
    except (Exception, SystemExit) as error:
        raise SuggesterError(f"cannot be made: it {failure(error)}; check its options") from error
    return _checked(name, suggester)


def _entry_point(name: str) -> EntryPoint:
    points = list(entry_points(group=GROUP, name=name))
    if not points:
        raise SuggesterError(f"there is no such suggester; {_near(name, installed(), 'installed are')}")
    if len(points) > 1:
        packages = " and ".join(sorted(point.dist.name for point in points if point.dist))
        raise SuggesterError(f"several packages offer it; uninstall one of {packages}")
    return points[0]


def _import(point: EntryPoint) -> Callable[..., Any]:
    package = point.dist.name if point.dist else "its package"
    try:
        make = point.load()
    except SuggesterError:
        raise
    except (Exception, SystemExit) as error:
        raise SuggesterError(f"cannot be imported: it {failure(error)}; install {package} anew") from error
    if not callable(make):
        raise SuggesterError(f"is no suggester: {point.value} cannot be called; tell the authors of {package}")
    return make  # type: ignore[no-any-return]  # whatever is called gives something that is checked


def _check_options(make: Callable[..., Any], options: Mapping[str, object]) -> None:
    """See that the options have the names and types of the keyword arguments, and that none is missing."""
    try:
        parameters = signature(make, eval_str=True).parameters
    except Exception:  # an annotation may name what is not there; then the call itself must tell
        return
    if any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters.values()):
        return
    for option, value in options.items():
        if option not in parameters:
            raise SuggesterError(f"{option}: there is no such option; {_near(option, list(parameters), 'it takes')}")
        called, types = _TYPES.get(parameters[option].annotation, ("anything", (object,)))
        if not isinstance(value, types) or (isinstance(value, bool) and int in types):
            raise SuggesterError(f"{option}: is {called}, not {value!r}")
    for option, parameter in parameters.items():
        if parameter.default is Parameter.empty and option not in options:
            raise SuggesterError(f"{option}: is missing; add a line  {option} = …")


def _checked(name: str, made: Any) -> Suggester:
    """What was made, if it has what a suggester has and goes by the name under which it is installed."""
    version = getattr(made, "version", None)
    if not callable(getattr(made, "suggest", None)) or not isinstance(version, str):
        raise SuggesterError("is no suggester: it lacks `suggest` or a `version`; tell its authors")
    if getattr(made, "name", None) != name or not _NAME.fullmatch(name):
        called = getattr(made, "name", None)
        raise SuggesterError(f"calls itself {called!r}, which is not its own short name; tell its authors")
    return made  # type: ignore[no-any-return]  # checked by hand: a plug-in may do without the types


def _near(name: str, known: Sequence[str], otherwise: str) -> str:
    if near := get_close_matches(name, known, n=1):
        return f"did you mean {near[0]}?"
    return f"{otherwise} {', '.join(known) or 'none'}"
