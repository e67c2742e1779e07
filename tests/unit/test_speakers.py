from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import names
from corpus.segments import Segments
from corpus.spans import Span
from corpus.speakers import likely_speakers


def speaker(text: str, content: str) -> str:
    start = text.index(content)
    return likely_speakers(text, names.spot(text), Span(start, start + len(content)))[0].full


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Ann Roe met Bob Doe. “We go,” Doe said.", "We go,", "Bob Doe"),
        ("Bob Doe met Ann Roe. “We go,” said Doe.", "We go,", "Bob Doe"),
        ("Ann Roe told Bob Doe: “We go.”", "We go.", "Ann Roe"),
        ("Ann Roe, spokeswoman for the party, told Sputnik that all is well.", "all is well", "Ann Roe"),
        ("French President Ann Roe met Bob Doe. “We go,” the president said.", "We go,", "Ann Roe"),
        ("Ann Roe said so.\n\nIt rained on Bob Doe.\n\n“We go,” she added.", "We go,", "Ann Roe"),
        ("“We go,” said French Foreign Minister Ann Roe of Bob Doe.", "We go,", "Ann Roe"),
        ("According to Ann Roe, it will rain on Bob Doe.", "it will rain", "Ann Roe"),
        ("“Bob Doe said no,” Ann Roe noted.", "Bob Doe said no,", "Ann Roe"),
        ("Ann Roe and Bob Doe met.\n\n“It rains.”", "It rains.", "Bob Doe"),
    ],
)
def test_the_speaker_is_who_the_words_around_the_speech_name(text: str, content: str, expected: str) -> None:
    assert speaker(text, content) == expected


def test_each_candidate_comes_once_and_no_more_than_the_limit() -> None:
    text = "Ann Roe met Bob Doe, Eve Poe and Max Foe. Roe told Doe “yes” and Poe “no”."
    content = Span(text.index("yes"), text.index("yes") + 3)
    found = likely_speakers(text, names.spot(text), content, limit=3)
    assert len(found) == len({name.full for name in found}) == 3
    assert likely_speakers("“Yes.”", (), Span(1, 5)) == []


SPEAKERS = {
    "000": ["Damien Lempereur"] * 2,
    "001": ["Emmanuel Macron"] * 5,
    "002": ["Jean-Yves Le Drian"] * 3,
    "003": ["Vladimir Putin", "Vladimir Putin", "Emmanuel Macron", "Emmanuel Macron", "Vladimir Putin"]
    + ["Vladimir Putin"] * 2
    + ["Emmanuel Macron"] * 3,
}


@pytest.mark.parametrize("number", sorted(SPEAKERS))
def test_the_speakers_of_the_seeds_come_first(seeds: dict[str, bytes], number: str) -> None:
    text = seeds[number].decode()
    spotted_names = names.spot(text)
    found = [likely_speakers(text, spotted_names, quotation.inner)[0].full for quotation in Segments(text).quotations]
    assert found[: len(SPEAKERS[number])] == SPEAKERS[number]


@pytest.mark.parametrize("words", ["It is not in", "perhaps we must", "long tradition"])
def test_an_unintroduced_minister_of_the_seeds_is_found_too(seeds: dict[str, bytes], words: str) -> None:
    text = seeds["004"].decode()
    found = likely_speakers(text, names.spot(text), Span(text.index(words), text.index(words) + len(words)))
    assert found[0].full == "Stephane Sejourne"


@settings(deadline=None)
@given(st.text(alphabet="AbC roe.,’'s-\n“”\u0301É", max_size=60))
def test_whatever_the_text_the_speakers_are_named_in_it_outside_the_content(text: str) -> None:
    spotted, content = names.spot(text), Span(0, len(text) // 2)
    found = likely_speakers(text, spotted, content)
    assert set(found) <= {name for name in spotted if not name.span.meets(content)}
