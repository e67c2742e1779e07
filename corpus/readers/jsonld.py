"""What a page tells about itself in JSON-LD, the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from corpus.readers.markup import collapsed

_LONGEST = 2 * 1024 * 1024
_MOST_NODES = 20_000
_ARTICLES = ("Article", "BlogPosting", "Report")
"""How the kinds end that are articles."""
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_TAG = re.compile(r"<(/?)(\w{1,12})[^<>]{0,500}>")
_BLOCKS = frozenset(("p", "br", "div", "li", "h2", "h3", "h4", "blockquote"))


@dataclass(frozen=True, slots=True)
class Linked:
    """What the page's JSON-LD tells of its article; empty where it tells nothing."""

    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    section: str = ""
    url: str = ""
    language: str = ""
    body: str = ""
    """The text itself, a paragraph a line where it tells paragraphs."""


def linked(scripts: Sequence[str]) -> Linked:
    """Read the scripts' contents; of several articles the first with a headline counts."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script))]
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return Linked()
    main = next((node for node in articles if _text(node.get("headline"))), articles[0])
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return Linked(
        title=_text(main.get("headline")) or _text(main.get("name")),
        published=_text(main.get("datePublished")) or _text(main.get("dateCreated")),
        authors=tuple(_names(main.get("author") or main.get("creator"), by_id)),
        outlet=next(iter(_names(main.get("publisher"), by_id)), ""),
        section=_text(main.get("articleSection")),
        url=_address(main),
        language=_text(main.get("inLanguage")),
        body=max((_paragraphs(node.get("articleBody")) for node in articles), key=len),
    )


def _parsed(script: str) -> Any:
    """The script's value; None where it is no JSON, or more than any article needs."""
    if len(script) > _LONGEST:
        return None
    try:
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a value, the outer first."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += reversed([inner for inner in value.values() if isinstance(inner, dict | list)])
        elif isinstance(value, list):
            waiting += reversed(value)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(_ARTICLES) for kind in named)


def _text(value: Any) -> str:
    """A value as one line; of a list the first, of an object its name."""
    while isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    return collapsed(_TAG.sub("", unescape(value))) if isinstance(value, str) else ""


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of people or organisations, each once; what only refers to another object is followed."""
    seen = set()
    for one in value if isinstance(value, list) else [value]:
        node = by_id.get(str(one.get("@id")), one) if isinstance(one, dict) and not one.get("name") else one
        name = _text(node)
        if name and name not in seen and not name.startswith(("http:", "https:")):
            seen.add(name)
            yield name


def _address(node: dict[str, Any]) -> str:
    page = node.get("mainEntityOfPage")
    named = page.get("@id") if isinstance(page, dict) else page
    return next((value for value in (node.get("url"), named) if isinstance(value, str) and "://" in value), "")


def _paragraphs(value: Any) -> str:
    """A text without its tags; those that begin or end a paragraph become line ends."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    plain = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BLOCKS else "", unescape(value))
    return "\n".join(line.strip() for line in plain.splitlines() if line.strip())
