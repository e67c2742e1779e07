from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.quotations import Quotation, in_paragraph
from corpus.segments import Segments
from corpus.spans import Span


def quotations(text: str) -> list[Quotation]:
    return list(Segments(text).quotations)


def insides(text: str) -> list[str]:
    return [text[slice(*quotation.inner)] for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ["no"]),
        ("a\xa0“frank exchange of views.”\xa0Then", ["frank exchange of views."]),
        ("She called it ‘hard’, he said.", ["hard"]),
        ("Its 'Interest' To Talk", ["Interest"]),
        ("« Bonjour », dit-il.", ["Bonjour"]),
        ("‹Nein›, sagt er", ["Nein"]),
        ("„Ja“, sagte er, „und ‚nein‘.“", ["Ja", "und ‚nein‘.", "nein"]),
        ("»Nein«, sagt er", ["Nein"]),
        ("”Ja”, sa han", ["Ja"]),
        ("He said ''we go'' and left", ["we go"]),
        ("``Yes,'' he said", ["Yes,"]),
        ("a “wrong“ mark", ["wrong"]),
        ('He said,"We will" and left', ["We will"]),
        ('"Yes,"he said', ["Yes,"]),
        ("他说「好」。", ["好"]),
        ('[“a”] ("b")', ["a", "b"]),
    ],
)
def test_marks_of_every_kind_pair(text: str, expected: list[str]) -> None:
    assert insides(text) == expected


def test_a_quotation_in_a_quotation_is_deeper() -> None:
    found = quotations('"He told me “go ‘now’,” she said," they say.')
    assert [quotation.depth for quotation in found] == [0, 1, 2]
    assert insides('"He said "no" to me," she said.') == ['He said "no" to me,', "no"]


@pytest.mark.parametrize(
    "text",
    [
        "France’s and Russia's",
        "the dogs’ tails and the cats' eyes",
        "rock 'n' roll in the ‘90s and the '80s",
        "'Twas the night",
        'He is 5\' 11" tall and has a 6" nail and a 7" pipe',
        'the code a"b"c',
    ],
)
def test_apostrophes_and_inches_quote_nothing(text: str) -> None:
    assert insides(text) == []


def test_a_plural_apostrophe_does_not_end_a_quotation() -> None:
    assert insides("They wrote ‘the dogs’ tails were wet’, and left") == ["the dogs’ tails were wet"]
    assert insides("‘no more wars’ and the workers’ rights") == ["no more wars"]


def test_a_quotation_that_opens_its_paragraph_and_never_closes_runs_to_the_paragraphs_end() -> None:
    text = "“One. \n\n“Two.”\n"
    first, second = quotations(text)
    assert (text[slice(*first.inner)], first.closed) == ("One.", False)
    assert (text[slice(*second.inner)], second.closed) == ("Two.", True)


def test_a_quotation_that_the_next_paragraph_takes_up_again_runs_to_the_paragraphs_end() -> None:
    assert insides('He said: "One.\n"Two."') == ["One.", "Two."]


def test_a_stray_mark_quotes_nothing_and_hides_nothing() -> None:
    assert insides('He said "one. Then “two”.\nThree "four".') == ["two", "four"]
    assert insides("one\" two 'three") == []


def test_inside_are_neither_marks_nor_white_space() -> None:
    found = quotations('x " a b " y')[0]
    assert (found.outer, found.inner) == (Span(2, 9), Span(4, 7))
    assert quotations('empty "" and “ ”') == []


@settings(deadline=None)
@given(st.text(alphabet="ab s5.,\n\"'“”‘’„«»‹›`\u0301é", max_size=60))
def test_quotations_are_nested_inside_their_paragraphs(text: str) -> None:
    segments = Segments(text)
    opened: list[Span] = []
    for quotation in segments.quotations:
        assert any(paragraph.holds(quotation.outer) for paragraph in segments.paragraphs)
        assert quotation.outer.holds(quotation.inner)
        assert quotation.inner.length
        opened = [outer for outer in opened if outer.end > quotation.outer.start]
        assert all(outer.holds(quotation.outer) for outer in opened)
        assert quotation.depth == len(opened)
        opened.append(quotation.outer)


def test_a_hundred_thousand_marks_in_one_line_are_paired_or_not_without_trouble() -> None:
    for text in ('"a" ' * 50_000, "“a ‘" * 50_000, "«a ”" * 50_000):
        in_paragraph(text, Span(0, len(text)))


def test_the_seeds_quotations_are_found(seeds: dict[str, bytes]) -> None:
    counts = {number: len(quotations(seed.decode())) for number, seed in seeds.items()}
    assert counts == {"000": 2, "001": 5, "002": 4, "003": 10, "004": 9}
    first = insides(seeds["001"].decode())[0]
    assert first.startswith("Europe can no longer")
    assert first.endswith("the Cold War,")
    assert "certain\xa0 threat practices" in insides(seeds["002"].decode())[2]
