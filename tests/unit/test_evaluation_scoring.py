"""Proposals against gold: what matches, and what the figures count."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.evaluation import scoring
from corpus.evaluation.gold import GoldDocument, GoldQuote
from corpus.evaluation.scoring import Scores, Tally
from corpus.spans import Span
from corpus.suggest.records import Part, PartRole, QuoteSuggestion, QuoteType, Speaker

TEXT = "“We stay here,” Lena Orsini said. “All of us.” Aldo Venn denied that it was cold, and the town is calm."


def place(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def parts(**told: list[str]) -> tuple[Part, ...]:
    roles: dict[str, PartRole] = {"content": "content", "source": "source", "cue": "cue"}
    found = [Part(roles[role], place(words)) for role, pieces in told.items() for words in pieces]
    return tuple(sorted(found, key=lambda part: part.span))


def gold(*contents: str, source: str = "", cue: str = "", kind: QuoteType = "direct") -> GoldQuote:
    return GoldQuote(kind, parts(content=list(contents), source=[source] * bool(source), cue=[cue] * bool(cue)))


def proposal(*contents: str, source: str = "", kind: QuoteType = "direct", **changed: Any) -> QuoteSuggestion:
    speaker = Speaker(place(source), source) if source else None
    told = {"said_on": "", "rule": "a", "confidence": 0.9, "why": "", **changed}
    cue = told.pop("cue", "")
    return QuoteSuggestion(kind, parts(content=list(contents), cue=[cue] * bool(cue)), speaker, **told)


def scores(quotes: list[GoldQuote], proposed: list[QuoteSuggestion], *, typed: bool = True) -> Scores:
    return scoring.score(GoldDocument("a.txt", TEXT, tuple(quotes), typed), proposed)


def tally(found: Scores, match: str = "overlap", kind: str = "all", unit: str = "quotes") -> tuple[int, int, int, int]:
    counts = found.kinds[unit, kind, match]
    return counts.gold, counts.found, counts.predicted, counts.right


def test_marks_and_punctuation_at_the_ends_do_not_count() -> None:
    found = scores([gold("“We stay here,”")], [proposal("We stay here")])
    assert tally(found, "exact") == (1, 1, 1, 1)


def test_half_is_enough_for_a_match_and_less_is_not() -> None:
    assert tally(scores([gold("stay here")], [proposal("stay")])) == (1, 0, 1, 0)
    assert tally(scores([gold("stay here")], [proposal("stay h")])) == (1, 1, 1, 1)
    assert tally(scores([gold("stay here")], [proposal("stay h")]), "exact") == (1, 0, 1, 0)


def test_each_quote_is_matched_once_by_the_best() -> None:
    proposed = [proposal("We stay"), proposal("We stay here"), proposal("We stay here", rule="b")]
    found = scores([gold("We stay here"), gold("it was cold")], proposed)
    assert tally(found) == tally(found, "exact") == (2, 1, 3, 1)
    assert found.rules["a"] == Tally(predicted=2, right=1)
    assert found.rules["b"] == Tally(predicted=1)


def test_a_split_quote_that_is_not_joined_is_right_in_pieces_and_poor_as_a_quote() -> None:
    whole = gold("“We stay here,”", "“All of us.”")
    apart = scores([whole], [proposal("We stay here"), proposal("All of us")])
    joined = scores([whole], [proposal("We stay here", "All of us")])
    assert tally(apart, "exact", unit="pieces") == tally(joined, "exact", unit="pieces") == (2, 2, 2, 2)
    assert tally(apart, "exact") == (1, 0, 2, 0)
    assert tally(joined, "exact") == (1, 1, 1, 1)


def test_pieces_with_nothing_but_marks_between_them_are_one() -> None:
    found = scores([gold("here,” Lena Orsini")], [proposal("here", "Lena", "Orsini")])
    assert tally(found, "exact") == tally(found, "exact", unit="pieces") == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("source", "told", "right"),
    [
        ("Lena Orsini", "Orsini", 1),
        ("Lena Orsini", "Aldo Venn", 0),
        ("Lena Orsini", "", 0),
        ("", "Lena", 0),
        ("", "", 1),
    ],
)
def test_the_speaker_is_right_where_the_places_meet_or_both_name_none(source: str, told: str, right: int) -> None:
    found = scores([gold("We stay here", source=source)], [proposal("We stay here", source=told)])
    assert tally(found, "speaker") == (1, right, 1, right)


def test_a_proposal_may_be_of_another_kind_than_the_gold_that_it_matches() -> None:
    found = scores([gold("said. “All of us", kind="mixed")], [proposal("All of us", kind="direct")])
    assert tally(found, kind="direct") == (0, 0, 1, 1)
    assert tally(found, kind="mixed") == (1, 1, 0, 0)
    assert tally(found, kind="indirect") == (0, 0, 0, 0)


def test_pieces_of_gold_without_types_are_typed_by_their_own_marks() -> None:
    quotes = [gold("“We stay here,”", "that it was cold", kind="mixed")]
    assert tally(scores(quotes, [], typed=False), kind="direct", unit="pieces") == (1, 0, 0, 0)
    assert tally(scores(quotes, [], typed=False), kind="indirect", unit="pieces") == (1, 0, 0, 0)
    assert tally(scores(quotes, [], typed=True), kind="mixed", unit="pieces") == (2, 0, 0, 0)


def test_speech_is_what_a_verb_of_speech_reports_and_every_direct_proposal() -> None:
    quotes = [gold("it was cold", cue="denied"), gold("the town is calm", cue="that")]
    proposed = [
        proposal("it was cold", cue="denied", kind="indirect"),
        proposal("the town is calm", kind="indirect"),
        proposal("All of us"),
    ]
    assert tally(scores(quotes, proposed), kind="speech") == (1, 1, 2, 1)


def test_tiers_count_from_a_confidence_on() -> None:
    proposed = [proposal("We stay here", confidence=0.97), proposal("calm", confidence=0.6)]
    found = scores([gold("We stay here"), gold("All of us")], proposed).tiers
    assert found[0.95] == Tally(2, 1, 1, 1)
    assert found[0.6] == Tally(2, 1, 2, 1)


def test_a_content_without_letters_matches_nothing() -> None:
    assert tally(scores([gold("”")], [proposal("”")])) == (1, 0, 1, 0)


def test_the_figures_come_from_the_counts() -> None:
    counts = Tally(gold=4, found=3, predicted=2, right=1)
    assert (counts.precision, counts.recall, counts.f1) == (0.5, 0.75, 0.6)
    assert Tally().precision is Tally().recall is Tally().f1 is None
    assert Tally(gold=1, predicted=1).f1 == 0


def test_scores_of_documents_add_up() -> None:
    one = scores([gold("We stay here")], [proposal("We stay here")])
    two = scores([gold("All of us")], [proposal("it was cold", rule="b")])
    total = Scores()
    for each in (one, two, two):
        total.add(each)
    assert total.documents == 3
    assert tally(total) == (3, 1, 3, 1)
    assert total.rules["b"] == Tally(predicted=2)
    assert total.tiers[0.9] == Tally(3, 1, 3, 1)


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 40)).map(
    lambda drawn: Span(drawn[0], min(len(TEXT), sum(drawn)))
)
CONTENTS = st.lists(st.lists(SPANS, min_size=1, max_size=3), max_size=5)


@given(CONTENTS, CONTENTS)
def test_no_more_is_found_than_there_is_and_itself_is_found_whole(
    one: list[list[Span]], other: list[list[Span]]
) -> None:
    quotes = [GoldQuote("direct", tuple(Part("content", span) for span in sorted(spans))) for spans in one]
    proposed = [
        QuoteSuggestion("direct", tuple(Part("content", span) for span in sorted(spans)), None, "", "a", 0.5, "")
        for spans in other
    ]
    for unit in scoring.UNITS:
        counts = scores(quotes, proposed).kinds[unit, "all", "overlap"]
        assert counts.found == counts.right <= min(counts.gold, counts.predicted)
    own = [QuoteSuggestion("direct", quote.parts, None, "", "a", 0.5, "") for quote in quotes]
    same = scores(quotes, own).kinds["quotes", "all", "exact"]
    worded = sum(any(map(str.isalnum, "".join(TEXT[a:b] for a, b in spans))) for spans in one)
    assert same.found == same.right == worded
