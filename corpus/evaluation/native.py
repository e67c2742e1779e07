"""Gold in our own form: the JSON that `glossator export` writes. Orphans, whose place is not known, are left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from corpus.evaluation.gold import GoldDocument, GoldError, GoldFault, GoldQuote
from corpus.spans import Span
from corpus.suggest.records import Part, PartRole, QuoteType

_ROLES = get_args(PartRole)
_TYPES = get_args(QuoteType)


def read(path: Path) -> Iterator[GoldDocument | GoldFault]:
    """The documents of an export, and a fault for each that cannot be read.

    Raises:
        GoldError: If the file is no export at all.
        OSError: If it cannot be opened.
    """
    try:
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise GoldError("", "not UTF-8") from None
    except json.JSONDecodeError as error:
        raise GoldError(f"line {error.lineno}", f"no JSON: {error.msg.lower()}") from None
    except RecursionError:
        raise GoldError("", "no export of Glossator: nested too deep") from None
    if not isinstance(whole, dict) or whole.get("format") != "glossator":
        raise GoldError("", 'no export of Glossator: "format" is not "glossator"')
    for number, document in enumerate(_list(whole, "documents", "")):
        place = f"documents[{number}]"
        try:
            yield _document(document, place, path)
        except GoldError as error:
            yield GoldFault(path, error.place, error.reason)


def _document(document: object, place: str, path: Path) -> GoldDocument:
    text = _get(document, "text", str, place)
    quotes = []
    for number, quote in enumerate(_list(document, "quotes", place)):
        if read_quote := _quote(quote, text, f"{place}.quotes[{number}]"):
            quotes.append(read_quote)
    quotes.sort(key=lambda quote: quote.spans("content"))
    name = document.get("file") if isinstance(document, dict) else None
    return GoldDocument(name if isinstance(name, str) and name else f"{path}: {place}", text, tuple(quotes), typed=True)


def _quote(quote: object, text: str, place: str) -> GoldQuote | None:
    """A quote of which at least one piece of content still has its place."""
    kind = _get(quote, "type", str, place)
    parts = []
    for number, part in enumerate(_list(quote, "parts", place)):
        if not (isinstance(part, dict) and part.get("orphan")):
            parts.append(_part(part, text, f"{place}.parts[{number}]"))
    if kind not in _TYPES:
        raise GoldError(f"{place}.type", f"is none of {', '.join(_TYPES)}")
    parts.sort(key=lambda part: part.span)
    return GoldQuote(kind, tuple(parts)) if any(part.role == "content" for part in parts) else None


def _part(part: object, text: str, place: str) -> Part:
    role = _get(part, "role", str, place)
    span = Span(_get(part, "start", int, place), _get(part, "end", int, place))
    if role not in _ROLES:
        raise GoldError(f"{place}.role", f"is none of {', '.join(_ROLES)}")
    if not 0 <= span.start < span.end <= len(text):
        raise GoldError(place, f"{span.start} to {span.end} is no stretch of the text, which ends at {len(text)}")
    if _get(part, "exact", str, place) != text[span.start : span.end]:
        raise GoldError(f"{place}.exact", "is not what the text has there")
    return Part(role, span)


def _get(record: object, key: str, kind: type, place: str) -> Any:
    """The value of a key that must be there."""
    value = record.get(key) if isinstance(record, dict) else None
    if not isinstance(value, kind) or isinstance(value, bool):
        raise GoldError(place, f"{key} is missing, or not what belongs there")
    return value


def _list(record: object, key: str, place: str) -> list[Any]:
    found: list[Any] = _get(record, key, list, place)
    return found
