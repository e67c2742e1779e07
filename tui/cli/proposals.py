"""From texts to the lines of JSON that `glossator suggest` prints; what is here may run in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from corpus import files
from corpus.files import Found, Refusal
from corpus.spans import Span
from corpus.suggest import gathering, linking
from corpus.suggest.gathering import Crew
from corpus.suggest.records import (
    Knowledge,
    MentionSuggestion,
    QuoteSuggestion,
    Source,
    Speaker,
    StanceSuggestion,
    Suggestion,
)
from corpus.suggest.sources import source_of
from tui import suggesters
from tui.cli import output

_DIGITS = 3
"""Of a confidence; more would pretend to be known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that has been read already."""

    file: str
    source: Source
    document: str = ""
    """Its id in the project, or empty."""


Wanted = Found | Reading
"""What to suggest for: a file still to be read, or a text."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What comes out for one file or text."""

    lines: tuple[str, ...] = ()
    """JSON, in text order."""
    remarks: tuple[str, ...] = ()
    """What there is to say about it, one line each."""
    refused: bool = False
    """Whether something of it could not be read."""
    size: int = 1
    """How much of all there is to do is done with it."""


@dataclass(frozen=True, slots=True)
class Proposer:
    """Makes the lines for one text; another process can be given one."""

    knowledge: Knowledge
    kinds: frozenset[str]
    least: float
    """The confidence from which on a suggestion is told."""

    def __call__(self, wanted: Wanted) -> Proposed:
        """The lines for a text or for all articles of a file, and why there are none for what cannot be read."""
        if isinstance(wanted, Reading):
            return self._of(wanted)
        lines: list[str] = []
        remarks: list[str] = []
        articles = files.read_one(wanted)
        for article in articles:
            if isinstance(article, Refusal):
                remarks.append(f"{article.path}: {article.reason}")
            else:
                proposed = self._of(Reading(article.file, source_of(article)))
                lines += proposed.lines
                remarks += proposed.remarks
        refused = any(isinstance(article, Refusal) for article in articles)
        return Proposed(tuple(lines), tuple(remarks), refused, wanted.size)

    def _of(self, reading: Reading) -> Proposed:
        """The lines for a text."""
        source = reading.source
        gathered = gathering.gather(source, ready())
        linked = linking.link(source, gathered.suggestions, self.knowledge)
        about = {"file": reading.file} | ({"document": reading.document} if reading.document else {})
        names = names_of(self.knowledge)
        lines = (
            output.as_line({**about, **as_json(each, source.text, names)})
            for each in linked
            if each.confidence >= self.least and kind_of(each) in self.kinds
        )
        return Proposed(tuple(lines), tuple(f"{reading.file}: {remark}" for remark in gathered.remarks))


@cache
def ready() -> Crew:
    """Who proposes for the analyst, made once in each process.

    Raises:
        SuggesterError: If a file of theirs, or a suggester, cannot be used.
    """
    return suggesters.crew()


def name_of(wanted: Wanted) -> str:
    """How a text is called in messages."""
    if isinstance(wanted, Reading):
        return wanted.file or wanted.document
    return str(wanted.path)


def names_of(knowledge: Knowledge) -> dict[str, str]:
    """The names of the codebook's actors and concepts by their ids."""
    actors = {actor.id: actor.name for actor in knowledge.actors}
    return actors | {concept.id: concept.name for concept in knowledge.concepts}


def kind_of(suggestion: Suggestion) -> str:
    """Quote, mention or stance."""
    if isinstance(suggestion, QuoteSuggestion):
        return "quote"
    return "mention" if isinstance(suggestion, MentionSuggestion) else "stance"


def as_json(suggestion: Suggestion, text: str, names: Mapping[str, str]) -> dict[str, Any]:
    """A suggestion for a text, without the file that it is for; actors and concepts are told by their names."""
    if isinstance(suggestion, QuoteSuggestion):
        told = _quote(suggestion, text)
    elif isinstance(suggestion, MentionSuggestion):
        told = _mention(suggestion, text, names)
    else:
        told = _stance(suggestion, text, names)
    rule = {"rule": suggestion.rule, "confidence": round(suggestion.confidence, _DIGITS)}
    return {"kind": kind_of(suggestion), **told, **rule}


def _quote(quote: QuoteSuggestion, text: str) -> dict[str, Any]:
    parts = [{"role": part.role, **_place(part.span, text)} for part in quote.parts]
    return {"type": quote.type, "parts": parts, "speaker": _speaker(quote.speaker) if quote.speaker else None}


def _mention(mention: MentionSuggestion, text: str, names: Mapping[str, str]) -> dict[str, Any]:
    candidates = [names.get(id_, id_) for id_ in mention.candidates]
    return {**_place(mention.span, text), "actor": mention.name, "candidates": candidates}


def _stance(stance: StanceSuggestion, text: str, names: Mapping[str, str]) -> dict[str, Any]:
    name = names.get(stance.target, stance.target)
    return {
        **_place(stance.span, text),
        "holder": _speaker(stance.holder),
        "target": {stance.target_noun: name, **_place(stance.target_span, text)},
        "cues": [_place(cue, text) for cue in stance.cues],
    }


def _speaker(speaker: Speaker) -> dict[str, Any]:
    return {"name": speaker.name, "start": speaker.span.start, "end": speaker.span.end}


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "exact": text[span.start : span.end]}
