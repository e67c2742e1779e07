"""A span followed from one version of a text to the next, or known to be lost."""

from __future__ import annotations

import unicodedata
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.edits import try_edits
from corpus import revisions
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


LETTERS = st.text(st.sampled_from("ab "), max_size=60)
OFFSETS = st.integers(0, 60)


@given(LETTERS, LETTERS, OFFSETS, OFFSETS)
def test_what_agrees_is_measured_to_the_letter(one: str, other: str, here: int, there: int) -> None:
    here, there = min(here, len(one)), min(there, len(other))
    after = takewhile(lambda pair: pair[0] == pair[1], zip(one[here:], other[there:], strict=False))
    before = takewhile(lambda pair: pair[0] == pair[1], zip(one[:here][::-1], other[:there][::-1], strict=False))
    assert revisions._agreeing_after(one, here, other, there) == len([*after])
    assert revisions._agreeing_before(one, here, other, there) == len([*before])


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_however_much_agrees_the_largest_size_is_found(most: int, size: int) -> None:
    assert revisions._longest(most, lambda tried: tried <= size) == min(most, size)


@given(LETTERS, LETTERS, OFFSETS, st.integers(1, 5))
def test_like_places_have_the_words_with_what_stands_before_or_after_them(
    text: str, other: str, start: int, length: int
) -> None:
    place = Span(min(start, len(text)), min(start + length, len(text)))
    exact, before, after = text[slice(*place)], text[: place.start][-8:], text[place.end :][:8]
    expected = [
        offset
        for offset in range(len(other) + 1)
        if other.startswith(exact, offset)
        and (other[:offset].endswith(before) or other.startswith(after, offset + len(exact)))
    ]
    if exact:
        assert revisions._alike(text, place, other) == expected


@given(st.text(st.sampled_from("a1 .é"), max_size=6), st.integers(0, 6))
def test_an_offset_is_in_a_word_between_two_letters_or_digits(text: str, offset: int) -> None:
    sides = (text[offset - 1 : offset] if offset else "", text[offset : offset + 1])
    assert revisions._is_in_word(text, offset) == all(map(str.isalnum, sides))


SENTENCES = (
    "Ann Roe opened the old border crossing to all carts. ",
    "By noon two hundred farmers had gone to the market. ",
    "Customs officers wrote down every single goose there. ",
    "Dozens of children waved their paper flags at them. ",
    "Even the mayor of Halven came along with his family. ",
    "For once nobody had anything bad to say about tolls. ",
)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(len(SENTENCES))), st.integers(0, len(SENTENCES) - 1))
def test_of_sentences_that_were_moved_those_are_found_that_stand_between_their_neighbours(
    order: list[int], chosen: int
) -> None:
    old, new = "".join(SENTENCES), "".join(SENTENCES[place] for place in order)
    words = SENTENCES[chosen][12:30].strip()
    first = last = at = order.index(chosen)
    while first and order[first - 1] == order[first] - 1:
        first -= 1
    while last + 1 < len(order) and order[last + 1] == order[last] + 1:
        last += 1
    before, after = order[first] - 1, order[last] + 1
    kept = (before < 0 or order.index(before) < at) and (after == len(order) or order.index(after) > at)
    assert (followed(new, words, old) == words) is kept


def test_words_between_unchanged_surroundings_may_change_a_little_but_not_at_their_ends() -> None:
    side = "0123456789abcdefghijklmnopqrstuv"
    old = f"{side}The river treaty holds until spring{side[::-1]}"
    words = "The river treaty holds until spring"
    for now, is_found in (
        ("The river treaty held until spring", True),
        ("The river treaty holds till the spring", True),
        ("A river treaty holds until spring", False),
        ("The river treaty holds until summer", False),
        ("The boats wait in spring", False),
        ("", False),
    ):
        assert (followed(f"{side}{now}{side[::-1]}", words, old) == (now or words)) is is_found


def test_words_that_changed_are_lost_where_less_than_eight_characters_stand_beside_them() -> None:
    for side in ("12345678", "1234567"):
        old = f"{side}The river treaty holds until spring{side[::-1]}x"
        new = old.replace("holds", "held")
        found = followed(new, "The river treaty holds until spring", old)
        assert (found == "The river treaty held until spring") is (len(side) == 8)
