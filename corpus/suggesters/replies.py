"""What a model answers, read as if it were hostile: only strings come out, and whether they are true is asked later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

MOST_CLAIMS = 200
"""How many quotes are taken of one reply."""
MOST_PIECES = 20
"""Into how many pieces the content of one may be split."""
LONGEST = 5_000
"""The longest string."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said to be a quote; the strings have yet to be found in the text, empty ones were not given."""

    content: tuple[str, ...]
    source: str
    cue: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What could be read of a reply."""

    claims: tuple[Claim, ...]
    malformed: int
    """How many quotes were not of the form that was asked for."""


class ReplyError(Exception):
    """A reply that cannot be read at all."""


def read(body: bytes) -> Reply:
    """Read the body of a chat completion whose content is the JSON that was asked for.

    Raises:
        ReplyError: If it is anything else.
    """
    try:
        content = _parsed(body.decode())["choices"][0]["message"]["content"]
        quotes = _parsed(_bare(content))["quotes"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ReplyError from error
    if not isinstance(quotes, list):
        raise ReplyError
    read_claims = [_claim(quote) for quote in quotes[:MOST_CLAIMS]]
    claims = tuple(claim for claim in read_claims if claim)
    return Reply(claims, len(quotes) - len(claims))


def _parsed(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _bare(content: str) -> str:
    """The JSON object alone: models put fences and words around it."""
    return content[content.index("{") : content.rindex("}") + 1]


def _claim(quote: Any) -> Claim | None:
    """One quote, None where it is not of the form."""
    if not isinstance(quote, dict):
        return None
    content = quote.get("content")
    pieces = [content] if isinstance(content, str) else content
    others = [quote.get(key) or "" for key in ("source", "cue", "speaker")]
    if not isinstance(pieces, list) or not 0 < len(pieces) <= MOST_PIECES:
        return None
    if not all(isinstance(words, str) and len(words) <= LONGEST for words in [*pieces, *others]):
        return None
    return Claim(tuple(pieces), *others)
