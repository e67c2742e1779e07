"""XML as a stream of events, without entities of its own: nothing is expanded, fetched or held as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from xml.parsers import expat

from corpus.errors import CorpusError

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
    parser.StartElementHandler = lambda name, attributes: waiting.append(
        Event("start", _local(name), {_local(key): value for key, value in attributes.items()})
    )
    parser.EndElementHandler = lambda name: waiting.append(Event("end", _local(name)))
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
