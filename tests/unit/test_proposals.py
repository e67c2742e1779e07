"""Suggestions as the JSON that `glossator suggest` prints."""

from __future__ import annotations

from dataclasses import replace

from corpus.spans import Span
from corpus.suggest.records import (
    Knowledge,
    KnownActor,
    KnownConcept,
    MentionSuggestion,
    Part,
    QuoteSuggestion,
    Speaker,
    StanceSuggestion,
)
from tui.cli.proposals import as_json, names_of

TEXT = "“No fish,” Venn said."
NAMES = names_of(
    Knowledge((KnownActor("a1", "Aldo Venn"), KnownActor("a2", "Bruna Venn")), (KnownConcept("c1", "Fishing"),))
)
SPEAKER = Speaker(Span(11, 15), "Aldo Venn", "a1")
QUOTE = QuoteSuggestion(
    "direct", (Part("content", Span(1, 9)), Part("source", Span(11, 15))), SPEAKER, "2021-03-04", "r", 0.98765, "why"
)
TOLD_SPEAKER = {"name": "Aldo Venn", "start": 11, "end": 15}


def test_a_quote_tells_its_parts_and_who_says_it() -> None:
    assert as_json(QUOTE, TEXT, NAMES) == {
        "kind": "quote",
        "type": "direct",
        "parts": [
            {"role": "content", "start": 1, "end": 9, "exact": "No fish,"},
            {"role": "source", "start": 11, "end": 15, "exact": "Venn"},
        ],
        "speaker": TOLD_SPEAKER,
        "rule": "r",
        "confidence": 0.988,
    }
    assert as_json(replace(QUOTE, speaker=None), TEXT, NAMES)["speaker"] is None


def test_a_mention_tells_the_actor_or_who_it_may_be() -> None:
    known = MentionSuggestion(Span(11, 15), "Aldo Venn", "r", 0.5, "", actor="a1")
    place = {"start": 11, "end": 15, "exact": "Venn"}
    told = {"kind": "mention", **place, "actor": "Aldo Venn", "candidates": [], "rule": "r", "confidence": 0.5}
    assert as_json(known, TEXT, NAMES) == told
    asked = replace(known, name=None, actor=None, candidates=("a2", "a1"))
    assert as_json(asked, TEXT, NAMES) == {**told, "actor": None, "candidates": ["Bruna Venn", "Aldo Venn"]}


def test_a_stance_tells_holder_target_and_cues_and_no_position() -> None:
    stance = StanceSuggestion(Span(1, 9), SPEAKER, "c1", "concept", Span(4, 8), (Span(1, 3),), "r", 0.7, "")
    assert as_json(stance, TEXT, NAMES) == {
        "kind": "stance",
        "start": 1,
        "end": 9,
        "exact": "No fish,",
        "holder": TOLD_SPEAKER,
        "target": {"concept": "Fishing", "start": 4, "end": 8, "exact": "fish"},
        "cues": [{"start": 1, "end": 3, "exact": "No"}],
        "rule": "r",
        "confidence": 0.7,
    }
    on_actor = replace(stance, target="a2", target_noun="actor")
    assert as_json(on_actor, TEXT, NAMES)["target"]["actor"] == "Bruna Venn"
