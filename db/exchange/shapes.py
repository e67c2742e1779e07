"""What each record of the export must look like; a value that does not fit is told with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple, get_args

from corpus import text as texts
from db.exchange.writing import Record
from db.records import METADATA, Modality, PartRole, Position, QuoteType, Status

_LARGEST = 2**31 - 1
"""What an integer column of every database holds."""
_REQUIRED = object()


class Fault(Exception):
    """A value that is not what the format says; the message begins with its place."""


Check = Callable[[object], Any]


class Key(NamedTuple):
    """What stands under a key of a record: how it is checked, and what it is when it is not told."""

    check: Check
    default: Any = _REQUIRED


Shape = Mapping[str, Key]


def moment(told: str) -> datetime:
    """A time as it can be compared; one that names no offset is in UTC."""
    time = datetime.fromisoformat(told)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)


def fit(value: object, shape: Shape) -> Record:
    """A record of this shape out of a JSON object; keys that it does not know are ignored."""
    if not isinstance(value, dict):
        raise Fault(": is no object")
    record: Record = {}
    for key, (check, default) in shape.items():
        if key in value:
            with _inside(f".{key}"):
                record[key] = check(value[key])
        elif default is _REQUIRED:
            raise Fault(f": {key} is missing")
        else:
            record[key] = [] if default == [] else default
    return record


@contextmanager
def _inside(place: str) -> Iterator[None]:
    try:
        yield
    except Fault as fault:
        raise Fault(f"{place}{fault}") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Fault(": is no text")
    return texts.clean(value)


def _name(value: object) -> str:
    if not (name := _text(value)):
        raise Fault(": is empty")
    return name


def _called(value: object) -> str:
    """The name of an entry of the codebook, which no blanks stand around."""
    if not (name := _text(value).strip()):
        raise Fault(": is blank")
    return name


def _aliases(value: object) -> list[str]:
    return [alias for told in _each(_text)(value) if (alias := told.strip())]


def _name_or_none(value: object) -> str | None:
    return None if value is None else _name(value)


def _date(value: object) -> str | None:
    return None if value is None else _text(value) or None


def time(value: object) -> str:
    """A time in ISO 8601."""
    told = _text(value)
    try:
        moment(told)
    except (ValueError, OverflowError):
        raise Fault(": is no time") from None
    return told


def _offset(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise Fault(": is no offset")
    return value


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Fault(": is neither true nor false")
    return value


def _strength(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value in (1, 2)):
        return value
    raise Fault(": is neither 1, 2 nor null")


def _origin(value: object) -> str:
    origin = _text(value)
    if origin != "hand" and not origin.startswith("rule:"):
        raise Fault(": is neither hand nor rule:NAME")
    return origin


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Fault(": is no list")
    return value


def _one_of(*allowed: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise Fault(f": is none of {', '.join(allowed)}")
        return value

    return check


def _each(check: Callable[[object], Any]) -> Callable[[object], list[Any]]:
    def check_all(value: object) -> list[Any]:
        checked = []
        for number, item in enumerate(_list(value)):
            with _inside(f"[{number}]"):
                checked.append(check(item))
        return checked

    return check_all


def _object(shape: Shape) -> Callable[[object], Record]:
    return lambda value: fit(value, shape)


def _spanned(shape: Shape) -> Callable[[object], Record]:
    """A record with a span; like the export it speaks of `orphan` only where it is one."""

    def check(value: object) -> Record:
        record = fit(value, shape)
        if record["start"] >= record["end"]:
            raise Fault(": ends before it starts")
        if not record.get("orphan", True):
            del record["orphan"]
        return record

    return check


def _quote(value: object) -> Record:
    record = fit(value, _QUOTE)
    if all(part["role"] != "content" for part in record["parts"]):
        raise Fault(".parts: holds no content")
    return record


def _stance(value: object) -> Record:
    record = fit(value, _STANCE)
    if (record["strength"] is None) == (record["position"] in ("support", "oppose")):
        raise Fault(".strength: belongs to support and oppose, and to these alone")
    return record


def _target(value: object) -> Record:
    record = fit(value, _TARGET)
    told = {key: name for key, name in record.items() if name is not None}
    if len(told) != 1:
        raise Fault(": is neither one actor nor one concept")
    return told


def _evidence(value: object) -> Record:
    if isinstance(value, dict) and value.get("quote") is not None:
        return fit(value, {"quote": Key(_name)})
    return _spanned(_ANCHOR if isinstance(value, dict) and value.get("orphan") else _SPAN)(value)


def _other(value: object) -> Record:
    if isinstance(value, dict) and value.get("quote") is not None:
        return fit(value, {"quote": Key(_name)})
    return _spanned({"document": Key(_name), **_ANCHOR})(value)


def _told(value: object) -> Record:
    """Where values came from; what tells of no field of ours is ignored."""
    if not isinstance(value, dict):
        raise Fault(": is no object")
    record = {}
    for key in sorted(value.keys() & set(METADATA)):
        with _inside(f".{key}"):
            record[key] = fit(value[key], {"source": Key(_text), "guessed": Key(_truth, False)})
    return record


def _zone(value: object) -> Record:
    record: Record = _spanned({"kind": Key(_name), "start": Key(_offset), "end": Key(_offset), "rule": Key(_text, "")})(
        value
    )
    if not record["rule"]:
        del record["rule"]
    return record


def _number(value: object) -> int:
    if _offset(value) == 0:
        raise Fault(": is no number from 1 on")
    return int(str(value))


_ROLE: Shape = {
    "title": Key(_text),
    "organisation": Key(_text, ""),
    "from": Key(_date, None),
    "to": Key(_date, None),
}
_SPAN: Shape = {"start": Key(_offset), "end": Key(_offset), "exact": Key(_name), "orphan": Key(_truth, False)}
_ANCHOR: Shape = {**_SPAN, "prefix": Key(_text, ""), "suffix": Key(_text, "")}
_MARKED: Shape = {
    "coder": Key(_name),
    "origin": Key(_origin, "hand"),
    "note": Key(_text, ""),
    "created": Key(time),
    "updated": Key(time),
}
_PART: Shape = {"role": Key(_one_of(*get_args(PartRole))), **_ANCHOR}
_TARGET: Shape = {"actor": Key(_name_or_none, None), "concept": Key(_name_or_none, None)}
_QUOTE: Shape = {
    "id": Key(_name),
    "type": Key(_one_of(*get_args(QuoteType))),
    "parts": Key(_each(_spanned(_PART))),
    "speaker": Key(_name_or_none, None),
    "said_on": Key(_date, None),
    "inside": Key(_name_or_none, None),
    **_MARKED,
}
_STANCE: Shape = {
    "id": Key(_name),
    "holder": Key(_name),
    "target": Key(_target),
    "position": Key(_one_of(*get_args(Position))),
    "strength": Key(_strength, None),
    "modality": Key(_one_of(*get_args(Modality)), "actual"),
    "explicit": Key(_truth, True),
    "date": Key(_date, None),
    "evidence": Key(_each(_evidence), []),
    **_MARKED,
}

CODER = _object({"id": Key(_name), "name": Key(_name)})
_ACTOR: Shape = {
    "id": Key(_name),
    "name": Key(_called),
    "kind": Key(_name, "person"),
    "aliases": Key(_aliases, []),
    "roles": Key(_each(_object(_ROLE)), []),
    "note": Key(_text, ""),
}
_CONCEPT: Shape = {
    "id": Key(_name),
    "name": Key(_called),
    "parent": Key(_name_or_none, None),
    "definition": Key(_text, ""),
}
ACTOR = _object(_ACTOR)
CONCEPT = _object(_CONCEPT)
ENTERED_ACTOR = _object({**_ACTOR, "id": Key(_text, ""), "kind": Key(_text, "")})
"""An actor as a person may have written it down: without an id, and of no kind that is told."""
ENTERED_CONCEPT = _object({**_CONCEPT, "id": Key(_text, "")})
PARALLEL = _object(
    {"id": Key(_name), "quote": Key(_name), "other": Key(_other), "coder": Key(_name), "created": Key(time)}
)
OF_DOCUMENT: Mapping[str, Check] = {
    "zones": _zone,
    "sources": _object(
        {
            **{key: Key(_text, "") for key in ("file", "file_sha256", "encoding", "outlet", "url", "published")},
            "added": Key(time),
        }
    ),
    "editions": _object(
        {
            "number": Key(_number),
            "sha256": Key(_text),
            **{key: Key(_text, "") for key in ("file", "file_sha256", "encoding")},
            "replaced": Key(time),
            "text": Key(_text),
        }
    ),
    "mentions": _spanned({"id": Key(_name), "actor": Key(_name), **_ANCHOR, **_MARKED}),
    "quotes": _quote,
    "stances": _stance,
}
"""How each record of a document's lists is checked."""
DOCUMENT = _object(
    {
        "id": Key(_name),
        **{key: Key(_text, "") for key in METADATA},
        "published": Key(_date, None),
        "file": Key(_text, ""),
        "encoding": Key(_text, ""),
        "sha256": Key(_text),
        "status": Key(_one_of(*get_args(Status)), "open"),
        "told": Key(_told, {}),
        "text": Key(_text),
        **{key: Key(_list, []) for key in OF_DOCUMENT},
    }
)
