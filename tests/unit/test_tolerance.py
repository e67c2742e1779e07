"""A text compared without regard to white space, quote marks and accents, and every stretch of it led back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import graphemes
from corpus.spans import Span
from corpus.tolerance import on_borders, tolerant

TEXTS = st.text(st.sampled_from("ab \n\t\xa0é“”«‘e\u0301\u0300漢🇫🇷\u200d👩")) | st.text()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("plain words", "plain words"),
        ("two  or\n\nmore\tkinds\xa0of", "two or more kinds of"),
        ("“a” „b“ «c» ‘d’ ‚e", '"a" "b" "c" \'d\' \'e'),
        ("caf\xe9", "cafe\u0301"),
        ("cafe\u0301", "cafe\u0301"),
        ("\u1ec7", "e\u0323\u0302"),
        ("e\u0302\u0323", "e\u0323\u0302"),
        ("", ""),
    ],
)
def test_white_space_quote_marks_and_accents_are_all_one(source: str, text: str) -> None:
    assert tolerant(source).text == text


def test_every_character_knows_where_it_comes_from_and_so_does_the_end() -> None:
    assert list(tolerant("a  \xe9b").origin) == [0, 1, 3, 3, 4, 5]
    assert list(tolerant("a “e\u0301”").origin) == [0, 1, 2, 3, 3, 5, 6]
    assert list(tolerant("").origin) == [0]


def test_a_stretch_goes_there_and_back() -> None:
    text = tolerant("He  met “Zo\xeb” there")
    there = text.forth(Span(8, 13))
    assert there == Span(7, 13)
    assert text.text[slice(*there)] == '"Zoe\u0308"'
    assert text.back(there) == Span(8, 13)


def test_what_would_cut_a_sign_goes_neither_there_nor_back() -> None:
    text = tolerant("a  \xe9b")
    assert text.forth(Span(0, 2)) is None
    assert text.forth(Span(2, 4)) is None
    assert text.forth(Span(1, 1)) is None
    assert text.back(Span(0, 3)) is None
    assert text.back(Span(3, 5)) is None
    assert text.back(Span(0, 4)) == Span(0, 4)
    assert text.back(Span(4, 5)) == Span(4, 5)


def test_what_would_cut_a_grapheme_does_not_go_back() -> None:
    text = tolerant("x👩\u200d👩y")
    assert text.back(Span(1, 2)) is None
    assert text.back(Span(3, 4)) is None
    assert text.back(Span(1, 4)) == Span(1, 4)


@given(TEXTS)
def test_what_is_tolerated_is_the_same_for_every_form_of_a_text(source: str) -> None:
    text = tolerant(source).text
    assert len(tolerant(source).origin) == len(text) + 1
    assert tolerant(unicodedata.normalize("NFD", source)).text == tolerant(text).text


@given(TEXTS, st.data())
def test_the_stretch_that_comes_back_goes_there_again(source: str, data: st.DataObject) -> None:
    text = tolerant(source)
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    found = text.back(Span(start, end)) if start < end else None
    if found is not None:
        assert text.forth(found) == Span(start, end)
        assert tolerant(source[slice(*found)]).text == text.text[start:end]
        assert {found.start, found.end} <= set(graphemes.borders(source))


@given(TEXTS, st.data())
def test_a_span_is_on_borders_when_both_its_ends_are(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    assert on_borders(source, Span(start, end)) == ({start, end} <= set(graphemes.borders(source)))
