"""Mentions from the entities of a spaCy pipeline that the analyst has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.names import ActorKind
from corpus.spans import Span, trimmed
from corpus.suggest.checking import one_line
from corpus.suggest.records import MentionSuggestion, Source, SuggesterError
from corpus.suggesters.stretches import stretches

try:
    import spacy
except ImportError as error:
    raise SuggesterError("needs spaCy, which is not installed: pip install 'glossator[spacy]'") from error

KINDS: dict[str, ActorKind] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "country",
    "LOC": "country",
    "NORP": "group",
}
"""The kind of actor that each label of an entity means; other labels name no actor."""

CONFIDENCE = 0.5
"""A guess: how good a pipeline is on the analyst's texts is not known here."""

_LONGEST = 100_000
"""The longest stretch that is given to a pipeline at once; a pipeline may set less."""
_GENITIVE = re.compile(r"['’]s?$")


class SpacySuggester:
    """Proposes each entity as a mention; `pipeline` is the name of an installed one, or the path of its folder."""

    name = "spacy"

    def __init__(self, pipeline: str) -> None:
        try:
            self._pipeline: Any = spacy.load(pipeline)
        except (OSError, ValueError, ImportError) as error:
            what = f"{pipeline!r} cannot be loaded ({one_line(error)[:120]})"
            raise SuggesterError(f"pipeline: {what}; give an installed pipeline or a folder") from error
        told = self._pipeline.meta
        self.version = f"1 {pipeline} {told['lang']}_{told['name']} {told['version']}"

    def suggest(self, source: Source) -> Iterator[MentionSuggestion]:
        """The entities that may be actors, in text order; what runs over the end of a sentence is none."""
        for stretch in stretches(source.text, min(_LONGEST, self._pipeline.max_length)):
            for entity in self._pipeline(source.text[stretch.start : stretch.end]).ents:
                if entity.label_ in KINDS and not any(token.is_sent_start for token in entity[1:]):
                    start = stretch.start + entity.start_char
                    span = _named(source.text, Span(start, start + len(entity.text)))
                    if not any(span.meets(avoided) for avoided in source.avoid):
                        yield _mention(source.text, span, entity.label_)


def _named(text: str, span: Span) -> Span:
    """The name alone, without white space around it or a genitive's ending."""
    span = trimmed(text, span)
    words = _GENITIVE.sub("", text[span.start : span.end])
    return Span(span.start, span.start + len(words))


def _mention(text: str, span: Span, label: str) -> MentionSuggestion:
    name = " ".join(text[span.start : span.end].split())
    return MentionSuggestion(span, name, label.lower(), CONFIDENCE, f"an entity of the pipeline: {label}", KINDS[label])
