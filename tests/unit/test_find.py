from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import find, graphemes
from corpus.spans import Span


def found(text: str, query: str) -> list[str]:
    return [text[slice(*span)] for span in find.occurrences(text, query)]


def test_case_counts_only_when_the_query_has_a_capital() -> None:
    text = "Macron, macron, MACRON"
    assert found(text, "macron") == ["Macron", "macron", "MACRON"]
    assert found(text, "Macron") == ["Macron"]


def test_a_space_finds_a_no_break_space_and_a_straight_mark_a_curly_one() -> None:
    text = "a\xa0b “EU’s”"
    assert found(text, "a b") == ["a\xa0b"]
    assert found(text, '"eu\'s"') == ["“EU’s”"]
    assert found('say "EU"', "“eu”") == ['"EU"']


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("ß Straße, STRASSE", "strasse", ["Straße", "STRASSE"]),
        ("İİ İstanbul now", "now", ["now"]),
        ("ﬁn fin", "fin", ["ﬁn", "fin"]),
        ("Straße", "s", ["S"]),
        ("ΣΑΣ σας", "σας", ["ΣΑΣ", "σας"]),
        ("cafe\u0301", "cafe", ["cafe\u0301"]),
    ],
)
def test_letters_that_grow_when_folded_shift_nothing(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


def test_occurrences_do_not_overlap_and_stop_at_the_limit() -> None:
    assert find.occurrences("aaaa", "aa") == [Span(0, 2), Span(2, 4)]
    assert len(find.occurrences("a" * 100, "a", limit=3)) == 3


def test_an_empty_query_finds_nothing() -> None:
    assert find.occurrences("text", "") == []


@settings(deadline=None)
@given(st.text(alphabet="aAsSß İi\xa0e\u0301’", max_size=30), st.text(alphabet="asi e'", min_size=1, max_size=3))
def test_each_occurrence_folds_to_the_query_and_lies_on_borders(text: str, query: str) -> None:
    borders = set(graphemes.borders(text))
    for span in find.occurrences(text, query):
        exact = text[slice(*span)].casefold().replace("\xa0", " ").replace("’", "'")
        assert query in exact
        assert borders.issuperset(span)


@settings(deadline=None)
@given(st.text(max_size=20), st.text(alphabet="abc XYZ", min_size=1, max_size=5), st.text(max_size=20))
def test_what_is_in_the_text_is_found(before: str, query: str, after: str) -> None:
    spans = find.occurrences(before + query + after, query)
    wanted = Span(len(before), len(before) + len(query))
    assert any(span.holds(wanted) or span.meets(wanted) for span in spans)


def test_context_is_one_line_of_the_same_length() -> None:
    assert find.context("One\ntwo three\n\nfour", Span(4, 7), 6) == ("One ", "two", " three")
    assert find.context("a\nb", Span(0, 3), 5) == ("", "a b", "")


def test_context_tears_no_grapheme() -> None:
    assert find.context("xe\u0301 word e\u0301x", Span(4, 8), 2) == (" ", "word", " ")
