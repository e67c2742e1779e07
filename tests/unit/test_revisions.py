"""A span followed from one version of a text to the next, or known to be lost."""

from __future__ import annotations

import unicodedata

import pytest

from bench.edits import try_edits
from corpus.revisions import Revision
from corpus.spans import Span

TEXT = (
    "Ann Roe said on Monday that “the border will be opened again before the winter comes”, a paper wrote.\n\n"
    "Ann Roe added that the café’s owner had been asked to leave. “No one knows why,” the mayor said on Tuesday.\n"
)


def followed(new: str, words: str, old: str = TEXT) -> str | None:
    start = old.index(words)
    span = Revision.of(old, new).follow(Span(start, start + len(words)))
    return None if span is None else new[slice(*span)]


def test_in_the_same_text_every_word_stays() -> None:
    for start in range(len(TEXT) - 4):
        span = Span(start, start + 4)
        if not TEXT[start].isspace() and not TEXT[start + 3].isspace():
            assert Revision.of(TEXT, TEXT).follow(span) == span


def test_words_move_with_what_stands_around_them() -> None:
    assert followed("New first line.\n" + TEXT, "the border") == "the border"
    assert followed(TEXT.replace("Ann Roe said on Monday that ", ""), "the border will") == "the border will"


def test_white_space_quote_marks_and_the_spelling_of_accents_may_change() -> None:
    new = unicodedata.normalize(
        "NFD", TEXT.replace(" ", "  ").replace("’", "'").replace("“", '"').replace("\n", "\r\n")
    )
    assert followed(new, "the café’s owner") == "the  cafe\u0301's  owner"


def test_what_is_gone_is_lost_even_where_the_same_words_stand_elsewhere() -> None:
    assert followed(TEXT.replace("Ann Roe said on Monday that", "Someone said that"), "Ann Roe") is None
    assert followed("", "the mayor") is None


def test_of_two_like_sentences_of_which_one_is_gone_neither_is_taken_for_the_other() -> None:
    old = f"First. {'He said that he would come.'} {'He said that he would come.'} Last."
    new = f"First. {'He said that he would come.'} Last."
    assert followed(new, "would come", old) is None
    assert Revision.of(old, new).follow(Span(old.rindex("would"), old.rindex("would") + 5)) is None
    assert followed(new, "First", old) == "First"


def test_a_corrected_letter_is_forgiven_between_unchanged_surroundings() -> None:
    new = TEXT.replace("opened again before", "re-opened again, before")
    assert (
        followed(new, "the border will be opened again before the winter")
        == "the border will be re-opened again, before the winter"
    )
    assert followed(TEXT.replace("opened again before", "kept shut until"), "opened again before the winter") is None


def test_a_text_of_nothing_but_like_words_is_given_up_at_once() -> None:
    assert Revision.of("word " * 60_000, "new " + "word " * 60_000).follow(Span(1_000, 1_004)) is None


@pytest.mark.parametrize("seed", [*range(40), 1957])
def test_under_random_edits_an_annotation_is_right_or_lost(seed: int) -> None:
    outcome = try_edits(seed)
    assert outcome.wrong == ()
    assert outcome.found > 25
