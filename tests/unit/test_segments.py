from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import graphemes
from corpus.segments import Segments
from corpus.spans import Span

MESSY = st.text(alphabet='abA .,;5’-\n"“”é\u0301\u200d🇫👍漢ไำ\xa0', max_size=60)
INDIRECT = "Roe stressed that a ferry to the islands is worth more than any number of speeches, BNA reported."


def words(text: str) -> list[str]:
    return [text[slice(*word)] for word in Segments(text).words(Span(0, len(text)))]


def sentences(text: str) -> list[str]:
    segments = Segments(text)
    return [text[slice(*span)] for paragraph in segments.paragraphs for span in segments.sentences(paragraph)]


def clauses(text: str) -> list[str]:
    segments = Segments(text)
    return [
        text[slice(*clause)]
        for paragraph in segments.paragraphs
        for sentence in segments.sentences(paragraph)
        for clause in segments.clauses(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 2,046 at 14:15, $1.3 billion.", ["0", "2,046", "at", "14:15", "1.3", "billion"]),
        ("The U.S.-led talks, 3 p.m.", ["The", "U.S.-led", "talks", "3", "p.m."]),
        ("France’s Jean-Yves met al-Assad’s men.", ["France’s", "Jean-Yves", "met", "al-Assad’s", "men"]),
        ("“can’t” the observers’ [in Syria]", ["can’t", "the", "observers", "in", "Syria"]),
        ("cafe\u0301 e\u0301te\u0301s", ["cafe\u0301", "e\u0301te\u0301s"]),
        ("他说OK。かな", ["他", "说", "OK", "か", "な"]),
        ("ไทยนี้", ["ไ", "ท", "ย", "นี้"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("… – ‘ ’ ★", []),
    ],
)
def test_words_are_what_a_reader_takes_for_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_the_word_at_an_offset_is_the_one_there_else_the_next_else_the_last() -> None:
    segments = Segments("one, two\n\n  three. ")
    assert segments.word_at(1) == Span(0, 3)
    assert segments.word_at(3) == Span(5, 8)
    assert segments.word_at(9) == Span(12, 17)
    assert segments.word_at(18) == Span(12, 17)
    assert Segments(" … ").word_at(0) is None


def test_words_are_walked_across_paragraphs() -> None:
    segments = Segments("one two\n***\nthree")
    assert segments.next_word(0) == Span(4, 7)
    assert segments.next_word(4) == Span(12, 17)
    assert segments.next_word(12) is None
    assert segments.previous_word(12) == Span(4, 7)
    assert segments.previous_word(5) == Span(4, 7)
    assert segments.previous_word(0) is None


def test_paragraphs_are_lines_without_the_white_space_around_them() -> None:
    text = "\n  one \n\t\n\xa0two\xa0\n"
    assert [text[slice(*span)] for span in Segments(text).paragraphs] == ["one", "two"]
    assert list(Segments("").paragraphs) == []


def test_a_sentence_ends_neither_at_a_title_nor_in_a_name_nor_in_a_quotation() -> None:
    text = "Mr. Roe of TODAY.AZ left the U.S. on Monday.\xa0“No. Never,” he said.\xa0\nNext"
    assert sentences(text) == ["Mr. Roe of TODAY.AZ left the U.S. on Monday.", "“No. Never,” he said.", "Next"]


def test_the_clauses_of_a_sentence_give_the_indirect_speech() -> None:
    speech = "a ferry to the islands is worth more than any number of speeches"
    assert clauses(INDIRECT) == ["Roe stressed", speech, "BNA reported"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sold 2,046 of them.", ["It sold 2,046 of them."]),
        ("On May 30, 2017 they met there.", ["On May 30, 2017 they met there."]),
        ("He called it “difficult, but frank” talk.", ["He called it “difficult, but frank” talk."]),
        (
            "She conceded, however, that she had “few answers”, but added that all were equal in the U.S.",
            ["She conceded, however", "she had “few answers”", "but added", "all were equal in the U.S."],
        ),
        (
            "They left because it rained – a lot of rain – and stayed away.",
            ["They left", "because it rained", "a lot of rain", "and stayed away"],
        ),
        ("Yes, no.", ["Yes, no."]),
    ],
)
def test_clauses_are_cut_where_each_has_two_words_and_no_quotation_is_torn(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_a_long_quotation_has_clauses_of_its_own() -> None:
    text = '"We have waited for others much too long. It is our turn to do it, and to do it now," Roe said.'
    assert clauses(text) == [
        "We have waited for others much too long.",
        "It is our turn to do it",
        "and to do it now",
        "Roe said",
    ]


def test_between_two_segments_the_one_before_is_taken() -> None:
    segments = Segments("One is here.  Two is there, and so on.\n\n")
    assert segments.sentence_at(13) == Span(0, 12)
    assert segments.clause_at(27) == Span(14, 26)
    assert segments.paragraph_at(38) == Span(0, 38)
    assert segments.paragraph_at(39) is None
    assert segments.sentence_at(40) is None
    assert Segments("").clause_at(0) is None


def test_the_quotations_at_an_offset_come_innermost_first() -> None:
    text = "“a” “one ‘two’ three” “b”"
    segments = Segments(text)
    assert [text[slice(*found.inner)] for found in segments.quotations_at(10)] == ["two", "one ‘two’ three"]
    assert segments.quotations_at(3) == []


def continued(text: str, offset: int) -> list[str]:
    segments = Segments(text)
    (quotation, *_) = reversed(segments.quotations_at(offset))
    return [text[slice(*piece.inner)] for piece in segments.continued(quotation)]


RUNNING = "He said: “One ‘two’ and\n\n“three ‘four’ and\n \n“five”, he said. “Six”\n\n“Seven”"


@pytest.mark.parametrize("word", ["One", "three", "five"])
def test_a_quotation_left_open_runs_on_over_the_paragraphs_that_take_it_up(word: str) -> None:
    assert continued(RUNNING, RUNNING.index(word)) == ["One ‘two’ and", "three ‘four’ and", "five"]


@pytest.mark.parametrize(
    ("text", "word"),
    [(RUNNING, "Six"), (RUNNING, "Seven"), ("“One and\n\nthen “two”", "One"), ("“One and\n\nthen “two”", "two")],
)
def test_a_quotation_that_nothing_takes_up_stands_alone(text: str, word: str) -> None:
    assert len(continued(text, text.index(word))) == 1


def test_a_quotation_inside_another_does_not_run_on() -> None:
    segments = Segments(RUNNING)
    inner = segments.quotations_at(RUNNING.index("four"))[0]
    assert segments.continued(inner) == [inner]


def test_the_quotations_in_a_span_are_those_that_share_a_character_with_it() -> None:
    text = "“a” b “c ‘d’ e”\n“f” g"
    segments = Segments(text)
    assert [text[slice(*found.inner)] for found in segments.quotations_in(Span(3, 18))] == ["c ‘d’ e", "d", "f"]
    assert segments.quotations_in(Span(3, 6)) == []
    assert Segments("").quotations_in(Span(0, 0)) == []


def test_a_quotation_is_followed_without_reading_the_whole_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Segments, "quotations")
    assert len(continued(RUNNING, RUNNING.index("three"))) == 3


def test_widening_goes_from_the_word_to_the_paragraph() -> None:
    text = "Yes. Ann Roe said “we will ‘go’ soon”, and left them. No."
    found = [text[slice(*span)] for span in Segments(text).widening(Span(9, 12), [Span(5, 12)])]
    assert found == ["Ann Roe", "Ann Roe said “we will ‘go’ soon”", text[5:53], text]
    inside = [text[slice(*span)] for span in Segments(text).widening(Span(28, 30))]
    assert inside == ["we will ‘go’ soon", *found[1:]]


def test_widening_prefers_a_quotation_to_a_clause_that_crosses_it() -> None:
    text = "He said so, and “one two three, four five six, seven eight” it was."
    start = text.index("four")
    found = Segments(text).widening(Span(start, start + 4), [Span(start, start + 20)])
    assert found[0] == Span(start, start + 20)
    assert all(wider.holds(narrow) for narrow, wider in pairwise(found))


@settings(deadline=None)
@given(MESSY)
def test_segments_are_sorted_apart_and_on_grapheme_borders(text: str) -> None:
    segments = Segments(text)
    borders = set(graphemes.borders(text))
    all_sentences = [span for paragraph in segments.paragraphs for span in segments.sentences(paragraph)]
    all_clauses = [span for sentence in all_sentences for span in segments.clauses(sentence)]
    all_words = segments.words(Span(0, len(text)))
    for spans in (segments.paragraphs, all_sentences, all_clauses, all_words):
        assert all(0 <= span.start < span.end <= len(text) and borders.issuperset(span) for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(any(paragraph.holds(span) for paragraph in segments.paragraphs) for span in all_sentences + all_words)
    assert all(any(sentence.holds(span) for sentence in all_sentences) for span in all_clauses)


@settings(deadline=None)
@given(MESSY)
def test_every_letter_is_in_a_sentence(text: str) -> None:
    segments = Segments(text)
    held = {
        offset
        for paragraph in segments.paragraphs
        for sentence in segments.sentences(paragraph)
        for offset in range(*sentence)
    }
    assert all(offset in held for offset, sign in enumerate(text) if sign.isalnum())


@settings(deadline=None)
@given(MESSY, st.integers(0, 59), st.integers(0, 5))
def test_widening_grows_strictly_and_always_holds_the_span(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    chain = [span, *Segments(text).widening(span, [Span(0, len(text))])]
    assert all(wider.holds(narrow) and wider.length > narrow.length for narrow, wider in pairwise(chain))


@settings(deadline=None)
@given(MESSY, st.integers(-1, 61))
def test_walking_by_words_meets_each_word_once(text: str, start: int) -> None:
    segments = Segments(text)
    walked = []
    offset = start
    while word := segments.next_word(offset):
        walked.append(word)
        offset = word.start
    assert walked == [word for word in segments.words(Span(0, len(text))) if word.start > start]


LONG_QUOTATION = "“one two three four five six seven eight nine ten eleven twelve” "


@pytest.mark.parametrize(
    "piece", [LONG_QUOTATION, "Ann Roe said so, and left. ", "“ a. ", "漢字", "a\u0301", "🇫🇷", "letters"]
)
def test_a_line_of_a_megabyte_has_its_units_before_a_test_is_given_up(piece: str) -> None:
    segments = Segments((piece * (1_000_000 // len(piece.encode()))) + "\nend")
    word, clause = segments.word_at(100_000), segments.clause_at(100_000)
    assert word is not None
    assert (clause is None) == (piece == "🇫🇷")  # without a word there is no clause
    widening = segments.widening(Span(100_000, 100_001))
    assert widening[-1] == segments.paragraph_at(100_000)
    assert all(step.start <= 100_000 < step.end for step in widening)


def test_nothing_heavy_is_imported_for_a_plain_text() -> None:
    code = (
        "import sys; from corpus.segments import Segments; s = Segments('One “two”.'); s.word_at(0); s.quotations;"
        "sys.exit(bool({'regex', 'sentencex', 'rapidfuzz'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
