"""Mentions out of the names of a text: each place that names an actor, with the actor's fullest name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.names import Name
from corpus.suggest import confidence
from corpus.suggest.records import MentionSuggestion, Source

WHY = {
    "name.full": "a full name",
    "name.short": "the short form of a name that the text has in full",
    "name.acronym": "an acronym",
    "name.place": "a country, or a place that may stand for one",
    "name.single": "a name of one word",
    "name.once": "a name of one word that the text has once",
}
"""What each rule says for itself."""


def propose_mentions(source: Source, names: Sequence[Name]) -> list[MentionSuggestion]:
    """A mention for each name that the text has, in text order."""
    return list(_proposed(source.text, names))


def _proposed(text: str, names: Sequence[Name]) -> Iterator[MentionSuggestion]:
    counts = Counter(name.full for name in names)
    for name in names:
        form = text[name.span.start : name.span.end]
        rule = _rule(form if form == name.full else " ".join(form.split()), name, counts[name.full])
        yield MentionSuggestion(name.span, name.full, rule, confidence.of(rule), WHY[rule], name.kind)


def _rule(form: str, name: Name, count: int) -> str:
    """By which rule a form names its actor."""
    if name.kind == "country":
        return "name.place"
    if form == name.full or form.casefold() == name.full.casefold():
        if " " in form:
            return "name.full"
        return "name.acronym" if form.isupper() else "name.single" if count > 1 else "name.once"
    if form.isupper() and name.kind == "organisation" and " " not in form:
        return "name.acronym"
    return "name.short"
