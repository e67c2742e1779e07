"""Suggestions on the way to a file or another process come back as they were, and nothing else passes for one."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spans import Span
from corpus.suggest import wire
from corpus.suggest.records import (
    ActorKind,
    MentionSuggestion,
    Part,
    PartRole,
    QuoteSuggestion,
    QuoteType,
    Speaker,
    StanceSuggestion,
    Suggestion,
)

LENGTH = 90
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = st.none() | WORDS
SHARES = st.floats(0, 1)
SPANS = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 9)).map(lambda at: Span(at[0], min(sum(at), LENGTH)))
SPEAKERS = st.builds(Speaker, SPANS, WORDS, IDS, st.lists(WORDS, max_size=2).map(tuple))
PARTS = st.lists(st.builds(Part, st.sampled_from(get_args(PartRole)), SPANS), max_size=3)
QUOTES = st.builds(
    QuoteSuggestion,
    st.sampled_from(get_args(QuoteType)),
    st.tuples(SPANS, PARTS).map(lambda made: (Part("content", made[0]), *made[1])),
    st.none() | SPEAKERS,
    WORDS,
    WORDS,
    SHARES,
    WORDS,
)
MENTIONS = st.builds(
    MentionSuggestion,
    *(SPANS, IDS, WORDS, SHARES, WORDS, st.sampled_from(get_args(ActorKind))),
    *(IDS, st.lists(WORDS, max_size=2).map(tuple)),
)
STANCES = st.builds(
    StanceSuggestion,
    *(SPANS, SPEAKERS, WORDS, st.sampled_from(["actor", "concept"]), SPANS, st.lists(SPANS, max_size=2).map(tuple)),
    *(WORDS, SHARES, WORDS),
)
ONE = MentionSuggestion(Span(3, 9), "Lena Orsini", "name.full", 0.9, "a name of this text")


@given(st.lists(QUOTES | MENTIONS | STANCES, max_size=4).map(tuple))
def test_suggestions_come_back_as_they_were(suggestions: tuple[Suggestion, ...]) -> None:
    line = wire.dump(suggestions)
    assert "\n" not in line
    assert wire.load(line, LENGTH) == suggestions


@given(st.text() | st.recursive(st.none() | st.booleans() | st.integers() | WORDS, st.lists).map(json.dumps))
def test_what_is_no_list_of_suggestions_is_refused_and_nothing_else_happens(line: str) -> None:
    with suppress(ValueError):
        assert wire.load(line, LENGTH) == ()


@pytest.mark.parametrize("spaced", ["[]", " [ ] ", "[{0}]", "[ {0} , {0} ]\n"])
def test_spaces_between_suggestions_are_nothing(spaced: str) -> None:
    told = wire.dump([ONE])[1:-1]
    assert wire.load(spaced.replace("{0}", told), LENGTH) == (ONE,) * spaced.count("0")


@pytest.mark.parametrize("spoilt", ["", "{0}", "[{0}", "[{0},]", "[{0}{0}]", "[{0}]]", "[] {0}", "[,{0}]"])
def test_half_a_list_or_more_than_one_is_refused(spoilt: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        wire.load(spoilt.replace("{0}", wire.dump([ONE])[1:-1]), LENGTH)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("span", [3, LENGTH + 1]),
        ("span", [9, 3]),
        ("span", [-1, 3]),
        ("span", [3.0, 9]),
        ("span", [True, 9]),
        ("span", [3]),
        ("span", None),
        ("kind", "river"),
        ("noun", "river"),
        ("noun", ["mention"]),
        ("name", 7),
        ("rule", None),
        ("confidence", 1.5),
        ("confidence", float("nan")),
        ("confidence", "0.9"),
        ("candidates", [7]),
        ("candidates", 7),
    ],
)
def test_a_suggestion_with_a_wrong_value_is_refused(field: str, value: object) -> None:
    (told,) = json.loads(wire.dump([ONE]))
    with pytest.raises(ValueError, match=r"\w"):
        wire.load(json.dumps([{**told, field: value}]), LENGTH)


@pytest.mark.parametrize("field", ["noun", "span", "name", "rule", "confidence", "why", "kind", "actor", "candidates"])
def test_a_suggestion_that_lacks_a_value_is_refused(field: str) -> None:
    told: list[dict[str, Any]] = json.loads(wire.dump([ONE]))
    del told[0][field]
    with pytest.raises(ValueError, match=field):
        wire.load(json.dumps(told), LENGTH)


def test_a_source_is_known_by_the_word_that_it_had_before() -> None:
    mention = MentionSuggestion(Span(0, 5), "a guard", "name.full", 0.5, "", "source")
    earlier = wire.dump([mention]).replace('"kind":"source"', '"kind":"unnamed"')
    assert "unnamed" in earlier
    assert list(wire.load(earlier, 9)) == [mention]
