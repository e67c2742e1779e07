"""XML as a stream of events, without entities of its own: nothing is expanded, fetched or held as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from corpus.errors import CorpusError

_MAX_DEPTH = 500
_NOTHING: Mapping[str, str] = {}


class Event(NamedTuple):
    """An element's start or end, or text between them."""

    kind: str
    """`start`, `end` or `text`."""
    name: str
    """The element's name without its namespace; for `text` the text."""
    attributes: Mapping[str, str] = _NOTHING
    """By their names without namespace."""


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """The events of a document; `CorpusError` when it is no XML or declares a document type."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    waiting: list[Event] = []
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise CorpusError(f"XML with elements inside each other more than {_MAX_DEPTH} deep: no article")
        waiting.append(Event("start", _local(name), {_local(key): value for key, value in attributes.items()}))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        waiting.append(Event("end", _local(name)))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: waiting.append(Event("text", text))
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for chunk in chunks:
            parser.Parse(chunk)
            yield from waiting
            waiting.clear()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise CorpusError(f"damaged XML: {error}") from None
    yield from waiting


def _refuse(*_: object) -> None:
    raise CorpusError("XML that declares a document type, which may hide anything: not read")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
