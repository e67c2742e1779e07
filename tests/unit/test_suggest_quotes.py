"""Direct quotes: which words between marks are speech, and who says them."""

from __future__ import annotations

import pytest

from corpus.spans import Span
from corpus.suggest import engine, reasons
from corpus.suggest.confidence import MEASURED
from corpus.suggest.records import QuoteSuggestion, Source


def quotes(text: str, *avoid: str) -> list[QuoteSuggestion]:
    spans = tuple(Span(text.index(part), text.index(part) + len(part)) for part in avoid)
    return [each for each in engine.propose(Source(text, spans)) if isinstance(each, QuoteSuggestion)]


def told(text: str, *avoid: str) -> list[tuple[str, str | None]]:
    """The quotes of a text: the words of the pieces joined by a bar, and where the text says who speaks."""
    return [
        (
            " | ".join(text[slice(*content)] for content in quote.contents),
            text[slice(*quote.speaker.span)] if quote.speaker else None,
        )
        for quote in quotes(text, *avoid)
    ]


def only(text: str) -> QuoteSuggestion:
    (quote,) = quotes(text)
    return quote


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"We will build the bridge," Lena Orsini said.', "Lena Orsini"),
        ('"We will build the bridge," said Lena Orsini.', "Lena Orsini"),
        ('"We will build the bridge," said the Velmaran minister on Monday.', "the Velmaran minister"),
        ('"We will build the bridge," Aldo Venn, a spokesman for the port, said.', "Aldo Venn"),
        ('"We will build the bridge," Aldo Venn, who runs the port, told reporters.', "Aldo Venn"),
        ('"We will build the bridge," she later told the Sorrand daily Die Woche.', "she"),
        ('"We will build the bridge," a source in the ministry said.', "a source in the ministry"),
        ('"We will build the bridge," officials said.', "officials"),
        ('"We will build the bridge," according to Lena Orsini.', "Lena Orsini"),
        ('"We will build the bridge," Orsini snapped.', "Orsini"),
        ('"We will build the bridge," Orsini harrumphed.', "Orsini"),
        ('"Will we build the bridge?" asked Orsini.', "Orsini"),
        ('"We will build the bridge!" he shouted.', "he"),
        ('Lena Orsini said: "We will build the bridge."', "Lena Orsini"),
        ('In a speech on Monday, Lena Orsini told the crowd, "We will build the bridge."', "Lena Orsini"),
        ('She smiled, adding, "We will build the bridge."', "She"),
        ('ORSINI: "We will build the bridge."', "ORSINI"),
        ('"We will build the bridge." — Lena Orsini', "Lena Orsini"),
    ],
)
def test_the_speaker_is_found_before_and_after_a_quotation(text: str, speaker: str) -> None:
    assert [who for _, who in told(text)] == [speaker]


@pytest.mark.parametrize(
    ("opening", "closing"), [('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"), ("''", "''"), ("``", "''")]
)
def test_every_kind_of_quote_mark_holds_speech(opening: str, closing: str) -> None:
    text = f"{opening}We’ll build the port’s bridge,{closing} Orsini said."
    assert told(text) == [("We’ll build the port’s bridge,", "Orsini")]


def test_british_marks_close_before_the_comma() -> None:
    assert told("‘We don’t want the voters’ money’, said Orsini.") == [("We don’t want the voters’ money", "Orsini")]


def test_the_marks_are_no_part_of_the_content() -> None:
    text = '"We will build the bridge," Orsini said.'
    assert text[slice(*only(text).contents[0])] == "We will build the bridge,"


def test_pieces_around_the_speaker_are_one_quote() -> None:
    text = '"The bridge," Orsini said, "will stand in May." It rained.'
    assert told(text) == [("The bridge, | will stand in May.", "Orsini")]


def test_what_follows_in_the_paragraph_belongs_to_the_quote() -> None:
    text = '"The bridge will stand in May," Orsini said on Monday. "Nobody can stop it now."'
    assert told(text) == [("The bridge will stand in May, | Nobody can stop it now.", "Orsini")]


def test_what_comes_before_in_the_paragraph_belongs_to_the_quote() -> None:
    text = '"The bridge will stand in May." "Nobody can stop it," said Orsini.'
    assert told(text) == [("The bridge will stand in May. | Nobody can stop it,", "Orsini")]


def test_two_speakers_of_one_paragraph_are_told_apart() -> None:
    text = '"Will it stand in May?" asked Venn. "It will stand in April," said Orsini.'
    assert told(text) == [("Will it stand in May?", "Venn"), ("It will stand in April,", "Orsini")]


def test_a_quote_that_runs_over_paragraphs_is_one() -> None:
    text = (
        "“The bridge will stand in May,” Orsini said. “It is a good bridge.\n\n“Nobody can stop it now.”\n\nIt rained."
    )
    assert told(text) == [
        ("The bridge will stand in May, | It is a good bridge. | Nobody can stop it now.", "Orsini"),
    ]


def test_a_quotation_inside_of_one_makes_no_quote_of_its_own() -> None:
    text = "“They told me, ‘We will never build it,’ and then they built it,” Orsini said."
    assert told(text) == [("They told me, ‘We will never build it,’ and then they built it,", "Orsini")]


def test_the_speaker_is_carried_over_from_the_paragraph_before() -> None:
    text = '"The bridge will stand in May," Orsini said.\n\n"Nobody can stop it now."'
    assert told(text)[1] == ("Nobody can stop it now.", "Orsini")


def test_the_speaker_is_carried_over_what_is_to_be_avoided() -> None:
    text = '"The bridge will stand in May," Orsini said.\n\nREAD MORE: Venn says no\n\n"Nobody can stop it now."'
    assert told(text, "READ MORE: Venn says no") == [
        ("The bridge will stand in May,", "Orsini"),
        ("Nobody can stop it now.", "Orsini"),
    ]


def test_a_paragraph_may_announce_the_next() -> None:
    assert told('Orsini told the paper:\n\n"The bridge will stand in May."') == [
        ("The bridge will stand in May.", "Orsini")
    ]


def test_the_speaker_of_the_sentence_before_goes_on() -> None:
    text = 'Orsini said that it was late. "We should have begun in spring."'
    assert told(text)[1] == ("We should have begun in spring.", "Orsini")


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace bridge” was never built.",
        "He read “The Old Bridge” twice and slept.",
        "Venn, the “iron mayor” of Sorrand, went home.",
        "The band played “We will build the bridge” and left.",
    ],
)
def test_words_held_at_a_distance_and_titles_are_no_quotes(text: str) -> None:
    assert told(text) == []


def test_nothing_is_proposed_in_what_is_to_be_avoided() -> None:
    text = '"Sign up today," the editor said.\n\nIt rained.'
    assert told(text, '"Sign up today," the editor said.') == []


def test_the_full_name_of_the_speaker_is_told() -> None:
    text = 'Lena Orsini came late.\n\n"We will build the bridge," Orsini said.'
    speaker = only(text).speaker
    assert speaker
    assert speaker.name == "Lena Orsini"


def test_the_day_on_which_it_was_said_is_told() -> None:
    text = '"We will build the bridge," Orsini said on Monday.'
    (quote,) = [each for each in engine.propose(Source(text, published="2024-05-15")) if hasattr(each, "contents")]
    assert isinstance(quote, QuoteSuggestion)
    assert quote.said_on == "2024-05-13"


def test_every_rule_has_a_reason_and_a_measured_precision() -> None:
    assert reasons.WHY.keys() == {rule for rule in MEASURED if rule.startswith(("quote.", "report."))}
