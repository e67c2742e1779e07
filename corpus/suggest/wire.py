"""Suggestions as plain JSON values and back, to be kept or sent to another process."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Literal, get_args

from corpus.names import ActorKind
from corpus.spans import Span
from corpus.suggest.records import (
    MentionSuggestion,
    Part,
    PartRole,
    QuoteSuggestion,
    QuoteType,
    Speaker,
    StanceSuggestion,
    Suggestion,
)

NOUNS: dict[type[object], Literal["quote", "mention", "stance"]] = {
    QuoteSuggestion: "quote",
    MentionSuggestion: "mention",
    StanceSuggestion: "stance",
}
"""What each kind of suggestion would become."""

_OPEN = re.compile(r"\s*\[\s*(\]?)")
_BEHIND = re.compile(r"\s*([,\]])\s*")


def dump(suggestions: Iterable[Suggestion]) -> str:
    """Suggestions as one line of JSON."""
    return json.dumps(list(suggestions), default=_value, ensure_ascii=False, separators=(",", ":"))


def _value(record: Any) -> dict[str, Any]:
    value = {field.name: getattr(record, field.name) for field in fields(record)}
    return {"noun": NOUNS[type(record)], **value} if type(record) in NOUNS else value


def load(line: str, length: int) -> tuple[Suggestion, ...]:
    """The suggestions of such a line for a text of this length.

    Raises:
        ValueError: If it is anything else, or a span lies outside of the text.
    """
    try:
        return tuple(_Reader(length).suggestion(value) for value in _values(line))
    except (LookupError, TypeError, RecursionError) as error:
        raise ValueError(f"no suggestions: {error}") from error


def _values(line: str) -> Iterator[Any]:
    """The values of a list, one by one: a single call for all of a long text would hold up the keys for a second."""
    decode = json.JSONDecoder().raw_decode
    begun = _OPEN.match(line)
    if begun is None:
        raise ValueError("no list")
    at, sign = begun.end(), begun[1]
    while sign != "]":
        value, at = decode(line, at)
        yield value
        behind = _BEHIND.match(line, at)
        if behind is None:
            raise ValueError(f"a list that ends at {at}")
        at, sign = behind.end(), behind[1]
    if line[at:].strip():
        raise ValueError("more than a list")


class _Reader:
    """Makes suggestions of values, and takes nothing on trust."""

    def __init__(self, length: int) -> None:
        self._length = length

    def suggestion(self, value: dict[str, Any]) -> Suggestion:
        """One suggestion of any kind."""
        makers: dict[str, Callable[..., Suggestion]] = {
            "quote": self._quote,
            "mention": self._mention,
            "stance": self._stance,
        }
        return makers[value["noun"]](value, _text(value["rule"]), _share(value["confidence"]), _text(value["why"]))

    def _quote(self, value: dict[str, Any], rule: str, confidence: float, why: str) -> QuoteSuggestion:
        kind: QuoteType = _one_of(value["type"], QuoteType)
        parts = tuple(self._part(part) for part in value["parts"])
        if not any(part.role == "content" for part in parts):
            raise ValueError("a quote without content")
        speaker = None if value["speaker"] is None else self._speaker(value["speaker"])
        return QuoteSuggestion(kind, parts, speaker, _text(value["said_on"]), rule, confidence, why)

    def _mention(self, value: dict[str, Any], rule: str, confidence: float, why: str) -> MentionSuggestion:
        told = "source" if value["kind"] == "unnamed" else value["kind"]  # its word in what was kept before
        kind: ActorKind = _one_of(told, ActorKind)
        name, actor = _maybe(value["name"]), _maybe(value["actor"])
        return MentionSuggestion(
            self._span(value["span"]), name, rule, confidence, why, kind, actor, _texts(value["candidates"])
        )

    def _stance(self, value: dict[str, Any], rule: str, confidence: float, why: str) -> StanceSuggestion:
        noun = value["target_noun"]
        if noun not in ("actor", "concept"):
            raise ValueError(f"a stance on a {noun!r}")
        return StanceSuggestion(
            self._span(value["span"]),
            self._speaker(value["holder"]),
            _text(value["target"]),
            noun,
            self._span(value["target_span"]),
            tuple(self._span(cue) for cue in value["cues"]),
            rule,
            confidence,
            why,
        )

    def _part(self, value: dict[str, Any]) -> Part:
        role: PartRole = _one_of(value["role"], PartRole)
        return Part(role, self._span(value["span"]))

    def _speaker(self, value: dict[str, Any]) -> Speaker:
        return Speaker(
            self._span(value["span"]), _text(value["name"]), _maybe(value["actor"]), _texts(value["candidates"])
        )

    def _span(self, value: Sequence[Any]) -> Span:
        start, end = value
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= self._length:
            raise ValueError(f"from {start} to {end} is no stretch of a text of {self._length} characters")
        return Span(start, end)


def _one_of(value: object, choices: Any) -> Any:
    if value not in get_args(choices):
        raise ValueError(f"{value!r} is none of {', '.join(get_args(choices))}")
    return value


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"{value!r} is not from 0 to 1")
    return float(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)
