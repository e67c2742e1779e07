"""Indirect and mixed quotes: what verbs of speech report, where it begins and ends, and who says it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from corpus.suggest import engine
from corpus.suggest.records import QuoteSuggestion, Source


def quotes(text: str) -> list[QuoteSuggestion]:
    return [each for each in engine.propose(Source(text)) if isinstance(each, QuoteSuggestion)]


def told(text: str) -> list[tuple[str, str | None]]:
    return [
        (
            " | ".join(text[slice(*content)] for content in quote.contents),
            text[slice(*quote.speaker.span)] if quote.speaker else None,
        )
        for quote in quotes(text)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Lena Orsini said that the bridge was late.", "Lena Orsini", "that the bridge was late"),
        ("Lena Orsini said the bridge was late.", "Lena Orsini", "the bridge was late"),
        ("Orsini told reporters on Monday that it was late.", "Orsini", "that it was late"),
        ("Orsini told Venn the bridge was late.", "Orsini", "the bridge was late"),
        ("Orsini stressed in a statement that it was late.", "Orsini", "that it was late"),
        ("Orsini, the Velmaran minister, noted that it was late.", "Orsini", "that it was late"),
        ("Aldo Venn, spokesman for the port, said it was late.", "Aldo Venn", "it was late"),
        ("The mayor of Sorrand has argued that it was late.", "The mayor of Sorrand", "that it was late"),
        ("The bridge will stand in May, Orsini said.", "Orsini", "The bridge will stand in May"),
        ("The bridge will stand in May, said Orsini.", "Orsini", "The bridge will stand in May"),
        ("The bridge will stand in May, she told the council on Monday.", "she", "The bridge will stand in May"),
        ("The bridge will stand in May, the daily said back in April.", "the daily", "The bridge will stand in May"),
        ("The bridge, Orsini said, will stand in May.", "Orsini", "The bridge | will stand in May"),
        ("The bridge will stand in May, according to Orsini.", "Orsini", "The bridge will stand in May"),
        ("According to Orsini, the bridge will stand in May.", "Orsini", "the bridge will stand in May"),
        ("Orsini accused Sorrand of tearing it down.", "Orsini", "Sorrand of tearing it down"),
        ("Sorrand denied any part in the fire.", "Sorrand", "any part in the fire"),
        ("Orsini called for a second bridge.", "Orsini", "a second bridge"),
        ("Orsini emphasized on Monday the need for a bridge.", "Orsini", "the need for a bridge"),
        ("Orsini vowed to build the bridge.", "Orsini", "to build the bridge"),
        ("Orsini asked whether the bridge would stand.", "Orsini", "whether the bridge would stand"),
        ("They laughed at his claim that it was late.", "his", "that it was late"),
        ("A quarter of voters, 42 percent said, was late.", "42 percent", "A quarter of voters | was late"),
    ],
)
def test_a_report_has_its_speaker_and_its_words(text: str, speaker: str, content: str) -> None:
    assert told(text) == [(content, speaker)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orsini said it was late, Radio Sorrand reported.", ("it was late", "Orsini")),
        ("Orsini said it was late, but the council voted no.", ("it was late", "Orsini")),
        ("Although Orsini said it was late, the council voted no.", ("it was late", "Orsini")),
        ("The ministry reported her as saying it was late.", ("it was late", "her")),
    ],
)
def test_a_report_ends_where_another_voice_begins(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


def test_joined_verbs_share_their_subject() -> None:
    assert told("Orsini said it was late and said that it would cost more, adding that nobody knew why.") == [
        ("it was late", "Orsini"),
        ("that it would cost more", "Orsini"),
        ("that nobody knew why", "Orsini"),
    ]


def test_words_between_marks_in_a_report_make_it_mixed() -> None:
    text = "Orsini said the council was ready to fight “terrorism”."
    (quote,) = quotes(text)
    assert quote.type == "mixed"
    assert text[slice(*quote.contents[0])] == "the council was ready to fight “terrorism”"


def test_a_sentence_around_words_between_marks_is_mixed() -> None:
    text = "The two sides have “very different aims,” Orsini said."
    (quote,) = quotes(text)
    assert (quote.type, told(text)) == ("mixed", [("The two sides have “very different aims,”", "Orsini")])


@pytest.mark.parametrize(
    "text",
    [
        "The claims were old and the reports were long.",
        "The United States and Sorrand signed it.",
        "It is said that the bridge was built at night.",
        "Nobody knew what to say about the bridge.",
        "The press offered them seats.",
    ],
)
def test_nouns_names_and_passives_report_nothing(text: str) -> None:
    assert told(text) == []


def test_no_token_is_in_two_quotes() -> None:
    text = "Orsini said Venn said it was late, and Venn said that Orsini believed it was early."
    spans = sorted(content for quote in quotes(text) for content in quote.contents)
    assert all(one.end <= other.start for one, other in pairwise(spans))
